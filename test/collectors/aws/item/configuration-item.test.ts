// Configuration items: one spelling whatever Config writes, and people as references.
import { describe, expect, test } from "vitest";
import {
  ACCOUNT,
  S3,
  SCOPE,
  SG,
  USER,
  bucket,
  config,
  item,
  readItems,
  snapshot,
  type Members,
} from "../../exports/formats/aws/config-items.ts";
import { AT, bodyOf, makeDirectory, manifest, readUnits } from "../../exports/fixture.ts";

test("a bucket comes as the API spells it, with Config's times", async () => {
  const rules = {
    rules: [
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyID: "arn:aws:kms:eu-central-1:111122223333:key/k",
        },
        bucketKeyEnabled: true,
      },
    ],
  };
  const { items, unit, sources } = await readItems([
    bucket({ tags: { Team: "platform" }, supplementaryConfiguration: { ServerSideEncryptionConfiguration: rules } }),
  ]);
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
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: {
                  SSEAlgorithm: "aws:kms",
                  KMSMasterKeyID: "arn:aws:kms:eu-central-1:111122223333:key/k",
                },
                BucketKeyEnabled: true,
              },
            ],
          },
        },
      },
    },
  ]);
  expect(unit(S3)).toEqual({
    unit: S3,
    source: "one",
    complete: true,
    dataTime: AT,
    listed: 1,
    problem: null,
    pages: 1,
    first: "snap-1",
    last: "snap-1",
    server: null,
  });
  expect(sources).toMatchObject([
    {
      source: "one",
      lane: "aws-config",
      principal: "unknown",
      endpoint: "file",
      atomic: true,
      lagSeconds: 900,
    },
  ]);
});

describe("one configuration in all of Config's spellings is one body", () => {
  const encryption = {
    rules: [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyID: null }, bucketKeyEnabled: false },
    ],
  };
  const pascal = {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
  };
  const cases: readonly (readonly [name: string, members: Members])[] = [
    ["objects, as select answers", { supplementaryConfiguration: { ServerSideEncryptionConfiguration: encryption } }],
    [
      "JSON in strings, as the history answers",
      {
        configuration: '{"name":"logs"}',
        supplementaryConfiguration: { ServerSideEncryptionConfiguration: JSON.stringify(encryption) },
      },
    ],
    [
      "supplementaryConfiguration in a string",
      { supplementaryConfiguration: JSON.stringify({ ServerSideEncryptionConfiguration: encryption }) },
    ],
    [
      "nulls dropped, enums wrapped",
      {
        supplementaryConfiguration: {
          serverSideEncryptionConfiguration: {
            rules: [
              { applyServerSideEncryptionByDefault: { sseAlgorithm: { value: "AES256" } }, bucketKeyEnabled: false },
            ],
          },
        },
      },
    ],
    [
      "PascalCase",
      { configuration: { Name: "logs" }, supplementaryConfiguration: { ServerSideEncryptionConfiguration: pascal } },
    ],
    [
      "the API's names for account and ARN",
      {
        ARN: undefined,
        awsAccountId: undefined,
        arn: "arn:aws:s3:::logs",
        accountId: ACCOUNT,
        supplementaryConfiguration: { ServerSideEncryptionConfiguration: encryption },
      },
    ],
    ["no ARN", { ARN: undefined, supplementaryConfiguration: { ServerSideEncryptionConfiguration: encryption } }],
  ];
  test.each(cases)("%s", async (_, members) => {
    const outcome = await readItems([bucket(members)]);
    expect(bodyOf(outcome, "arn:aws:s3:::logs")).toEqual({
      Name: "logs",
      BucketEncryption: { ServerSideEncryptionConfiguration: pascal },
    });
  });

  test.each([[undefined], [null], [{}], ["null"], ["{}"]])(
    "a bucket without default encryption (%j) has no such member",
    async (raw) => {
      expect(
        bodyOf(await readItems([bucket({ supplementaryConfiguration: { ServerSideEncryptionConfiguration: raw } })])),
      ).toEqual({ Name: "logs" });
    },
  );

  test("a security group's older items have bare addresses and null ports", async () => {
    const id = "sg-0123456789abcdef0";
    const old = {
      groupId: id,
      groupName: "web",
      vpcId: "vpc-1",
      ipPermissions: [
        {
          ipProtocol: "-1",
          fromPort: null,
          toPort: null,
          userIdGroupPairs: [],
          ipRanges: ["10.0.0.0/8"],
          prefixListIds: ["pl-1"],
        },
      ],
    };
    const recent = {
      ...old,
      ipPermissions: [
        {
          ipProtocol: "-1",
          userIdGroupPairs: [],
          ipv4Ranges: [{ cidrIp: "10.0.0.0/8" }],
          ipRanges: ["10.0.0.0/8"],
          prefixListIds: [{ prefixListId: "pl-1" }],
        },
      ],
    };
    const expected = {
      GroupId: id,
      GroupName: "web",
      VpcId: "vpc-1",
      IpPermissions: [
        {
          IpProtocol: "-1",
          IpRanges: [{ CidrIp: "10.0.0.0/8" }],
          PrefixListIds: [{ PrefixListId: "pl-1" }],
          UserIdGroupPairs: [],
        },
      ],
    };
    for (const configuration of [old, recent, JSON.stringify(recent)]) {
      const outcome = await readItems([item("AWS::EC2::SecurityGroup", id, { configuration })], [SG]);
      expect(bodyOf(outcome, `arn:aws:ec2:eu-central-1:${ACCOUNT}:security-group/${id}`)).toEqual(expected);
    }
  });

  test.each([[{ Team: "a" }], [[{ key: "Team", value: "a" }]], [[{ tag: "Team", value: "a" }]], ['{"Team":"a"}']])(
    "tags %j",
    async (tags) => {
      expect((await readItems([bucket({ tags })])).items).toMatchObject([{ labels: { Team: "a" } }]);
    },
  );
});

describe("a user", () => {
  const arn = `arn:aws:iam::${ACCOUNT}:user/people/jane.doe`;
  const user = item("AWS::IAM::User", "AIDACKCEVSQ6C2EXAMPLE", {
    ARN: arn,
    awsRegion: "global",
    resourceName: "jane.doe",
    resourceCreationTime: "2024-03-12T08:05:44.000Z",
    configuration: {
      path: "/people/",
      userName: "jane.doe",
      userId: "AIDACKCEVSQ6C2EXAMPLE",
      arn,
      groupList: ["admins"],
      userPolicyList: [{ policyName: "p", policyDocument: "%7B%7D" }],
      attachedManagedPolicies: [{ policyName: "ReadOnlyAccess", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    },
  });

  test("is keyed by the id, referred to by ARN, and named nowhere", async () => {
    const { items, names } = await readItems([user], [USER]);
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
    const exports = manifest(
      config({ source: "home" }),
      config({ source: "other", regions: ["eu-west-1"], file: "other.json" }),
    );
    const directory = await makeDirectory({
      "export.json": exports,
      "config.json": snapshot([]),
      "other.json": snapshot([user]),
    });
    const outcome = await readUnits(directory, SCOPE, [USER, "AWS::EC2::VPC@eu-west-1"]);
    expect(outcome.items).toEqual([]);
    expect(outcome.unit(USER)).toMatchObject({ source: "home", complete: true, listed: 0 });
  });
});
