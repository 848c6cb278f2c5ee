// Compares the end of a certificate with the days that it has to last. Facts hold the date of the end, and never the days left.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { readInstant } from "../../readings/instant.ts";
import type { Asked } from "./parameters.ts";

export const DAY = 24 * 60 * 60 * 1000;

/** `over`: the end passed; `near`: it comes sooner than allowed; `far`: the certificate lasts; `unread`: it has no date. */
export type End = "over" | "near" | "far" | "unread";

/** A certificate that ends at the last moment allowed lasts. */
export function endOf(end: string | null | undefined, { parameters, asOf }: Asked): End {
  const at = readInstant(end);
  if (at === null) return "unread";
  const left = at - Date.parse(asOf);
  if (left <= 0) return "over";
  return left < parameters.daysLeft * DAY ? "near" : "far";
}

/** The problem of an answer whose date of the end is missing, or is no date. */
export const endUnread = (member: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from the cloud has no date in ${member}, which says when the certificate ends`,
});
