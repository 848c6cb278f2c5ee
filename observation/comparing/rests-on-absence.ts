// Decides whether a fail or a recovery rests on the absence of something (DESIGN section 4, absence).
import type { Named } from "../../collectors/port.ts";
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import type { Finding, Judgement } from "../../evidence-schema/record/record.ts";
import type { Prepared } from "./prepare.ts";

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

/**
 * The resources of which a fail or a recovery would rest on absence and that were not read again after it: to be asked by
 * name before the comparison is written.
 */
export function toConfirm({ settled, after, isConfirmed, judgeAhead }: Prepared): Named[] {
  return [...after.values()].flatMap((entry) => {
    const { key, unit, findings, from } = entry;
    if (from !== null || !settled.items.has(key)) return [];
    const rests = judgeAhead(entry).some((now) => {
      const stored = findings.find(({ check }) => check === now.check);
      if (stored !== undefined && saysTheSame(stored, now)) return false;
      return restsOnUnconfirmedAbsence(now, stored, (units) => isConfirmed(key, units));
    });
    return rests ? [{ key, unit }] : [];
  });
}
