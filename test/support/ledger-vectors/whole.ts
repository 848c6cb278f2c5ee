// Ledgers in which nothing is wrong: everything at once, and windows whose past was taken away.
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { forge, type Forged } from "../forge/forge.ts";
import { ESTATE } from "../forge/estate.ts";
import { given, lie, onSeal, onSegment } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { ACTS, AGAIN, at, GENESIS, ONE, seal, then, TWO } from "../forge/small.ts";
import { judged } from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

/** The plan's ledger without the leaves before `first` and the segments that only they list. */
const windowed = (plan: Plan, first: number) => (): Forged => {
  const { objects, trust } = forge(plan);
  const index = (key: string): number => Number(/^log\/(\d+)/.exec(key)?.[1] ?? Infinity);
  const leaves = [...objects].filter(([key]) => /^log\/\d+\.json$/.test(key));
  const past = leaves.filter(([key]) => index(key) < first).flatMap(([key, bytes]) => [key, ...listedBy(bytes)]);
  const gone = new Set([...past, ...past.map((key) => key.replace(/^(log.*)json$/, "$1note"))]);
  return { objects: new Map([...objects].filter(([key]) => !gone.has(key))), trust };
};

function listedBy(leaf: Buffer): string[] {
  const { scopes } = JSON.parse(leaf.toString()) as { readonly scopes: readonly { readonly segments: readonly JsonObject[] }[] };
  return scopes.flatMap(({ segments }) => segments.map(({ key }) => key as string));
}

/** a0 | a1 | full a2 | delta a3, each with its seal. */
const FOUR: Plan = then(
  TWO,
  { ...AGAIN, name: "a2", run: "run-a2", time: at("11:01") },
  seal("s2", "a2", at("11:02")),
  { ...(TWO.steps[2] as typeof AGAIN), name: "a3", run: "run-a3", time: at("12:01") },
  seal("s3", "a3", at("12:02")),
);
const since = { from: at("10:00"), now: at("13:10") };

export const whole: readonly LedgerVector[] = [
  valid("everything", "two scopes and acts over five hourly seals, with every kind of record and coverage", ESTATE),
  valid("first-seal", "one run and its seal", ONE),
  valid("window", "a period in mid-life; everything before it is absent", windowed(FOUR, 1), since),
  valid("window-to", "a period in mid-life with an end; what follows it is not read", windowed(FOUR, 1), { ...since, to: at("11:00") }),
  valid("window-unproven", "a window without a full segment, in which state can't be proven", windowed(TWO, 1), since),
  valid("window-of-everything", "the last two hours of the ledger with everything", windowed(ESTATE, 3), { from: at("11:30") }),
  valid("encoded-scope", "the id of a scope has slashes and spaces", {
    ...ONE,
    enrolled: ["gcp/projects/shop one"],
    steps: ONE.steps.map((step) => (step.is === "segment" ? { ...step, scope: "gcp/projects/shop one" } : step)),
  }),
  valid("continues", "the ledger continues another", { ...ACTS, genesis: { ...GENESIS, continues: { ledger: "0".repeat(64), size: 7, root: "1".repeat(64), reason: "moved to another account" } } }),
  broken("S1", "in-window", "the root of a delta after the window's first full segment is wrong", windowed(given(FOUR, "a3", "run-closed", { root: "0".repeat(64) }), 1), since),
  broken("L6", "in-window", "the second seal of a window does not follow the first", windowed(onSeal(FOUR, "s2", (plan) => ({ ...plan, row: (row) => ({ ...row, before: "1".repeat(64) }) })), 1), since),
  broken("L3", "in-window", "the second frontier of a window does not follow the first", windowed(onSeal(FOUR, "s2", (plan) => ({ ...plan, body: (body) => ({ ...body, frontier: ["1".repeat(64)] }) })), 1), since),
  broken("C5", "in-window", "a segment in a window does not begin at the head that its first seal takes over", windowed(onSegment(FOUR, "a1", (plan) => ({ ...plan, record: (record, i) => (i === 0 ? { ...record, prev: "1".repeat(64) } : record) })), 1), since),
  broken("R5", "in-window", "a finding before the window's first full segment has an outcome that is none", windowed(lie(FOUR, "a1", "observation", (body) => ({ ...body, findings: [judged("encrypted", "unknown")] })), 1), since),
];
