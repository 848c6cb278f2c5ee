// Defines the period that is asked for, and finds the schedule that a seal names.
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";

/** The period asked for, as given and as it came to be. */
export type VerifiedPeriod = {
  readonly from: string;
  readonly to: string;
  readonly fromGiven: boolean;
  readonly toGiven: boolean;
  readonly now: string;
};

/** The schedule document of a digest; null where it is not there or has not its form. */
export type Schedules = (digest: string) => Schedule | null;

export function scheduleOf(
  schedules: Schedules,
  documents: { readonly [kind: string]: string | null },
): Schedule | null {
  const digest = documents["schedule"] ?? null;
  return digest === null ? null : schedules(digest);
}
