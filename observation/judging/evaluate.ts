// Asks every check that reads an entry's type what it says of the entry now.
import { judge, type Evaluator } from "../../checks/kernel.ts";
import { readAs } from "../../evidence-schema/bytes/acceptor.ts";
import type { TestsDocument } from "../../evidence-schema/documents/document-schema.ts";
import { isReadIn } from "../../evidence-schema/documents/asked-types.ts";
import type { Plan } from "../../evidence-schema/documents/plan.ts";
import type { ApplicableCoverage } from "../../evidence-schema/state/applicable-coverage.ts";
import type { Judgement, Problem } from "../../evidence-schema/record/record.ts";
import { becauseOf } from "../../evidence-schema/record/because.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import { unfit, whyUnfit } from "../reading/projection.ts";
import { RelatedRows, type View } from "./related.ts";
import {
  evaluatorVersion,
  makeTestsDocument,
  relationSlice,
  slicesByType,
  subjectSlice,
  type ConfiguredCheck,
  type Lanes,
} from "../plan/tests-document.ts";
import { ownUnit } from "./context-unit.ts";

type ConfiguredEvaluator = {
  readonly configured: ConfiguredCheck;
  readonly evaluator: Evaluator;
  readonly version: string;
  /** Parameters as the check's schema parsed them. */
  readonly parameters: unknown;
};

/** The tests in force: configured checks, lanes and labels, with the document that records them. */
export class Tests {
  readonly document: TestsDocument;
  readonly bytes: Buffer;
  readonly slices: ReturnType<typeof slicesByType>;
  readonly #byType = new Map<string, ConfiguredEvaluator[]>();

  constructor(checks: readonly ConfiguredCheck[], lanes: Lanes, labels: readonly string[]) {
    ({ document: this.document, bytes: this.bytes } = makeTestsDocument(checks, lanes, labels));
    this.slices = slicesByType(checks);
    for (const configured of checks) {
      for (const evaluator of configured.check.evaluators) {
        const asked: ConfiguredEvaluator = {
          configured,
          evaluator,
          version: evaluatorVersion(configured, evaluator),
          parameters: configured.check.parameters.parse(configured.parameters),
        };
        this.#byType.set(evaluator.resourceType, [...(this.#byType.get(evaluator.resourceType) ?? []), asked]);
      }
    }
  }

  /** Evaluators of a type that judge the scope, sorted by check id, with the lanes that the plan gives each. */
  of(scope: string, type: string, plan: Plan): readonly (ConfiguredEvaluator & { readonly lanes: string })[] {
    return (this.#byType.get(type) ?? [])
      .filter(({ evaluator }) => isReadIn(evaluator, scope))
      .map((asked) => ({ ...asked, lanes: plan.judge(asked.configured.check.id, type)?.lanes ?? "none" }))
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
  readonly #plan: Plan;
  readonly #asOf: string;
  readonly #coverage: ApplicableCoverage;
  readonly #related: RelatedRows;
  /** Evaluators by type: filled by #of() when a type is first judged. */
  readonly #ofType = new Map<string, ReturnType<Tests["of"]>>();

  constructor(
    tests: Tests,
    testsByDigest: TestsByDigest,
    scope: string,
    asOf: string,
    plan: Plan,
    view: Omit<View, "captured" | "unitsOf">,
  ) {
    this.#tests = tests;
    this.#testsByDigest = testsByDigest;
    this.#scope = scope;
    this.#asOf = asOf;
    this.#coverage = view.coverage;
    this.#plan = plan;
    this.#related = new RelatedRows({
      ...view,
      captured: (entry, slice) => this.#captured(entry, slice),
      unitsOf: (asked) => plan.unitsElsewhere(asked),
    });
  }

  /**
   * Judgements of the entry, sorted by check: by every check in force, and by checks that judged it before and are no longer
   * in force.
   */
  of(entry: Entry): Judgement[] {
    return this.#of(entry, this.#coverage.currency(entry.key, entry.unit));
  }

  /** Judgements of a stored projection, whether or not the resource could be read lately: only tests are compared. */
  ofStored(entry: Entry): Judgement[] {
    return this.#of(entry, null);
  }

  #of(entry: Entry, notCurrent: Problem | null): Judgement[] {
    const { type } = splitUnit(entry.unit);
    let asked = this.#ofType.get(type);
    if (asked === undefined) this.#ofType.set(type, (asked = this.#tests.of(this.#scope, type, this.#plan)));
    const said = asked.map((each) => this.#ask(entry, each, notCurrent));
    const withdrawn = entry.findings.filter(({ check }) => !said.some((each) => each.check === check));
    if (withdrawn.length === 0) return said;
    const problem: Problem = { code: "check-withdrawn", detail: "the check is no longer in force" };
    return [
      ...said,
      ...withdrawn.map(({ check, version, lanes }) => ({ check, version, lanes, ...unknown(notCurrent ?? problem) })),
    ].sort((a, b) => (a.check < b.check ? -1 : 1));
  }

  #captured(entry: Entry, slice: string): boolean {
    const { type } = splitUnit(ownUnit(entry));
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
      return {
        ...base,
        ...unknown({ code: "not-captured", detail: "the check needs fields of the resource that no run has read yet" }),
      };
    const why = whyUnfit(entry.projection, slice);
    if (why !== null) return { ...base, ...unknown(why) };
    const parsed = readAs(evaluator.reads, entry.projection);
    if (!parsed.success) return { ...base, ...unknown(unfit(parsed.error, entry.projection)) };
    const lookup = this.#related.lookup(entry, evaluator, (relation) => relationSlice(check, relation));
    const { verdict, relied } = judge(evaluator, parsed.data, lookup, {
      parameters,
      asOf: this.#asOf,
      scope: this.#scope,
    });
    const { outcome, because, facts } = verdict;
    if (verdict.outcome === "indeterminate") {
      // Readers of the finding will see the problem of the first unit that was not fully read, so that is the cause here.
      const unread = relied.units.map((unit) => this.#coverage.reading(unit)).find((problem) => problem !== null);
      const problem = unread ?? verdict.problem;
      return {
        ...base,
        outcome,
        because: unread === undefined ? because : becauseOf(unread),
        facts,
        basis: "configured",
        problem,
        relied,
      };
    }
    return { ...base, outcome, because, facts, basis: verdict.basis, problem: null, relied };
  }
}

/** The part of a judgement that says only that something could not be read. */
export const unknown = (problem: Problem): Omit<Judgement, "check" | "version" | "lanes"> => ({
  outcome: "indeterminate",
  because: becauseOf(problem),
  facts: {},
  basis: "configured",
  problem,
  relied: { keys: [], units: [] },
});
