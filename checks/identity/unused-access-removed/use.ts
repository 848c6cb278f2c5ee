// Judges how long ago something was last used. Collectors cut that time to its week, so the end of the week is what counts.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { dateIfSet, readInstant } from "../../readings/instant.ts";
import type { Parameters } from "./parameters.ts";

/** The parts of the question that evaluators of this check use. */
export type UseQuestion = { readonly parameters: Parameters; readonly asOf: string };

/**
 * `week`: the start of the week of the last use; null where there was none. `from`: when it was made or last changed; null
 * where that is not known.
 */
export type Used = { readonly week: string | null; readonly from: string | null };

export type Use = "in use" | "unused" | keyof typeof PROBLEMS;

export const PROBLEMS = {
  unreadable: {
    code: "unexpected-shape",
    detail: "the date of a last use, or of its beginning, cannot be read as a date",
  },
  undated: { code: "not-in-answer", detail: "nothing was used, and the answer from the cloud does not say since when" },
  future: { code: "contradictory", detail: "the date of a last use lies in the future" },
} as const satisfies { readonly [name: string]: Problem };

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;

/**
 * Nothing that was used in the last `days` is unused: a use can have been as late as the end of its week. Something is in use for
 * up to a week longer than the parameter says. As long as allowed is not too long.
 */
export function useOf({ week, from }: Used, { parameters, asOf }: UseQuestion): Use {
  const now = Date.parse(asOf);
  const last = readInstant(week);
  const begun = readInstant(from);
  if ((last === null && dateIfSet(week) !== null) || (begun === null && dateIfSet(from) !== null)) return "unreadable";
  if (last === null && begun === null) return "undated";
  // A run asks as of its slot, which may lie before the week in which it reads.
  if (last !== null && last > now + DAY_MS) return "future";
  // The use lies before the end of its week. It also shows that a thing without a date of its making had been made.
  const end = last === null ? null : last + WEEK_MS;
  const until = Math.max(
    end === null ? -Infinity : end + parameters.days * DAY_MS,
    (begun ?? end ?? -Infinity) + parameters.graceDays * DAY_MS,
  );
  return now > until ? "unused" : "in use";
}
