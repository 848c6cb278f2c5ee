// What goes wrong in a run of a deployment: functions are killed at each write, invoked twice, throttled, out of time, or never
// come to an end. The ledger stays whole, and what could not be observed is in it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import type { FunctionName } from "../../../infra/names.ts";
import { keyOf } from "../../support/deployed/callers.ts";
import { buildEstate, copyLedger, slots, type Estate } from "../../support/deployed/estate.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { WireRequest } from "../../support/servers/wire.ts";

const times = slots(120);

let estate: Estate;

beforeAll(async () => {
  estate = await buildEstate();
  const created = await runCliAtOnce(
    ["create-ledger"],
    estate.deployment.directory,
    estate.deployment.envOf("create-ledger"),
  );
  expect(created.stderr).toBe("");
  await run();
});
afterEach(() => {
  estate.deployment.interference = () => null;
  estate.deployment.told = () => undefined;
});
afterAll(() => estate.stop());

const nextSlot = (): string => times.shift() as string;

async function run(slot = nextSlot()): Promise<string> {
  await estate.deployment.run(slot);
  return slot;
}

/** The newest seal of the ledger. */
async function newestSeal(): Promise<Seal> {
  const copy = temporaryDirectory();
  await copyLedger(estate, copy);
  const name = readdirSync(join(copy, "log"))
    .filter((each) => each.endsWith(".json"))
    .toSorted()
    .at(-1) as string;
  const seal = JSON.parse(readFileSync(join(copy, "log", name), "utf8")) as Seal;
  return seal;
}

const views = (seal: Seal) =>
  Object.fromEntries(
    seal.scopes.filter(({ scope }) => scope.startsWith("aws/")).map(({ scope, view }) => [scope, view]),
  );
const allObserved = () =>
  Object.fromEntries(Object.values(estate.organization).map(({ id }) => [`aws/${id}`, "observed"]));

async function expectWhole(): Promise<void> {
  expect(await verdicts(estate)).toMatchObject({ ours: "INTACT", python: "INTACT" });
}

/** Requests that change something. */
const isWrite = ({ method, service, call }: WireRequest): boolean =>
  method === "PUT" ||
  (service === "sns" && call === "Publish") ||
  (service === "events" && call === "PutEvents") ||
  (service === "kms" && call === "Sign");

const WRITERS = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify"] as const;

/** The state machine runs a function five times at most: so often it may be ended in one run. */
const KILLS = 4;

/**
 * Ends every function of a run at `KILLS` writes, `first` and those after it: each time that it is run again it comes one
 * write further. Says how many were ended.
 */
function killFrom(first: number, when: "before" | "after"): () => number {
  const kills = new Map<FunctionName, number>();
  const writes = new Map<FunctionName, number>();
  const done = new Set<WireRequest>();
  estate.deployment.interference = (by, request) => {
    const name = WRITERS.find((each) => each === by);
    if (name === undefined || !isWrite(request)) return null;
    const [killed, write] = [kills.get(name) ?? 0, writes.get(name) ?? 0];
    writes.set(name, write + 1);
    if (killed === KILLS || write !== first + killed) return null;
    kills.set(name, killed + 1);
    writes.set(name, 0);
    if (when === "after") {
      // The request goes on; whoever asked is no more when the answer comes.
      done.add(request);
      return null;
    }
    estate.deployment.lambda(name).kill();
    return "never";
  };
  const { lose } = estate.aws;
  estate.aws.lose = (request) => {
    if (!done.has(request)) return lose(request);
    for (const name of WRITERS) if (keyOf(name) === request.accessKey) estate.deployment.lambda(name).kill();
    return true;
  };
  return () => {
    estate.aws.lose = lose;
    estate.deployment.interference = () => null;
    return [...kills.values()].reduce((sum, each) => sum + each, 0);
  };
}

test.each(["before", "after"] as const)(
  "functions that are killed %s each of their writes are run again, and all is observed and sealed",
  async (when) => {
    let all = 0;
    for (let first = 0; ; first += KILLS) {
      somethingToTell(first / KILLS);
      const ended = killFrom(first, when);
      const slot = await run();
      const killed = ended();
      all += killed;
      const seal = await newestSeal();
      expect(seal.slot).toBe(slot);
      expect(views(seal)).toEqual(allObserved());
      if (killed === 0) break;
      // No function has more writes than that in a run of this estate.
      expect(first).toBeLessThan(40);
    }
    expect(all).toBeGreaterThan(15);
    await expectWhole();
  },
);

// A database that can't be read, and can be read again: each change of it is told.
function somethingToTell(at: number): void {
  const guard = guardOf(estate);
  estate.aws.fault =
    at % 2 === 0
      ? (request) =>
          request.call === "DescribeFlowLogs" &&
          estate.aws.accountOf(request.accessKey) === estate.organization.production.id
            ? {
                status: 403,
                headers: { "content-type": "text/xml" },
                body: "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>",
              }
            : guard(request)
      : guard;
}

const guards = new WeakMap<Estate, Estate["aws"]["fault"]>();
function guardOf(of: Estate): Estate["aws"]["fault"] {
  const known = guards.get(of) ?? of.aws.fault;
  guards.set(of, known);
  return known;
}

test("every function invoked twice at once does what one invocation does", async () => {
  for (const name of WRITERS) {
    const lambda = estate.deployment.lambda(name);
    const once = lambda.invoke.bind(lambda);
    lambda.invoke = async (event) => {
      const [first, second] = await Promise.allSettled([once(event), once(event)]);
      // Either answer may be the one that is heard.
      const heard = first.status === "fulfilled" ? first : second;
      if (heard.status === "rejected") throw heard.reason;
      return heard.value;
    };
  }
  const before = await newestSeal();
  const slot = await run();
  for (const name of WRITERS) delete (estate.deployment.lambda(name) as { invoke?: unknown }).invoke;
  const seal = await newestSeal();
  expect(seal.slot).toBe(slot);
  expect(seal.index).toBe(before.index + 1);
  expect(views(seal)).toEqual(allObserved());
  for (const { scope, segments } of seal.scopes) if (scope.startsWith("aws/")) expect(segments).toHaveLength(1);
  await expectWhole();
});

test("two runs at once are both sealed, each scope read by one after the other", async () => {
  const [first, second] = [nextSlot(), nextSlot()];
  await Promise.all([run(first), run(second)]);
  const seal = await newestSeal();
  expect([first, second]).toContain(seal.slot);
  expect(Object.values(views(seal))).not.toContain("failed");
  await expectWhole();
});

test("a store that throttles every tenth request slows the run down and no more", async () => {
  let asked = 0;
  estate.deployment.interference = (_by, { service }) => {
    if (service !== "s3") return null;
    asked += 1;
    return asked % 10 === 0
      ? {
          status: 503,
          headers: { "content-type": "text/xml" },
          body: "<Error><Code>SlowDown</Code><Message>reduce your request rate</Message></Error>",
        }
      : null;
  };
  await run();
  expect(asked).toBeGreaterThan(30);
  expect(views(await newestSeal())).toEqual(allObserved());
  await expectWhole();
});

/** Refuses `by` whatever it asks for of one account, however often it is run. */
function failsFor(by: FunctionName, account: string): void {
  estate.deployment.interference = (name, { path }) =>
    name === by && decodeURIComponent(decodeURIComponent(path)).includes(account)
      ? { status: 403, headers: { "content-type": "text/xml" }, body: "<Error><Code>AccessDenied</Code></Error>" }
      : null;
}

test("a scope whose assessment fails for good is in the seal as failed, is told, and comes back", async () => {
  const { development } = estate.organization;
  await estate.deployment.mails();
  failsFor("assess-scope", development.id);
  const slot = await run();
  estate.deployment.interference = () => null;
  const seal = await newestSeal();
  expect(seal.slot).toBe(slot);
  expect(views(seal)[`aws/${development.id}`]).toBe("failed");
  expect(seal.scopes.find(({ scope }) => scope === `aws/${development.id}`)?.problem).toBe(
    "the function that assesses the scope did not finish",
  );
  const [mail] = await estate.deployment.mails();
  expect(mail?.text).toContain(
    `Not observed at all\n  aws/${development.id}: the function that assesses the scope did not finish`,
  );
  await expectWhole();
  await run();
  expect(views(await newestSeal())).toEqual(allObserved());
});

test("a shard whose reading fails for good hides its units, by name, and nothing departs", async () => {
  const { production } = estate.organization;
  failsFor("collect-shard", production.id);
  await run();
  estate.deployment.interference = () => null;
  const records = await newestRecords(production.id);
  const rows = records
    .filter(({ type }) => type === "coverage")
    .flatMap(({ body }) => body["units"] as unknown as { complete: boolean; problem: unknown }[]);
  expect(rows.length).toBeGreaterThan(10);
  for (const { complete, problem } of rows) {
    expect(complete).toBe(false);
    expect(problem).toEqual({
      code: "out-of-time",
      detail: "the run ended before this type and region was read to the end",
    });
  }
  expect(records.filter(({ type }) => type === "departure")).toEqual([]);
  await expectWhole();
});

test("a shard that needs more time than one invocation has is read by several", async () => {
  estate.deployment.limit("collect-shard", MARGIN_SECONDS + 8);
  const invocations = answersPerInvocation(ANSWERS);
  await run();
  const invoked = invocations();
  estate.deployment.limit("collect-shard", 900);
  for (const { id } of Object.values(estate.organization)) expect(invoked.get(id)).toBeGreaterThan(1);
  expect(views(await newestSeal())).toEqual(allObserved());
  const rows = (await newestRecords(estate.organization.production.id))
    .filter(({ type }) => type === "coverage")
    .flatMap(({ body }) => body["units"] as unknown as { complete: boolean }[]);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ complete }) => !complete)).toEqual([]);
  await expectWhole();
});

/** So long before its time is over a function stops (functions/environment/handle.ts). */
const MARGIN_SECONDS = 30;

/** Enough for some units of an account, and not for all: counted and not timed, so that it is so on a busy machine too. */
const ANSWERS = 60;

/**
 * Lets each invocation that reads a shard have so many answers of each account: it waits for the next one until its time is
 * over. Ends that, and gives the invocations by account.
 */
function answersPerInvocation(answers: number): () => ReadonlyMap<string, number> {
  const lambda = estate.deployment.lambda("collect-shard");
  const invoke = lambda.invoke.bind(lambda);
  const guard = guardOf(estate);
  const invoked = new Map<string, number>();
  const answered = new Map<string, number>();
  lambda.invoke = (event) => {
    for (const scope of (event as { readonly scopes: readonly string[] }).scopes) {
      const account = scope.slice("aws/".length);
      invoked.set(account, (invoked.get(account) ?? 0) + 1);
      answered.set(account, 0);
    }
    return invoke(event);
  };
  estate.aws.fault = (request) => {
    const account = estate.aws.accountOf(request.accessKey) ?? "";
    const before = answered.get(account);
    if (before === undefined) return guard(request);
    answered.set(account, before + 1);
    return before < answers ? guard(request) : "never";
  };
  return () => {
    delete (lambda as { invoke?: unknown }).invoke;
    estate.aws.fault = guard;
    return invoked;
  };
}

async function newestRecords(account: string): Promise<ChainRecord[]> {
  const copy = temporaryDirectory();
  await copyLedger(estate, copy);
  const folder = join(copy, "records/provider=aws", `scope=${account}`, "gen=0");
  const name = readdirSync(folder).toSorted().at(-1) as string;
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString("utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as ChainRecord);
}
