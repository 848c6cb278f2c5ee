// A role of the run in other hands: what it can't do to the ledger and to what others write. What it can is in docs/threat-model.md.
import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { keyOf, type Caller } from "../../support/deployed/callers.ts";
import { buildEstate, copyLedger, slots, type Estate } from "../../support/deployed/estate.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const LEDGER = "tidemark-ledger-123456789012-eu-central-1";
const NAMES = "tidemark-names-123456789012-eu-central-1";
const WORK = "tidemark-work-123456789012-eu-central-1";
const times = slots(20);

let estate: Estate;
/** The plan of a run that was sealed, as the planner made it. */
let plan: { readonly [member: string]: unknown };

beforeAll(async () => {
  estate = await buildEstate();
  const { deployment } = estate;
  const created = await runCliAtOnce(["create-ledger"], deployment.directory, deployment.envOf("create-ledger"));
  expect(created.stderr).toBe("");
  const slot = times.shift() as string;
  await deployment.run(slot);
  plan = JSON.parse(
    await read("plan-run", WORK, `plan/${encodeURIComponent(`slot-${slot}`)}/plan.json`),
  ) as typeof plan;
});
afterAll(() => estate.stop());

const clientOf = (who: Caller) => ({
  endpoint: estate.aws.url,
  region: "eu-central-1",
  credentials: { accessKeyId: keyOf(who), secretAccessKey: "secret" },
});
const s3 = (who: Caller): S3Client => new S3Client({ ...clientOf(who), forcePathStyle: true, maxAttempts: 1 });

async function read(who: Caller, Bucket: string, Key: string): Promise<string> {
  const { Body } = await s3(who).send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? "";
}

/** The HTTP status of a put, new or over what is there. */
async function put(who: Caller, Bucket: string, Key: string, how: "new" | "over", Body = "{}"): Promise<number> {
  const condition = how === "new" ? { IfNoneMatch: "*" } : {};
  try {
    await s3(who).send(new PutObjectCommand({ Bucket, Key, Body, ...condition }));
    return 200;
  } catch (error) {
    return (error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode;
  }
}

async function sign(who: Caller): Promise<string> {
  const KeyId = `arn:aws:kms:eu-central-1:123456789012:alias/tidemark-ledger`;
  const asked = {
    KeyId,
    Message: Buffer.from("a tree of mine\n"),
    MessageType: "RAW",
    SigningAlgorithm: "ED25519_SHA_512",
  } as const;
  return new KMSClient({ ...clientOf(who), maxAttempts: 1 }).send(new SignCommand(asked)).then(
    () => "signed",
    (error: Error) => error.name,
  );
}

const run = "slot-2026-01-01T00%3A00%3A00.000Z";
const segment = (provider: string): string =>
  `ledger/records/provider=${provider}/scope=1/gen=0/000000000000.ndjson.gz`;

/** Everything that somebody writes, by who does. */
const PLACES: readonly (readonly [string, string, readonly Caller[]])[] = [
  [LEDGER, "ledger/genesis.json", ["operator"]],
  [LEDGER, `ledger/documents/controls/${"0".repeat(64)}.json`, ["plan-run", "operator"]],
  [LEDGER, `ledger/documents/queries/${"0".repeat(64)}.json`, ["assess-scope"]],
  [LEDGER, segment("tidemark"), ["plan-run", "operator"]],
  [LEDGER, segment("aws"), ["assess-scope"]],
  [LEDGER, segment("azure"), ["assess-scope"]],
  [LEDGER, "ledger/log/000000000009.json", ["seal-run"]],
  [LEDGER, "ledger/elsewhere.json", []],
  [NAMES, `${"0".repeat(64)}.json`, ["plan-run", "collect-shard", "operator"]],
  [NAMES, "salt", ["operator"]],
  [WORK, `plan/${run}/plan.json`, ["plan-run"]],
  [WORK, `read/${run}/aws%2F1/1/part-0000.ndjson.gz`, ["collect-shard"]],
  [WORK, `assessed/${run}/aws%2F1/failed.json`, ["assess-scope"]],
  [WORK, "trust/trust.txt", ["operator"]],
  [WORK, "asked/keys/0.json", ["operator"]],
  [WORK, "cursor/notify.json", ["notify"]],
  [WORK, "cache/assess-scope/records/provider=aws/scope=1/gen=0/0-15", ["assess-scope"]],
  [WORK, "cache/seal-run/records/provider=aws/scope=1/gen=0/0-15", ["seal-run"]],
  [WORK, "cache/notify/records/provider=aws/scope=1/gen=0/0-15", ["notify"]],
  [WORK, "elsewhere.json", []],
];
const RUN: readonly Caller[] = ["plan-run", "collect-shard", "assess-scope", "seal-run", "notify", "verify-ledger"];

describe.each(RUN)("%s in other hands", (who) => {
  test.each(PLACES.filter(([, , writers]) => !writers.includes(who)))("can't put %s/%s", async (bucket, key) => {
    expect([await put(who, bucket, key, "new"), await put(who, bucket, key, "over")]).toEqual([403, 403]);
  });

  test("can't write over what it wrote itself, but for the cursor", async () => {
    for (const [bucket, key, writers] of PLACES) {
      if (!writers.includes(who)) continue;
      const isCursor = key.startsWith("cursor/");
      // As if nothing was told yet: whoever has the cursor tells all again.
      const body = isCursor ? JSON.stringify({ v: 1, told: 0 }) : "{}";
      expect([key, await put(who, bucket, key, "over", body)]).toEqual([key, isCursor ? 200 : 403]);
    }
  });

  test("can't sign, unless it is the one that seals", async () => {
    expect(await sign(who)).toBe(who === "seal-run" ? "signed" : "AccessDeniedException");
  });

  test("can't ask the sealing function for anything", async () => {
    const lambda = new LambdaClient({ ...clientOf(who), maxAttempts: 1 });
    const Payload = JSON.stringify({ operator: "asked/keys/0.json" });
    const asked = lambda.send(new InvokeCommand({ FunctionName: "tidemark-seal-run", Payload }));
    await expect(asked).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});

const seals = async (): Promise<number> => {
  const copy = temporaryDirectory();
  await copyLedger(estate, copy);
  return readdirSync(join(copy, "log")).length;
};

/** A planner in other hands plans the next run, and the sealing function is asked to seal it. */
async function sealed(change: { readonly [member: string]: unknown }): Promise<{ message: string; isSealed: boolean }> {
  const slot = times.shift() as string;
  const id = `slot-${slot}`;
  const planned = JSON.stringify({ ...plan, run: id, slot, began: new Date().toISOString(), ...change });
  expect(await put("plan-run", WORK, `plan/${encodeURIComponent(id)}/plan.json`, "new", planned)).toBe(200);
  const [before, signatures] = [await seals(), estate.deployment.keys.signed.length];
  const message = await estate.deployment
    .lambda("seal-run")
    .invoke({ run: id, asked: slot })
    .then(
      () => "",
      (error: Error) => error.message,
    );
  const isSealed = (await seals()) > before;
  expect(estate.deployment.keys.signed.length > signatures).toBe(isSealed);
  return { message, isSealed };
}

async function putDocument(kind: string, document: Json): Promise<string> {
  const bytes = canonicalLine(document);
  const digest = sha256Hex(bytes);
  expect(await put("plan-run", LEDGER, `ledger/documents/${kind}/${digest}.json`, "new", bytes.toString("utf8"))).toBe(
    200,
  );
  return digest;
}

describe("a plan that is not what was deployed is not signed", () => {
  const roster = () => plan["roster"] as { readonly enrolled: string[]; readonly [member: string]: unknown };
  const documents = () => plan["documents"] as { readonly [kind: string]: string };

  test.each<[string, () => Promise<object>, string]>([
    [
      "a scope less",
      async () => ({ roster: { ...roster(), enrolled: roster().enrolled.slice(1) } }),
      "enrolled scopes",
    ],
    [
      "a scope excluded, with an approver who never approved",
      async () => ({ roster: { ...roster(), excluded: [{ scope: "aws/1", reason: "Sold.", approver: "CISO" }] } }),
      "excluded scopes",
    ],
    ["a scope that is silent", async () => ({ scopes: [] }), "scopes to observe"],
    [
      "tests that ask nothing",
      async () => ({
        documents: { ...documents(), tests: await putDocument("tests", { v: 1, kind: "tests", tests: [] }) },
      }),
      "tests document",
    ],
    [
      "a schedule with a slot a day",
      async () => {
        const schedule = {
          v: 1,
          kind: "schedule",
          everySeconds: 86_400,
          from: "2026-09-01T00:00:00.000Z",
          graceSeconds: 3600,
          eventCadenceSeconds: 300,
        };
        return { documents: { ...documents(), schedule: await putDocument("schedule", schedule) } };
      },
      "",
    ],
    ["another run's slot", async () => ({ slot: "2026-09-02T00:00:00.000Z" }), "slot"],
  ])("%s", async (_what, change, expected) => {
    const { message, isSealed } = await sealed((await change()) as { readonly [member: string]: unknown });
    expect(isSealed).toBe(false);
    expect(message).toMatch(/found|expected/);
    expect(message).toContain(expected);
  });

  test("accounts that were found are the planner's word, and signed", async () => {
    const { isSealed } = await sealed({ roster: { ...roster(), found: ["aws/424242424242"] } });
    expect(isSealed).toBe(true);
  });
});

test("after all of it the ledger is whole, and the next run is observed", async () => {
  await estate.deployment.run(times.shift() as string);
  expect(await verdicts(estate)).toMatchObject({ ours: "INTACT", python: "INTACT" });
});
