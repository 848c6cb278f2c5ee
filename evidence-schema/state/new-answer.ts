// Checks a new observation, context or finding against the entry before it (FORMAT.md R3, S2, S5).
import { haveOneProjection, type Entry } from "./entry.ts";
import { compareWithHeld, heldOf, isSameHeld } from "./held.ts";
import type { Context, Finding, Observation, Position } from "../record/record.ts";
import type { State } from "./state.ts";
import { require, show } from "../violation.ts";

/** The entry in state of a key with this incarnation; undefined where there is none. */
export function entryBefore(
  { entries }: State,
  { key, incarnation }: { readonly key: string; readonly incarnation: string },
): Entry | undefined {
  const entry = entries.get(key);
  return entry?.incarnation === incarnation ? entry : undefined;
}

/** Throws Violation of R3 where another incarnation of the key is still in state. */
export function checkReplaced({ entries }: State, key: string, before: Entry | undefined): void {
  const there = before === undefined ? entries.get(key) : undefined;
  require(there === undefined, "R3", () =>
    `a departure of ${key} (${there?.incarnation}) before another incarnation`, () => "none");
}

/** Throws Violation of S2. */
export function checkSince(body: Observation | Context, before: Entry | undefined): void {
  const stays = before !== undefined && before.unit === body.unit && haveOneProjection(before, body);
  const since = stays ? before.since : body.dataTime;
  require(body.since === since, "S2", () => show(since), () => body.since);
}

/** Throws Violation of S5: a check that is left out would close its failure without a word. */
export function checkNothingLeftOut({ findings }: Observation, before: Entry | undefined): void {
  for (const { check } of before?.findings ?? []) {
    require(findings.some((finding) => finding.check === check), "S5", () =>
      `a finding of ${check}, because the entry has one`, () => "none");
  }
}

/** Throws Violation of S5 unless held and transition of a finding on an entry in `unit` follow from what was held. */
export function checkHeld(
  state: State,
  unit: string,
  before: Entry | undefined,
  finding: Finding,
  position: Position,
): void {
  const stood = {
    held: before?.findings.find(({ check }) => check === finding.check)?.held,
    known: before !== undefined,
    ever: state.unit(unit).ever,
  };
  const expected = compareWithHeld(stood, finding, position);
  const isExpected = finding.transition === expected.transition && isSameHeld(finding.held, expected.held);
  require(isExpected, "S5", () => show(expected), () =>
    show({ held: heldOf(finding), transition: finding.transition }));
}
