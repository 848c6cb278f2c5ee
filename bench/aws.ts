// Runs `npm run bench:aws`: measures what the direct lane costs on 10,000 resources that moto emulates. Counts the calls
// for each resource and the sources that make most calls; measures memory by the resources of one type. Never fails on a
// number.
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateSecurityGroupCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateGroupCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { SOURCE_ACTIONS } from "../collectors/aws/actions.ts";
import { startEmulatedAws } from "../test/support/servers/emulated-aws.ts";
import type { WireRequest } from "../test/support/servers/wire.ts";
import { runChild } from "./child.ts";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";

/** How many there are of each kind. */
type Mix = {
  readonly securityGroups: number;
  readonly logGroups: number;
  readonly users: number;
  readonly groups: number;
  readonly buckets: number;
  readonly keys: number;
  readonly tables: number;
  readonly databases: number;
};

/** 10,000 resources. The mix is ours: what is read one by one decides the figure. */
const ESTATE: Mix = {
  securityGroups: 5_000,
  logGroups: 2_000,
  users: 1_000,
  groups: 200,
  buckets: 800,
  keys: 500,
  tables: 300,
  databases: 200,
};

export type AwsRead = { readonly resources: number; readonly seconds: number };

const aws = await startEmulatedAws([REGION]);
Object.assign(process.env, aws.env);
const access = {
  region: REGION,
  endpoint: aws.behind,
  credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" },
};
try {
  await build(ESTATE);
  const { answer, maxRssMiB } = await read(null);
  const calls = callsBySource(aws.requests);
  const total = [...calls.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `direct lane, ${answer.resources} resources: ${total} calls, ${(total / answer.resources).toFixed(2)} a resource, ${answer.seconds.toFixed(0)} s, ${maxRssMiB.toFixed(0)} MiB`,
  );
  const largest = [...calls].toSorted(([, a], [, b]) => b - a).slice(0, 5);
  for (const [source, count] of largest) console.log(`  ${String(count).padStart(6)} calls  ${source}`);
  // Four times the resources of one type: what is held must not grow with them. (Of log groups, since moto answers with all
  // security groups in one page, whatever is asked.)
  const few = await read(["AWS::Logs::LogGroup"]);
  await build({ ...ESTATE, logGroups: 4 * ESTATE.logGroups }, ESTATE);
  const many = await read(["AWS::Logs::LogGroup"]);
  console.log(
    `memory, one type: ${few.answer.resources} resources ${few.maxRssMiB.toFixed(0)} MiB, ${many.answer.resources} resources ${many.maxRssMiB.toFixed(0)} MiB`,
  );
} finally {
  await aws.stop();
}

function read(types: readonly string[] | null) {
  return runChild<AwsRead>("aws-read.ts", { account: ACCOUNT, region: REGION, types });
}

/** Requests by the source that declares their action; those of none by their service. */
function callsBySource(requests: readonly WireRequest[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { service, call } of requests) {
    const declared = SOURCE_ACTIONS.find(({ actions }) =>
      actions.some(({ action }) => action === `${service}:${call}`),
    );
    const source = declared?.source ?? (service === "s3" ? "s3-buckets" : service);
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return counts;
}

/** Adds what `to` has more than `from`. */
async function build(to: Mix, from: Partial<Mix> = {}): Promise<void> {
  const ec2 = new EC2Client(access);
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const VpcId = Vpcs[0]?.VpcId;
  const [s3, iam, kms, rds] = [
    new S3Client(access),
    new IAMClient(access),
    new KMSClient(access),
    new RDSClient(access),
  ];
  const [logs, dynamodb] = [new CloudWatchLogsClient(access), new DynamoDBClient(access)];
  const make: { readonly [kind in keyof Mix]: (n: number) => Promise<unknown> } = {
    securityGroups: (n) =>
      ec2.send(new CreateSecurityGroupCommand({ GroupName: `group-${n}`, Description: "bench", VpcId })),
    logGroups: (n) => logs.send(new CreateLogGroupCommand({ logGroupName: `/bench/${n}` })),
    users: (n) => iam.send(new CreateUserCommand({ UserName: `user-${n}` })),
    groups: (n) => iam.send(new CreateGroupCommand({ GroupName: `group-${n}` })),
    buckets: (n) => s3.send(new CreateBucketCommand({ Bucket: `bench-bucket-${n}` })),
    keys: () => kms.send(new CreateKeyCommand({})),
    tables: (n) =>
      dynamodb.send(
        new CreateTableCommand({
          TableName: `table-${n}`,
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        }),
      ),
    databases: (n) =>
      rds.send(
        new CreateDBInstanceCommand({
          DBInstanceIdentifier: `database-${n}`,
          DBInstanceClass: "db.t4g.micro",
          Engine: "postgres",
        }),
      ),
  };
  for (const kind of Object.keys(to) as (keyof Mix)[]) {
    const numbers = Array.from({ length: to[kind] - (from[kind] ?? 0) }, (_, n) => n + (from[kind] ?? 0));
    // One after the other: moto fails where many are made at once.
    for (const n of numbers) await make[kind](n);
  }
}
