// Collects by cause what can't be read any more and what can be read again: one missing permission is one line.
import type { ReadSegment } from "../../audit/reading/read-span.ts";
import type { Statements } from "../../audit/reading/statements.ts";
import type { Change } from "../../audit/timeline/timeline.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { isContextUnit } from "../../evidence-schema/keys/context-name.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { RecordDigests } from "./record-digests.ts";

export type Gap = {
  readonly scope: string;
  readonly problem: Problem;
  /** Units that were read before, `<type>@<region>`. */
  readonly units: readonly string[];
  /** The number of results that the gap hides or hid. */
  readonly results: number;
  /** Digest of the record that says so, and where it is. */
  readonly id: string;
  readonly record: string;
};

type Open = { scope: string; problem: Problem; units: string[]; results: number; id: string; record: string };

/** Follows the segments that are told, scope by scope. */
export class CoverageNews {
  // Both are changed by take() and segment(); news reads them once all scopes were read.
  readonly #lost = new Map<string, Open>();
  readonly #regained = new Map<string, Open>();
  /** The units of the scope after its last segment: set by stands(), emptied by endOfScope(). */
  #before = new Map<string, { readonly ever: boolean; readonly problem: Problem | null }>();

  /** How the units stand after a segment that is not told. */
  stands(state: State): void {
    this.#before = new Map(
      state.unitStates().map(({ unit, ever }) => [unit, { ever, problem: state.coverage.reading(unit) }]),
    );
  }

  /** A result that counts otherwise: one that was known and is not, or that is known again. */
  take({ ended, opened }: Change, scope: string): void {
    if (ended === null || opened === null) return;
    const [was, is] = [ended.outcome === "indeterminate", opened.outcome === "indeterminate"];
    if (is && !was && opened.problem !== null) open(this.#lost, scope, opened.problem, opened.said.record).results += 1;
    if (was && !is && ended.problem !== null)
      open(this.#regained, scope, ended.problem, opened.said.record).results += 1;
  }

  /** The units of a segment that is told, after its results were taken. */
  async segment(
    scope: string,
    { state, opened }: ReadSegment,
    statements: Statements,
    digests: RecordDigests,
  ): Promise<void> {
    for (const { unit } of state.unitStates()) {
      // Nothing is asked of another scope any more, and nothing is left of what was copied.
      if (isContextUnit(unit) && state.coverage.row(unit) === undefined && !state.lying.has(unit)) continue;
      const before = this.#before.get(unit);
      const problem = state.coverage.reading(unit);
      if (before?.ever !== true || opened.trigger === "event") continue;
      const { record } = statements.unreadOf({ key: "", unit });
      if (before.problem === null && problem !== null) open(this.#lost, scope, problem, record).units.push(unit);
      if (before.problem !== null && problem === null)
        open(this.#regained, scope, before.problem, record).units.push(unit);
    }
    for (const gaps of [this.#lost, this.#regained])
      for (const gap of gaps.values()) if (gap.id === "") gap.id = await digests.of(gap.record);
    this.stands(state);
  }

  endOfScope(): void {
    this.#before = new Map();
  }

  lost(): readonly Gap[] {
    return sorted(this.#lost);
  }

  regained(): readonly Gap[] {
    return sorted(this.#regained);
  }
}

function open(gaps: Map<string, Open>, scope: string, problem: Problem, record: string): Open {
  const name = `${scope} ${problem.code} ${problem.detail}`;
  let gap = gaps.get(name);
  if (gap === undefined) gaps.set(name, (gap = { scope, problem, units: [], results: 0, id: "", record }));
  return gap;
}

// The cause that hides most comes first.
const sorted = (gaps: ReadonlyMap<string, Open>): Open[] =>
  [...gaps.values()].sort(
    (a, b) => b.results - a.results || b.units.length - a.units.length || (a.scope < b.scope ? -1 : 1),
  );
