// Counts of effective outcomes against their definition, each finding asked alone, over random states and readings.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Coverage, CoverageRow, Finding, Outcome, Problem } from "../../../evidence-schema/record/record.ts";
import type { Entry } from "../../../evidence-schema/state/entry.ts";
import { State } from "../../../evidence-schema/state/state.ts";
import { runs } from "../../support/scale.ts";

const UNITS = ["a@one", "b@one", "b@two", "c@one"];
const KEYS = ["k0", "k1", "k2", "k3", "k4", "k5"];
const AT = "2026-09-01T00:00:00.000Z";
const DENIED: Problem = { code: "denied", detail: "test:List" };

const some = (of: readonly string[]) => fc.subarray([...of], { maxLength: 2 });
const finding = fc.record({
  outcome: fc.constantFrom<Outcome>("pass", "fail", "indeterminate", "not-applicable"),
  keys: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some([...KEYS, "gone"]) }),
  units: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: some([...UNITS, "d@never"]) }),
});
const put = fc.record({
  key: fc.constantFrom(...KEYS),
  unit: fc.constantFrom(...UNITS),
  isContext: fc.nat(5).map((n) => n === 0),
  findings: fc.array(finding, { maxLength: 3 }),
});
const row = fc.record({
  unit: fc.constantFrom(...UNITS),
  is: fc.constantFrom("complete", "unread", "seen some", "all but some"),
  some: some(KEYS),
});
const answer = fc.record({
  key: fc.constantFrom(...KEYS),
  unit: fc.constantFrom(...UNITS),
  is: fc.constantFrom("seen", "notFound", "failed"),
});
const step = fc.oneof(
  { weight: 3, arbitrary: put.map((of) => ({ put: of })) },
  { weight: 1, arbitrary: fc.constantFrom(...KEYS).map((of) => ({ remove: of })) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        rows: fc.uniqueArray(row, { selector: ({ unit }) => unit, maxLength: 4 }),
        answers: fc.oneof(fc.constant([]), fc.array(answer, { maxLength: 2 })),
        isRun: fc.boolean(),
      })
      .map((of) => ({ cover: of })),
  },
);

type Said = { readonly outcome: Outcome; readonly keys: readonly string[]; readonly units: readonly string[] };

const findingOf = ({ outcome, keys, units }: Said, i: number): Finding => ({
  check: `check-${i}`,
  version: "1-0",
  lanes: "",
  outcome,
  facts: {},
  because: "said",
  basis: "test",
  problem: outcome === "indeterminate" ? DENIED : null,
  relied: { keys, units },
  held: { as: "baseline", outcome: null, version: null, lanes: null, opened: null },
  transition: null,
});

const entryOf = (key: string, unit: string, from: string | null, findings: readonly Said[]): Entry => ({
  key,
  incarnation: "1",
  unit,
  region: null,
  name: null,
  createdAt: null,
  labels: {},
  from,
  projection: {},
  findings: findings.map(findingOf),
  tests: "0".repeat(64),
  since: AT,
});

const rowOf = ({ unit, is, some: named }: { unit: string; is: string; some: readonly string[] }): CoverageRow => ({
  unit,
  complete: is === "complete",
  dataTime: AT,
  listed: 0,
  observed: 0,
  problem: is === "complete" ? null : DENIED,
  ...(is === "unread" ? { unseen: "all" as const } : {}),
  ...(is === "seen some" ? { seen: [...named] } : {}),
  ...(is === "all but some" ? { unseen: [...named] } : {}),
  pages: 1,
  first: null,
  last: null,
  server: null,
});

type Answer = { readonly key: string; readonly unit: string; readonly is: string };

function coverageOf(rows: Parameters<typeof rowOf>[0][], answers: readonly Answer[]): Coverage {
  const of = (is: string) =>
    answers.filter((each) => each.is === is).map(({ key, unit }) => ({ key, unit, dataTime: AT }));
  const failed = of("failed").map((each) => ({ ...each, problem: DENIED }));
  return { source: "test", units: rows.map(rowOf), asked: { seen: of("seen"), notFound: of("notFound"), failed } };
}

/** FORMAT.md S6: each finding of the population, as it counts. */
function defined(state: State): { readonly [outcome: string]: number } {
  const counts: Record<string, number> = { pass: 0, fail: 0, indeterminate: 0, "not-applicable": 0 };
  for (const entry of state.entries.values()) {
    if (entry.from !== null) continue;
    for (const each of entry.findings) {
      const { outcome } = state.effective(entry, each);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
  }
  return counts;
}

test("the counts after any changes are those of all findings, each asked alone", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const state = new State();
      for (const each of steps) {
        if ("put" in each) {
          const { key, unit, isContext, findings } = each.put;
          state.put(entryOf(key, unit, isContext ? "aws/2" : null, isContext ? [] : findings));
        } else if ("remove" in each) state.remove(each.remove);
        else state.cover([coverageOf(each.cover.rows, each.cover.answers)], [], each.cover.isRun);
        expect(state.counts()).toEqual(defined(state));
      }
    }),
    { numRuns: runs(20_000) },
  );
});
