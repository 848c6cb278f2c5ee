// Whole runs of a deployment: the synthesised state machine decides the order, the bundles do the work, roles allow what they
// say, and what a run changes becomes one mail.
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DeleteObjectCommand, PutPublicAccessBlockCommand, S3Client } from "@aws-sdk/client-s3";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { EVENTS } from "../../../alerts/events/event-schema.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import type { Online } from "../../../ledger/online/online.ts";
import { ALWAYS } from "../../../infra/names.ts";
import { APPROVER, buildEstate, EVERY_CHECK, LEDGER, slots, type Estate } from "../../support/deployed/estate.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { grants, isUsedBy } from "../../support/iam/grants.ts";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { repository, type Ran } from "../../support/run-cli.ts";
import { drift, type Access } from "../../support/servers/emulated-organization.ts";
import { queryError } from "../../support/servers/wire.ts";

const FAILURES = 500;
const times = slots(12);

let estate: Estate;

beforeAll(async () => {
  estate = await buildEstate(({ production }) => openGroups(production), {}, EVERY_CHECK);
});
afterAll(() => estate.stop());

/** As many security groups that let everybody in by SSH. */
async function openGroups({ endpoint, credentials }: Access): Promise<void> {
  const ec2 = new EC2Client({ region: "us-east-1", endpoint, credentials });
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  for (let i = 0; i < FAILURES; i += 1) {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: `open-${i}`, Description: "open", VpcId: Vpcs?.[0]?.VpcId }),
    );
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  }
}

const tidemark = (...args: readonly string[]): Promise<Ran> =>
  runCliAtOnce(args, estate.deployment.directory, estate.deployment.envOf(args[0] ?? ""));

type Told = Awaited<ReturnType<Estate["deployment"]["events"]>>[number];

/** A run of the next slot, with what was told of it. Every event keeps the published schema. */
async function nextRun() {
  const states: string[] = [];
  estate.deployment.told = ({ state, error }) => states.push(error === undefined ? state : `${state}: ${error}`);
  await estate.deployment.run(times.shift() as string);
  const [mails, told] = [await estate.deployment.mails(), await estate.deployment.events()];
  for (const event of told) expect(schemaErrors(event)).toBeNull();
  // Every run is told to machines with its checkpoint, however quiet it was.
  const sealed = told.filter(({ type }) => type === "Run Sealed");
  expect(sealed).toHaveLength(1);
  return { states, mails, events: told.filter(({ type }) => type !== "Run Sealed"), sealed };
}

const published = JSON.parse(readFileSync(join(repository, "alerts/events.schema.json"), "utf8")) as {
  readonly $defs: { readonly [type: string]: object };
};
const ajv = new Ajv2020({ strict: false });
const validators = Object.fromEntries(
  Object.entries(published.$defs).map(([type, schema]) => [type, ajv.compile(schema)]),
);

function schemaErrors({ type, detail }: Told): unknown {
  const validate = validators[type];
  if (validate === undefined) return `no schema for ${type}`;
  return validate(detail) ? null : validate.errors;
}

test("every type of event has a published schema", () => {
  expect(Object.keys(validators).toSorted()).toEqual(Object.keys(EVENTS).toSorted());
});

test("a ledger is created once, and the trust file is the same every time", async () => {
  const created = await tidemark("create-ledger");
  expect(created.stderr).toBe("");
  expect(created.stdout).toContain(`Created ${LEDGER}`);
  const trust = readFileSync(join(estate.deployment.directory, "trust.txt"), "utf8");
  const again = await tidemark("create-ledger");
  expect(again.stderr).toBe("");
  expect(again.stdout).toContain(`Already exists: ${LEDGER}`);
  expect(readFileSync(join(estate.deployment.directory, "trust.txt"), "utf8")).toBe(trust);
});

test("day one is one mail and one event, however much fails", async () => {
  const { states, mails, events, sealed } = await nextRun();
  const [{ detail } = { detail: {} as Told["detail"] }] = sealed;
  const { size, root } = (detail["seal"] as { checkpoint: { size: number; root: string } }).checkpoint;
  expect(mails[0]?.text).toContain(`\ncheckpoint ${size} ${root}\n`);
  expect(states.filter((state) => state.includes(":"))).toEqual([]);
  expect(states[0]).toBe("Plan");
  expect(states.at(-1)).toBe("Told");
  expect(mails.map(({ subject }) => subject)).toEqual(["Tidemark Emulated: first results"]);
  expect(events.map(({ type }) => type)).toEqual(["Summary"]);
  const baseline = events[0]?.detail["baseline"] as { check: string; failing: number }[];
  expect(baseline.reduce((sum, { failing }) => sum + failing, 0)).toBeGreaterThanOrEqual(FAILURES);
  expect(mails[0]?.text).toMatch(/TM-NET-1 .*\n\s+\d+ results, 50\d of them fail/);
  expect(await verdicts(estate)).toMatchObject({ ours: "INTACT", python: "INTACT" });
});

test("what is deployed is recorded, by whom, and once", async () => {
  const { mails, events } = await nextRun();
  expect(mails).toEqual([]);
  expect(events).toEqual([]);
  const { copy } = await verdicts(estate);
  const acts = recordsIn(copy, "provider=tidemark/scope=ledger").filter(({ type }) => type === "deployment");
  expect(acts).toHaveLength(1);
  const { documents, principal } = (acts[0] as ChainRecord).body as unknown as {
    documents: { before: object; after: object };
    principal: string;
  };
  expect(principal).toMatch(/^person:|^arn:aws:/);
  expect(documents.before).toEqual({});
  expect(Object.keys(documents.after)).toEqual(
    expect.arrayContaining(["code", "tests", "controls", "roster", "schedule"]),
  );
});

test("the roster calls accounts what the organization calls them, and whoever approved is a reference", async () => {
  const { copy } = await verdicts(estate);
  const folder = join(copy, "documents/roster");
  const [file, ...more] = readdirSync(folder);
  expect(more).toEqual([]);
  const roster = JSON.parse(readFileSync(join(folder, file ?? ""), "utf8")) as {
    readonly enrolled: readonly { readonly scope: string; readonly name: string | null }[];
    readonly excluded: readonly { readonly approver: string }[];
  };
  const called = new Map(roster.enrolled.map(({ scope, name }) => [scope, name]));
  const { production, development } = estate.organization;
  expect(called.get(`aws/${production.id}`)).toBe("production");
  expect(called.get(`aws/${development.id}`)).toBe("development");
  expect(roster.excluded).toMatchObject([{ approver: expect.stringMatching(/^person:[0-9a-f]{64}$/) as string }]);
  expect(occurrencesIn(ledgerTexts(copy), APPROVER)).toEqual([]);
});

test("a bucket made public between two runs becomes a record and one mail", async () => {
  await drift(estate.organization);
  const { mails, events } = await nextRun();
  expect(mails).toHaveLength(1);
  const { subject = "", text = "" } = mails[0] ?? {};
  expect(subject).toBe("Tidemark Emulated: TM-LOG-1, TM-NET-2 failing");
  const bucket = `data-eu-central-1-${estate.organization.production.id}`;
  expect(text).toContain(`  - drift: ${bucket} (aws/${estate.organization.production.id}, eu-central-1), critical`);
  expect(text).toContain('policy: "blocked" -> "public"');
  // The failure is dated to its read, never to the slot: nobody had read anything by then.
  const [, slot = ""] = /the run of slot (\S+), sealed/.exec(text) ?? [];
  const section = text.slice(text.indexOf(`- drift: ${bucket}`));
  const [, since = "", recorded = ""] = /^ +since (\S+), recorded (\S+)$/m.exec(section) ?? [];
  expect([slot < since, since < recorded]).toEqual([true, true]);
  expect(since).not.toBe("");
  expect(text).toContain("how to fix: Turn on all four settings of Block Public Access");
  expect(text).toContain(`npx tidemark history 'arn:aws:s3:::${bucket}' --ledger ${LEDGER}`);
  const event = events.find(({ detail }) => (detail["resource"] as { key: string }).key === `arn:aws:s3:::${bucket}`);
  expect(event).toMatchObject({
    type: "Result Changed",
    detail: { is: "drift", before: "pass", after: "fail", controls: ["TM-NET-2"] },
  });
  // The id is the digest of the record, which anybody can check in a copy.
  const { copy, ours, python } = await verdicts(estate);
  expect([ours, python]).toEqual(["INTACT", "INTACT"]);
  const [, key = "", line = ""] = /^(.*):(\d+)$/.exec(event?.detail["record"] as string) ?? [];
  const lines = gunzipSync(readFileSync(join(copy, key)))
    .toString("utf8")
    .split("\n");
  expect(sha256Hex(Buffer.from(`${lines[Number(line) - 1]}\n`))).toBe(event?.detail["id"]);
  // What the mail says to run.
  const history = await tidemark("history", `arn:aws:s3:::${bucket}`, "--ledger", LEDGER);
  expect(history.stdout).toContain("pass -> fail");
});

test("a root user without MFA is one failure, and Tidemark's own buckets pass every check", async () => {
  const { results } = JSON.parse((await tidemark("query", "--ledger", LEDGER, "--json")).stdout) as {
    results: { scope: string; resource: string; check: string; outcome: string; because: string }[];
  };
  const roots = results.filter(({ because, outcome }) => outcome === "fail" && /root user has no MFA/.test(because));
  expect(roots.length).toBeGreaterThan(0);
  expect(new Set(roots.map(({ resource }) => resource)).size).toBe(roots.length);
  const own = results.filter(({ resource }) => resource.startsWith("arn:aws:s3:::tidemark-"));
  expect(new Set(own.map(({ check }) => check))).toEqual(
    new Set([
      "object-storage-encrypted-at-rest",
      "object-storage-not-public",
      "outside-access-only-for-known-parties",
      "transport-encryption-required",
    ]),
  );
  expect(new Set(own.map(({ resource }) => resource)).size).toBeGreaterThan(1);
  expect(own.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
});

test("its end is told too, and closes the failure that was opened", async () => {
  const opened = estate.organization.production;
  const s3 = new S3Client({
    region: "eu-central-1",
    endpoint: opened.endpoint,
    credentials: opened.credentials,
    forcePathStyle: true,
  });
  const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
  await s3.send(
    new PutPublicAccessBlockCommand({ Bucket: `data-eu-central-1-${opened.id}`, PublicAccessBlockConfiguration: all }),
  );
  const { mails, events } = await nextRun();
  expect(mails.map(({ subject }) => subject)).toEqual(["Tidemark Emulated: TM-NET-2 recovered"]);
  expect(mails[0]?.text).toContain("1 failure ended");
  expect(events).toMatchObject([
    { type: "Result Changed", detail: { is: "recovered", before: "fail", after: "pass" } },
  ]);
});

describe("what can't be read any more", () => {
  test("is one line with its cause and how to fix it, and nothing drifts", async () => {
    const { production } = estate.organization;
    const guard = estate.aws.fault;
    estate.aws.fault = (request) =>
      request.call === "DescribeDBInstances" && estate.aws.accountOf(request.accessKey) === production.id
        ? queryError("AccessDenied", "no", 403)
        : guard(request);
    const { mails, events } = await nextRun();
    estate.aws.fault = guard;
    expect(mails.map(({ subject }) => subject)).toEqual(["Tidemark Emulated: not everything observed"]);
    expect(mails[0]?.text).toContain(`denied: rds:DescribeDBInstances (AccessDenied) (aws/${production.id}: 4 units, `);
    expect(mails[0]?.text).toContain("how to fix: grant rds:DescribeDBInstances to the identity that reads");
    expect(events.map(({ type, detail }) => [type, detail["is"]])).toEqual([["Coverage Changed", "lost"]]);
  });

  test("and is told once more when it is read again", async () => {
    const { mails, events } = await nextRun();
    expect(mails.map(({ subject }) => subject)).toEqual(["Tidemark Emulated: observed again"]);
    expect(events.map(({ type, detail }) => [type, detail["is"]])).toEqual([["Coverage Changed", "regained"]]);
  });
});

test("a slot that is sealed already is not run again", async () => {
  const states: string[] = [];
  estate.deployment.told = ({ state }) => states.push(state);
  const sealed = new Date(Date.parse(times[0] as string) - 3_600_000).toISOString();
  await estate.deployment.run(sealed);
  expect(states).toEqual(["Plan", "IsDue", "Tell", "IsMoreToTell", "Told"]);
  expect(await estate.deployment.mails()).toEqual([]);
});

test("the key signed what checkpoints say, and nothing else", () => {
  const { signed } = estate.deployment.keys;
  // One for each seal: the alarm on signatures without a checkpoint stays silent.
  expect(signed.map((text) => text.split("\n").slice(0, 2))).toEqual(
    signed.map((_, i) => ["emulated.example/tidemark", String(i + 1)]),
  );
});

test("whoever verifies sees at the store what the templates say, and as many signatures as checkpoints", async () => {
  const { status, stdout, stderr } = await tidemark("verify", "--ledger", LEDGER, "--trust", "trust.txt", "--json");
  expect([status, stderr]).toEqual([0, ""]);
  const { online } = JSON.parse(stdout) as { readonly online: Online };
  expect(online).toMatchObject({ findings: [], notLooked: [], locks: { versioning: "Enabled", objects: { weak: 0 } } });
  const { signed } = estate.deployment.keys;
  expect(online.signatures).toMatchObject({ checkpoints: signed.length, isMore: false });
  expect(online.signatures?.keys.reduce((sum, key) => sum + key.signed, 0)).toBe(signed.length);
});

describe("a verification of the whole", () => {
  test("is done in one invocation where there is time, and is counted; a daily one is not", async () => {
    const verify = estate.deployment.lambda("verify-ledger");
    const whole = await verify.invoke({ whole: { from: null } });
    expect(whole).toMatchObject({ verdict: "INTACT", notAsked: [], more: false, from: null });
    expect((whole as { readonly seals: number }).seals).toBe(estate.deployment.keys.signed.length);
    expect(await newestCounts()).toMatchObject({ WholeVerified: 1, Broken: 0, Incomplete: 0, Stray: 0 });
    await verify.invoke({ days: 8 });
    expect(await newestCounts()).not.toHaveProperty("WholeVerified");
  });

  test("goes on where it is told to, says what can't be asked of a period, and is counted at its end", async () => {
    const verify = estate.deployment.lambda("verify-ledger");
    const first = (await verify.invoke({ whole: { from: null } })) as { readonly asked: { readonly to: string } };
    // A day ago nothing was there yet: that is the whole too.
    const early = new Date(Date.parse(first.asked.to) - 86_400_000).toISOString();
    expect(await verify.invoke({ whole: { from: early } })).toMatchObject({ notAsked: [], more: false, from: null });
    const late = await lastSealTime();
    const rest = await verify.invoke({ whole: { from: late } });
    expect(rest).toMatchObject({ verdict: "INTACT", seals: 1, asked: { from: late }, more: false, from: null });
    expect((rest as { readonly notAsked: string[] }).notAsked[0]).toMatch(
      /C8 \(.*L10 \(.*were checked among the runs of the period, not against/,
    );
    expect(await newestCounts(3)).toMatchObject({ WholeVerified: 1 });
  });

  test.each([{ days: null }, { whole: {} }, { whole: { from: "yesterday" } }, { days: 8, whole: { from: null } }])(
    "%j is no event of it",
    async (event) => {
      await expect(estate.deployment.lambda("verify-ledger").invoke(event)).rejects.toThrow();
    },
  );
});

/** What the last of so many invocations of the verification left for alarms, in CloudWatch's embedded format. */
async function newestCounts(invocations = 1): Promise<{ readonly [metric: string]: unknown }> {
  const lambda = estate.deployment.lambda("verify-ledger");
  const lines = (): string[] => lambda.printed.split("\n").filter((line) => line.includes('"CloudWatchMetrics"'));
  // What is printed comes after what is answered.
  await vi.waitFor(() => expect(lines().length).toBe(countsSeen + invocations), { timeout: 10_000 });
  countsSeen = lines().length;
  return JSON.parse(lines().at(-1) as string) as { readonly [metric: string]: unknown };
}
let countsSeen = 0;

async function lastSealTime(): Promise<string> {
  const { copy } = await verdicts(estate);
  const log = join(copy, "log");
  const newest = readdirSync(log)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .at(-1) as string;
  return (JSON.parse(readFileSync(join(log, newest), "utf8")) as { readonly time: string }).time;
}

test("verification says INTACT and tells nobody; a delete marker makes it STRAY, and that is told", async () => {
  const verify = estate.deployment.lambda("verify-ledger");
  expect(await verify.invoke({ days: 8 })).toMatchObject({ verdict: "INTACT", violations: 0, more: false, from: null });
  expect(await estate.deployment.mails()).toEqual([]);
  const s3 = new S3Client({
    endpoint: estate.aws.behind,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKIAINTRUDER", secretAccessKey: "secret" },
  });
  // A marker hides it from whoever reads the current version alone.
  await s3.send(
    new DeleteObjectCommand({
      Bucket: "tidemark-ledger-123456789012-eu-central-1",
      Key: "ledger/log/000000000001.json",
    }),
  );
  expect(await verify.invoke({ whole: { from: null } })).toMatchObject({ verdict: "STRAY" });
  const mails = await estate.deployment.mails();
  expect(mails.map(({ subject }) => subject)).toEqual(["Tidemark Emulated: ledger STRAY"]);
  expect(mails[0]?.text).toContain("log/000000000001.json (1 versions, 1 delete markers)");
  const events = await estate.deployment.events();
  expect(events.map(({ type }) => type)).toEqual(["Verification Failed"]);
  expect(schemaErrors(events[0] as Told)).toBeNull();
});

/** Grants that no call of ours shows, each with what it is for. */
const UNCALLED: { readonly [action: string]: string } = {
  "logs:CreateLogStream": "Lambda itself writes a function's log with its role",
  "logs:PutLogEvents": "Lambda itself writes a function's log with its role",
  "s3:GetObjectRetention": "HeadObject shows a lock only to those that may read it",
  "s3:ListBucket": "who may not list is told denied of an object that is not there",
};

/** Resources that no call of ours is about here, each with why a grant names them. */
const UNTOUCHED: readonly (readonly [RegExp, string])[] = [
  [/\/asked\/\*$/, "what an operator asks for: operator.test.ts shows that it is read"],
  [/\/cache\/[a-z-]+\/\*$/, "longer chains have caches: segment-cache.test.ts shows that they are read and written"],
  [/\/provider=(azure|gcp|entra|workspace)\/\*$/, "the estate has accounts of AWS alone"],
];

describe("roles", () => {
  test.each(ALWAYS)("%s may do what it did", (name) => {
    const own = estate.deployment.made.filter(({ by }) => by === name);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  test.each(ALWAYS)("%s may do nothing that it did not do, but for what has a reason", (name) => {
    const own = estate.deployment.made.filter(({ by }) => by === name);
    const idle = grants(estate.deployment.policyOf(name)).filter(
      (grant) =>
        UNCALLED[grant.action] === undefined &&
        !UNTOUCHED.some(([resource]) => resource.test(grant.resource)) &&
        !own.some(({ call }) => isUsedBy(grant, call)),
    );
    expect(idle).toEqual([]);
  });
});

function recordsIn(copy: string, chain: string): ChainRecord[] {
  const folder = join(copy, "records", chain, "gen=0");
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString("utf8")
        .trimEnd()
        .split("\n"),
    )
    .map((line) => JSON.parse(line) as ChainRecord);
}
