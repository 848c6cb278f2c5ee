// AWS Config snapshots: one spelling whatever Config writes, people as references, and what makes a unit incomplete.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../collectors/exports/input-error.ts";
import { AT, bodyOf, entry, makeDirectory, manifest, readUnits, type Outcome } from "./fixture.ts";

const ACCOUNT = "111122223333";
const SCOPE = `aws/${ACCOUNT}`;
const S3 = "AWS::S3::Bucket@eu-central-1";
const SG = "AWS::EC2::SecurityGroup@eu-central-1";
const USER = "AWS::IAM::User@global";
const TYPES = ["AWS::S3::Bucket", "AWS::EC2::SecurityGroup", "AWS::EC2::FlowLog", "AWS::EC2::VPC", "AWS::IAM::User"];

type Members = { readonly [member: string]: unknown };

const item = (resourceType: string, resourceId: string, members: Members = {}): Members => ({
  configurationItemVersion: "1.3",
  configurationItemCaptureTime: "2026-08-30T11:39:10.807Z",
  configurationStateId: 1788088750807,
  awsAccountId: ACCOUNT,
  configurationItemStatus: "OK",
  resourceType,
  resourceId,
  resourceName: resourceId,
  awsRegion: "eu-central-1",
  tags: {},
  supplementaryConfiguration: {},
  configuration: {},
  ...members,
});

const bucket = (members: Members = {}): Members => item("AWS::S3::Bucket", "logs", { ARN: "arn:aws:s3:::logs", resourceCreationTime: "2024-03-13T10:00:00Z", configuration: { name: "logs" }, ...members });

const snapshot = (items: readonly Members[]): string => JSON.stringify({ fileVersion: "1.0", configSnapshotId: "snap-1", configurationItems: items });

const config = (members: Members = {}): Members =>
  entry({ format: "aws-config-snapshot", scope: SCOPE, regions: ["eu-central-1", "global"], types: TYPES, file: "config.json", ...members });

async function read(items: readonly Members[], units: readonly string[] = [S3]): Promise<Outcome> {
  return readUnits(await makeDirectory({ "export.json": manifest(config()), "config.json": snapshot(items) }), SCOPE, units);
}

const refusal = async (items: readonly Members[], units?: readonly string[]): Promise<string> => {
  const error = await read(items, units).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

test("a bucket comes as the API spells it, with Config's times", async () => {
  const rules = { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyID: "arn:aws:kms:eu-central-1:111122223333:key/k" }, bucketKeyEnabled: true }] };
  const { items, unit, sources } = await read([bucket({ tags: { Team: "platform" }, supplementaryConfiguration: { ServerSideEncryptionConfiguration: rules } })]);
  expect(items).toEqual([
    {
      key: "arn:aws:s3:::logs",
      incarnation: "2024-03-13T10:00:00.000Z",
      unit: S3,
      source: "one",
      dataTime: "2026-08-30T11:39:10.807Z",
      region: "eu-central-1",
      name: "logs",
      createdAt: "2024-03-13T10:00:00.000Z",
      labels: { Team: "platform" },
      body: {
        Name: "logs",
        BucketEncryption: {
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "arn:aws:kms:eu-central-1:111122223333:key/k" }, BucketKeyEnabled: true }],
          },
        },
      },
    },
  ]);
  expect(unit(S3)).toEqual({ unit: S3, source: "one", complete: true, dataTime: AT, listed: 1, problem: null, pages: 1, first: "snap-1", last: "snap-1", server: null });
  expect(sources).toMatchObject([{ source: "one", lane: "aws-config-snapshot", principal: "unknown", endpoint: "file", atomic: true, lagSeconds: 900 }]);
});

describe("one configuration in all of Config's spellings is one body", () => {
  const encryption = { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyID: null }, bucketKeyEnabled: false }] };
  const pascal = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }] };
  const cases: readonly (readonly [name: string, members: Members])[] = [
    ["objects, as select answers", { supplementaryConfiguration: { ServerSideEncryptionConfiguration: encryption } }],
    ["JSON in strings, as the history answers", { configuration: '{"name":"logs"}', supplementaryConfiguration: { ServerSideEncryptionConfiguration: JSON.stringify(encryption) } }],
    ["supplementaryConfiguration in a string", { supplementaryConfiguration: JSON.stringify({ ServerSideEncryptionConfiguration: encryption }) }],
    ["nulls dropped, enums wrapped", { supplementaryConfiguration: { serverSideEncryptionConfiguration: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: { value: "AES256" } }, bucketKeyEnabled: false }] } } }],
    ["PascalCase", { configuration: { Name: "logs" }, supplementaryConfiguration: { ServerSideEncryptionConfiguration: pascal } }],
    ["the API's names for account and ARN", { ARN: undefined, awsAccountId: undefined, arn: "arn:aws:s3:::logs", accountId: ACCOUNT, supplementaryConfiguration: { ServerSideEncryptionConfiguration: encryption } }],
    ["no ARN", { ARN: undefined, supplementaryConfiguration: { ServerSideEncryptionConfiguration: encryption } }],
  ];
  test.each(cases)("%s", async (_, members) => {
    const outcome = await read([bucket(members)]);
    expect(bodyOf(outcome, "arn:aws:s3:::logs")).toEqual({ Name: "logs", BucketEncryption: { ServerSideEncryptionConfiguration: pascal } });
  });

  test.each([[undefined], [null], [{}], ["null"], ["{}"]])("a bucket without default encryption (%j) has no such member", async (raw) => {
    expect(bodyOf(await read([bucket({ supplementaryConfiguration: { ServerSideEncryptionConfiguration: raw } })]))).toEqual({ Name: "logs" });
  });

  test("a security group's older items have bare addresses and null ports", async () => {
    const id = "sg-0123456789abcdef0";
    const old = { groupId: id, groupName: "web", vpcId: "vpc-1", ipPermissions: [{ ipProtocol: "-1", fromPort: null, toPort: null, userIdGroupPairs: [], ipRanges: ["10.0.0.0/8"], prefixListIds: ["pl-1"] }] };
    const recent = { ...old, ipPermissions: [{ ipProtocol: "-1", userIdGroupPairs: [], ipv4Ranges: [{ cidrIp: "10.0.0.0/8" }], ipRanges: ["10.0.0.0/8"], prefixListIds: [{ prefixListId: "pl-1" }] }] };
    const expected = {
      GroupId: id,
      GroupName: "web",
      VpcId: "vpc-1",
      IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0/8" }], PrefixListIds: [{ PrefixListId: "pl-1" }], UserIdGroupPairs: [] }],
    };
    for (const configuration of [old, recent, JSON.stringify(recent)]) {
      const outcome = await read([item("AWS::EC2::SecurityGroup", id, { configuration })], [SG]);
      expect(bodyOf(outcome, `arn:aws:ec2:eu-central-1:${ACCOUNT}:security-group/${id}`)).toEqual(expected);
    }
  });

  test.each([[{ Team: "a" }], [[{ key: "Team", value: "a" }]], [[{ tag: "Team", value: "a" }]], ['{"Team":"a"}']])("tags %j", async (tags) => {
    expect((await read([bucket({ tags })])).items).toMatchObject([{ labels: { Team: "a" } }]);
  });
});

describe("a user", () => {
  const arn = `arn:aws:iam::${ACCOUNT}:user/people/jane.doe`;
  const user = item("AWS::IAM::User", "AIDACKCEVSQ6C2EXAMPLE", {
    ARN: arn,
    awsRegion: "global",
    resourceName: "jane.doe",
    resourceCreationTime: "2024-03-12T08:05:44.000Z",
    configuration: { path: "/people/", userName: "jane.doe", userId: "AIDACKCEVSQ6C2EXAMPLE", arn, groupList: ["admins"], userPolicyList: [{ policyName: "p", policyDocument: "%7B%7D" }], attachedManagedPolicies: [{ policyName: "ReadOnlyAccess", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] },
  });

  test("is keyed by the id, referred to by ARN, and named nowhere", async () => {
    const { items, names } = await read([user], [USER]);
    const key = `tidemark:aws/${ACCOUNT}/iam-user%2FAIDACKCEVSQ6C2EXAMPLE`;
    expect(items).toMatchObject([
      {
        key,
        incarnation: "AIDACKCEVSQ6C2EXAMPLE",
        name: null,
        region: null,
        body: {
          UserId: "AIDACKCEVSQ6C2EXAMPLE",
          ArnReference: expect.stringMatching(/^person:/),
          GroupList: ["admins"],
          UserPolicyList: [{ PolicyName: "p" }],
          AttachedManagedPolicies: [{ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
        },
      },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
    expect([...names]).toEqual([[key, "jane.doe"]]);
  });

  test("is read from the file of the region that records IAM, and from no other", async () => {
    const exports = manifest(config({ source: "home" }), config({ source: "other", regions: ["eu-west-1"], file: "other.json" }));
    const directory = await makeDirectory({ "export.json": exports, "config.json": snapshot([]), "other.json": snapshot([user]) });
    const outcome = await readUnits(directory, SCOPE, [USER, "AWS::EC2::VPC@eu-west-1"]);
    expect(outcome.items).toEqual([]);
    expect(outcome.unit(USER)).toMatchObject({ source: "home", complete: true, listed: 0 });
  });
});

test("deleted items are no resources, unrecorded ones make their unit incomplete", async () => {
  const { items, unit } = await read([
    bucket({ configurationItemStatus: "ResourceDeleted" }),
    item("AWS::EC2::SecurityGroup", "sg-1", { configurationItemStatus: "ResourceNotRecorded", configuration: null }),
    bucket({ resourceId: "b", ARN: "arn:aws:s3:::b", configurationItemStatus: "ResourceDeletedNotRecorded" }),
  ], [S3, SG]);
  expect(items).toEqual([]);
  expect(unit(S3)).toMatchObject({ complete: true, listed: 0 });
  expect(unit(SG)).toMatchObject({ complete: false, problem: { code: "not-recorded" } });
});

test("an item whose configuration is missing is listed and unread", async () => {
  const { items, unit } = await read([bucket({ configuration: "null" }), bucket({ ARN: "arn:aws:s3:::b", configurationItemCaptureTime: "yesterday" })]);
  expect(items).toEqual([
    { key: "arn:aws:s3:::logs", unit: S3, source: "one", dataTime: "2026-08-30T11:39:10.807Z", problem: { code: "unexpected-shape", detail: "configuration" } },
    { key: "arn:aws:s3:::b", unit: S3, source: "one", dataTime: AT, problem: { code: "unexpected-shape", detail: "configurationItemCaptureTime" } },
  ]);
  expect(unit(S3)).toMatchObject({ complete: true, listed: 2 });
});

test("a type that the recorder does not record is not an empty one", async () => {
  const types = ["AWS::EC2::VPC"];
  const directory = await makeDirectory({ "export.json": manifest(config({ types })), "config.json": snapshot([bucket()]) });
  const { items, unit } = await readUnits(directory, SCOPE, [S3, "AWS::EC2::VPC@eu-central-1", "AWS::EC2::VPC@eu-west-1"]);
  expect(items).toEqual([]);
  expect(unit("AWS::EC2::VPC@eu-central-1")).toMatchObject({ complete: true, listed: 0, problem: null });
  expect(unit(S3)).toMatchObject({ complete: false, source: "one", dataTime: null, problem: { code: "not-recorded", detail: "not in the types of export one" } });
  expect(unit("AWS::EC2::VPC@eu-west-1")).toMatchObject({ complete: false, source: "none", problem: { code: "not-yet-read" } });
});

test("a file that ends early gives what came before, and no complete unit", async () => {
  const text = snapshot([bucket(), bucket({ resourceId: "b", ARN: "arn:aws:s3:::b" })]);
  for (const [name, bytes] of [["config.json", Buffer.from(text.slice(0, -40))], ["config.json.gz", gzipSync(text).subarray(0, -9)]] as const) {
    const directory = await makeDirectory({ "export.json": manifest(config({ file: name })), [name]: bytes });
    const { items, unit } = await readUnits(directory, SCOPE, [S3, SG]);
    expect(items.length).toBeGreaterThan(0);
    for (const each of [S3, SG]) expect(unit(each)).toMatchObject({ complete: false, dataTime: AT, problem: { code: "truncated", detail: `${name} ends before its closing bracket` } });
  }
});

test("a key listed twice makes its unit incomplete", async () => {
  expect((await read([bucket(), bucket()])).unit(S3)).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
});

describe("files of something else are refused with the place", () => {
  test("another account", async () => {
    expect(await refusal([bucket(), item("AWS::KMS::Key", "k", { awsAccountId: "999999999999" })])).toMatch(/^config\.json: byte \d+: found an item of another account, expected account 111122223333$/);
  });
  test("another region", async () => {
    expect(await refusal([bucket({ awsRegion: "us-east-1" })])).toBe("config.json: byte 71: found an item of another region, expected region eu-central-1 or global");
  });
  test("an item without a key", async () => {
    expect(await refusal([bucket({ ARN: "logs" })])).toBe("config.json: byte 71: found an item without a key, expected an ARN and a resourceId of AWS::S3::Bucket");
    expect(await refusal([bucket({ resourceId: undefined })])).toBe("config.json: byte 71: found an item without resourceId, expected a configuration item");
  });
  test("an element that is no item", async () => {
    expect(await refusal([[] as unknown as Members])).toBe("config.json: byte 71: found something else, expected a configuration item");
  });
});
