// Writes instants, days and stretches of time for a report: in its time zone, and the same on every machine.
import { DateTime } from "luxon";
import { atMostInWords, durationInWords } from "../duration.ts";
import { UTC } from "../period/days.ts";
import type { Stretch } from "../period/stretches.ts";

/** Texts in one time zone. Instants are milliseconds since 1970; months are written in English. */
export class Times {
  readonly zone: string;

  constructor(zone: string) {
    this.zone = zone;
  }

  #at(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.zone, locale: "en" });
  }

  /** `29 Jul 2026`. */
  day(ms: number): string {
    return this.#at(ms).toFormat("d LLL yyyy");
  }

  /** `29 Jul 2026 10:00`; where several clocks are in use, the offset stands behind it. */
  moment(ms: number): string {
    return this.#at(ms).toFormat(this.zone === UTC ? "d LLL yyyy HH:mm" : "d LLL yyyy HH:mm ZZ");
  }

  /** `29 Jul 2026 10:00 to 3 Aug 2026 09:04`. */
  span({ from, to }: Stretch): string {
    return `${this.moment(from)} to ${this.moment(to)}`;
  }

  /** `2026-07-29`. */
  isoDay(ms: number): string {
    return this.#at(ms).toFormat("yyyy-MM-dd");
  }

  month(ms: number): string {
    return this.#at(ms).toFormat("LLL yyyy");
  }

  /** The day of the month, from 1. */
  dayNumber(ms: number): number {
    return this.#at(ms).day;
  }

  /** `1 July to 30 September 2026` for whole days, and instants else. */
  title({ from, to }: Stretch): string {
    const [first, end] = [this.#at(from), this.#at(to)];
    const isWhole = [first, end].every((each) => each.toMillis() === each.startOf("day").toMillis());
    if (!isWhole) return `${this.moment(from)} to ${this.moment(to)}`;
    const last = end.minus({ days: 1 });
    if (first.hasSame(last, "day")) return first.toFormat("d LLLL yyyy");
    return `${first.toFormat(first.year === last.year ? "d LLLL" : "d LLLL yyyy")} to ${last.toFormat("d LLLL yyyy")}`;
  }

  /** The days from one that begins at `from` to one that ends at `to`, as `1 Jul to 14 Jul 2026`. */
  days({ from, to }: Stretch): string {
    const [first, last] = [this.#at(from), this.#at(to - 1)];
    if (first.hasSame(last, "day")) return first.toFormat("ccc d LLL yyyy");
    return `${first.toFormat(first.year === last.year ? "d LLL" : "d LLL yyyy")} to ${last.toFormat("d LLL yyyy")}`;
  }
}

/** The bounds of how long a failure lasted. Milliseconds; `longest` is null where it goes on, or nobody knows. */
export function lastedWords(shortest: number, longest: number | null): string {
  const least = durationInWords(shortest);
  if (longest === null) return shortest === 0 ? "not known" : `at least ${least}`;
  const most = atMostInWords(longest);
  if (shortest === 0) return `at most ${most}`;
  return least === most ? least : `${least} to ${most}`;
}

export const limitWords = (limit: number): string => (limit === 0 ? "at once" : durationInWords(limit));
