// R5: what a finding says, and what a record of a finding alone stands on.
import { lacking, lie, records } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Plan } from "../forge/plan.ts";
import { at, BUCKETS, DATA, ONE, TWO } from "../forge/small.ts";
import { closed, complete, coverage, finding, judged, observation, opened, restatements } from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const MISSING = "arn:aws:s3:::acme-nothing";

/** One bucket with one finding. */
const found = (judgement: JsonObject): Plan =>
  records(ONE, "a0", () => [
    opened({ extent: "full" }),
    restatements,
    observation(DATA, BUCKETS, [judgement]),
    coverage([complete(BUCKETS, at("09:00:50"))]),
    closed(),
  ]);

const PASS = found(judged("encrypted", "pass"));

/** Written in the finding's place; the state goes on with a pass. */
const says = (name: string, what: string, change: (finding: JsonObject) => JsonObject): LedgerVector =>
  broken(
    "R5",
    name,
    what,
    lie(PASS, "a0", "observation", (body) => ({ ...body, findings: (body["findings"] as JsonObject[]).map(change) })),
  );

const saying = (name: string, what: string, members: JsonObject): LedgerVector =>
  says(name, what, (judgement) => ({ ...judgement, ...members }));

const alone = (key: string, body: JsonObject = {}): Plan =>
  records(TWO, "a1", () => [
    opened(),
    finding(key, judged("encrypted", "pass"), body),
    coverage([complete(BUCKETS, at("10:00:50"))]),
    closed(),
  ]);

export const findings: readonly LedgerVector[] = [
  says("no-because", "a finding gives no reason", lacking("because")),
  saying("outcome", "an outcome is none", { outcome: "unknown" }),
  saying("basis", "a basis is no word", { basis: "Configured" }),
  saying("check-empty", "a check is empty", { check: "" }),
  saying("facts", "facts are a list", { facts: [] }),
  saying("version", "a version is a number", { version: 1 }),
  saying("transition", "a transition is none", { transition: "worse" }),
  saying("held", "held has no version", {
    held: { as: "baseline", outcome: "pass", lanes: "config", opened: { gen: 0, seq: 1 } },
  }),
  saying("no-units", "relied names no units", { relied: { keys: [] } }),
  broken(
    "R5",
    "problem-of-pass",
    "a pass has a problem",
    found(judged("encrypted", "pass", { problem: { code: "denied", detail: "s3" } })),
  ),
  broken(
    "R5",
    "no-problem-of-indeterminate",
    "an indeterminate has no problem",
    found(judged("encrypted", "indeterminate", { problem: null })),
  ),
  broken(
    "R5",
    "problem-code",
    "the code of a problem is no word",
    found(judged("encrypted", "indeterminate", { problem: { code: "Flaky", detail: "s3" } })),
  ),
  broken(
    "R5",
    "problem-detail",
    "a problem has no detail",
    found(judged("encrypted", "indeterminate", { problem: { code: "denied", detail: null } })),
  ),
  saying("key-empty", "a key that is relied on is empty", { relied: { keys: [""], units: [] } }),
  saying("unit-empty", "a unit that is relied on is empty", { relied: { keys: [], units: [""] } }),
  broken(
    "R5",
    "keys-unsorted",
    "the keys relied on are not sorted",
    found(judged("encrypted", "pass", { relied: { keys: [DATA, "arn:aws"], units: [] } })),
  ),
  broken(
    "R5",
    "keys-twice",
    "a key is relied on twice",
    found(judged("encrypted", "pass", { relied: { keys: [DATA, DATA], units: [] } })),
  ),
  broken(
    "R5",
    "units-unsorted",
    "the units relied on are not sorted",
    found(judged("encrypted", "pass", { relied: { keys: [], units: ["b@x", "a@x"] } })),
  ),
  broken("R5", "key-not-in-state", "a finding is on a key that is not in state", alone(MISSING, { incarnation: "1" })),
  broken(
    "R5",
    "other-incarnation",
    "a finding is on another incarnation than that in state",
    alone(DATA, { incarnation: "2" }),
  ),
  valid(
    "unknown-words",
    "a problem has a code, and a finding a basis, that nobody knows",
    found(judged("encrypted", "indeterminate", { basis: "measured", problem: { code: "flaky", detail: "s3" } })),
  ),
  broken(
    "R5",
    "record-without-finding",
    "a record of a finding has none",
    lie(alone(DATA), "a1", "finding", ({ key, incarnation }) => ({
      key: key ?? null,
      incarnation: incarnation ?? null,
    })),
  ),
];
