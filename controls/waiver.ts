// Defines a waiver: a risk that one person asked to accept and another accepted, for some resources and a limited time.
import { z } from "zod";
import { Match, matches, type Subject } from "./match.ts";

/** The results that a waiver covers: those of these checks (ids) on the resources that match. */
export const WaiverMatch = z.strictObject({ checks: z.array(z.string().min(1)).min(1), resources: Match });
export type WaiverMatch = z.infer<typeof WaiverMatch>;

/** The longest waiver: nobody would look again at a longer one. */
export const MAX_WAIVER_DAYS = 366;

/**
 * A waiver as it stands in a record (FORMAT.md 5.2). Requester and approver are references of people
 * (evidence-schema/keys/person.ts) or titles of roles.
 * It is in force from the latest of its `from`, its record's time, and the last seal that does not list its segment.
 */
export type Waiver = {
  readonly id: string;
  readonly risk: string;
  readonly reason: string;
  readonly ticket: string;
  readonly requester: string;
  readonly approver: string;
  readonly from: string;
  /** Exclusive. */
  readonly until: string;
  readonly match: WaiverMatch;
};

export function covers({ match }: Pick<Waiver, "match">, check: string, subject: Subject): boolean {
  return match.checks.includes(check) && matches(match.resources, subject);
}
