// The replica of a deployment: filled by the rule and the role of the templates, verified by whoever may read it, and out of
// reach for everybody else.
import { DeleteObjectCommand, GetObjectLockConfigurationCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildEstate, slots, type Estate } from "../../support/deployed/estate.ts";
import { keyOf } from "../../support/deployed/callers.ts";
import type { Replicator } from "../../support/deployed/replicator.ts";
import type { Policy } from "../../support/iam/statement.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const REPLICA = "tidemark-replica-123456789012-us-east-1";
const LEDGER = "tidemark-ledger-123456789012-eu-central-1";
const times = slots(3);

let estate: Estate;
let replicator: Replicator;

beforeAll(async () => {
  estate = await buildEstate(undefined, { replica: { account: "123456789012", region: "us-east-1" } });
  const { deployment } = estate;
  replicator = deployment.replicator();
  const created = await runCliAtOnce(["create-ledger"], deployment.directory, deployment.envOf("create-ledger"));
  expect(created.stderr).toBe("");
  await deployment.run(times.shift() as string);
});
afterAll(() => estate.stop());

async function verify(...args: readonly string[]) {
  const { deployment } = estate;
  const place = ["--ledger", `s3://${REPLICA}/ledger`, "--trust", join(deployment.directory, "trust.txt")];
  const ran = await runCliAtOnce(
    ["verify", ...place, ...args],
    deployment.directory,
    deployment.envAs("replica-auditor"),
  );
  return { ...ran, verdict: verdictPrinted(ran.stdout) };
}

const client = (accessKeyId: string, endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey: "secret" },
  });

test("nothing is copied where the replica does not let the role in", async () => {
  const { authority } = estate.deployment;
  const replica = `arn:aws:s3:::${REPLICA}`;
  const policy = authority.guarded(replica)?.policy as Policy;
  const Statement = [
    ...[policy.Statement].flat(),
    { Effect: "Deny", Principal: "*", Action: "s3:ReplicateObject", Resource: `${replica}/*` } as const,
  ];
  const { copied, denied } = await estate.deployment
    .replicator(authority.with(replica, { ...policy, Statement }))
    .replicate();
  expect(copied).toEqual([]);
  expect(denied).toContain("ledger/genesis.json: s3:ReplicateObject");
});

test("the replica is filled, by the role of the templates, and verifies as a copy", async () => {
  const { copied, denied } = await replicator.replicate();
  expect(denied).toEqual([]);
  expect(copied).toContain("ledger/genesis.json");
  const { status, verdict, stdout } = await verify("--copy");
  expect(stdout).toContain(REPLICA);
  expect([status, verdict]).toEqual([0, "INTACT"]);
});

test.each([["status"], ["query"], ["history", "arn:aws:iam::123456789012:root"]])(
  "what is asked of the ledger can be asked of it: %s",
  async (...command) => {
    const { deployment } = estate;
    const place = ["--ledger", `s3://${REPLICA}/ledger`];
    const ran = await runCliAtOnce([...command, ...place], deployment.directory, deployment.envAs("replica-auditor"));
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    expect(ran.stdout).toContain("aws/123456789012");
  },
);

test("it follows the ledger, and what is hidden in the original is not hidden in it", async () => {
  await estate.deployment.run(times.shift() as string);
  expect((await verify("--copy")).verdict).toBe("INTACT");
  await replicator.replicate();
  await client("AKIAINTRUDER", estate.aws.behind).send(
    new DeleteObjectCommand({ Bucket: LEDGER, Key: "ledger/log/000000000001.json" }),
  );
  expect((await replicator.replicate()).copied).toEqual([]);
  const { status, verdict } = await verify("--copy");
  expect([status, verdict]).toEqual([0, "INTACT"]);
});

test("each object keeps the lock that it has in the original, under the same rule", async () => {
  const s3 = client("AKIAAUDITOR", estate.aws.behind);
  const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket: REPLICA }));
  expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toMatchObject({ Mode: "GOVERNANCE", Days: 1 });
  const { stdout } = await verify("--copy", "--json");
  const { online } = JSON.parse(stdout) as { online: { locks: { looked: number }; findings: unknown[] } };
  expect(online.findings).toEqual([]);
});

test.each(["AKIASOMEBODY", keyOf("seal-run"), keyOf("operator")])(
  "%s can't put anything into it",
  async (accessKey) => {
    const put = client(accessKey, estate.aws.url).send(
      new PutObjectCommand({ Bucket: REPLICA, Key: "ledger/log/000000000002.json", Body: "{}", IfNoneMatch: "*" }),
    );
    await expect(put).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    const gone = client(accessKey, estate.aws.url).send(
      new DeleteObjectCommand({ Bucket: REPLICA, Key: "ledger/genesis.json" }),
    );
    await expect(gone).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  },
);
