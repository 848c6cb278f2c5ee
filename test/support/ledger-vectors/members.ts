// Every member of every shape left out, one at a time. Forged where they are tested: they are too many for files.
import type { Json } from "../../../evidence-schema/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { lie, onSeal, onSegment, records } from "../forge/edit.ts";
import type { Plan } from "../forge/plan.ts";
import { ACTS, at, AZURE, BUCKETS, DATA, GENESIS, ONE, TWO } from "../forge/small.ts";
import { closed, complete, coverage, finding, incomplete, judged, opened } from "../forge/statements.ts";
import { does, EVERY } from "./closing.ts";
import { gone } from "./departures.ts";
import { SHARED } from "./observations.ts";
import { RESTARTED } from "./restart.ts";
import { broken, type LedgerVector } from "./vector.ts";

/** `value` without what the path leads to: member names and indexes, separated by dots. */
function without(value: Json, path: readonly string[]): Json {
  const [step = "", ...rest] = path;
  if (Array.isArray(value)) return value.map((item: Json, i) => (String(i) === step ? without(item, rest) : item));
  const members = value as JsonObject;
  if (!(step in members)) throw new Error(`found no member ${step}, expected it to leave out`);
  if (rest.length > 0) return { ...members, [step]: without(members[step] as Json, rest) };
  return Object.fromEntries(Object.entries(members).filter(([name]) => name !== step));
}

const drop =
  (path: string) =>
  (value: JsonObject): JsonObject =>
    without(value, path.split(".")) as JsonObject;

/** One vector for each name in `paths`, all of them under `at` where that is given. */
const family = (rule: string, what: string, paths: string, at: string, plan: (path: string) => Plan): LedgerVector[] =>
  paths.split(" ").map((name) => {
    const path = at === "" ? name : `${at}.${name}`;
    return broken(rule, `${what}-no-${path}`, `${what} has no ${path}`, plan(path));
  });

const ofRecord = (rule: string, type: string, paths: string, at = "", plan = ONE, segment = "a0"): LedgerVector[] =>
  family(rule, type, paths, at, (path) => lie(plan, segment, type, drop(path)));

const FINDING =
  "check version lanes outcome because facts basis problem relied held transition relied.keys relied.units held.as held.outcome held.version held.lanes held.opened";

const UNREADABLE = records(ONE, "a0", (drafts) =>
  drafts.map((draft) =>
    "type" in draft && draft.type === "observation"
      ? { ...draft, body: { ...draft.body, findings: [judged("encrypted", "indeterminate")] } }
      : draft,
  ),
);

const JUDGED = records(TWO, "a1", () => [
  opened(),
  finding(DATA, judged("encrypted", "pass")),
  coverage([complete(BUCKETS, at("10:00:50"))]),
  closed(),
]);

const answer: JsonObject = { key: DATA, unit: BUCKETS, dataTime: at("09:00:50") };
const problem: JsonObject = { code: "throttled", detail: "HeadBucket" };
const ASKED = records(ONE, "a0", (drafts) => [
  ...drafts.slice(0, -2),
  coverage([complete(BUCKETS, at("09:00:50")), incomplete("a@x", { problem, unseen: "all" })], {
    seen: [answer],
    notFound: [{ ...answer, key: "a" }],
    failed: [{ ...answer, key: "b", problem }],
  }),
  closed(),
]);

const runs: readonly LedgerVector[] = [
  ...ofRecord("R2", "run-opened", "trigger slot extent asOf documents documents.tests sources units"),
  ...ofRecord("R2", "run-opened", "source lane principal endpoint query atomic lagSeconds", "sources.0"),
  ...ofRecord(
    "C7",
    "run-opened",
    "gen seq head abandoned reason principal abandoned.0.key abandoned.0.object",
    "restarts",
    RESTARTED,
    "b0",
  ),
  ...ofRecord("R3", "departure", "key incarnation reason", "", gone, "a1"),
  ...ofRecord(
    "R4",
    "observation",
    "key incarnation unit region name createdAt labels source dataTime since tests projection findings restated",
  ),
  ...ofRecord("R5", "observation", FINDING, "findings.0"),
  ...ofRecord("R5", "observation", "problem.code problem.detail", "findings.0", UNREADABLE),
  ...ofRecord("R4", "context", "key incarnation unit from source dataTime since projection restated", "", SHARED),
  ...ofRecord("R5", "finding", "key incarnation finding", "", JUDGED, "a1"),
  ...ofRecord("R5", "finding", FINDING, "finding", JUDGED, "a1"),
  ...ofRecord("R6", "coverage", "source units asked asked.seen asked.notFound asked.failed"),
  ...ofRecord("R6", "coverage", "unit complete dataTime listed observed problem pages first last server", "units.0"),
  ...ofRecord("R6", "coverage", "problem.code problem.detail", "units.1", ASKED),
  ...["asked.seen.0", "asked.notFound.0", "asked.failed.0"].flatMap((at) =>
    ofRecord("R6", "coverage", "key unit dataTime", at, ASKED),
  ),
  ...ofRecord("R6", "coverage", "problem problem.code problem.detail", "asked.failed.0", ASKED),
  ...ofRecord(
    "R8",
    "run-closed",
    "counts population calls root counts.pass counts.fail counts.indeterminate counts.not-applicable",
  ),
];

const acts = EVERY.flatMap(([type, body]) =>
  family("A1", type, ["principal", ...Object.keys(body)].join(" "), "", (path) =>
    lie(does(type, body), "t0", type, drop(path)),
  ),
);

const record = family("C1", "record", "v ledger scope gen seq prev run type body", "", (path) =>
  onSegment(ACTS, "t0", (segment) => ({ ...segment, record: (each, i) => (i === 1 ? drop(path)(each) : each) })),
);

const genesis: readonly LedgerVector[] = [
  ...family(
    "G1",
    "genesis",
    "v kind legalEntity system origin mode retentionDays continues salt created",
    "",
    (path) => ({
      ...ACTS,
      genesis: drop(path)(GENESIS),
    }),
  ),
  ...family("G1", "genesis", "ledger size root reason", "continues", (path) => ({
    ...ACTS,
    genesis: drop(path)({
      ...GENESIS,
      continues: { ledger: "0".repeat(64), size: 1, root: "1".repeat(64), reason: "moved" },
    }),
  })),
];

const ROSTERED: Plan = onSeal({ ...ONE, enrolled: [] }, "s0", (plan) => ({
  ...plan,
  roster: {
    enrolled: [],
    excluded: [{ scope: AZURE, reason: "sandbox", approver: "person:b" }],
    found: [],
    unlisted: [],
  },
}));

const seal = (paths: string, at = ""): LedgerVector[] =>
  family("L1", "seal", paths, at, (path) => onSeal(ROSTERED, "s0", (plan) => ({ ...plan, body: drop(path) })));

const seals: readonly LedgerVector[] = [
  ...seal("v kind ledger index time run trigger slot documents scopes roster slots frontier void"),
  ...seal("scope view problem gen seq head root full segments full.gen full.seq", "scopes.0"),
  ...seal("key content object first last before after root counts run time", "scopes.0.segments.0"),
  ...seal("enrolled excluded found unlisted excluded.0.scope excluded.0.reason excluded.0.approver", "roster"),
];

export const memberVectors: readonly LedgerVector[] = [...genesis, ...record, ...runs, ...acts, ...seals];
