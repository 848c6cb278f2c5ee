// Writes generated exports: what AWS Config delivers of an account's buckets, security groups, VPCs and flow logs.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MANIFEST } from "../collectors/exports/manifest/manifest.ts";
import type { JsonObject } from "../evidence-schema/record/record.ts";

export type Estate = {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly resources: number;
};

const DATA_TIME = "2026-09-01T06:00:00Z";
const TYPES = ["AWS::S3::Bucket", "AWS::EC2::VPC", "AWS::EC2::FlowLog", "AWS::EC2::SecurityGroup"] as const;

/** Writes `resources` items in all, evenly over accounts and regions; one item a line. Gives the size of the files. */
export async function writeEstate(directory: string, { accounts, regions, resources }: Estate): Promise<number> {
  const each = Math.floor(resources / (accounts.length * regions.length));
  const exports: JsonObject[] = [];
  let total = 0;
  for (const account of accounts) {
    for (const region of regions) {
      const source = `aws-${account}-${region}`;
      const file = `${source}.json`;
      const bytes = await writeItems(join(directory, file), account, region, each);
      exports.push(manifestEntry(account, region, { source, file, bytes }));
      total += bytes;
    }
  }
  await writeFile(join(directory, MANIFEST), JSON.stringify({ version: 1, exports }));
  return total;
}

const manifestEntry = (account: string, region: string, written: JsonObject): JsonObject => ({
  ...written,
  format: "aws-config-snapshot",
  scope: `aws/${account}`,
  command: "aws configservice deliver-config-snapshot && aws s3 cp",
  principal: `arn:aws:sts::${account}:assumed-role/TidemarkReader/export`,
  regions: [region],
  types: [...TYPES],
  dataTime: DATA_TIME,
  startedAt: DATA_TIME,
  finishedAt: DATA_TIME,
  exitStatus: 0,
  error: null,
});

async function writeItems(path: string, account: string, region: string, count: number): Promise<number> {
  const stream = createWriteStream(path);
  stream.write(`{"fileVersion":"1.0","configSnapshotId":"bench-${account}-${region}","configurationItems":[\n`);
  for (let i = 0; i < count; i += 1) {
    const line = `${JSON.stringify(item(account, region, i))}${i === count - 1 ? "" : ","}\n`;
    if (!stream.write(line)) await once(stream, "drain");
  }
  stream.end("]}\n");
  await once(stream, "finish");
  return stream.bytesWritten;
}

// Of 20 resources: 10 security groups, 8 buckets, one VPC and its flow log (every tenth VPC has none).
function item(account: string, region: string, i: number): JsonObject {
  const place = { account, region, i, id: idOf(account, region, i) };
  if (i % 20 === 0) return vpc(place, idOf(account, region, i));
  if (i % 20 === 1) return flowLog(place, i % 200 === 1 ? "vpc-gone" : `vpc-${idOf(account, region, i - 1)}`);
  return i % 20 < 10 ? bucket(place) : securityGroup(place, `vpc-${idOf(account, region, i - (i % 20))}`);
}

type Place = { readonly account: string; readonly region: string; readonly i: number; readonly id: string };

// Ids as spread as the clouds' own: the state's buckets hash them anyway, but gzip must not find them too easy.
const idOf = (account: string, region: string, i: number): string =>
  createHash("sha256").update(`${account} ${region} ${i}`).digest("hex").slice(0, 17);

function envelope({ account, region, i }: Place, type: (typeof TYPES)[number], id: string, arn: string): JsonObject {
  return {
    relatedEvents: [],
    tags: { environment: i % 3 === 0 ? "production" : "staging", team: `team-${i % 40}`, owner: `owner-${i % 90}` },
    configurationItemVersion: "1.3",
    configurationItemCaptureTime: `2026-08-${String((i % 28) + 1).padStart(2, "0")}T08:14:22.518Z`,
    configurationStateId: 1_781_165_662_518 + i,
    awsAccountId: account,
    configurationItemStatus: "OK",
    resourceType: type,
    resourceId: id,
    resourceName: id,
    ARN: arn,
    awsRegion: region,
    availabilityZone: "Not Applicable",
    configurationStateMd5Hash: "",
    resourceCreationTime: `2024-0${(i % 9) + 1}-02T09:11:00.000Z`,
  };
}

function bucket(place: Place): JsonObject {
  const { account, region, i, id } = place;
  const name = `company-${i % 3 === 0 ? "production" : "staging"}-${id}`;
  const kmsMasterKeyID = `arn:aws:kms:${region}:${account}:key/a3d00f38-21e5-4795-811d-3807f81f05bf`;
  const encryption =
    i % 7 === 0 ? { sseAlgorithm: "AES256", kmsMasterKeyID: null } : { sseAlgorithm: "aws:kms", kmsMasterKeyID };
  return {
    ...envelope(place, "AWS::S3::Bucket", name, `arn:aws:s3:::${name}`),
    relationships: [],
    configuration: { name, owner: { displayName: null, id: id.repeat(4) }, creationDate: "2024-04-02T09:11:00.000Z" },
    supplementaryConfiguration: {
      AccessControlList: JSON.stringify({
        grantSet: null,
        grantList: [{ grantee: { id: id.repeat(4), displayName: null }, permission: "FullControl" }],
      }),
      BucketLoggingConfiguration: { destinationBucketName: null, logFilePrefix: null },
      BucketPolicy: { policyText: null },
      BucketVersioningConfiguration: { status: "Enabled", isMfaDeleteEnabled: null },
      IsRequesterPaysEnabled: "false",
      PublicAccessBlockConfiguration: {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: true,
      },
      ServerSideEncryptionConfiguration: {
        rules: [{ applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: true }],
      },
    },
  };
}

function securityGroup(place: Place, vpcId: string): JsonObject {
  const { account, region, i, id } = place;
  const groupId = `sg-${id}`;
  const permission = (port: number, cidrIp: string): JsonObject => ({
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    ipv6Ranges: [],
    prefixListIds: [],
    userIdGroupPairs: [],
    ipv4Ranges: [{ cidrIp, description: `service ${port}` }],
    ipRanges: [cidrIp],
  });
  return {
    ...envelope(
      place,
      "AWS::EC2::SecurityGroup",
      groupId,
      `arn:aws:ec2:${region}:${account}:security-group/${groupId}`,
    ),
    relationships: [{ resourceType: "AWS::EC2::VPC", resourceId: vpcId, relationshipName: "Is contained in Vpc" }],
    configuration: {
      description: "access to a service",
      groupName: `service-${i}`,
      groupId,
      ownerId: account,
      vpcId,
      ipPermissions: [
        permission(443, "0.0.0.0/0"),
        permission(i % 50 === 12 ? 22 : 8443, i % 50 === 12 ? "0.0.0.0/0" : `10.${i % 250}.0.0/16`),
      ],
      ipPermissionsEgress: [{ ...permission(0, "0.0.0.0/0"), ipProtocol: "-1", fromPort: null, toPort: null }],
      tags: [],
    },
    supplementaryConfiguration: {},
  };
}

function vpc(place: Place, id: string): JsonObject {
  const { account, region, i } = place;
  const vpcId = `vpc-${id}`;
  return {
    ...envelope(place, "AWS::EC2::VPC", vpcId, `arn:aws:ec2:${region}:${account}:vpc/${vpcId}`),
    relationships: [],
    configuration: {
      cidrBlock: `10.${(i / 20) % 250}.0.0/16`,
      dhcpOptionsId: "dopt-1",
      state: "available",
      vpcId,
      ownerId: account,
      instanceTenancy: "default",
      isDefault: false,
    },
    supplementaryConfiguration: {},
  };
}

function flowLog(place: Place, resourceId: string): JsonObject {
  const { account, region, id } = place;
  const flowLogId = `fl-${id}`;
  return {
    ...envelope(place, "AWS::EC2::FlowLog", flowLogId, `arn:aws:ec2:${region}:${account}:vpc-flow-log/${flowLogId}`),
    relationships: [],
    configuration: {
      flowLogId,
      resourceId,
      flowLogStatus: "ACTIVE",
      trafficType: "ALL",
      deliverLogsStatus: "SUCCESS",
      logDestinationType: "s3",
      logDestination: "arn:aws:s3:::company-flow-logs",
      maxAggregationInterval: 60,
    },
    supplementaryConfiguration: {},
  };
}
