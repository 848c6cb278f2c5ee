// Every member of every shape left out, one at a time. Forged where they are tested: they are too many for files.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { timestampKey } from "../../../evidence-schema/keys/object-key.ts";
import { rosterOf, testsOf } from "../forge/documents.ts";
import { lie, onEnd, onKey, onSeal, onSegment, records } from "../forge/edit.ts";
import { LOG_2 } from "../forge/keys.ts";
import type { Plan } from "../forge/plan.ts";
import {
  ACTS,
  AGAIN,
  at,
  AWS,
  AZURE,
  BUCKET_EVALUATOR,
  BUCKETS,
  DATA,
  followedBy,
  GENESIS,
  HOURLY,
  ONE,
  seal as sealOf,
  TWO,
} from "../forge/small.ts";
import { closed, complete, coverage, finding, incomplete, judged, opened } from "../forge/statements.ts";
import { does, EVERY } from "./closing.ts";
import { gone } from "./departures.ts";
import { SHARED } from "./observations.ts";
import { actsRestarted } from "./acts-restart.ts";
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

const FULL: Plan = followedBy(ONE, AGAIN, sealOf("s1", "a1", at("10:02")));

const runs: readonly LedgerVector[] = [
  ...ofRecord(
    "R2",
    "run-opened",
    "trigger slot extent asOf began by by.principal by.software by.code documents documents.tests sources units",
  ),
  ...ofRecord("R2", "run-opened", "source lane principal endpoint query atomic lagSeconds", "sources.0"),
  ...ofRecord(
    "C7",
    "run-opened",
    "gen seq head abandoned reason principal abandoned.0.key abandoned.0.object",
    "restarts",
    RESTARTED,
    "b0",
  ),
  ...ofRecord(
    "C7",
    "restart",
    "restarts restarts.gen restarts.seq restarts.head restarts.abandoned restarts.reason restarts.principal restarts.abandoned.0.object",
    "",
    actsRestarted(),
    "u0",
  ),
  ...ofRecord("A1", "restart", "principal", "", actsRestarted(), "u0"),
  ...ofRecord("R2", "run-opened", "unit ever listed named", "units.0", FULL, "a1"),
  ...ofRecord("R3", "departure", "key incarnation reason", "", gone, "a1"),
  ...ofRecord(
    "R4",
    "observation",
    "key incarnation unit region name createdAt labels source dataTime since tests projection findings restated",
  ),
  ...ofRecord("R5", "observation", FINDING, "findings.0"),
  ...ofRecord("R5", "observation", "problem.code problem.detail", "findings.0", UNREADABLE),
  ...ofRecord("R4", "context", "key incarnation unit from source dataTime since tests projection restated", "", SHARED),
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

/** What members of acts have themselves. */
const inner = (type: string): readonly string[] =>
  ({
    deployment: ["documents.before", "documents.after"],
    response: ["about.scope", "about.gen", "about.seq", "about.check"],
    disowned: ["objects.0.key", "objects.0.object"],
    sample: ["population.gen", "population.seq"],
  })[type] ?? [];

const acts = EVERY.flatMap(([type, body]) =>
  family("A1", type, ["principal", ...Object.keys(body), ...inner(type)].join(" "), "", (path) =>
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
  ...family("G3", "genesis", "ledger size root reason", "continues", (path) => ({
    ...ACTS,
    genesis: drop(path)({
      ...GENESIS,
      continues: { ledger: "0".repeat(64), size: 1, root: "1".repeat(64), reason: "moved" },
    }),
  })),
];

const ROSTERED: Plan = onSeal(ONE, "s0", (plan) => ({
  ...plan,
  roster: {
    enrolled: [AWS],
    excluded: [{ scope: AZURE, reason: "sandbox", approver: "person:b" }],
    found: [],
    unlisted: [],
  },
}));

const seal = (paths: string, at = ""): LedgerVector[] =>
  family("L1", "seal", paths, at, (path) => onSeal(ROSTERED, "s0", (plan) => ({ ...plan, body: drop(path) })));

const seals: readonly LedgerVector[] = [
  ...seal("v kind ledger index time run trigger slot documents scopes roster stamps frontier void by"),
  ...seal("principal software code", "by"),
  ...seal("scope view problem gen seq head root full segments full.gen full.seq", "scopes.0"),
  ...seal("key content object first last before after root counts run time", "scopes.0.segments.0"),
  ...seal("enrolled excluded found unlisted excluded.0.scope excluded.0.reason excluded.0.approver", "roster"),
];

const STAMPED_ONCE: Plan = followedBy(
  ACTS,
  { is: "object", name: "tsr", time: at("09:03"), key: timestampKey(0), bytes: () => Buffer.from("a stamp") },
  sealOf("s1", "t1", at("10:02")),
);
const VOIDED: Plan = followedBy(
  ACTS,
  sealOf("s1", "t1", at("10:02"), { bad: true, body: (body) => ({ ...body, frontier: [] }) }),
  sealOf("s2", "t2", at("11:02")),
);
const ADDED: Plan = {
  ...followedBy(
    ACTS,
    { is: "key", name: "k1", time: at("10:01"), add: LOG_2, retire: null },
    sealOf("s2", "t2", at("11:02")),
  ),
  trust: (lines) => [...lines, `log ${LOG_2.vkey}`],
};
const ENDED: Plan = followedBy(ACTS, { is: "end", name: "e1", time: at("10:01"), successor: null });
const LEAF = "v kind ledger index time frontier void by by.principal by.software by.code";

const leaves: readonly LedgerVector[] = [
  ...family("L1", "stamp", "key object", "stamps.0", (path) =>
    onSeal(STAMPED_ONCE, "s1", (plan) => ({ ...plan, body: drop(path) })),
  ),
  ...family("L1", "void", "index object reason", "void.0", (path) =>
    onSeal(VOIDED, "s2", (plan) => ({ ...plan, body: drop(path) })),
  ),
  ...family("L1", "key", `${LEAF} add retire endorsed reason`, "", (path) =>
    onKey(ADDED, "k1", (plan) => ({ ...plan, body: drop(path) })),
  ),
  ...family("L1", "end", `${LEAF} successor reason`, "", (path) =>
    onEnd(ENDED, "e1", (plan) => ({ ...plan, body: drop(path) })),
  ),
];

const inForce = (kind: "schedule" | "roster" | "tests", document: JsonObject, paths: string): LedgerVector[] =>
  family("K5", kind, paths, "", (path) => ({ ...ONE, documents: { ...ONE.documents, [kind]: drop(path)(document) } }));

const ROSTER: JsonObject = {
  ...rosterOf([AWS], [{ scope: AZURE, reason: "sandbox", approver: "person:b" }]),
  enrolled: [
    {
      scope: AWS,
      name: null,
      regions: ["eu-west-1"],
      leftOut: [{ region: "eu-west-2", reason: "not used", approver: "person:b" }],
    },
  ],
};
const RELATED = { provider: "aws", type: "AWS::CloudTrail::Trail", global: false };
const RELYING = testsOf({ encrypted: [{ ...BUCKET_EVALUATOR, related: [RELATED] }] }, 1);

const documents: readonly LedgerVector[] = [
  ...inForce("schedule", HOURLY, "v kind everySeconds from graceSeconds eventCadenceSeconds"),
  ...inForce("roster", ROSTER, "v kind enrolled excluded"),
  ...inForce("roster", ROSTER, "enrolled.0.scope enrolled.0.name enrolled.0.regions enrolled.0.leftOut"),
  ...inForce(
    "roster",
    ROSTER,
    "enrolled.0.leftOut.0.region enrolled.0.leftOut.0.reason enrolled.0.leftOut.0.approver excluded.0.scope excluded.0.reason excluded.0.approver",
  ),
  ...inForce("tests", RELYING, "v kind checks slices lanes lanesOf labels"),
  ...inForce("tests", RELYING, "checks.0.id checks.0.version checks.0.parameters checks.0.evaluators"),
  ...inForce(
    "tests",
    RELYING,
    ["provider", "type", "global", "version", "related", "related.0.provider", "related.0.type", "related.0.global"]
      .map((member) => `checks.0.evaluators.0.${member}`)
      .join(" "),
  ),
];

export const memberVectors: readonly LedgerVector[] = [
  ...genesis,
  ...record,
  ...runs,
  ...acts,
  ...seals,
  ...leaves,
  ...documents,
];
