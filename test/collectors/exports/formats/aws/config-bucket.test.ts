// What AWS Config says of a bucket beside its encryption, in each of the ways that it writes it.
import { describe, expect, test } from "vitest";
import { S3, bucket, readItems, readSelected, selected, type Members } from "./config-items.ts";
import { bodyOf, type Outcome } from "../../fixture.ts";

const OWNER = "e7c8bb65a5fc49cf906715eae09de9e4bb7861a96361ba79b833aa45f6833b15";
const POLICY = JSON.stringify({
  Version: "2008-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:user/jane.doe" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::logs/*",
    },
  ],
});
const grants = (displayName: string | null): Members => ({
  grantSet: null,
  grantList: [
    { grantee: { id: OWNER, displayName }, permission: "FullControl" },
    { grantee: "AllUsers", permission: "Read" },
    { grantee: "LogDelivery", permission: "WriteAcp" },
  ],
  owner: { displayName, id: OWNER },
  isRequesterCharged: false,
});
const rules = [
  {
    id: "logs",
    prefix: null,
    status: "Enabled",
    filter: { predicate: { type: "LifecyclePrefixPredicate", prefix: "docs/" } },
    expirationInDays: 60,
    expiredObjectDeleteMarker: false,
    noncurrentVersionExpirationInDays: -1,
    expirationDate: null,
    transitions: null,
  },
];

// As GetResourceConfigHistory and BatchGetResourceConfig answer, and as recorded items have it.
const history: Members = {
  configuration: `{"name":"logs","owner":{"displayName":"jane.doe","id":"${OWNER}"},"creationDate":"2024-03-13T10:00:00.000Z"}`,
  supplementaryConfiguration: {
    AccessControlList: JSON.stringify(JSON.stringify(grants("jane.doe"))),
    BucketPolicy: JSON.stringify({ policyText: POLICY }),
    BucketLifecycleConfiguration: JSON.stringify({ rules }),
    BucketVersioningConfiguration: '{"status":"Suspended","isMfaDeleteEnabled":null}',
    PublicAccessBlockConfiguration:
      '{"blockPublicAcls":true,"ignorePublicAcls":true,"blockPublicPolicy":false,"restrictPublicBuckets":false}',
    IsRequesterPaysEnabled: "false",
  },
};
// As a delivered snapshot has it: objects, and one string for the list.
const delivered: Members = {
  configuration: { name: "logs", owner: { displayName: "jane.doe", id: OWNER } },
  supplementaryConfiguration: {
    AccessControlList: JSON.stringify(grants("jane.doe")),
    BucketPolicy: { policyText: POLICY },
    BucketLifecycleConfiguration: { rules },
    BucketVersioningConfiguration: { status: "Suspended", isMfaDeleteEnabled: null },
    PublicAccessBlockConfiguration: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    },
    IsRequesterPaysEnabled: false,
  },
};
// As SelectResourceConfig answers: nulls gone, and numbers with a fraction.
const select = {
  ...bucket(delivered),
  supplementaryConfiguration: {
    ...(delivered["supplementaryConfiguration"] as Members),
    BucketLifecycleConfiguration: {
      rules: [
        {
          id: "logs",
          status: "Enabled",
          filter: { predicate: { prefix: "docs/", type: "LifecyclePrefixPredicate" } },
          expirationInDays: "60.0",
          noncurrentVersionExpirationInDays: "-1.0",
        },
      ],
    },
    BucketVersioningConfiguration: { status: "Suspended" },
  },
  tags: [],
};
const withFractions = (text: string): string => text.replaceAll(/\\"(-?\d+\.\d)\\"/g, "$1");

const BODY = {
  Name: "logs",
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  },
  BucketPolicy: {
    Policy: {
      Statements: [
        {
          Effect: "Allow",
          Principals: [
            { Type: "AWS", Values: [expect.stringMatching(/^arn:aws:iam::\d{12}:user\/person:[0-9a-f]{64}$/)] },
          ],
          Actions: ["s3:GetObject"],
          Resources: ["arn:aws:s3:::logs/*"],
        },
      ],
    },
  },
  AccessControlList: {
    Grants: [
      { GranteeType: "CanonicalUser", Permission: "FULL_CONTROL" },
      { GranteeUri: "http://acs.amazonaws.com/groups/global/AllUsers", GranteeType: "Group", Permission: "READ" },
      { GranteeUri: "http://acs.amazonaws.com/groups/s3/LogDelivery", GranteeType: "Group", Permission: "WRITE_ACP" },
    ],
  },
  LifecycleConfiguration: { Rules: [{ Status: "Enabled", Filter: { Prefix: "docs/" }, ExpirationInDays: 60 }] },
  VersioningConfiguration: { Status: "Suspended" },
};

describe("one bucket is one body", () => {
  const readings: readonly (readonly [way: string, reading: () => Promise<Outcome>])[] = [
    ["history", () => readItems([bucket(history)])],
    ["snapshot", () => readItems([bucket(delivered)])],
    ["select", () => readSelected(withFractions(selected([select])))],
  ];
  test.each(readings)("%s", async (_, reading) => {
    const outcome = await reading();
    expect(bodyOf(outcome)).toEqual(BODY);
    expect(outcome.unit(S3)).toMatchObject({ complete: true, listed: 1 });
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane|doe|e7c8bb65/i);
  });
});

const supplementary = async (members: Members): Promise<Members> =>
  bodyOf(await readItems([bucket({ supplementaryConfiguration: members })]));

test("what an item does not say is not there", async () => {
  expect(await supplementary({})).toEqual({ Name: "logs" });
  expect(
    await supplementary({
      BucketPolicy: null,
      AccessControlList: "null",
      BucketLifecycleConfiguration: null,
      BucketVersioningConfiguration: "null",
      PublicAccessBlockConfiguration: {},
    }),
  ).toEqual({ Name: "logs" });
});

describe("policy", () => {
  test.each([[{ policyText: null }], [{}], ['{"policyText":null}']])("none: %j", async (raw) => {
    expect(await supplementary({ BucketPolicy: raw })).toEqual({ Name: "logs", BucketPolicy: {} });
  });
  test.each([[{ policyText: "{" }], [{ policyText: '"jane"' }]])("no policy that can be read: %j", async (raw) => {
    expect(await supplementary({ BucketPolicy: raw })).toEqual({
      Name: "logs",
      BucketPolicy: { Policy: "unreadable" },
    });
  });
  test.each([["jane"], [{ Statement: [] }], [{ policyText: POLICY, policyStatus: {} }]])(
    "something else than Config's member is not none: %j",
    async (raw) => {
      expect(await supplementary({ BucketPolicy: raw })).toEqual({ Name: "logs", BucketPolicy: "unreadable" });
    },
  );
});

describe("access control list", () => {
  const grantsOf = async (acl: unknown): Promise<unknown> =>
    (await supplementary({ AccessControlList: acl }))["AccessControlList"];
  const owner = { id: OWNER };

  test("the order of grants is none, and they may stand in either member", async () => {
    const list = [
      { grantee: "AuthenticatedUsers", permission: "ReadAcp" },
      { grantee: { id: OWNER }, permission: "Write" },
    ];
    expect(await grantsOf({ grantList: list, owner })).toEqual(await grantsOf({ grantSet: list.toReversed(), owner }));
  });
  test("none", async () => {
    expect(await grantsOf({ owner, grantSet: null, grantList: null })).toEqual({ Grants: [] });
    expect(await grantsOf({ grantList: [], owner })).toEqual({ Grants: [] });
    expect(await grantsOf({})).toBeUndefined();
  });
  test("the API's own spelling", async () => {
    const uri = "http://acs.amazonaws.com/groups/global/AllUsers";
    expect(await grantsOf({ grantList: [{ grantee: { uri }, permission: { value: "READ" } }] })).toEqual({
      Grants: [{ GranteeUri: uri, GranteeType: "Group", Permission: "READ" }],
    });
  });
  test.each([["jane@northlight.example"], ["constructor"], [{ emailAddress: "jane@northlight.example" }]])(
    "a grantee that is not known is nobody: %j",
    async (grantee) => {
      expect(await grantsOf({ grantList: [{ grantee, permission: "Read" }] })).toEqual({
        Grants: [{ Permission: "READ" }],
      });
    },
  );
  test.each([["jane"], [{ grantList: "jane" }]])("what is no list is not taken for one: %j", async (acl) => {
    expect(await grantsOf(acl)).toBe("unreadable");
  });
});

describe("lifecycle", () => {
  const ruleOf = async (rule: Members): Promise<unknown> =>
    (await supplementary({ BucketLifecycleConfiguration: { rules: [rule] } }))["LifecycleConfiguration"];
  const one = (rule: Members): Members => ({ Rules: [{ Status: "Enabled", ...rule }] });
  const filtered = (predicate: unknown): Promise<unknown> => ruleOf({ status: "Enabled", filter: { predicate } });
  const tag = { type: "LifecycleTagPredicate", tag: { key: "owner", value: "jane" } };

  test("none", async () => {
    expect(await supplementary({ BucketLifecycleConfiguration: { rules: null } })).toEqual({
      Name: "logs",
      LifecycleConfiguration: {},
    });
  });
  test("a rule for the whole bucket has no filter", async () => {
    expect(await filtered(null)).toEqual(one({}));
    expect(await ruleOf({ status: "Enabled", filter: {} })).toEqual(one({}));
    expect(await ruleOf({ status: "Enabled", prefix: "" })).toEqual(one({ Prefix: "" }));
  });
  test("what limits a rule is said, and no tag", async () => {
    expect(await filtered(tag)).toEqual(one({ Filter: { Tagged: true } }));
    expect(await filtered({ type: "LifecycleObjectSizeGreaterThanPredicate", objectSizeGreaterThan: 1 })).toEqual(
      one({ Filter: { Sized: true } }),
    );
    const operands = [{ type: "LifecyclePrefixPredicate", prefix: "a/" }, tag];
    expect(await filtered({ type: "LifecycleAndOperator", operands })).toEqual(
      one({ Filter: { Prefix: "a/", Tagged: true } }),
    );
  });
  test.each([
    [{ type: "LifecycleMoonPredicate" }],
    [{ type: "LifecyclePrefixPredicate" }],
    [{ type: "LifecycleAndOperator", operands: [tag, {}] }],
    ["jane"],
  ])("a filter that is not known is no wider one: %j", async (predicate) => {
    expect(await filtered(predicate)).toEqual(one({ Filter: "unreadable" }));
  });
  test("what expires and when", async () => {
    const date = "2027-01-01T00:00:00.000Z";
    const rule = { status: "Enabled", expirationDate: date, noncurrentVersionExpirationInDays: 545 };
    const expected = one({ ExpirationDate: date, NoncurrentVersionExpirationDays: 545 });
    expect(await ruleOf(rule)).toEqual(expected);
    expect(await ruleOf({ ...rule, expirationDate: Date.parse(date) })).toEqual(expected);
    const noncurrentVersionExpiration = { noncurrentDays: 545, newerNoncurrentVersions: 2 };
    expect(await ruleOf({ ...rule, noncurrentVersionExpirationInDays: -1, noncurrentVersionExpiration })).toEqual(
      expected,
    );
  });
});

test.each([
  [{ status: "Off", isMfaDeleteEnabled: null }, {}],
  [{ status: "Off" }, {}],
  [
    { status: "Enabled", isMfaDeleteEnabled: true },
    { Status: "Enabled", MFADelete: "Enabled" },
  ],
  ['{"status":"Enabled","isMfaDeleteEnabled":false}', { Status: "Enabled", MFADelete: "Disabled" }],
])("versioning %j", async (raw, expected) => {
  expect(await supplementary({ BucketVersioningConfiguration: raw })).toEqual({
    Name: "logs",
    VersioningConfiguration: expected,
  });
});
