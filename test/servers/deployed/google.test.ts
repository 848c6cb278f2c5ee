// Whole runs of a deployment that reads AWS, Azure, Microsoft Entra and Google Cloud: side by side, in one seal, without a stored
// secret, and each without the others.
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import type { ChainRecord, JsonObject } from "../../../evidence-schema/record/record.ts";
import { functionsIn, type FunctionName } from "../../../infra/names.ts";
import { slots } from "../../support/deployed/estate.ts";
import { buildAllClouds, type AllClouds } from "../../support/deployed/google-beside.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { DEVELOPMENT, PRODUCTION, PROVIDER, READER } from "../../support/google/estate/sample/names.ts";
import { PROJECT_SCOPES } from "../../support/google/projects.ts";
import { grants, isUsedBy } from "../../support/iam/grants.ts";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { queryError } from "../../support/servers/wire.ts";

const times = slots(20);
const WORK = "tidemark-work-123456789012-eu-central-1";
/** Holds a role in production: its address is in a policy that is read. */
const PERSON = "quentin.seeded@northlight.example";
const [OF_PRODUCTION, OF_DEVELOPMENT] = PROJECT_SCOPES;

let estate: AllClouds;
/** All that went into functions and came out of them: Step Functions keeps it with the execution. */
const passed: string[] = [];

beforeAll(async () => {
  estate = await buildAllClouds();
  const { deployment, google } = estate;
  const [policy] = google.estate.inventory("IAM_POLICY").filter(({ name }) => name.endsWith(`/${PRODUCTION.name}`));
  const { bindings, ...rest } = policy?.["iamPolicy"] as { readonly bindings: readonly JsonObject[] };
  const seeded = { role: "roles/viewer", members: [`user:${PERSON}`] };
  google.estate.put({ ...policy!, iamPolicy: { ...rest, bindings: [...bindings, seeded] } });
  for (const lambda of Object.values(deployment.lambdas)) {
    const invoke = lambda.invoke.bind(lambda);
    lambda.invoke = async (event) => {
      const result = await invoke(event);
      passed.push(JSON.stringify([event, result]));
      return result;
    };
  }
  const created = await runCliAtOnce(["create-ledger"], deployment.directory, deployment.envOf("create-ledger"));
  expect(created.stderr).toBe("");
}, 240_000);
beforeEach(() => estate.google.log.clear());
afterEach(() => {
  estate.deployment.interference = () => null;
  estate.google.faults.clear();
});
afterAll(() => estate.stop());

/** A run of the next slot: the states that it entered and what failed in them, its seal, and a copy of the ledger after it. */
async function nextRun() {
  const states: string[] = [];
  estate.deployment.told = ({ state, error }) => states.push(error === undefined ? state : `${state}: ${error}`);
  const slot = times.shift() as string;
  await estate.deployment.run(slot);
  const { ours, python, copy } = await verdicts(estate);
  expect({ ours, python }).toEqual({ ours: "INTACT", python: "INTACT" });
  const name = readdirSync(join(copy, "log"))
    .filter((each) => each.endsWith(".json"))
    .toSorted()
    .at(-1) as string;
  const seal = JSON.parse(readFileSync(join(copy, "log", name), "utf8")) as Seal;
  expect(seal.slot).toBe(slot);
  return { slot, states, seal, copy };
}

const everyScope = (): string[] => estate.deployment.config.scopes.map(({ scope }) => scope);
const others = (): string[] => everyScope().filter((scope) => !scope.startsWith("gcp/"));
const allObserved = (): object => Object.fromEntries(everyScope().map((scope) => [scope, "observed"]));
const views = ({ scopes }: Seal): { readonly [scope: string]: string } =>
  Object.fromEntries(
    scopes.filter(({ scope }) => !scope.startsWith("tidemark/")).map(({ scope, view }) => [scope, view]),
  );

/** The records of the newest segment of a scope. */
function newest(copy: string, scope: string): readonly ChainRecord[] {
  const at = scope.indexOf("/");
  const [provider, id] = [scope.slice(0, at), encodeURIComponent(scope.slice(at + 1))];
  const folder = join(copy, "records", `provider=${provider}`, `scope=${id}`, "gen=0");
  const path = join(folder, readdirSync(folder).toSorted().at(-1) as string);
  const lines = gunzipSync(readFileSync(path)).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as ChainRecord);
}

type Problem = { readonly code: string; readonly detail: string };
type Row = { readonly unit: string; readonly problem: Problem | null };
const problems = (records: readonly ChainRecord[]): Problem[] =>
  records
    .filter(({ type }) => type === "coverage")
    .flatMap(({ body }) => body["units"] as unknown as Row[])
    .flatMap(({ problem }) => problem ?? []);
const codes = (copy: string, scope: string): string[] => [
  ...new Set(problems(newest(copy, scope)).map(({ code }) => code)),
];
const departures = (records: readonly ChainRecord[]): number =>
  records.filter(({ type }) => type === "departure").length;

const work = (): S3Client =>
  new S3Client({
    endpoint: estate.aws.behind,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKIALOOKS", secretAccessKey: "secret" },
  });

async function workObject(Key: string): Promise<string> {
  const { Body } = await work().send(new GetObjectCommand({ Bucket: WORK, Key }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  return (Key.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** Ends the function's idle process: one that goes on has a token of AWS for some minutes. */
const afresh = (): Promise<void> => estate.deployment.lambda("collect-gcp").stop();

test("a run reads all clouds, and one seal has every scope as observed", async () => {
  const { slot, states, seal, copy } = await nextRun();
  expect(states.filter((state) => state.includes(":"))).toEqual([]);
  expect(states.filter((state) => state === "CollectQuotaProject")).toHaveLength(1);
  expect(states.filter((state) => state === "CollectTenant")).toHaveLength(1);
  expect(views(seal)).toEqual(allObserved());
  const providers = new Set(Object.keys(views(seal)).map((scope) => scope.split("/")[0]));
  expect(providers).toEqual(new Set(["aws", "azure", "entra", "gcp"]));
  for (const scope of PROJECT_SCOPES) {
    const records = newest(copy, scope);
    expect(records.filter(({ type }) => type === "observation").length, scope).toBeGreaterThan(10);
    expect(records[0]?.run).toContain(slot.slice(0, 13));
    // Whoever read it is the service account, as Google's own logs name it.
    expect(JSON.stringify(records[0]?.body)).toContain(READER);
  }
  // By a token of AWS for the provider, which became one of the service account.
  const asked = (service: Parameters<typeof estate.google.log.of>[0]) => estate.google.log.of(service);
  const audience = encodeURIComponent(`//iam.googleapis.com/${PROVIDER}`);
  expect(asked("sts").map(({ body }) => body)).toEqual([expect.stringContaining(audience)]);
  expect(new Set(asked("exchange").map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(asked("credentials").map(({ path, status }) => `${path.split("/").at(-1)} ${status}`))).toEqual(
    new Set([`${READER}:generateAccessToken 200`]),
  );
  expect(asked("cloudasset").length).toBeGreaterThan(1);
  // All projects are one shard, and each cloud is apart.
  const { Contents = [] } = await work().send(new ListObjectsV2Command({ Bucket: WORK, Prefix: "plan/" }));
  const keys = Contents.map(({ Key = "" }) => Key);
  const listed = async (name: string): Promise<{ readonly scopes: readonly string[] }[]> =>
    JSON.parse(await workObject(keys.find((key) => key.endsWith(`/${name}.json`)) ?? name)) as never;
  expect(await listed("quota-projects")).toEqual([expect.objectContaining({ scopes: PROJECT_SCOPES, attempt: 1 })]);
  const elsewhere = [...(await listed("shards")), ...(await listed("tenants"))].flatMap(({ scopes }) => scopes);
  expect(elsewhere.toSorted()).toEqual(others().toSorted());
});

test("a project that is denied is a gap with its cause, costs no other anything, and heals", async () => {
  estate.google.faults.deny({ service: "resourcemanager", path: new RegExp(DEVELOPMENT.name) });
  const { copy } = await nextRun();
  expect(problems(newest(copy, OF_DEVELOPMENT)).length).toBeGreaterThan(5);
  for (const { code, detail } of problems(newest(copy, OF_DEVELOPMENT)))
    expect([code, detail]).toEqual(["denied", expect.stringContaining("resourcemanager.projects.get")]);
  for (const scope of [OF_PRODUCTION, ...others()]) expect(codes(copy, scope), scope).not.toContain("denied");
  expect(departures(newest(copy, OF_DEVELOPMENT))).toBe(0);
  estate.google.faults.clear();
  const healed = await nextRun();
  expect(problems(newest(healed.copy, OF_DEVELOPMENT))).toEqual([]);
});

test("where AWS gives no token for Google, its projects are a gap with the cause, all else is read, and the next run heals it", async () => {
  await afresh();
  estate.deployment.interference = (by, { call }) =>
    by === "collect-gcp" && call === "GetWebIdentityToken"
      ? queryError("OutboundWebIdentityFederationDisabled", "Outbound federation is disabled.", 403)
      : null;
  const { copy } = await nextRun();
  const detail = "AWS issued no workload token (OutboundWebIdentityFederationDisabled)";
  for (const scope of PROJECT_SCOPES) {
    const found = problems(newest(copy, scope));
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map(({ code, detail: told }) => `${code}: ${told}`))).toEqual(new Set([`denied: ${detail}`]));
    expect(departures(newest(copy, scope)), scope).toBe(0);
  }
  for (const scope of others()) expect(JSON.stringify(problems(newest(copy, scope))), scope).not.toContain(detail);
  estate.deployment.interference = () => null;
  const healed = await nextRun();
  for (const scope of PROJECT_SCOPES) expect(problems(newest(healed.copy, scope))).toEqual([]);
});

test("where the provider trusts another role, no token is given to ours, and the cause says who refused", async () => {
  await afresh();
  const { providers } = estate.google.estate;
  const sub = "arn:aws:iam::123456789012:role/tidemark-collect-azure";
  estate.google.estate.providers = providers.map((each) => ({ ...each, condition: { sub, function: null } }));
  const { copy } = await nextRun();
  estate.google.estate.providers = providers;
  for (const scope of PROJECT_SCOPES) {
    const found = problems(newest(copy, scope));
    expect(found.length).toBeGreaterThan(5);
    expect(codes(copy, scope)).toEqual(["denied"]);
    expect(found[0]?.detail).toBe("Google issued no token (attribute_condition)");
  }
  expect(estate.google.log.of("exchange").length).toBeGreaterThan(0);
  expect(estate.google.log.of("credentials")).toEqual([]);
});

test("where the function of Google ends each time, nothing of its projects is read, nothing departs, and all else is read", async () => {
  await afresh();
  estate.deployment.interference = (by, { call }) => {
    if (by !== "collect-gcp" || call !== "GetWebIdentityToken") return null;
    estate.deployment.lambda("collect-gcp").kill();
    return "never";
  };
  const { seal, states, copy } = await nextRun();
  expect(states.filter((state) => state.startsWith("CollectQuotaProject: ")).length).toBeGreaterThan(4);
  expect(views(seal)).toEqual(allObserved());
  for (const scope of PROJECT_SCOPES) {
    expect(codes(copy, scope), scope).toEqual(["out-of-time"]);
    expect(departures(newest(copy, scope)), scope).toBe(0);
  }
  for (const scope of others()) expect(codes(copy, scope), scope).not.toContain("out-of-time");
});

/** The state machine runs a function five times at most. */
const KILLS = 4;

test.each(["plan-run", "collect-gcp"] as const)(
  "%s, killed at its writes in one run after the other, is run again, and all is observed",
  async (name) => {
    let all = 0;
    for (let first = 0; ; first += KILLS) {
      let [killed, writes] = [0, 0];
      estate.deployment.interference = (by, { method, service }) => {
        if (by !== name || service !== "s3" || method !== "PUT" || killed === KILLS) return null;
        writes += 1;
        if (writes !== first + killed + 1) return null;
        // The process that is run again comes one write further.
        [killed, writes] = [killed + 1, 0];
        estate.deployment.lambda(name).kill();
        return "never";
      };
      const { seal, copy } = await nextRun();
      expect(views(seal)).toEqual(allObserved());
      for (const scope of PROJECT_SCOPES) expect(problems(newest(copy, scope)), scope).toEqual([]);
      all += killed;
      if (killed < KILLS || first > 12) break;
    }
    expect(all).toBeGreaterThan(1);
  },
  240_000,
);

test("a drift in Google Cloud is in the mail of its run", async () => {
  await estate.deployment.mails();
  const name = "//storage.googleapis.com/northlight-dev-scratch";
  const [policy] = estate.google.estate.inventory("IAM_POLICY").filter((asset) => asset.name === name);
  estate.google.estate.change(name, { iamConfiguration: { publicAccessPrevention: "inherited" } });
  const bindings = [{ role: "roles/storage.admin", members: ["allUsers"] }];
  estate.google.estate.put({ ...policy!, iamPolicy: { bindings } });
  await nextRun();
  const mails = await estate.deployment.mails();
  expect(mails.map(({ text }) => text).join("\n")).toContain("northlight-dev-scratch");
});

describe("roles", () => {
  test("each function may do what it did", () => {
    for (const name of functionsIn(estate.deployment.config)) {
      // No verification was invoked: run.test.ts does.
      if (name === "verify-ledger") continue;
      const own = estate.deployment.made.filter(({ by }) => by === name);
      expect(own.length, name).toBeGreaterThan(0);
      expect(
        own.filter(({ allowed }) => !allowed),
        name,
      ).toEqual([]);
    }
  });

  test("the function of Google got tokens, and used every permission that it has for projects", () => {
    const own = estate.deployment.made.filter(({ by }) => by === "collect-gcp");
    expect(own.some(({ call }) => call.action === "sts:GetWebIdentityToken")).toBe(true);
    // Lambda itself writes the log; who may not list is told denied of an object that is not there.
    const byOthers = new Set(["logs:CreateLogStream", "logs:PutLogEvents", "s3:ListBucket"]);
    const idle = grants(estate.deployment.policyOf("collect-gcp")).filter(
      (grant) => !byOthers.has(grant.action) && !own.some(({ call }) => isUsedBy(grant, call)),
    );
    // No directory of Google is enrolled here.
    expect(idle.map(({ resource }) => resource.split("/").at(-1))).toEqual(["workspace*"]);
  });
});

test("no token and no person's address is in ledger, work bucket, logs, or the input and output of a function", async () => {
  const { copy } = await verdicts(estate);
  const { Contents = [] } = await work().send(new ListObjectsV2Command({ Bucket: WORK }));
  const texts = [
    ...ledgerTexts(copy),
    ...(await Promise.all(Contents.map(async ({ Key = "" }) => ({ key: Key, text: await workObject(Key) })))),
    ...functionsIn(estate.deployment.config).map((name: FunctionName) => ({
      key: name,
      text: estate.deployment.lambda(name).printed,
    })),
    ...passed.map((text, at) => ({ key: `passed ${at}`, text })),
  ];
  expect(texts.length).toBeGreaterThan(100);
  // As one looks.
  expect(occurrencesIn(texts, PRODUCTION.name)).not.toEqual([]);
  expect(
    occurrencesIn(
      passed.map((text) => ({ key: "passed", text })),
      OF_PRODUCTION,
    ),
  ).not.toEqual([]);
  const tokens = estate.google.tokens.all;
  expect(tokens.length).toBeGreaterThan(3);
  for (const secret of [...tokens, PERSON, PERSON.split("@")[0] as string, "ya29.", "eyJhbGciOi", "subject_token"])
    expect(occurrencesIn(texts, secret), secret).toEqual([]);
  const signed = /eyJ[\w-]{10,}\.[\w-]{10,}|Bearer /;
  expect(texts.filter(({ text }) => signed.test(text)).map(({ key }) => key)).toEqual([]);
  expect(signed.test(await estate.google.assertion("//iam.googleapis.com/x"))).toBe(true);
});
