// Ledgers in which nothing is wrong: everything at once, and windows whose past was taken away.
import { noteKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { testsOf } from "../forge/documents.ts";
import { forge, type Forged } from "../forge/forge.ts";
import { ESTATE } from "../forge/estate.ts";
import { given, lie, onSeal, onSegment } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { ACTS, AGAIN, at, BUCKET_EVALUATOR, followedBy, GENESIS, ONE, seal, TWO } from "../forge/small.ts";
import { judged } from "../forge/statements.ts";
import { broken, incomplete, type LedgerVector, valid } from "./vector.ts";

/**
 * What is left of the plan's ledger for a window that begins with seal `first`: of the leaves before it those from `keeps`
 * on, the seal before that is, which shows that no other seal lies in the window; and nothing of what they list.
 */
export const windowed =
  (plan: Plan, first: number, keeps = first - 1) =>
  (): Forged => {
    const { objects, trust } = forge(plan);
    const before = [...objects.keys()].filter((key) => Number(/^log\/(\d+)/.exec(key)?.[1] ?? Infinity) < first);
    const listed = before.filter((key) => key.endsWith(".json")).flatMap((key) => listedBy(objects.get(key) as Buffer));
    const kept = new Set(
      Array.from({ length: first - keeps }, (_, i) => keeps + i).flatMap((index) => [sealKey(index), noteKey(index)]),
    );
    const gone = new Set([...before.filter((key) => !kept.has(key)), ...listed]);
    return { objects: new Map([...objects].filter(([key]) => !gone.has(key))), trust };
  };

function listedBy(leaf: Buffer): string[] {
  const { scopes = [] } = JSON.parse(leaf.toString()) as {
    readonly scopes?: readonly { readonly segments: readonly JsonObject[] }[];
  };
  return scopes.flatMap(({ segments }) => segments.map(({ key }) => key as string));
}

/** a0 | a1 | full a2 | delta a3, each with its seal. */
export const FOUR: Plan = followedBy(
  TWO,
  { ...AGAIN, name: "a2", run: "run-a2", time: at("11:01") },
  seal("s2", "a2", at("11:02")),
  { ...(TWO.steps[2] as typeof AGAIN), name: "a3", run: "run-a3", time: at("12:01") },
  seal("s3", "a3", at("12:02")),
);
/** The first run and its seal in a scope of another provider, whose buckets are judged likewise. */
function elsewhere(scope: string): Plan {
  const evaluator = { ...BUCKET_EVALUATOR, provider: scope.split("/")[0] as string };
  return {
    ...ONE,
    documents: { tests: testsOf({ encrypted: [evaluator] }, 1) },
    enrolled: [scope],
    regions: { [scope]: ["eu-west-1"] },
    steps: ONE.steps.map((step) => (step.is === "segment" ? { ...step, scope } : step)),
  };
}

const since10 = { from: at("10:00") };
const since11 = { from: at("11:00") };

export const whole: readonly LedgerVector[] = [
  valid("everything", "two scopes and acts over five hourly seals, with every kind of record and coverage", ESTATE),
  valid("first-seal", "one run and its seal", ONE),
  valid(
    "window",
    "a period in mid-life; but for the seal just before it, everything before it is absent",
    windowed(FOUR, 2),
    since11,
  ),
  valid(
    "window-from-a-delta",
    "a period that begins with a delta; state is proven from the full segment after it",
    windowed(FOUR, 1),
    since10,
  ),
  valid("window-to", "a period in mid-life with an end; what follows it is not read", windowed(FOUR, 1), {
    ...since10,
    to: at("11:00"),
  }),
  valid(
    "window-unproven",
    "a window without a full segment, in which state can't be proven",
    windowed(TWO, 1),
    since10,
  ),
  incomplete(
    "W6",
    "seal-before-the-window-gone",
    "a period in mid-life; everything before it is absent, the leaf just before it too",
    windowed(FOUR, 2, 2),
    since11,
  ),
  valid("window-of-everything", "the last two hours of the ledger with everything", windowed(ESTATE, 3), {
    from: at("11:30"),
    now: at("13:10"),
  }),
  valid("encoded-scope", "the id of a scope has slashes and spaces", elsewhere("gcp/projects/shop one")),
  valid("unknown-provider", "a scope is of a provider that nobody knows", elsewhere("oracle/7")),
  valid("continues", "the ledger continues another", {
    ...ACTS,
    genesis: {
      ...GENESIS,
      continues: { ledger: "0".repeat(64), size: 7, root: "1".repeat(64), reason: "moved to another account" },
    },
  }),
  broken(
    "S1",
    "in-window",
    "the root of a delta after the window's first full segment is wrong",
    windowed(given(FOUR, "a3", "run-closed", { root: "0".repeat(64) }), 1),
    since10,
  ),
  broken(
    "L6",
    "in-window",
    "the second seal of a window does not follow the first",
    windowed(
      onSeal(FOUR, "s2", (plan) => ({ ...plan, row: (row) => ({ ...row, before: "1".repeat(64) }) })),
      1,
    ),
    since10,
  ),
  broken(
    "L3",
    "in-window",
    "the second frontier of a window does not follow the first",
    windowed(
      onSeal(FOUR, "s2", (plan) => ({ ...plan, body: (body) => ({ ...body, frontier: ["1".repeat(64)] }) })),
      1,
    ),
    since10,
  ),
  broken(
    "C5",
    "in-window",
    "a segment in a window does not begin at the head that its first seal takes over",
    windowed(
      onSegment(FOUR, "a1", (plan) => ({
        ...plan,
        record: (record, i) => (i === 0 ? { ...record, prev: "1".repeat(64) } : record),
      })),
      1,
    ),
    since10,
  ),
  broken(
    "R5",
    "in-window",
    "a finding before the window's first full segment has an outcome that is none",
    windowed(
      lie(FOUR, "a1", "observation", (body) => ({ ...body, findings: [judged("encrypted", "unknown")] })),
      1,
    ),
    since10,
  ),
];
