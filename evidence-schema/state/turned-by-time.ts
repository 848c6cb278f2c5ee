// Decides whether time alone turned a result: a limit passed, and nothing that the verdict rests on was changed.
import type { Finding } from "../record/record.ts";

/**
 * `before`: the finding of the same check that counted until now; undefined where none did. A finding that the segment before made
 * count as indeterminate, because something could not be read, is none: what it relied on may have changed in that time. `after`: a new finding. `alone`:
 * the record is a finding, and no observation, so that the resource's own data is what it was. `isTouched`: whether the segment
 * says anything new of a key.
 *
 * An evaluator is a function of the resource, of what it relies on, of its tests and of the time of asking. Where the first
 * three are the same as in the segment before, the fourth decided. The two verdicts may rely on different resources: a young
 * key is judged alone, an old one with its account. Neither may have been touched. False wherever that is not certain: where
 * a verdict rests on the absence of something, the segment's other records would have to be searched.
 */
export function turnedByTime(
  before: Finding | undefined,
  after: Finding,
  { alone, isTouched }: { readonly alone: boolean; readonly isTouched: (key: string) => boolean },
): boolean {
  if (!alone || before === undefined || before.outcome === "indeterminate") return false;
  // With other tests the transition is rejudged.
  if (after.transition !== "drift" && after.transition !== "recovered") return false;
  return [before, after].every(({ relied }) => relied.units.length === 0 && !relied.keys.some(isTouched));
}
