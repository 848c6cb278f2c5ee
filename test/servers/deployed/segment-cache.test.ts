// The functions keep segments that each reads again in every run: each its own, used from then on, and of no weight where it is bad.
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FunctionName } from "../../../infra/names.ts";
import { keyOf } from "../../support/deployed/callers.ts";
import { buildEstate, slots, type Estate } from "../../support/deployed/estate.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { heldAndSince } from "../../support/ledger/forged-cache.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";

const WORK = "tidemark-work-123456789012-eu-central-1";
const CACHING: readonly FunctionName[] = ["assess-scope", "seal-run", "notify"];
/** The run in which every function has written a first cache, and two in which each reads it. */
const RUNS = 9;
const times = slots(12);

let estate: Estate;
let s3: S3Client;

beforeAll(async () => {
  estate = await buildEstate();
  const { deployment, aws } = estate;
  const created = await runCliAtOnce(["create-ledger"], deployment.directory, deployment.envOf("create-ledger"));
  expect(created.stderr).toBe("");
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };
  s3 = new S3Client({ endpoint: aws.behind, region: "eu-central-1", forcePathStyle: true, credentials });
});
afterAll(() => estate.stop());

/** Gets of segments in the next run, by function. */
async function nextRun(): Promise<Map<string, number>> {
  const from = estate.aws.requests.length;
  await estate.deployment.run(times.shift() as string);
  const gets = new Map<string, number>();
  for (const { service, method, path, accessKey } of estate.aws.requests.slice(from))
    for (const name of CACHING)
      if (accessKey === keyOf(name) && service === "s3" && method === "GET" && /\/records\/.*\.ndjson\.gz\?/.test(path))
        if (!path.startsWith(`/${WORK}/`)) gets.set(name, (gets.get(name) ?? 0) + 1);
  return gets;
}

/** The keys of all caches, by function. */
async function cachesOf(name: FunctionName): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: WORK, Prefix: `cache/${name}/` }));
  return Contents.map(({ Key = "" }) => Key);
}

/** Waits until the log of a function's last invocation tells this fate of its caches: it is printed after the answer. */
const expectLogged = (name: FunctionName, fate: unknown): Promise<void> =>
  vi.waitFor(
    () => {
      const lines = estate.deployment.lambda(name).printed.split("\n");
      const last = lines.findLast((line) => line.includes('"caches"')) ?? "{}";
      expect((JSON.parse(last) as { readonly caches?: unknown }).caches, name).toMatchObject(fate as object);
    },
    { timeout: 10_000 },
  );

test("each function writes caches of its own, and reads fewer segments from then on", async () => {
  const gets: Map<string, number>[] = [];
  for (let run = 0; run < RUNS; run += 1) gets.push(await nextRun());
  for (const name of CACHING) {
    expect((await cachesOf(name)).length, name).toBe(Object.keys(estate.organization).length);
    const each = gets.map((of) => of.get(name) ?? 0);
    // Without a cache every run would read a segment more of each scope than the run before.
    expect(each.at(-1), name).toBeLessThan(Math.max(...each));
    await expectLogged(name, { read: expect.any(Number) as number, refused: 0, absent: 0, notWritten: 0 });
  }
});

test("a function asks for its own caches alone, and may", () => {
  for (const name of CACHING) {
    const asked = estate.deployment.made.filter(
      ({ by, call }) => by === name && call.resource.includes(`${WORK}/cache/`),
    );
    expect(asked.filter(({ call, allowed }) => !allowed || !call.resource.includes(`/cache/${name}/`))).toEqual([]);
    expect([...new Set(asked.map(({ call }) => call.action))].toSorted()).toEqual(["s3:GetObject", "s3:PutObject"]);
  }
});

test("forged ones, with a right root, change nothing of what verifies", async () => {
  for (const name of CACHING)
    for (const Key of await cachesOf(name)) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: WORK, Key }));
      const object = Buffer.from((await Body?.transformToByteArray()) ?? []);
      // Behind the policies, which let nobody write over a cache.
      await s3.send(new PutObjectCommand({ Bucket: WORK, Key, Body: heldAndSince(object) }));
    }
  await nextRun();
  for (const name of CACHING) await expectLogged(name, { read: 0, written: 0, notWritten: 0 });
  expect(await verdicts(estate)).toMatchObject({ ours: "INTACT", python: "INTACT" });
  expect((await estate.deployment.mails()).map(({ subject }) => subject)).toEqual(["Tidemark Emulated: first results"]);
});
