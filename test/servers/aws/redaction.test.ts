// Secrets and names that are seeded into an account never reach a ledger: looked for in every object of it, after the real
// program read them from what the services themselves answer. What is allowed to stay does.
import {
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { startEmulatedAws, type EmulatedAws } from "../../support/servers/emulated-aws.ts";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";

/** Where each was put. */
const SECRETS = {
  "a tag outside the allow-list": "Blue-Heron-4417",
  "a password in an allowed tag": "Quiet-River-9932",
  "a description of a security group": "Green-Lamp-2201",
  "user data of an instance": "Amber-Stone-7713",
  "a statement's id in a bucket policy": "SidOfSilverFox6620",
  "a key in a condition of a bucket policy": "AKIASEEDEDEXAMPLE442",
  "the description of a key": "Paper-Moon-3358",
  "the master user of a database": "dba_lotte_seeded",
} as const;
const NAMES = ["Carla.Seeded", "Nils.Seeded", "carla.seeded@example.com"];

let aws: EmulatedAws;
let directory: string;
let texts: ReturnType<typeof ledgerTexts>;
let accessKey = "";

beforeAll(async () => {
  aws = await startEmulatedAws([REGION]);
  const access = {
    region: REGION,
    endpoint: aws.behind,
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" },
  };
  await seed(access);
  directory = temporaryDirectory();
  const config = {
    company: { legalEntity: "Seeded Example Ltd", system: "Seeded" },
    ledger: { origin: "seeded.example/tidemark" },
    aws: { lane: "direct" },
    labels: ["env", "note"],
    scopes: [{ scope: `aws/${ACCOUNT}`, regions: [REGION] }],
  };
  writeFileSync(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  const ran = await runCliAtOnce(["start"], directory, aws.env);
  expect(ran.stderr).toBe("");
  expect(ran.stdout).toContain("INTACT");
  texts = ledgerTexts(join(directory, ".tidemark/ledger"));
});
afterAll(() => aws.stop());

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

async function seed(access: Access): Promise<void> {
  const ec2 = new EC2Client(access);
  await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: "seeded",
      Description: `password=${SECRETS["a description of a security group"]}`,
    }),
  );
  await ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-12c6146b",
      MinCount: 1,
      MaxCount: 1,
      UserData: Buffer.from(SECRETS["user data of an instance"]).toString("base64"),
    }),
  );
  const iam = new IAMClient(access);
  await iam.send(
    new CreateUserCommand({ UserName: "Carla.Seeded", Tags: [{ Key: "mail", Value: "carla.seeded@example.com" }] }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "Carla.Seeded" }));
  accessKey = AccessKey?.AccessKeyId ?? "";
  const s3 = new S3Client(access);
  const Bucket = "seeded-bucket";
  await s3.send(new CreateBucketCommand({ Bucket }));
  const TagSet = [
    { Key: "secret", Value: SECRETS["a tag outside the allow-list"] },
    { Key: "note", Value: `password=${SECRETS["a password in an allowed tag"]}` },
    { Key: "env", Value: "production" },
  ];
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  const Statement = [
    {
      Sid: SECRETS["a statement's id in a bucket policy"],
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/Nils.Seeded` },
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${Bucket}/*`,
      Condition: { StringEquals: { "aws:Referer": SECRETS["a key in a condition of a bucket policy"] } },
    },
  ];
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));
  await new KMSClient(access).send(new CreateKeyCommand({ Description: SECRETS["the description of a key"] }));
  await new RDSClient(access).send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: "seeded",
      DBInstanceClass: "db.t4g.micro",
      Engine: "postgres",
      AllocatedStorage: 20,
      MasterUsername: SECRETS["the master user of a database"],
      MasterUserPassword: "Corr3ct-horse-battery",
    }),
  );
  // They are there to be found: the services answer with them.
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: ["seeded"] }));
  expect(JSON.stringify(SecurityGroups)).toContain(SECRETS["a description of a security group"]);
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  expect(Policy).toContain("Nils.Seeded");
}

const occurrences = (secret: string): string[] => occurrencesIn(texts, secret);

test.each(Object.entries(SECRETS))("%s is in no object of the ledger", (_where, secret) => {
  expect(occurrences(secret)).toEqual([]);
});

test.each(NAMES)("%s is in no object of the ledger", (name) => {
  expect(occurrences(name)).toEqual([]);
});

test("the id of a person's access key is in no object of the ledger", () => {
  expect(accessKey).toMatch(/^AKIA/);
  expect(occurrences(accessKey)).toEqual([]);
});

describe("what may stay does", () => {
  test("resources, labels that are kept, and the place of what was taken out", () => {
    const all = texts.map(({ text }) => text).join("\n");
    expect(all).toContain("arn:aws:s3:::seeded-bucket");
    expect(all).toContain('"env":"production"');
    expect(all).toContain("[redacted:credential]");
    expect(all).toContain('"aws:Referer"');
    expect(all).toContain("db:seeded");
  });

  test("names of people can be joined from beside it", () => {
    const folder = join(directory, ".tidemark/names");
    const beside = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((child) => child.isFile())
      .map((child) => readFileSync(join(child.parentPath, child.name), "utf8"))
      .join("\n");
    expect(beside).toContain("Carla.Seeded");
  });
});
