// Asks every check that reads an entry's type what it says of the entry now.
import { judge, type Evaluator } from "../checks/kernel.ts";
import { readAs } from "../evidence-schema/acceptor.ts";
import { parseScope } from "../evidence-schema/object-key.ts";
import type { ApplicableCoverage } from "../evidence-schema/applicable-coverage.ts";
import type { Judgement, Problem } from "../evidence-schema/record.ts";
import { splitUnit } from "../evidence-schema/record.ts";
import type { Entry } from "../evidence-schema/entry.ts";
import { firstIssue, unexpectedShape } from "./projection.ts";
import { RelatedRows, type View } from "./related.ts";
import {
  evaluatorVersion,
  makeTestsDocument,
  relationSlice,
  slicesByType,
  subjectSlice,
  type ConfiguredCheck,
  type Lanes,
  type TestsDocument,
} from "./tests-document.ts";

type Asked = {
  readonly configured: ConfiguredCheck;
  readonly evaluator: Evaluator;
  readonly version: string;
  /** Its type and those that it needs: a finding names the lanes of them all. */
  readonly types: readonly string[];
  /** Parameters as the check's schema parsed them. */
  readonly parameters: unknown;
};

/** The tests in force: configured checks, lanes and labels, with the document that records them. */
export class Tests {
  readonly document: TestsDocument;
  readonly bytes: Buffer;
  readonly slices: ReturnType<typeof slicesByType>;
  readonly #lanes: Lanes;
  readonly #byType = new Map<string, Asked[]>();

  constructor(checks: readonly ConfiguredCheck[], lanes: Lanes, labels: readonly string[]) {
    this.#lanes = lanes;
    ({ document: this.document, bytes: this.bytes } = makeTestsDocument(checks, lanes, labels));
    this.slices = slicesByType(checks);
    for (const configured of checks) {
      for (const evaluator of configured.check.evaluators) {
        const types = [evaluator.resourceType, ...Object.values(evaluator.related).map(({ type }) => type)];
        const asked: Asked = {
          configured,
          evaluator,
          version: evaluatorVersion(configured, evaluator),
          types,
          parameters: configured.check.parameters.parse(configured.parameters),
        };
        this.#byType.set(evaluator.resourceType, [...(this.#byType.get(evaluator.resourceType) ?? []), asked]);
      }
    }
  }

  /** Evaluators of a type of the scope's provider, sorted by check id, with the lanes that they are read by there. */
  of(scope: string, type: string): readonly (Asked & { readonly lanes: string })[] {
    const { provider } = parseScope(scope);
    const own = this.#lanes.lanesOf?.[scope] ?? {};
    const laneOf = (each: string): string => own[each] ?? this.#lanes.lanes[each] ?? "none";
    return (this.#byType.get(type) ?? [])
      .filter(({ evaluator }) => evaluator.provider === provider)
      .map((asked) => ({ ...asked, lanes: [...new Set(asked.types.map(laneOf))].sort().join("+") }))
      .sort((a, b) => (a.configured.check.id < b.configured.check.id ? -1 : 1));
  }
}

/** The documents of tests that entries were read under, by digest: to know which fields were ever read. */
export type TestsByDigest = (digest: string) => TestsDocument;

/** Judges entries as seen through one view: entries, coverage, plan. */
export class Evaluation {
  readonly #tests: Tests;
  readonly #testsByDigest: TestsByDigest;
  readonly #scope: string;
  readonly #asOf: string;
  readonly #coverage: ApplicableCoverage;
  readonly #related: RelatedRows;
  readonly #ofType = new Map<string, ReturnType<Tests["of"]>>();

  constructor(tests: Tests, testsByDigest: TestsByDigest, scope: string, asOf: string, view: Omit<View, "captured">) {
    this.#tests = tests;
    this.#testsByDigest = testsByDigest;
    this.#scope = scope;
    this.#asOf = asOf;
    this.#coverage = view.coverage;
    this.#related = new RelatedRows({ ...view, captured: (entry, slice) => this.#captured(entry, slice) });
  }

  /** What every check in force says of the entry, sorted by check; and what was said before by checks no longer in force. */
  of(entry: Entry): Judgement[] {
    return this.#of(entry, this.#coverage.currency(entry.key, entry.unit));
  }

  /** The same of a stored projection, whether or not the resource could be read lately: what is compared is the tests. */
  ofStored(entry: Entry): Judgement[] {
    return this.#of(entry, null);
  }

  #of(entry: Entry, notCurrent: Problem | null): Judgement[] {
    const { type } = splitUnit(entry.unit);
    let asked = this.#ofType.get(type);
    if (asked === undefined) this.#ofType.set(type, (asked = this.#tests.of(this.#scope, type)));
    const said = asked.map((each) => this.#ask(entry, each, notCurrent));
    const withdrawn = entry.findings.filter(({ check }) => !said.some((each) => each.check === check));
    if (withdrawn.length === 0) return said;
    const problem: Problem = { code: "check-withdrawn", detail: "the check is not in force" };
    return [
      ...said,
      ...withdrawn.map(({ check, version, lanes }) => ({ check, version, lanes, ...unknown(notCurrent ?? problem) })),
    ].sort((a, b) => (a.check < b.check ? -1 : 1));
  }

  #captured(entry: Entry, slice: string): boolean {
    if (entry.tests === null) return true;
    const { type } = splitUnit(entry.unit);
    const now = this.#tests.document.slices[type]?.[slice];
    return now !== undefined && this.#testsByDigest(entry.tests).slices[type]?.[slice] === now;
  }

  #ask(
    entry: Entry,
    { configured, evaluator, version, lanes, parameters }: ReturnType<Tests["of"]>[number],
    notCurrent: Problem | null,
  ): Judgement {
    const { check } = configured;
    const base = { check: check.id, version, lanes };
    const slice = subjectSlice(check);
    if (notCurrent !== null) return { ...base, ...unknown(notCurrent) };
    if (!this.#captured(entry, slice))
      return { ...base, ...unknown({ code: "not-captured", detail: "the check reads fields that were not read yet" }) };
    const unexpected = unexpectedShape(entry.projection, slice);
    if (unexpected !== null) return { ...base, ...unknown({ code: "unexpected-shape", detail: unexpected }) };
    const parsed = readAs(evaluator.reads, entry.projection);
    if (!parsed.success) return { ...base, ...unknown({ code: "unexpected-shape", detail: firstIssue(parsed.error) }) };
    const lookup = this.#related.lookup(entry, evaluator, (relation) => relationSlice(check, relation));
    const { verdict, relied } = judge(evaluator, parsed.data, lookup, parameters, this.#asOf);
    const { outcome, because, facts } = verdict;
    if (verdict.outcome === "indeterminate") {
      // The cause is the one that readers of the finding will see: that of the first unit that was not fully read, if it is that.
      const unread = relied.units.map((unit) => this.#coverage.reading(unit)).find((problem) => problem !== null);
      const problem = unread ?? verdict.problem;
      return { ...base, outcome, because: unread?.detail ?? because, facts, basis: "configured", problem, relied };
    }
    return { ...base, outcome, because, facts, basis: verdict.basis, problem: null, relied };
  }
}

/** The part of a judgement that says only that something could not be read. */
export const unknown = (problem: Problem): Omit<Judgement, "check" | "version" | "lanes"> => ({
  outcome: "indeterminate",
  because: problem.detail,
  facts: {},
  basis: "configured",
  problem,
  relied: { keys: [], units: [] },
});
