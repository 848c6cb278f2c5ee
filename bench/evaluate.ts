// Measures evaluation alone: generated resources of every type that a check judges, each judged by all its checks.
import { checks } from "../checks/index.ts";
import type { Check } from "../checks/check.ts";
import type { Evaluator } from "../checks/kernel.ts";
import { ApplicableCoverage } from "../evidence-schema/state/applicable-coverage.ts";
import type { Json } from "../evidence-schema/bytes/canonical.ts";
import { Plan } from "../evidence-schema/documents/plan.ts";
import { unitOf, type CoverageRow, type JsonObject } from "../evidence-schema/record/record.ts";
import type { Entry } from "../evidence-schema/state/entry.ts";
import { Evaluation, Tests } from "../observation/judging/evaluate.ts";
import { project } from "../observation/reading/projection.ts";
import type { Case, Cases } from "../test/checks/cases.ts";
import library from "./frozen/mix.json" with { type: "json" };
import { readCases } from "../test/checks/read-cases.ts";

const RELATED = 10;
/** Of these a scope has one, and its rows are what joins look through. */
const ONE_A_SCOPE = [
  "AWS::::Account",
  "Tidemark::AccessPath",
  "cloudresourcemanager.googleapis.com/Project",
  "microsoft.resources/subscriptions",
];
const AT = "2026-09-01T06:00:00.000Z";

export type Evaluated = {
  readonly resources: number;
  readonly judgements: number;
  readonly cpuSeconds: number;
  /** Types of the mix that no check judges: nothing is made of them. */
  readonly unjudged: readonly string[];
};

const configured = checks.map((check) => ({ check, parameters: check.parameters.parse({}) as JsonObject }));

/**
 * How many there are of each type. `scope`: of what a scope has one of, a few, as an account has, and as many of all else as of
 * each other. `even`: as many of everything, so that joins of each look through all trails and policies there are; no estate
 * is like that; it is what joins cost at worst. `library`: as frozen/mix.json says, after a company with three clouds. That
 * file was written before the checks that judge most of it, and does not change, so that their figures can be compared.
 */
export type Mix = "scope" | "even" | "library";

/** Resources of each type, by provider and type. */
function countsOf(mix: Mix, wanted: number, types: ReadonlySet<string>): ReadonlyMap<string, number> {
  if (mix === "library") return new Map(Object.entries(library).filter(([type]) => types.has(type)));
  const isSingle = (type: string): boolean => mix === "scope" && ONE_A_SCOPE.some((one) => type.endsWith(` ${one}`));
  const each = Math.ceil(wanted / [...types].filter((type) => !isSingle(type)).length);
  return new Map([...types].map((type) => [type, isSingle(type) ? RELATED : each]));
}

/** Resources are made of the checks' own cases, in turn, so that every path of every evaluator is taken. */
export async function evaluate(wanted: number, mix: Mix): Promise<Evaluated> {
  const tests = new Tests(configured, { lanes: {} }, []);
  const cases = await readCases();
  const providers = [...new Set(checks.flatMap(({ evaluators }) => evaluators.map(({ provider }) => provider)))];
  const subjects = checks.flatMap((check) => check.evaluators.map((evaluator) => ({ check, evaluator })));
  const types = new Set(subjects.map(({ evaluator: { provider, resourceType } }) => `${provider} ${resourceType}`));
  const counts = countsOf(mix, wanted, types);
  let [resources, judgements, cpu] = [0, 0, 0];
  for (const provider of providers) {
    const entries = entriesOf(
      subjects.filter(({ evaluator }) => evaluator.provider === provider),
      cases,
      tests,
      counts,
    );
    const units = [...new Set(entries.map(({ unit }) => unit))];
    const coverage = new ApplicableCoverage();
    coverage.lay([{ source: "bench", units: units.map(complete), asked: { seen: [], notFound: [], failed: [] } }], []);
    const scope = `${provider}/bench`;
    const plan = new Plan(tests.document, null, scope);
    const view = { entries: () => entries, coverage, planned: units, overtaken: new Set<string>() };
    cpu += timed(() => {
      const evaluation = new Evaluation(tests, () => tests.document, scope, AT, plan, view);
      for (const entry of entries) judgements += evaluation.of(entry).length;
      return judgements;
    });
    resources += entries.length;
  }
  const unjudged = mix === "library" ? Object.keys(library).filter((type) => !types.has(type)) : [];
  return { resources, judgements, cpuSeconds: cpu, unjudged };
}

function timed(work: () => number): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

type Subject = { readonly check: Check; readonly evaluator: Evaluator };

function entriesOf(
  subjects: readonly Subject[],
  cases: ReadonlyMap<string, Cases>,
  tests: Tests,
  counts: ReadonlyMap<string, number>,
): readonly Entry[] {
  const byType = Map.groupBy(subjects, ({ evaluator }) => evaluator.resourceType);
  const entries: Entry[] = [];
  const related = new Map<string, Entry>();
  for (const [type, judging] of byType) {
    const provider = judging[0]?.evaluator.provider ?? "";
    for (let i = 0; i < (counts.get(`${provider} ${type}`) ?? 0); i += 1) {
      const given = judging.flatMap(({ check, evaluator }) => {
        const all = cases.get(check.id)?.[`${evaluator.provider} ${type}`]?.cases ?? [];
        return all.length === 0 ? [] : [{ evaluator, one: all[i % all.length] as Case }];
      });
      const body = Object.assign({}, ...given.map(({ one }) => one.slice)) as JsonObject;
      const region = judging[0]?.evaluator.global === true ? "global" : "eu-central-1";
      entries.push(entry(`${type}/${i}`, unitOf(type, region), body, tests));
      // Related resources of some cases, once each: an account has a few trails, not one for each bucket.
      if (i < RELATED) for (const { evaluator, one } of given) addRelated(related, evaluator, one, i, tests);
    }
  }
  return [...entries, ...related.values()];
}

function addRelated(to: Map<string, Entry>, { related }: Evaluator, one: Case, i: number, tests: Tests): void {
  for (const [name, { rows }] of Object.entries(one.related ?? {})) {
    const relation = related[name];
    if (relation === undefined) continue;
    for (const [at, row] of rows.entries()) {
      const key = `${relation.type}/${name}/${i}/${at}`;
      const unit = unitOf(relation.type, relation.global ? "global" : "eu-central-1");
      if (typeof row === "object" && row !== null && !Array.isArray(row))
        to.set(key, entry(key, unit, row as JsonObject, tests));
    }
  }
}

const complete = (unit: string): CoverageRow => ({
  unit,
  complete: true,
  dataTime: AT,
  listed: 0,
  observed: 0,
  problem: null,
  pages: 1,
  first: null,
  last: null,
  server: null,
});

function entry(key: string, unit: string, body: { readonly [member: string]: Json }, tests: Tests): Entry {
  const projection = project(body, tests.slices.get(unit.slice(0, unit.lastIndexOf("@"))) ?? new Map());
  const rest = { incarnation: "", region: null, name: null, createdAt: null, labels: {}, from: null };
  return { key, unit, ...rest, projection, findings: [], tests: "bench", since: AT };
}
