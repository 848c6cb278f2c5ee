// The reader and the assessor in other hands, against the seal: what they write is refused by the sealing function, or is listed so
// that it is seen. The seal has no other word on what a scope held than theirs (docs/threat-model.md).
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Seal, SealedScope } from "../../../evidence-schema/log/log-schema.ts";
import type { ChainRecord, JsonObject } from "../../../evidence-schema/record/record.ts";
import { keyOf } from "../../support/deployed/callers.ts";
import { buildEstate, slots } from "../../support/deployed/estate.ts";
import { forgedSegment, type Head } from "../../support/deployed/forged-segment.ts";
import { done, OperatedDeployment } from "../../support/deployed/operated-deployment.ts";

const LEDGER_BUCKET = "tidemark-ledger-123456789012-eu-central-1";
const WORK = "tidemark-work-123456789012-eu-central-1";
const STRANGER = "aws/424242424242";
const times = slots(40);

let deployed: OperatedDeployment;
let [management, production, development] = ["", "", ""];

beforeAll(async () => {
  deployed = new OperatedDeployment(await buildEstate());
  const { organization } = deployed.estate;
  [management, production, development] = [
    `aws/${organization.management.id}`,
    `aws/${organization.production.id}`,
    `aws/${organization.development.id}`,
  ];
  await done(deployed.tidemark("create-ledger"));
  for (let i = 0; i < 3; i += 1) await run();
});
afterEach(() => {
  deployed.deployment.interference = () => null;
});
afterAll(() => deployed.estate.stop());

const nextSlot = (): string => times[0] as string;

/** Runs the next slot; gives the newest seal. */
async function run(): Promise<Seal> {
  await deployed.deployment.run(times.shift() as string);
  return newestSeal();
}
const newestSeal = async (): Promise<Seal> => (await deployed.leaves()).at(-1) as Seal;
const rowOf = (seal: Seal, scope: string): SealedScope =>
  seal.scopes.find((each) => each.scope === scope) as SealedScope;
const runsOf = ({ segments }: SealedScope): string[] => segments.map(({ run: id }) => id);

type Writer = "assess-scope" | "collect-shard";
const client = (who: Writer): S3Client =>
  new S3Client({
    endpoint: deployed.estate.aws.url,
    region: "eu-central-1",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: keyOf(who), secretAccessKey: "secret" },
  });

/** Puts an object that this role may put; rejects where it may not. */
const put = (who: Writer, Bucket: string, Key: string, Body: string | Buffer) =>
  client(who).send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: "*" }));

/** The lines of a scope's newest segment, or of its first, which is full. */
async function linesOf(scope: string, which: "newest" | "first" = "newest"): Promise<ChainRecord[]> {
  const folder = join(await deployed.copy(), "records/provider=aws", `scope=${scope.slice(4)}`, "gen=0");
  const name = readdirSync(folder)
    .toSorted()
    .at(which === "newest" ? -1 : 0) as string;
  const text = gunzipSync(readFileSync(join(folder, name))).toString("utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ChainRecord);
}

/** What a segment says instead: its run, the scope of its lines, and members of its first line. */
type Said = { readonly run: string; readonly scope?: string; readonly opened?: JsonObject };

/** Puts a segment after the head of a chain, made of lines of a segment. */
async function append(lines: readonly ChainRecord[], head: Head, said: Said): Promise<string> {
  const { run: id, scope = head.scope, opened = {} } = said;
  const time = new Date().toISOString();
  const { key, bytes } = forgedSegment(lines, head, ({ type, body }) => ({
    run: id,
    scope,
    time,
    ...(type === "run-opened" ? { body: { ...body, ...opened } } : {}),
  }));
  await put("assess-scope", LEDGER_BUCKET, `ledger/${key}`, bytes);
  return key;
}

const headOf = async (scope: string): Promise<Head> => rowOf(await newestSeal(), scope);
const verify = async () => deployed.operate("verify", "--trust", "trust.txt");
const work = (area: "read" | "assessed", slot: string, scope: string, rest: string): string =>
  `${area}/${encodeURIComponent(`slot-${slot}`)}/${encodeURIComponent(scope)}/${rest}`;

describe("an assessor appends a valid segment", () => {
  test("of a run that nobody planned: the seal lists it under the name of that run, and the slot's run is another", async () => {
    await append(await linesOf(development), await headOf(development), {
      run: "mine",
      opened: { trigger: "manual", slot: null },
    });
    const slot = nextSlot();
    const row = rowOf(await run(), development);
    expect([row.view, runsOf(row)]).toEqual(["observed", ["mine", `slot-${slot}`]]);
    expect(await deployed.verdicts()).toEqual(["INTACT", "INTACT"]);
  });

  test("of a slot that nobody ran: no seal is of that slot, and verify says that another run's seal lists it", async () => {
    const missed = times.shift() as string;
    await append(await linesOf(development), await headOf(development), {
      run: `slot-${missed}`,
      opened: { slot: missed },
    });
    const seal = await run();
    expect(runsOf(rowOf(seal, development))).toEqual([`slot-${missed}`, seal.run]);
    const seals = (await deployed.leaves()) as Seal[];
    expect(seals.map(({ slot }) => slot)).not.toContain(missed);
    expect((await verify()).stdout).toContain(`Run slot-${missed} appended records/provider=aws/scope=`);
    expect((await verify()).stdout).toContain("but the seal of another run lists that segment");
  });

  test("in the place of the run's own: the record names the documents that it was made under, which the seal does not compare", async () => {
    const slot = nextSlot();
    const lines = await linesOf(development);
    const documents = { ...(lines[0]?.body["documents"] as JsonObject), controls: null, waivers: null };
    await append(lines, await headOf(development), { run: `slot-${slot}`, opened: { slot, documents } });
    const seal = await run();
    expect([rowOf(seal, development).view, runsOf(rowOf(seal, development))]).toEqual(["observed", [seal.run]]);
    expect(seal.documents["controls"]).toMatch(/^[0-9a-f]{64}$/);
    expect((await linesOf(development))[0]?.body["documents"]).toMatchObject({ controls: null, waivers: null });
    expect(await deployed.verdicts()).toEqual(["INTACT", "INTACT"]);
  });
});

test("an assessor says that a scope failed which was assessed: the segment counts, and it is observed", async () => {
  const lie = JSON.stringify({ problem: "a lie" });
  for (const scope of [development, STRANGER])
    await put("assess-scope", WORK, work("assessed", nextSlot(), scope, "failed.json"), lie);
  const seal = await run();
  expect(rowOf(seal, development)).toMatchObject({ view: "observed", problem: null });
  expect(seal.scopes.map(({ scope }) => scope)).not.toContain(STRANGER);
});

test("an assessor appends nothing and says why: the scope is sealed as failed, and the mail has its words", async () => {
  await deployed.deployment.mails();
  await put(
    "assess-scope",
    WORK,
    work("assessed", nextSlot(), development, "failed.json"),
    JSON.stringify({ problem: "a lie" }),
  );
  withoutRecords(development);
  expect(rowOf(await run(), development)).toMatchObject({ view: "failed", problem: "a lie", segments: [] });
  const [mail] = await deployed.deployment.mails();
  expect(mail?.text).toContain(`${development}: a lie`);
  expect(await deployed.verdicts()).toEqual(["INTACT", "INTACT"]);
});

/** Refuses what the true assessor would append to a scope. */
function withoutRecords(scope: string): void {
  const chain = `records/provider=aws/scope=${scope.slice(4)}/`;
  deployed.deployment.interference = (by, { method, path }) =>
    by === "assess-scope" && method === "PUT" && decodeURIComponent(path).includes(chain)
      ? { status: 403, headers: { "content-type": "text/xml" }, body: "<Error><Code>AccessDenied</Code></Error>" }
      : null;
}

describe("a reader keeps answers", () => {
  /** A part that the reader kept in the last run: its first line, and those of items. */
  async function partOf(scope: string): Promise<{ first: JsonObject; items: string[] }> {
    const { slot } = await newestSeal();
    const Key = work("read", slot as string, scope, "1/part-0000.ndjson.gz");
    const { Body } = await client("collect-shard").send(new GetObjectCommand({ Bucket: WORK, Key }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    const [first = "", ...items] = gunzipSync(bytes).toString("utf8").trimEnd().split("\n");
    return { first: JSON.parse(first) as JsonObject, items };
  }
  const keep = (scope: string, bytes: Buffer) =>
    put("collect-shard", WORK, work("read", nextSlot(), scope, "1/part-0000.ndjson.gz"), bytes);
  const part = (first: JsonObject, items: readonly string[]): Buffer =>
    gzipSync(Buffer.from([JSON.stringify(first), ...items].map((line) => `${line}\n`).join("")));

  /** The same answers as of another time. */
  const dated = (first: JsonObject, dataTime: string): JsonObject => {
    const { reading } = first as unknown as { reading: { units: JsonObject[] } };
    const units = reading.units.map((unit) => (unit["dataTime"] === null ? unit : { ...unit, dataTime }));
    return { ...first, reading: { ...reading, units } };
  };
  /** What a reading notes of the chain that it is for: its last object. */
  const lastObjectOf = async (scope: string): Promise<string> =>
    rowOf(await newestSeal(), scope).segments.at(-1)?.key ?? "";

  test("that are none, of the future, or of a scope that is not planned: the first two scopes fail, the last is nowhere", async () => {
    const { first, items } = await partOf(production);
    const head = await lastObjectOf(production);
    const late = new Date(Date.now() + 3_600_000).toISOString();
    await keep(production, part({ ...dated(first, late), head }, items));
    await keep(development, Buffer.from("no answers"));
    await keep(STRANGER, part(first, items));
    const seal = await run();
    const refused = [
      [production, "the answers can't be recorded (rule R9"],
      [development, "the function that assesses the scope did not finish"],
    ] as const;
    for (const [scope, why] of refused) {
      expect(rowOf(seal, scope)).toMatchObject({ view: "failed", segments: [] });
      expect(rowOf(seal, scope).problem).toContain(why);
    }
    expect(rowOf(seal, management).view).toBe("observed");
    expect(seal.scopes.map(({ scope }) => scope)).not.toContain(STRANGER);
    expect(await deployed.verdicts()).toEqual(["INTACT", "INTACT"]);
    await run();
  });

  test("of another scope, from another head: the scope is read again, and is observed as it is", async () => {
    const { first, items } = await partOf(development);
    await keep(production, part(first, items));
    const seal = await run();
    expect(rowOf(seal, production).view).toBe("observed");
    expect(principalsOf(await linesOf(production))).toEqual([accountOf(production)]);
  });

  test("of another scope, from the right head: it is sealed, and the record says in which account was asked", async () => {
    const { first, items } = await partOf(development);
    const head = await lastObjectOf(production);
    await keep(production, part({ ...dated(first, new Date().toISOString()), head }, items));
    const seal = await run();
    expect(rowOf(seal, production)).toMatchObject({ view: "observed", problem: null });
    expect(principalsOf(await linesOf(production))).toEqual([accountOf(development)]);
    expect(await deployed.verdicts()).toEqual(["INTACT", "INTACT"]);
    await run();
    expect(principalsOf(await linesOf(production))).toEqual([accountOf(production)]);
  });

  const accountOf = (scope: string): string => scope.slice(4);
  const principalsOf = ([opened]: readonly ChainRecord[]): string[] => {
    const sources = (opened as ChainRecord).body["sources"] as unknown as { principal: string }[];
    return sources.map(({ principal }) => principal.split(":")[4] ?? "");
  };
});

test("an assessor leaves a reason that can't be read: the run is sealed, and the scope is failed where nothing was appended", async () => {
  const long = JSON.stringify({ problem: "x".repeat(1_000_000) });
  for (const [reason, words] of [["{}"], ["no JSON", "left no reason that can be read"], [long, "x (cut)"]] as const) {
    await put("assess-scope", WORK, work("assessed", nextSlot(), development, "failed.json"), reason);
    if (words !== undefined) withoutRecords(development);
    const row = rowOf(await run(), development);
    deployed.deployment.interference = () => null;
    expect(row.view).toBe(words === undefined ? "observed" : "failed");
    expect(row.problem ?? "").toContain(words ?? "");
    expect(await deployed.verdicts()).toEqual(["INTACT", "INTACT"]);
  }
});

describe("an assessor appends what is no valid segment", () => {
  test("each scope fails, by the rule that is broken; nothing of it is signed, and the ledger is STRAY", async () => {
    const future = times.at(-1) as string;
    const ahead = new Date(Date.parse(future) + 3_600_000).toISOString();
    const lines = await linesOf(development);
    const documents = { ...(lines[0]?.body["documents"] as JsonObject), roster: "0".repeat(64) };
    const keys = [
      await append(lines, await headOf(development), { run: `slot-${ahead}`, opened: { slot: ahead } }),
      await append(lines, await headOf(production), { run: `slot-${nextSlot()}`, scope: development }),
      await append(await linesOf(management), await headOf(management), {
        run: `slot-${nextSlot()}`,
        opened: { slot: nextSlot(), documents },
      }),
      await append(
        await linesOf(management, "first"),
        { scope: STRANGER, gen: 0, seq: -1, head: "0".repeat(64) },
        { run: `slot-${nextSlot()}`, opened: { slot: nextSlot() } },
      ),
    ];
    const seal = await run();
    const problems = [development, production, management, STRANGER].map((scope) => {
      const { view, segments, problem } = rowOf(seal, scope);
      expect([scope, view, segments]).toEqual([scope, "failed", []]);
      return /^(\S+) is no valid continuation of its chain \(rule ([A-Z]\d+)/.exec(problem ?? "")?.slice(1);
    });
    const rules = ["R10", "C3", "K3", "R11"];
    expect(problems).toEqual(keys.map((key, i) => [key, rules[i]]));
    expect(await deployed.verdicts()).toEqual(["STRAY", "STRAY"]);
    expect((await verify()).stdout).toContain(`Scope ${STRANGER} has a chain but is not in the roster`);
  });

  test("the operator restarts the scopes, and the next run observes them", async () => {
    for (const scope of [development, production, management])
      await done(deployed.operate("restart-scope", scope, "--reason", "Somebody had the assessor's role."));
    const seal = await run();
    for (const scope of [development, production, management])
      expect(rowOf(seal, scope)).toMatchObject({ view: "observed", gen: 1 });
  });
});
