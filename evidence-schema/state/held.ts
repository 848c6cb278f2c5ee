// Reads the last held of a check, and compares a new finding with it (FORMAT.md 6.3).
import type { Finding, Held, Judgement, Position, Transition } from "../record/record.ts";

/** The members of a finding's held that the format names, in canonical order: that costs canonicalize half. */
export const heldOf = ({ held }: Pick<Finding, "held">): Held => namedIn(held);

/** No other member enters a comparison. */
const namedIn = ({ as, lanes, opened, outcome, version }: Held): Held => ({
  as,
  lanes,
  opened: opened === null ? null : { gen: opened.gen, seq: opened.seq },
  outcome,
  version,
});

/** Whether two say the same in every member that the format names. */
export const isSameHeld = (a: Held, b: Held): boolean =>
  a.outcome === b.outcome &&
  a.version === b.version &&
  a.lanes === b.lanes &&
  a.as === b.as &&
  (a.opened === b.opened || (a.opened?.gen === b.opened?.gen && a.opened?.seq === b.opened?.seq));

/** The state of the resource before the finding is written. */
export type Before = {
  /** The held of the entry's finding of this check, same incarnation. */
  readonly held: Held | undefined;
  /** Whether the entry was there with this incarnation. */
  readonly known: boolean;
  /** Whether its unit was ever complete before this segment. */
  readonly ever: boolean;
};

/** The held and transition that a finding written at `position` has. */
export function compareWithHeld(
  before: Before,
  finding: Judgement,
  position: Position,
): { held: Held; transition: Transition | null } {
  const first: Held = {
    as: !before.known && before.ever ? "appeared" : "baseline",
    lanes: null,
    opened: null,
    outcome: null,
    version: null,
  };
  const held = before.held === undefined ? first : namedIn(before.held);
  const { outcome, version, lanes } = finding;
  if (outcome === "indeterminate") return { held, transition: null };
  if (held.outcome === outcome) return { held: { ...held, version, lanes }, transition: null };
  return {
    held: { as: held.as, lanes, opened: position, outcome, version },
    transition: transitionFrom(held, finding),
  };
}

function transitionFrom(held: Held, finding: Judgement): Transition | null {
  if (held.outcome === null) return held.as;
  if (held.version !== finding.version || held.lanes !== finding.lanes) return "rejudged";
  if (finding.outcome === "fail") return "drift";
  return held.outcome === "fail" ? "recovered" : null;
}
