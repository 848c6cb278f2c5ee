// Finds the controls that rest on a check, and the criteria that they serve.
import type { PolicyInForce } from "./in-force/policy-in-force.ts";

export type ControlsOfCheck = {
  /** Ids, in the order of the control document. */
  readonly controls: readonly string[];
  /** Ids of criteria, sorted, each once. */
  readonly criteria: readonly string[];
};

export function controlsOfCheck(id: string, policy: PolicyInForce): ControlsOfCheck {
  const resting = (policy.controls?.controls ?? []).filter(({ checks }) => checks.some(({ check }) => check === id));
  return {
    controls: resting.map((control) => control.id),
    criteria: [...new Set(resting.flatMap(({ criteria }) => criteria))].sort(),
  };
}
