// Decides whether a fail or a recovery rests on the absence of something (DESIGN section 4, absence).
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import type { Finding, Judgement } from "../../evidence-schema/record/record.ts";

// Teardown in reverse order looks like a failure: a fail or a recovery that rests on absence needs the subject read again.
export function restsOnUnconfirmedAbsence(
  now: Judgement,
  stored: Finding | undefined,
  isConfirmed: (units: readonly string[]) => boolean,
): boolean {
  if (now.outcome === "indeterminate" || now.relied.units.length === 0) return false;
  if (now.outcome !== "fail" && stored?.held.outcome !== "fail") return false;
  return !isConfirmed(now.relied.units);
}

// Compares a stored finding, without `held` and `transition`, with a judgement.
export function saysTheSame(stored: Finding, now: Judgement): boolean {
  const { held: _held, transition: _transition, ...said } = stored;
  return jsonEqual(said, now);
}
