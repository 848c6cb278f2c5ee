// A deployment over a deployment, with a run under way: the slot is not lost, and the ledger says what ran from when on.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ConfigInput } from "../../../config/schema.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { ALWAYS } from "../../../infra/names.ts";
import { buildEstate, configOf, copyLedger, slots, type Estate } from "../../support/deployed/estate.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

const HOUR_MS = 3_600_000;
const times = slots(6);
let estate: Estate;
let config: ConfigInput;

beforeAll(async () => {
  estate = await buildEstate();
  config = configOf(estate.organization, {});
});
afterAll(() => estate.stop());

const run = async (): Promise<string> => {
  const slot = times.shift() as string;
  await estate.deployment.run(slot);
  return slot;
};

async function ledger() {
  const copy = temporaryDirectory();
  await copyLedger(estate, copy);
  const read = (path: string): Buffer => readFileSync(join(copy, path));
  const seals = readdirSync(join(copy, "log"))
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => JSON.parse(read(`log/${name}`).toString("utf8")) as Seal);
  const recordsOf = (chain: string): ChainRecord[] =>
    readdirSync(join(copy, "records", chain))
      .toSorted()
      .flatMap((name) =>
        gunzipSync(read(join("records", chain, name)))
          .toString("utf8")
          .trimEnd()
          .split("\n"),
      )
      .map((line) => JSON.parse(line) as ChainRecord);
  return { seals, newest: seals.at(-1) as Seal, recordsOf };
}

const deployments = async (): Promise<{ [member: string]: unknown }[]> =>
  (await ledger())
    .recordsOf("provider=tidemark/scope=ledger/gen=0")
    .filter(({ type }) => type === "deployment")
    .map(({ body }) => body);

/** SHA-256 of the file that each function runs, as anybody can compute it. */
const deployed = (): { [name: string]: string } =>
  Object.fromEntries(
    ALWAYS.map((name) => [name, sha256Hex(readFileSync(join(estate.deployment.bundles.folders[name], "index.mjs")))]),
  );

const viewsOf = (seal: Seal) => seal.scopes.filter(({ scope }) => scope.startsWith("aws/")).map(({ view }) => view);

test("between the stacks and the ledger nothing is due, and nobody is told of anything", async () => {
  const states: string[] = [];
  estate.deployment.told = ({ state, error }) => states.push(error ?? state);
  await estate.deployment.run(times[0] as string);
  expect(states).toEqual(["Plan", "IsDue", "Tell", "IsMoreToTell", "Told"]);
  for (const event of [{ days: 8 }, { whole: { from: null } }])
    expect(await estate.deployment.lambda("verify-ledger").invoke(event)).toMatchObject({ verdict: null, more: false });
  expect(await estate.deployment.mails()).toEqual([]);
});

test("between the ledger and its first due slot nobody is told that it is incomplete; once the slot was due, somebody is", async () => {
  const { deployment } = estate;
  const created = await runCliAtOnce(["create-ledger"], deployment.directory, deployment.envOf("create-ledger"));
  expect(created.stderr).toBe("");
  const verify = deployment.lambda("verify-ledger");
  const first = new Date(Date.parse(times.at(-1) as string) + HOUR_MS).toISOString();
  const until = new Date(Date.parse(first) + HOUR_MS).toISOString();
  for (const event of [{ days: 8 }, { whole: { from: null } }])
    expect(await verify.invoke(event)).toMatchObject({
      verdict: "INCOMPLETE",
      firstRun: { slot: first, until },
      notAsked: [expect.stringContaining(`a seal by ${until} is in time`) as string],
    });
  expect(await deployment.mails()).toEqual([]);
  // Nothing ran: the slot is due two hours after the one before it, since an hour is its grace.
  verify.later(2 * HOUR_MS + 60_000);
  const late = await verify.invoke({ days: 8 });
  verify.later(0);
  expect(late).toMatchObject({ verdict: "INCOMPLETE", notAsked: [] });
  expect(late).not.toHaveProperty("firstRun");
  expect((await deployment.mails()).map(({ subject }) => subject)).toEqual(["Tidemark Emulated: ledger INCOMPLETE"]);
  await vi.waitFor(() => expect(incomplete(verify.printed)).toEqual([0, 0, 1]), { timeout: 10_000 });
});

/** What each verification counted for the alarm on an incomplete ledger, in CloudWatch's embedded format. */
const incomplete = (printed: string): unknown[] =>
  printed
    .split("\n")
    .filter((line) => line.includes('"CloudWatchMetrics"'))
    .map((line) => (JSON.parse(line) as { readonly Incomplete?: unknown }).Incomplete);

test("the first run records what was deployed: the code of each function, which records and seals then name", async () => {
  await run();
  const [act, ...more] = await deployments();
  expect(more).toEqual([]);
  expect(act?.["functions"]).toEqual(deployed());
  const { newest, recordsOf } = await ledger();
  expect(newest.by.code).toBe(deployed()["seal-run"]);
  const { production } = estate.organization;
  const opened = recordsOf(`provider=aws/scope=${production.id}/gen=0`).find(({ type }) => type === "run-opened");
  expect(opened?.body["by"]).toMatchObject({ code: deployed()["assess-scope"] });
});

test("an upgrade in mid-run: scopes are sealed as failed, the slot is sealed, and the next run goes on", async () => {
  const assess = estate.deployment.lambda("assess-scope");
  // All is read by the earlier version; the later one is deployed before anything is assessed.
  let upgraded: Promise<void> | null = null;
  assess.invoke = async (event) => {
    upgraded ??= estate.deployment.upgrade({ ...config, labels: ["env", "owner"] });
    await upgraded;
    return estate.deployment.lambda("assess-scope").invoke(event);
  };
  const slot = await run();
  const { newest } = await ledger();
  expect(newest.slot).toBe(slot);
  expect(new Set(viewsOf(newest))).toEqual(new Set(["failed"]));
  expect(newest.scopes.find(({ view }) => view === "failed")?.problem).toContain("another version was deployed");
  expect(newest.by.code).toBe(deployed()["seal-run"]);
  await run();
  expect(new Set(viewsOf((await ledger()).newest))).toEqual(new Set(["observed"]));
  const acts = await deployments();
  expect(acts.at(-1)).toMatchObject({ functions: deployed() });
  expect(await verdicts(estate)).toMatchObject({ ours: "INTACT", python: "INTACT" });
});

test("an upgrade of code alone, under the same documents, is recorded once", async () => {
  const before = (await deployments()).length;
  // Who gets mails is in the bundles, and in no document.
  const deployment = { ...(config.deployment as NonNullable<ConfigInput["deployment"]>), emails: ["new@example.test"] };
  await estate.deployment.upgrade({ ...config, labels: ["env", "owner"], deployment });
  await run();
  await run();
  const acts = await deployments();
  expect(acts.length).toBe(before + 1);
  expect(acts.at(-1)).toMatchObject({ functions: deployed() });
  const documents = acts.at(-1)?.["documents"] as { before: object; after: object };
  expect(documents.after).toEqual(documents.before);
  expect(await verdicts(estate)).toMatchObject({ ours: "INTACT", python: "INTACT" });
});
