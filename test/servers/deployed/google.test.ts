// Whole runs of a deployment that reads AWS, Azure, Microsoft Entra and Google Cloud: side by side, in one seal, without a stored
// secret, and each without the others.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChainRecord, JsonObject } from "../../../evidence-schema/record/record.ts";
import { functionsIn, type FunctionName } from "../../../infra/names.ts";
import { slots } from "../../support/deployed/estate.ts";
import { buildAllClouds, type AllClouds, GOOGLE_SCOPES } from "../../support/deployed/google-beside.ts";
import { departures, rowsOf, sealedRun, views, type SealedRun } from "../../support/deployed/sealed-run.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { workBucket, type WorkBucket } from "../../support/deployed/work-bucket.ts";
import {
  DEVELOPMENT,
  FOLDER,
  ORGANIZATION,
  PRODUCTION,
  PROVIDER,
  READER,
} from "../../support/google/estate/sample/names.ts";
import { own, person } from "../../support/google/owners.ts";
import { PROJECT_SCOPES } from "../../support/google/projects.ts";
import { grants, isUsedBy } from "../../support/iam/grants.ts";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { newestRecords, outcomesIn } from "../../support/ledger/newest-records.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { queryError } from "../../support/servers/wire.ts";

const times = slots(20);
/** Holds a role in production: its address is in a policy that is read. */
const PERSON = "quentin.seeded@northlight.example";
const [OF_PRODUCTION, OF_DEVELOPMENT] = PROJECT_SCOPES;

let estate: AllClouds;
let work: WorkBucket;

beforeAll(async () => {
  estate = await buildAllClouds();
  work = workBucket(estate);
  const { deployment, google } = estate;
  const [policy] = google.estate.inventory("IAM_POLICY").filter(({ name }) => name.endsWith(`/${PRODUCTION.name}`));
  const { bindings, ...rest } = policy!["iamPolicy"] as { readonly bindings: readonly JsonObject[] };
  const seeded = { role: "roles/viewer", members: [`user:${PERSON}`] };
  google.estate.put({ ...policy!, iamPolicy: { ...rest, bindings: [...bindings, seeded] } });
  own(google, FOLDER, person("felix.neumann"));
  const created = await runCliAtOnce(["create-ledger"], deployment.directory, deployment.envOf("create-ledger"));
  expect(created.stderr).toBe("");
});
beforeEach(() => estate.google.log.clear());
afterEach(() => {
  estate.deployment.interference = () => null;
  estate.google.faults.clear();
});
afterAll(() => estate.stop());

async function nextRun(): Promise<SealedRun> {
  const slot = times.shift() as string;
  const run = await sealedRun(estate, slot);
  expect(run.verdicts).toEqual({ ours: "INTACT", python: "INTACT" });
  expect(run.seal.slot).toBe(slot);
  return run;
}

const everyScope = (): string[] => estate.deployment.config.scopes.map(({ scope }) => scope);
const others = (): string[] => everyScope().filter((scope) => !GOOGLE_SCOPES.includes(scope));
const allObserved = (): object => Object.fromEntries(everyScope().map((scope) => [scope, "observed"]));

const problems = (records: readonly ChainRecord[]) => rowsOf(records).flatMap(({ problem }) => problem ?? []);
const codes = (copy: string, scope: string): string[] => [
  ...new Set(problems(newestRecords(copy, scope)).map(({ code }) => code)),
];

/** Ends the function's idle process: one that goes on has a token of AWS for some minutes. */
const afresh = (): Promise<void> => estate.deployment.lambda("collect-gcp").stop();

test("a run reads all clouds, and one seal has every scope as observed", async () => {
  const { slot, states, seal, copy } = await nextRun();
  expect(states.filter((state) => state.includes(":"))).toEqual([]);
  expect(states.filter((state) => state === "CollectQuotaProject")).toHaveLength(1);
  expect(states.filter((state) => state === "CollectTenant")).toHaveLength(1);
  expect(views(seal)).toEqual(allObserved());
  const providers = new Set(Object.keys(views(seal)).map((scope) => scope.split("/")[0]));
  expect(providers).toEqual(new Set(["aws", "azure", "entra", "gcp", "workspace"]));
  for (const scope of PROJECT_SCOPES) {
    const records = newestRecords(copy, scope);
    expect(records.filter(({ type }) => type === "observation").length, scope).toBeGreaterThan(10);
    expect(records[0]?.run).toContain(slot.slice(0, 13));
    // Whoever read it is the service account, as Google's own logs name it.
    expect(JSON.stringify(records[0]?.body)).toContain(READER);
  }
  // Owners of the folder are judged there once, in the first run too: projects were assessed after it.
  const owner = (scope: string): string[] => outcomesIn(copy, scope, encodeURIComponent(`-policy/${FOLDER}`));
  expect(GOOGLE_SCOPES.map(owner)).toEqual([["not-applicable"], ["not-applicable"], ["fail"], [], []]);
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
  const keys = await work.keys("plan/");
  const listed = async (name: string): Promise<{ readonly scopes: readonly string[] }[]> =>
    JSON.parse(await work.text(keys.find((key) => key.endsWith(`/${name}.json`)) ?? name)) as never;
  expect(await listed("quota-projects")).toEqual([expect.objectContaining({ scopes: GOOGLE_SCOPES, attempt: 1 })]);
  const elsewhere = [...(await listed("shards")), ...(await listed("tenants"))].flatMap(({ scopes }) => scopes);
  expect(elsewhere.toSorted()).toEqual(others().toSorted());
});

test("a project that is denied is a gap with its cause, costs no other anything, and heals", async () => {
  estate.google.faults.deny({ service: "resourcemanager", path: new RegExp(DEVELOPMENT.name) });
  const { copy } = await nextRun();
  expect(problems(newestRecords(copy, OF_DEVELOPMENT)).length).toBeGreaterThan(5);
  for (const { code, detail } of problems(newestRecords(copy, OF_DEVELOPMENT)))
    expect([code, detail]).toEqual(["denied", expect.stringContaining("resourcemanager.projects.get")]);
  for (const scope of [OF_PRODUCTION, ...others()]) expect(codes(copy, scope), scope).not.toContain("denied");
  expect(departures(newestRecords(copy, OF_DEVELOPMENT))).toBe(0);
  estate.google.faults.clear();
  const healed = await nextRun();
  expect(problems(newestRecords(healed.copy, OF_DEVELOPMENT))).toEqual([]);
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
    const found = problems(newestRecords(copy, scope));
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map(({ code, detail: told }) => `${code}: ${told}`))).toEqual(new Set([`denied: ${detail}`]));
    expect(departures(newestRecords(copy, scope)), scope).toBe(0);
  }
  for (const scope of others())
    expect(JSON.stringify(problems(newestRecords(copy, scope))), scope).not.toContain(detail);
  estate.deployment.interference = () => null;
  const healed = await nextRun();
  for (const scope of GOOGLE_SCOPES) expect(problems(newestRecords(healed.copy, scope))).toEqual([]);
});

test("where the provider trusts another role, no token is given to ours, and the cause says who refused", async () => {
  await afresh();
  const { providers } = estate.google.estate;
  const sub = "arn:aws:iam::123456789012:role/tidemark-collect-azure";
  estate.google.estate.providers = providers.map((each) => ({ ...each, condition: { sub, function: null } }));
  const { copy } = await nextRun();
  estate.google.estate.providers = providers;
  for (const scope of PROJECT_SCOPES) {
    const found = problems(newestRecords(copy, scope));
    expect(found.length).toBeGreaterThan(5);
    expect(codes(copy, scope)).toEqual(["denied"]);
    expect(found[0]?.detail).toBe("Google issued no token (attribute_condition)");
  }
  expect(estate.google.log.of("exchange").length).toBeGreaterThan(0);
  expect(estate.google.log.of("credentials")).toEqual([]);
});

test("where the function of Google ends each time, nothing of its scopes is read, nothing departs, and all else is read", async () => {
  await afresh();
  estate.deployment.interference = (by, { call }) => {
    if (by !== "collect-gcp" || call !== "GetWebIdentityToken") return null;
    estate.deployment.lambda("collect-gcp").kill();
    return "never";
  };
  const { seal, states, copy } = await nextRun();
  expect(states.filter((state) => state.startsWith("CollectQuotaProject: ")).length).toBeGreaterThan(4);
  expect(views(seal)).toEqual(allObserved());
  for (const scope of GOOGLE_SCOPES) {
    expect(codes(copy, scope), scope).toEqual(["out-of-time"]);
    expect(departures(newestRecords(copy, scope)), scope).toBe(0);
  }
  for (const scope of others()) expect(codes(copy, scope), scope).not.toContain("out-of-time");
});

/** The state machine runs a function five times at most. */
const KILLS = 4;

test("the functions that plan and read, killed once at each object that they write, are run again, and all is observed", async () => {
  const killed = { "plan-run": new Set<string>(), "collect-gcp": new Set<string>() };
  const isWriter = (by: string): by is keyof typeof killed => by in killed;
  for (let more = true; more;) {
    const kills = new Map<string, number>();
    estate.deployment.interference = (by, { method, service, path }) => {
      if (!isWriter(by) || service !== "s3" || method !== "PUT") return null;
      // Another run has the same objects below its own name.
      const object = path.replace(/slot-[^/]+/, "slot");
      const ended = kills.get(by) ?? 0;
      if (ended === KILLS || killed[by].has(object)) return null;
      kills.set(by, ended + 1);
      killed[by].add(object);
      estate.deployment.lambda(by).kill();
      return "never";
    };
    const { seal, copy } = await nextRun();
    expect(views(seal)).toEqual(allObserved());
    for (const scope of PROJECT_SCOPES) expect(problems(newestRecords(copy, scope)), scope).toEqual([]);
    more = kills.size > 0;
  }
  const names = (by: keyof typeof killed): string[] =>
    [...killed[by]].map((path) => path.split("/").at(-1)?.replace(/\?.*/, "") ?? "").toSorted();
  expect(names("collect-gcp")).toEqual([...GOOGLE_SCOPES.map(() => "part-0000.ndjson.gz"), "projects.json"]);
  expect(names("plan-run")).toEqual(expect.arrayContaining(["plan.json", "quota-projects.json", "scopes.json"]));
});

test("a project that nobody enrolled is found by one run, and named by the next; a refused list names the organization", async () => {
  const OTHER = "projects/481516234299";
  const [asset] = estate.google.estate.inventory("RESOURCE").filter(({ name }) => name.endsWith(PRODUCTION.name));
  const resource = asset!["resource"] as { readonly data: JsonObject };
  const data = { ...resource.data, projectNumber: OTHER.slice("projects/".length), name: "Sandbox of Jo Doe" };
  const name = asset!.name.replace(PRODUCTION.name, OTHER);
  estate.google.estate.put({
    ...asset!,
    name,
    ancestors: [OTHER, ...asset!.ancestors.slice(1)],
    resource: { ...resource, data },
  });
  const { seal } = await nextRun();
  expect(seal.roster).toMatchObject({ found: [], unlisted: [] });
  const lists = (await work.keys("read/")).filter((key) => key.endsWith("/projects.json"));
  // What people call a project that is not the company's claim stays where it is.
  expect(await work.text(lists.at(-1) as string)).not.toContain("Jo Doe");
  estate.google.faults.deny({ service: "cloudasset" });
  await estate.deployment.mails();
  const next = await nextRun();
  expect(next.seal.roster).toMatchObject({ found: [`gcp/${OTHER}`], unlisted: [] });
  expect((await estate.deployment.mails()).map(({ text }) => text).join("\n")).toContain(
    `  gcp/${OTHER}: add the scope to scopes of the config, or to excluded with a reason and an approver`,
  );
  estate.google.faults.clear();
  const refused = await nextRun();
  expect(refused.seal.roster).toMatchObject({ found: [], unlisted: [`gcp/${ORGANIZATION}`] });
  expect(estate.deployment.lambda("plan-run").printed).toContain("cloudasset.assets.listResource");
});

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

  test("the function of Google got tokens, and used every permission that it has", () => {
    const own = estate.deployment.made.filter(({ by }) => by === "collect-gcp");
    expect(own.some(({ call }) => call.action === "sts:GetWebIdentityToken")).toBe(true);
    // Lambda itself writes the log; who may not list is told denied of an object that is not there.
    const byOthers = new Set(["logs:CreateLogStream", "logs:PutLogEvents", "s3:ListBucket"]);
    const idle = grants(estate.deployment.policyOf("collect-gcp")).filter(
      (grant) => !byOthers.has(grant.action) && !own.some(({ call }) => isUsedBy(grant, call)),
    );
    expect(idle).toEqual([]);
  });
});

test("no token and no person's address is in ledger, work bucket, logs, or the input and output of a function", async () => {
  const { copy } = await verdicts(estate);
  const keys = await work.keys();
  const passed = estate.deployment.passed.map((text, at) => ({ key: `passed ${at}`, text }));
  const texts = [
    ...ledgerTexts(copy),
    ...(await Promise.all(keys.map(async (key) => ({ key, text: await work.text(key) })))),
    ...functionsIn(estate.deployment.config).map((name: FunctionName) => ({
      key: name,
      text: estate.deployment.lambda(name).printed,
    })),
    ...passed,
  ];
  expect(texts.length).toBeGreaterThan(100);
  // As one looks.
  expect(occurrencesIn(texts, PRODUCTION.name)).not.toEqual([]);
  expect(occurrencesIn(passed, OF_PRODUCTION)).not.toEqual([]);
  const tokens = estate.google.tokens.all;
  expect(tokens.length).toBeGreaterThan(3);
  for (const secret of [...tokens, PERSON, PERSON.split("@")[0] as string, "ya29.", "eyJhbGciOi", "subject_token"])
    expect(occurrencesIn(texts, secret), secret).toEqual([]);
  const signed = /eyJ[\w-]{10,}\.[\w-]{10,}|Bearer /;
  expect(texts.filter(({ text }) => signed.test(text)).map(({ key }) => key)).toEqual([]);
  expect(signed.test(await estate.google.assertion("//iam.googleapis.com/x"))).toBe(true);
});
