// Checks the states of units that open a full segment (FORMAT.md S4).
import { jsonEqual } from "../bytes/equal.ts";
import { requireSorted } from "../bytes/sorted.ts";
import type { UnitState } from "../record/record.ts";
import { namedUnits, type State } from "./state.ts";
import { require, show } from "../violation.ts";

/** Throws Violation of S4 unless `units` are sorted and, where the state is known, are those of the state. */
export function checkUnits(units: readonly UnitState[], state: State | null): void {
  requireSorted(
    "S4",
    "units",
    units.map(({ unit }) => unit),
  );
  if (state === null) return;
  const expected = state.unitStates();
  require(jsonEqual(namedUnits(units), expected), "S4", () => show(expected), () => show(units));
}
