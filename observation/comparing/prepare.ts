// Prepares a comparison: everything that follows from the state before a segment and from the answers, before any
// record is written. The search for results that rest on absence and the writing of records share it, so that a scope
// is judged once.
import type { ApplicableCoverage } from "../../evidence-schema/state/applicable-coverage.ts";
import type { Coverage, Departure, Judgement, Source } from "../../evidence-schema/record/record.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { Evaluation } from "../judging/evaluate.ts";
import type { Answers } from "../reading/intake.ts";
import type { Comparison } from "./comparison.ts";
import { confirmed } from "./confirmed.ts";
import { coverageTable } from "./coverage-table.ts";
import { departures } from "./departures.ts";
import { placed } from "./placed.ts";
import { settle, type Settled } from "./settle.ts";

export type Prepared = {
  readonly settled: Settled;
  /** The entries that leave the state, sorted by key. */
  readonly departures: readonly Departure[];
  /** The units of those that leave since nothing lists them, by key. */
  readonly leaving: ReadonlyMap<string, string>;
  /** Entries as they lie after the segment, with the findings that they had before it; in order of their keys. */
  readonly after: ReadonlyMap<string, Entry>;
  /** The coverage records of the segment. */
  readonly coverage: readonly Coverage[];
  /** The coverage that applies after the segment. */
  readonly applies: ApplicableCoverage;
  /** Whether a subject was read after the units whose absence a result rests on. */
  readonly isConfirmed: ReturnType<typeof confirmed>;
  /** Judges an entry of `after` before the records are written, and keeps the judgements until `judge` takes them. */
  readonly judgeAhead: (entry: Entry) => readonly Judgement[];
  /** Judgements of an entry of `after`: those that were made ahead, or else made now. Asked once for each entry. */
  readonly judge: (entry: Entry) => readonly Judgement[];
};

/** Prepares the comparison of `answers` with `state`, which the records of the segment have not changed yet. */
export function prepare(state: State, comparison: Comparison, answers: Answers): Prepared {
  const { scope, tests, testsByDigest, asOf, plan, documents } = comparison;
  const isRun = comparison.trigger !== "event";
  // An event batch answers for the units that it read; a run also answers for those that nobody read.
  const planned = isRun ? comparison.planned : [];
  const { sources } = answers.reading;
  const settled = settle(state, answers, planned, sources[0]?.source ?? "none");
  const leaving = departures(state, settled);
  const after = placed(state, settled, { tests: documents.tests, leaving: new Set(leaving.map(({ key }) => key)) });
  const coverage = isRun
    ? coverageTable(settled, sources, after.values(), true, [])
    : coverageOfEvent(state, settled, sources, after);
  const applies = state.coverageAfter(coverage, sources, isRun);
  const view = {
    entries: () => after.values(),
    coverage: applies,
    planned: comparison.planned,
    overtaken: settled.overtaken,
  };
  const evaluation = new Evaluation(tests, testsByDigest, scope, asOf, plan, view);
  const judged = new Map<string, readonly Judgement[]>();
  return {
    settled,
    departures: leaving,
    leaving: new Map(
      leaving.flatMap(({ key, reason }) =>
        reason === "gone" ? [[key, (state.entries.get(key) as Entry).unit] as const] : [],
      ),
    ),
    after,
    coverage,
    applies,
    isConfirmed: confirmed(settled, state.coverage, sources),
    judgeAhead(entry) {
      const judgements = evaluation.of(entry);
      judged.set(entry.key, judgements);
      return judgements;
    },
    judge(entry) {
      const judgements = judged.get(entry.key) ?? evaluation.of(entry);
      // The judgements of a large scope take much memory, and nobody needs them twice.
      judged.delete(entry.key);
      return judgements;
    },
  };
}

// A statement about a key by name ends only with its unit: if another unit lists the key now, the key has to be named again.
function coverageOfEvent(
  state: State,
  settled: Settled,
  sources: readonly Source[],
  after: ReadonlyMap<string, Entry>,
): Coverage[] {
  const coverage = coverageTable(settled, sources, after.values(), false, []);
  const applies = state.coverageAfter(coverage, sources, false);
  const again = [...settled.items.values()].filter(({ key, unit }) => applies.currency(key, unit) !== null);
  return again.length === 0 ? coverage : coverageTable(settled, sources, after.values(), false, again);
}
