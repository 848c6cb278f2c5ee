// A trial is taken down as the runbook writes it. Until the deployment that says so, nobody deletes anything of the ledger; from then
// on a role that may bypass governance does, and only such a role while the lock lasts.
import {
  DeleteObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { namesOf } from "../../../infra/names.ts";
import { keyOf } from "../../support/deployed/callers.ts";
import { buildEstate, configOf } from "../../support/deployed/estate.ts";
import { done, OperatedDeployment } from "../../support/deployed/operated-deployment.ts";
import { runbookCommands, runCommands } from "../../support/deployed/runbook-commands.ts";
import type { Principal } from "../../support/iam/principal.ts";

const REPLICA = { replica: { account: "123456789012", region: "us-east-1" } };
const LEDGER = "tidemark-ledger-123456789012-eu-central-1";
const COPY = "tidemark-replica-123456789012-us-east-1";
const NAMES = "tidemark-names-123456789012-eu-central-1";
const WORK = "tidemark-work-123456789012-eu-central-1";
const LOCKED = [LEDGER, COPY];
const EMPTY = runbookCommands("--bypass-governance-retention");

/** Whoever may do everything in the account, as far as the buckets let them. */
const ADMINISTRATOR = "AKIAADMINISTRATOR";

let deployed: OperatedDeployment;

beforeAll(async () => {
  deployed = new OperatedDeployment(await buildEstate(undefined, REPLICA));
  await done(deployed.tidemark("create-ledger"));
  await deployed.run();
  expect((await deployed.deployment.replicator().replicate()).denied).toEqual([]);
});
afterAll(() => deployed.estate.stop());

const s3 = (accessKeyId: string): S3Client =>
  new S3Client({
    endpoint: deployed.estate.aws.url,
    region: "eu-central-1",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: "secret" },
  });

async function versions(Bucket: string): Promise<{ readonly Key: string; readonly VersionId: string }[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3(ADMINISTRATOR).send(new ListObjectVersionsCommand({ Bucket }));
  return [...Versions, ...DeleteMarkers].map(({ Key = "", VersionId = "" }) => ({ Key, VersionId }));
}

/** The HTTP status of a deletion of one object: of its version, or of its name alone. */
async function deletes(accessKey: string, Bucket: string, how: "marker" | "version" | "bypass"): Promise<number> {
  const [{ Key, VersionId } = { Key: "", VersionId: "" }] = await versions(Bucket);
  const version = how === "marker" ? {} : { VersionId };
  const bypass = how === "bypass" ? { BypassGovernanceRetention: true } : {};
  return s3(accessKey)
    .send(new DeleteObjectCommand({ Bucket, Key, ...version, ...bypass }))
    .then(
      ({ $metadata }) => $metadata.httpStatusCode ?? 0,
      (error: { readonly $metadata: { readonly httpStatusCode: number } }) => error.$metadata.httpStatusCode,
    );
}

const as = (accessKey: string) => ({ ...deployed.deployment.envAs("auditor"), AWS_ACCESS_KEY_ID: accessKey });

/** Everybody who could be asked: roles of the deployment, an administrator, the roles by which CloudFormation acts. */
function everybody(): Principal[] {
  const { authority, config } = deployed.deployment;
  const { account, deployer, workDeployer, replicaDeployer, roleArn } = namesOf(config);
  return [
    authority.administrator(account),
    ...[deployer, workDeployer, replicaDeployer].map((arn) => authority.everything(arn as string)),
    ...(["plan-run", "collect-shard", "assess-scope", "seal-run", "notify", "verify-ledger", "operator"] as const).map(
      (name) => authority.role(roleArn(name)),
    ),
  ];
}

const OBJECT = (bucket: string): string => `arn:aws:s3:::${bucket}/ledger/genesis.json`;
const mayDo = (action: string, resource: string): string[] =>
  everybody()
    .filter((by) => deployed.deployment.authority.decide(by, { action, resource }).allowed)
    .map((by) => (by.kind === "aws" ? by.arn.slice(by.arn.lastIndexOf("/") + 1) : by.service));

describe("a trial that is not taken down", () => {
  test.each(LOCKED)("keeps every object of %s, whoever asks and in whatever way", async (bucket) => {
    const before = await versions(bucket);
    expect(before.length).toBeGreaterThan(5);
    for (const accessKey of [ADMINISTRATOR, keyOf("operator"), keyOf("seal-run")])
      for (const how of ["marker", "version", "bypass"] as const)
        expect([accessKey, how, await deletes(accessKey, bucket, how)]).toEqual([accessKey, how, 403]);
    const ran = await runCommands(EMPTY, { BUCKET: bucket }, as(ADMINISTRATOR));
    expect(ran.stderr).toContain("AccessDenied");
    expect(await versions(bucket)).toEqual(before);
    for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"])
      expect([action, mayDo(action, OBJECT(bucket))]).toEqual([action, []]);
  });

  test("keeps its keys, and its names but for what the operator erases", () => {
    for (const { arn } of deployed.deployment.templates.all("AWS::KMS::Key"))
      expect(mayDo("kms:ScheduleKeyDeletion", arn as string)).toEqual([]);
    expect(mayDo("s3:DeleteObject", `arn:aws:s3:::${NAMES}/${"0".repeat(64)}.json`)).toEqual(["tidemark-operator"]);
    expect(mayDo("s3:DeleteObject", `arn:aws:s3:::${NAMES}/salt`)).toEqual([]);
  });
});

describe("a trial that is taken down", () => {
  beforeAll(async () => {
    await deployed.deployment.upgrade(configOf(deployed.estate.organization, { ...REPLICA, takeDown: true }));
  });

  test("lets a role delete that its own policies let, and no role of Tidemark", () => {
    const administrators = mayDo("s3:DeleteObjectVersion", OBJECT(LEDGER));
    expect(administrators).toContain("administrator");
    expect(administrators.filter((name) => name.startsWith("tidemark-"))).toEqual([]);
    const { authority, config } = deployed.deployment;
    const { account } = config.deployment;
    const Action = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteBucket"];
    const without: Principal = {
      kind: "aws",
      arn: `arn:aws:iam::${account}:role/cleaner`,
      account,
      policies: [{ Statement: [{ Effect: "Allow", Action, Resource: "*" }] }],
    };
    const bypass = { action: "s3:BypassGovernanceRetention", resource: OBJECT(LEDGER) };
    expect(authority.decide(without, bypass).allowed).toBe(false);
    for (const { arn } of deployed.deployment.templates.all("AWS::KMS::Key"))
      expect(mayDo("kms:ScheduleKeyDeletion", arn as string)).toContain("administrator");
  });

  test("deletes no locked version without the bypass: the lock holds without the policy", async () => {
    for (const bucket of LOCKED) expect(await deletes(ADMINISTRATOR, bucket, "version")).toBe(403);
  });

  test("is emptied by the commands of the runbook, and its buckets go", async () => {
    // A deletion by name only hides: what it left is deleted too.
    expect(await deletes(ADMINISTRATOR, LEDGER, "marker")).toBe(204);
    const { Contents = [] } = await s3(ADMINISTRATOR).send(new ListObjectsV2Command({ Bucket: WORK }));
    expect(Contents.length).toBeGreaterThan(0);
    const ran = async (commands: string, words = {}): Promise<void> =>
      expect(await runCommands(commands, words, as(ADMINISTRATOR))).toEqual({ status: 0, stdout: "", stderr: "" });
    await ran(`aws s3 rm --recursive s3://${WORK}`);
    await ran(`aws s3 rb --force s3://${NAMES}`);
    for (const bucket of LOCKED) await ran(EMPTY, { BUCKET: bucket });
    for (const Bucket of [...LOCKED, NAMES])
      await expect(s3(ADMINISTRATOR).send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 404 },
      });
    expect((await s3(ADMINISTRATOR).send(new ListObjectsV2Command({ Bucket: WORK }))).KeyCount).toBe(0);
  });

  test("leaves what the runbook says when its stacks go: buckets with their policies, keys and logs, and not the work bucket", () => {
    const { templates } = deployed.deployment;
    const staying = templates.types.filter((type) => templates.all(type).some(({ stays }) => stays));
    expect(staying.toSorted()).toEqual([
      "AWS::KMS::Key",
      "AWS::Logs::LogGroup",
      "AWS::S3::Bucket",
      "AWS::S3::BucketPolicy",
    ]);
    const names = (type: string, member: string, of: boolean): string[] =>
      templates.all(type).flatMap(({ stays, properties }) => (stays === of ? [properties[member] as string] : []));
    expect(names("AWS::S3::Bucket", "BucketName", true).toSorted()).toEqual([...LOCKED, NAMES].toSorted());
    expect(names("AWS::S3::Bucket", "BucketName", false)).toEqual([WORK]);
    for (const group of names("AWS::Logs::LogGroup", "LogGroupName", true)) expect(group).toMatch(/^\/tidemark\//);
    expect(names("AWS::KMS::Key", "Description", false)).toEqual([]);
  });
});
