// Defines a control: an activity that the company says it does,
// and the checks whose results show whether the company does it.
import type { Check } from "../checks/check.ts";
import type { Criterion } from "./criteria.ts";
import type { Identifiers } from "./frameworks.ts";

/** How often the company says the control operates, as in its system description. Tidemark looks at every slot all the same. */
export const FREQUENCIES = ["continuous", "hourly", "daily", "weekly", "monthly", "quarterly", "annual"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A check and why its results speak for the control. */
export type Mapping = { readonly check: Check; readonly reason: string };

export type Control = {
  /** As in the company's system description. */
  readonly id: string;
  readonly statement: string;
  readonly criteria: readonly Criterion[];
  /** Requirements of other frameworks that the control speaks to, as a help to find one's way: no statement of an auditor. */
  readonly frameworks: Identifiers;
  readonly checks: readonly Mapping[];
  /** A person's reference, or the title of a role or team; null where nobody was named. */
  readonly owner: string | null;
  readonly frequency: Frequency;
  /** ISO 8601 duration of days or hours in which a failure has to be corrected; longer ones are deviations. */
  readonly correctWithin: string;
  /** The control is in effect from this instant on (inclusive); null: always was. */
  readonly from: string | null;
  /** … until this one (exclusive); null: still is. */
  readonly until: string | null;
};

const DURATION = /^P(?:(\d{1,4})D|T(\d{1,5})H)$/;

/** Whether `text` is a duration of days (`P7D`) or hours (`PT48H`), the two forms of ISO 8601 that are written here. */
export const isDuration = (text: string): boolean => DURATION.test(text);

/** Milliseconds of a duration. Throws RangeError on another form. */
export function durationMs(text: string): number {
  const [, days, hours] = DURATION.exec(text) ?? [];
  if (days === undefined && hours === undefined)
    throw new RangeError(`found ${JSON.stringify(text)}, expected a duration such as P7D or PT48H`);
  return days === undefined ? Number(hours) * 3_600_000 : Number(days) * 86_400_000;
}
