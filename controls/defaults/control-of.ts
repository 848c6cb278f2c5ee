// Makes a control to start from: without an owner, and in force continuously.
import type { Check } from "../../checks/check.ts";
import type { Control } from "../control.ts";
import type { Criterion } from "../criteria.ts";
import type { Identifiers } from "../frameworks.ts";

/** Each check serves the control for the stated reason. */
export function controlOf(
  id: string,
  statement: string,
  criteria: readonly Criterion[],
  frameworks: Identifiers,
  checks: readonly (readonly [Check, string])[],
): Control {
  return {
    id,
    statement,
    criteria,
    frameworks,
    checks: checks.map(([check, reason]) => ({ check, reason })),
    owner: null,
    frequency: "continuous",
    correctWithin: "PT0H",
    from: null,
    until: null,
  };
}
