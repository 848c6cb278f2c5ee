// Says what the tables know of a window as a whole: whether its end can still change, and which runs were due and made in it.
import { dueSlots } from "../../evidence-schema/log/due-slots.ts";
import { MAX_SKEW_MS } from "../../evidence-schema/bytes/timestamp.ts";
import type { Due } from "../period/holds.ts";
import type { Stretch } from "../period/stretches.ts";
import { instant, ms, type Rows } from "./rows.ts";

export type WindowState = {
  /** Runs due in the window by the schedule, and those that were made and sealed in time. */
  readonly due: number;
  readonly made: number;
  /** The slots of which no run was sealed in time, in order. */
  readonly missing: readonly string[];
  /** Whether a schedule made runs due at some time of the window. */
  readonly isScheduled: boolean;
  /** Milliseconds before the window's end of which some enrolled scope has no reading; 0: settled. */
  readonly unsettled: number;
  /** Seals that were made in it; 0: what is known of it was recorded later. */
  readonly seals: number;
  /** The first seal of the ledger or its slot, where it lies in the window: nothing was due before it (FORMAT.md 9), and nothing was observed. */
  readonly begins: number | null;
};

const LATEST = `select roster.name as scope, max(listing.complete_ms) as complete from roster
  left join listing on listing.scope = roster.name
  where roster.is_kind = 'enrolled' and roster.from_time < :to and (roster.to_time is null or roster.to_time > :to)
  group by roster.name`;

const SEALED = `select slot, time from seal where slot is not null`;

/** `until`: the newest seal. A window is settled once every scope that was enrolled at its end was read as of its end or later. */
export function windowState(rows: Rows, { from, to }: Stretch, dues: readonly Due[], until: number): WindowState {
  const last = rows.all(LATEST, { to: instant(to) }).map(({ complete }) => Number(complete ?? 0));
  const earliest = Math.min(...last, Infinity);
  const sealed = new Map(rows.all(SEALED).map(({ slot, time }) => [String(slot), ms(time) as number]));
  // FORMAT.md W1: a run that was made up for later did not observe its slot.
  const isMade = (slot: string, graceSeconds: number): boolean => {
    const [time, due] = [sealed.get(slot) ?? Infinity, Date.parse(slot)];
    return time >= due - MAX_SKEW_MS && time <= due + graceSeconds * 1000;
  };
  const first = rows.get(`select time, slot from seal order by leaf limit 1`) ?? {};
  const firstDue = Math.min(ms(first["time"]) ?? Infinity, ms(first["slot"]) ?? Infinity);
  const slots = dues.flatMap(({ schedule, from: begin }, at) => {
    const [start, end] = [Math.max(from, begin, firstDue), Math.min(to, dues[at + 1]?.from ?? Infinity)];
    if (start >= end) return [];
    const graceSeconds = schedule?.graceSeconds ?? 0;
    // A run may come until its grace is over.
    const over = until - graceSeconds * 1000;
    return dueSlots(schedule, start - 1, end - 1)
      .map((slot) => ({ slot, isMade: isMade(slot, graceSeconds) }))
      .filter((each) => each.isMade || Date.parse(each.slot) <= over);
  });
  const missing = slots.filter((each) => !each.isMade).map(({ slot }) => slot);
  return {
    due: slots.length,
    made: slots.length - missing.length,
    missing,
    begins: from < firstDue && firstDue < to ? firstDue : null,
    isScheduled: dues.some(
      ({ schedule, from: begin }, at) =>
        schedule !== null && schedule.everySeconds !== null && begin < to && (dues[at + 1]?.from ?? Infinity) > from,
    ),
    seals: Number(
      rows.get(`select count(*) as n from seal where time >= :from and time < :to`, {
        from: instant(from),
        to: instant(to),
      })?.["n"],
    ),
    unsettled: earliest >= to ? 0 : to - Math.max(earliest, from),
  };
}

/** The earliest instant of which records say anything: that of the first seal, or of older data that a run read. */
export const firstKnown = (rows: Rows): number =>
  ms(
    rows.get(
      `select min(time) as time from (select min(time) as time from seal union all select min(as_of) from result)`,
    )?.["time"],
  ) as number;
