// A deployed ledger moves to another one as the runbook writes it, although somebody put other versions and delete markers over its
// objects: the oldest version of each key is copied, from the ledger or from its replica.
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { Caller } from "../../support/deployed/callers.ts";
import { buildEstate } from "../../support/deployed/estate.ts";
import { NextDeployment } from "../../support/deployed/next-deployment.ts";
import { done, OperatedDeployment } from "../../support/deployed/operated-deployment.ts";
import { runbookCommands, runCommands } from "../../support/deployed/runbook-commands.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const BUCKET = "tidemark-ledger-123456789012-eu-central-1";
const REPLICA = "tidemark-replica-123456789012-us-east-1";
const COMMANDS = runbookCommands("aws s3 sync", "list-object-versions");

let deployed: OperatedDeployment;

beforeAll(async () => {
  deployed = new OperatedDeployment(
    await buildEstate(undefined, { replica: { account: "123456789012", region: "us-east-1" } }),
  );
  await done(deployed.tidemark("create-ledger"));
  await deployed.run();
  await deployed.run();
  // Over genesis, a note, a segment and a document lies another version, over some a second one; over a leaf a marker.
  const keys = readdirSync(await deployed.copy(), { recursive: true, encoding: "utf8" });
  const some = (form: RegExp): string => keys.toSorted().find((key) => form.test(key)) as string;
  const over = [/^genesis/, /^log\/.*\.note$/, /^records\/.*gz$/, /^documents\/roster\/.*json$/].map(some);
  for (const key of [...over, ...over.slice(1)]) await deployed.plant(key);
  const { denied } = await deployed.deployment.replicator().replicate();
  expect(denied).toEqual([]);
  const s3 = new S3Client({
    endpoint: deployed.estate.aws.behind,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKIAINTRUDER", secretAccessKey: "secret" },
  });
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: "ledger/log/000000000001.json" }));
});
afterAll(() => deployed.estate.stop());

/** Copies as the runbook says, or by some of its commands alone. */
async function copied(bucket: string, by: Caller, commands = COMMANDS): Promise<string> {
  const copy = join(temporaryDirectory(), "ledger");
  const ran = await runCommands(commands, { BUCKET: bucket, COPY: copy }, deployed.deployment.envAs(by));
  expect(ran).toEqual({ status: 0, stdout: "", stderr: "" });
  return copy;
}

async function verdictOn(copy: string): Promise<string> {
  const { stdout } = await deployed.tidemark("verify", "--ledger", copy, "--trust", "trust.txt");
  return verdictPrinted(stdout);
}

test("the current versions alone are another ledger: a copy of them is BROKEN", async () => {
  const [sync = ""] = COMMANDS.split("\n");
  expect(sync).toMatch(/^aws s3 sync/);
  expect(await verdictOn(await copied(BUCKET, "auditor", sync))).toBe("BROKEN");
});

test.each([
  ["the ledger", BUCKET, "auditor"],
  ["its replica", REPLICA, "replica-auditor"],
] as const)(
  "as the runbook copies %s, every object is the one that was written, and the copy is INTACT",
  async (_what, bucket, by) => {
    const copy = await copied(bucket, by);
    expect(await verdictOn(copy)).toBe("INTACT");
    const files = (of: string): string[] => readdirSync(of, { recursive: true, encoding: "utf8" }).toSorted();
    const original = await deployed.copy();
    expect(files(copy)).toEqual(files(original));
  },
);

test("the ledger moves: the next one continues the copy, its genesis is the one of its trust file, and the first one ends", async () => {
  const next = await NextDeployment.make(deployed.estate);
  const earlier = [
    "--continues",
    await copied(REPLICA, "replica-auditor"),
    "--continues-trust",
    deployed.path("trust.txt"),
  ];
  await done(next.tidemark("create-ledger", ...earlier, "--reason", "Another region."));
  const genesis = await next.genesis();
  const id = sha256Hex(readFileSync(join(genesis, "genesis.json")));
  expect(next.read("trust.txt")).toMatch(new RegExp(`^ledger ${id}$`, "m"));
  await done(deployed.operate("end-ledger", "--successor", genesis, "--reason", "Another region."));
  expect((await deployed.leaves()).at(-1)).toMatchObject({ kind: "end", successor: id });
});

test("a key that leads out of the copy is left where it is: aws s3 sync skips it itself", async () => {
  for (const _ of [1, 2]) await deployed.plant("log/../../out.json");
  const copy = await copied(BUCKET, "auditor", COMMANDS.slice(COMMANDS.indexOf("\n")));
  expect(readdirSync(join(copy, ".."))).toEqual(["ledger"]);
});
