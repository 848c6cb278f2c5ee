// A whole ledger in a bucket, by the real program: made, written to, verified, and found broken where somebody wrote over it.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository, type Ran } from "../../support/run-cli.ts";
import { startMoto } from "../../support/servers/moto.ts";
import type { RunningServer } from "../../support/servers/process.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const BUCKET = "evidence";
const LEDGER = `s3://${BUCKET}/ledger`;

let server: RunningServer;
let client: S3Client;
let directory: string;
let env: Record<string, string>;

beforeAll(async () => {
  server = await startMoto();
  env = {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: "AKIATEST",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "us-east-1",
  };
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };
  client = new S3Client({ endpoint: server.url, region: "us-east-1", credentials });
  for (const Bucket of [BUCKET, "weak"]) {
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  }
  const ObjectLockConfiguration = {
    ObjectLockEnabled: "Enabled",
    Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } },
  } as const;
  await client.send(new PutObjectLockConfigurationCommand({ Bucket: BUCKET, ObjectLockConfiguration }));
  directory = temporaryDirectory();
  const example = readFileSync(join(repository, "examples/estate/tidemark.config.ts"), "utf8")
    .replaceAll("../../", `${repository}/`)
    .replace(/mode: "local"/, 'mode: "trial"');
  expect(example).toContain('mode: "trial"');
  writeFileSync(join(directory, "tidemark.config.ts"), example);
});
afterAll(() => server.stop());

const tidemark = (...args: readonly string[]): Promise<Ran> => runCliAtOnce(args, directory, env);
const from = join(repository, "examples/estate/2026-09-01");

test("a bucket without a default retention is refused, and nothing is left behind", async () => {
  const ran = await tidemark("start", "--ledger", "s3://weak/ledger", "--from", from);
  expect(ran.stderr).toBe(
    "tidemark: bucket weak: found no default retention, expected GOVERNANCE or COMPLIANCE of at least 1 days. Change the bucket's default retention, or ledger.mode and ledger.retentionDays in the config\n",
  );
  expect(ran.status).toBe(3);
  expect((await client.send(new ListObjectVersionsCommand({ Bucket: "weak" }))).Versions ?? []).toEqual([]);
});

test("a ledger is made in a bucket, written to twice and INTACT", async () => {
  const made = await tidemark("start", "--ledger", LEDGER, "--from", from);
  expect(made.stderr).toBe("");
  expect(made.stdout).toContain("INTACT");
  expect((await tidemark("collect", "--ledger", LEDGER, "--from", from)).status).toBe(0);
  expect((await tidemark("status", "--ledger", LEDGER)).status).toBe(0);
  const verified = await tidemark("verify", "--ledger", LEDGER);
  expect(verified.stdout).toContain("INTACT");
  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  expect(Versions.every(({ Key }) => Key?.startsWith("ledger/"))).toBe(true);
  expect(new Set(Versions.map(({ Key }) => Key)).size).toBe(Versions.length);
});

test("its report is written on this machine, and nothing into the bucket", async () => {
  const versions = async (): Promise<number> =>
    (await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET }))).Versions?.length ?? 0;
  const before = await versions();
  const reported = await tidemark("report", "--ledger", LEDGER, "--out", "first.html");
  expect({ status: reported.status, stderr: reported.stderr }).toEqual({ status: 0, stderr: "" });
  const again = await tidemark("report", "--ledger", LEDGER, "--out", "again.html", "--rebuild");
  expect(again.status).toBe(0);
  const [first, second] = ["first.html", "again.html"].map((name) => readFileSync(join(directory, name), "utf8"));
  expect(first).toBe(second);
  expect(first).toContain("Every record that this report rests on is as it was sealed");
  expect(readdirSync(join(directory, ".tidemark/tables")).some((name) => name.endsWith(".db"))).toBe(true);
  expect(await versions()).toBe(before);
});

describe("what is put over an object is STRAY, and what was written first is what counts", () => {
  const Key = "ledger/log/000000000000.json";

  test("a version over a sealed object", async () => {
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: "{}", ChecksumAlgorithm: "SHA256" }));
    const { stdout, status } = await tidemark("verify", "--ledger", LEDGER);
    expect(stdout).toContain("log/000000000000.json (2 versions, 0 delete markers)");
    expect(verdictPrinted(stdout)).toBe("STRAY");
    expect(status).toBe(4);
  });

  test("a delete marker", async () => {
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
    const { stdout, status } = await tidemark("verify", "--ledger", LEDGER);
    expect(stdout).toContain("log/000000000000.json (2 versions, 1 delete markers)");
    expect(status).toBe(4);
  });
});
