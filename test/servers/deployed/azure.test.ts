// Whole runs of a deployment that reads AWS and Azure: side by side, in one seal, without a stored secret, and each without the other.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { functionsIn, type FunctionName } from "../../../infra/names.ts";
import { TENANT_AND_GROUP } from "../../support/azure/company.ts";
import { GROUP, READER, TENANT } from "../../support/azure/estate/sample/names.ts";
import { buildBothClouds, type BothClouds } from "../../support/deployed/azure-beside.ts";
import { LEDGER, slots } from "../../support/deployed/estate.ts";
import { departures, rowsOf, sealedRun, views, type SealedRun } from "../../support/deployed/sealed-run.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { workBucket, type WorkBucket } from "../../support/deployed/work-bucket.ts";
import { grants, isUsedBy } from "../../support/iam/grants.ts";
import { ledgerTexts } from "../../support/ledger-texts.ts";
import { newestRecords, outcomesIn } from "../../support/ledger/newest-records.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { queryError } from "../../support/servers/wire.ts";

const times = slots(20);
const OF_AZURE = TENANT_AND_GROUP.map(({ scope }) => scope);
/** The assignment at the management group of both subscriptions. */
const OWNER_OF_GROUP = "a1000000-0000-4000-8000-000000000003";

let estate: BothClouds;
let work: WorkBucket;

beforeAll(async () => {
  estate = await buildBothClouds();
  work = workBucket(estate);
  const { deployment } = estate;
  const created = await runCliAtOnce(["create-ledger"], deployment.directory, deployment.envOf("create-ledger"));
  expect(created.stderr).toBe("");
});
beforeEach(() => estate.azure.log.clear());
afterEach(() => {
  estate.deployment.interference = () => null;
  estate.azure.faults.clear();
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
const allObserved = (): object => Object.fromEntries(everyScope().map((scope) => [scope, "observed"]));

test("a run reads both clouds, and one seal has every scope as observed", async () => {
  const { slot, states, seal, copy } = await nextRun();
  expect(states.filter((state) => state.includes(":"))).toEqual([]);
  expect(states.filter((state) => state === "CollectTenant")).toHaveLength(1);
  expect(views(seal)).toEqual(allObserved());
  // No run before has listed the subscriptions.
  expect(seal.roster).toMatchObject({ found: [], unlisted: [`entra/${TENANT}`] });
  for (const scope of OF_AZURE) {
    const records = newestRecords(copy, scope);
    expect(
      records.some(({ type }) => type === "observation"),
      scope,
    ).toBe(true);
    expect(records[0]?.run).toContain(slot.slice(0, 13));
    // Whoever read it is the application, as Entra knows it.
    expect(JSON.stringify(records[0]?.body)).toContain(READER.objectId);
  }
  // The owner of the management group is judged there, in the first run too: subscriptions were assessed after it.
  const owner = (scope: string): string[] => outcomesIn(copy, scope, OWNER_OF_GROUP);
  expect(OF_AZURE.map(owner)).toEqual([["not-applicable"], ["not-applicable"], ["fail"], []]);
  const asked = new Set(estate.azure.log.requests.map(({ service }) => service));
  expect(asked).toEqual(new Set(["sts", "authority", "arm", "graph"]));
});

test("the plan says which tenants are read, and in which order", async () => {
  const { slot, seal } = await nextRun();
  expect(seal.roster).toMatchObject({ found: [], unlisted: [] });
  const keys = (await work.keys("plan/")).filter((key) => decodeURIComponent(key).includes(slot));
  const listed = async (name: string): Promise<{ readonly scopes: readonly string[] }[]> =>
    JSON.parse(await work.text(keys.find((key) => key.endsWith(`/${name}.json`)) ?? name)) as never;
  expect(await listed("tenants")).toEqual([expect.objectContaining({ scopes: OF_AZURE, attempt: 1 })]);
  expect((await listed("shards")).flatMap(({ scopes }) => scopes)).toEqual(
    everyScope().filter((scope) => scope.startsWith("aws/")),
  );
});

/** Ends the function's idle process: one that goes on has a token of AWS for some minutes. */
const afresh = (): Promise<void> => estate.deployment.lambda("collect-azure").stop();

test("where AWS gives no token, Azure is a gap with its cause, AWS is read, and the next run heals it", async () => {
  await afresh();
  estate.deployment.interference = (_by, { call }) =>
    call === "GetWebIdentityToken"
      ? queryError("OutboundWebIdentityFederationDisabled", "Outbound federation is disabled.", 403)
      : null;
  const { seal, copy } = await nextRun();
  expect(Object.keys(views(seal)).toSorted()).toEqual(everyScope().toSorted());
  for (const scope of everyScope().filter((each) => each.startsWith("aws/")))
    expect(views(seal)[scope]).toBe("observed");
  for (const scope of OF_AZURE) {
    const records = newestRecords(copy, scope);
    expect(departures(records), scope).toBe(0);
    const problems = rowsOf(records).map(({ problem }) => problem);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems)
      expect(problem).toEqual({
        code: "denied",
        detail: "AWS issued no workload token (OutboundWebIdentityFederationDisabled)",
      });
  }
  estate.deployment.interference = () => null;
  const healed = await nextRun();
  for (const scope of OF_AZURE)
    expect(rowsOf(newestRecords(healed.copy, scope)).filter(({ problem }) => problem?.code === "denied")).toEqual([]);
});

test("where the function of Azure ends each time, nothing of Azure is read, nothing departs, and AWS is read", async () => {
  await afresh();
  estate.deployment.interference = (by, { call }) => {
    if (by !== "collect-azure" || call !== "GetWebIdentityToken") return null;
    estate.deployment.lambda("collect-azure").kill();
    return "never";
  };
  const { seal, states, copy } = await nextRun();
  expect(states.filter((state) => state.startsWith("CollectTenant: ")).length).toBeGreaterThan(4);
  expect(views(seal)).toEqual(allObserved());
  const causes = (scope: string): (string | undefined)[] => [
    ...new Set(rowsOf(newestRecords(copy, scope)).map(({ problem }) => problem?.code)),
  ];
  for (const scope of OF_AZURE) {
    expect(causes(scope), scope).toEqual(["out-of-time"]);
    expect(departures(newestRecords(copy, scope)), scope).toBe(0);
  }
  for (const scope of everyScope().filter((each) => each.startsWith("aws/")))
    expect(causes(scope), scope).not.toContain("out-of-time");
});

test("a function of Azure that is killed at each of its writes is run again, and all is observed", async () => {
  const killed = new Set<string>();
  estate.deployment.interference = (by, { method, service, path }) => {
    if (by !== "collect-azure" || service !== "s3" || method !== "PUT" || killed.has(path)) return null;
    killed.add(path);
    estate.deployment.lambda("collect-azure").kill();
    return "never";
  };
  const { seal } = await nextRun();
  // A part of each scope, and the list of subscriptions.
  expect([...killed].filter((path) => path.includes("/read/"))).toHaveLength(OF_AZURE.length + 1);
  expect(views(seal)).toEqual(allObserved());
});

test("a drift in Azure is in the mail of its run", async () => {
  await estate.deployment.mails();
  const account = estate.azure.estate.resources.find(
    ({ type, properties }) =>
      type === "Microsoft.Storage/storageAccounts" &&
      (properties as { readonly supportsHttpsTrafficOnly?: boolean }).supportsHttpsTrafficOnly === true,
  );
  expect(account).toBeDefined();
  estate.azure.estate.put({
    ...account,
    properties: { ...(account?.["properties"] as object), supportsHttpsTrafficOnly: false },
  } as never);
  await nextRun();
  const mails = await estate.deployment.mails();
  expect(mails.map(({ text }) => text).join("\n")).toContain(account?.["name"]);
});

describe("subscriptions that nobody enrolled", () => {
  const OTHER = "b9d1c0de-5555-4a5b-9c3d-8e7f6a5b4c05";
  const SEEN = { path: "/subscriptions", service: "arm" } as const;
  const texts = async (): Promise<string> =>
    (await estate.deployment.mails()).map(({ subject, text }) => `${subject}\n${text}`).join("\n");
  const statement = async (): Promise<string> => {
    const { directory } = estate.deployment;
    return (await runCliAtOnce(["status", "--ledger", LEDGER], directory, estate.deployment.envOf("status"))).stdout;
  };
  /** The key of the list that the newest run kept. */
  const listOf = (slot: string): string =>
    `read/${encodeURIComponent(`slot-${slot}`)}/${encodeURIComponent(`entra/${TENANT}`)}/subscriptions.json`;

  test("are found by one run, and named by the next: in its seal, in a mail and by status", async () => {
    estate.azure.estate.subscriptions = [
      ...estate.azure.estate.subscriptions,
      { subscriptionId: OTHER, displayName: "Sandbox of Jo Doe", state: "Enabled", managementGroup: GROUP },
    ];
    const { slot, seal } = await nextRun();
    expect(seal.roster).toMatchObject({ found: [], unlisted: [] });
    expect(estate.azure.log.requests.filter(({ path }) => path === SEEN.path)).toHaveLength(1);
    // What people call a subscription that is not the company's claim stays where it is.
    expect(await work.text(listOf(slot))).not.toContain("Jo Doe");
    await texts();
    const next = await nextRun();
    expect(next.seal.roster).toMatchObject({ found: [`azure/${OTHER}`], unlisted: [] });
    const mailed = await texts();
    expect(mailed).toContain("1 scope not enrolled");
    expect(mailed).toContain(
      `  azure/${OTHER}: add the scope to scopes of the config, or to excluded with a reason and an approver`,
    );
    expect(await statement()).toContain("1 scope not enrolled");
  });

  test("are not known where Azure refuses the list: the tenant is named, once by mail, until a run lists them again", async () => {
    estate.azure.faults.deny(SEEN);
    await nextRun();
    estate.azure.faults.clear();
    await texts();
    const { seal } = await nextRun();
    expect(seal.roster).toMatchObject({ found: [], unlisted: [`entra/${TENANT}`] });
    expect(estate.deployment.lambda("plan-run").printed).toContain(
      "Microsoft.Resources/subscriptions/read (AuthorizationFailed)",
    );
    expect(await texts()).toContain(`  entra/${TENANT}: the scopes in it could not be listed`);
    expect(await statement()).toContain(`scopes of entra/${TENANT} not listed`);
    const healed = await nextRun();
    expect(healed.seal.roster).toMatchObject({ found: [`azure/${OTHER}`], unlisted: [] });
    expect(await texts()).not.toContain("could not be listed");
  });

  test.each([
    ["damaged", '{"v":1,"scopes":[]', "the list of subscriptions that the run before left is damaged"],
    [
      "too old",
      JSON.stringify({ v: 1, time: "2026-01-01T00:00:00.000Z", scopes: [], names: {}, problem: null }),
      "the list of subscriptions is of 2026-01-01T00:00:00.000Z, expected one of the last 7200 s",
    ],
  ])("are not known from a list that is %s", async (_how, list, cause) => {
    const { slot } = await nextRun();
    await work.put(listOf(slot), list);
    const { seal } = await nextRun();
    expect(seal.roster).toMatchObject({ found: [], unlisted: [`entra/${TENANT}`] });
    expect(estate.deployment.lambda("plan-run").printed).toContain(cause);
  });
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

  test("the function of Azure got tokens, and used every permission that it has", () => {
    const own = estate.deployment.made.filter(({ by }) => by === "collect-azure");
    expect(own.some(({ call }) => call.action === "sts:GetWebIdentityToken")).toBe(true);
    // Lambda itself writes the log; who may not list is told denied of an object that is not there.
    const byOthers = new Set(["logs:CreateLogStream", "logs:PutLogEvents", "s3:ListBucket"]);
    const idle = grants(estate.deployment.policyOf("collect-azure")).filter(
      (grant) => !byOthers.has(grant.action) && !own.some(({ call }) => isUsedBy(grant, call)),
    );
    expect(idle).toEqual([]);
  });
});

test("no token is in ledger, work bucket or logs", async () => {
  const token = /eyJ[\w-]{10,}\.[\w-]{10,}/;
  const { copy } = await verdicts(estate);
  const texts = [
    ...ledgerTexts(copy),
    ...(await Promise.all((await work.keys()).map(async (key) => ({ key, text: await work.text(key) })))),
    ...functionsIn(estate.deployment.config).map((name: FunctionName) => ({
      key: name,
      text: estate.deployment.lambda(name).printed,
    })),
  ];
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.some(({ text }) => text.includes(TENANT))).toBe(true);
  expect(
    texts.filter(({ text }) => token.test(text) || /Bearer |client_assertion/.test(text)).map(({ key }) => key),
  ).toEqual([]);
  // As one looks.
  expect(token.test(await estate.azure.assertion())).toBe(true);
});
