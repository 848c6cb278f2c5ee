// The templates of a small and a large deployment: locks, policies, keys and alarms are what an auditor would ask for.
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { verificationCounts } from "../../alerts/verification.ts";
import { actionsFor, DATA_READS } from "../../collectors/aws/actions.ts";
import { acknowledgement } from "../../config/deployment.ts";
import { readConfig, type ConfigInput } from "../../config/define-config.ts";
import { deployedConfig, type DeployedConfig } from "../../config/places.ts";
import { keptUntil } from "../../infra/kept-until.ts";
import { FUNCTIONS } from "../../infra/names.ts";
import { addStacks } from "../../infra/stacks.ts";
import { alarmFires } from "../support/deployed/alarm.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";

const ACCOUNT = "555566667777";

const small: ConfigInput = {
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/trial", mode: "trial", retentionDays: 1 },
  aws: { role: "TidemarkRead", externalId: "example-id" },
  scopes: [{ scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] }],
  schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
  deployment: { account: ACCOUNT, region: "eu-central-1", emails: ["security@example.test"] },
};

const large: ConfigInput = {
  ...small,
  ledger: { origin: "example.test/ledger", mode: "compliance", retentionDays: 500 },
  aws: {
    role: "TidemarkRead",
    externalId: "example-id",
    organization: true,
    aggregator: { name: "all", region: "eu-central-1" },
  },
  scopes: [
    ...Array.from({ length: 300 }, (_, i) => ({
      scope: `aws/${100000000000 + i}`,
      regions: ["eu-central-1", "us-east-1"],
    })),
    { scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] },
    { scope: "aws/888899990000", regions: ["eu-central-1"] },
  ],
  schedule: { everySeconds: 6 * 3600, from: "2026-09-01T01:30:00.000Z" },
  deployment: {
    account: ACCOUNT,
    region: "eu-central-1",
    ledgerAccount: "888899990000",
    replica: { account: "888899990000", region: "eu-west-1" },
    key: "p256",
    emails: ["security@example.test"],
    periods: [{ from: "2026-10-01", to: "2027-09-30" }],
    acknowledged: acknowledgement(500),
  },
};

type Templates = {
  readonly ledger: Template;
  readonly collector: Template;
  readonly member: Template;
  readonly replica: Template | null;
};

let folder = "";
const made = new Map<ConfigInput, Templates>();

beforeAll(() => {
  folder = temporaryDirectory();
  // What the bundles hold is other tests'; here they are only where code lies.
  for (const name of FUNCTIONS) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.mjs"), "export const handler = () => {};\n");
  }
  for (const input of [small, large]) made.set(input, synthesise(input));
});

const configOf = (input: ConfigInput): DeployedConfig => deployedConfig(readConfig(input, "config")) as DeployedConfig;

function synthesise(input: ConfigInput): Templates {
  const app = new App({ analyticsReporting: false });
  addStacks(app, configOf(input), Object.fromEntries(FUNCTIONS.map((name) => [name, join(folder, name)])) as never);
  // Findings of cdk-nag that nobody acknowledged end it.
  const assembly = app.synth();
  const of = (name: string): Template =>
    Template.fromJSON(assembly.getStackByName(name).template as { [key: string]: unknown });
  return {
    ledger: of("TidemarkLedger"),
    collector: of("TidemarkCollector"),
    member: of("TidemarkMember"),
    replica: input.deployment?.replica === undefined ? null : of("TidemarkReplica"),
  };
}

const templates = (input: ConfigInput): Templates => made.get(input) as Templates;

type Statement = {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: unknown } };
};

const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

function statements(template: Template, type: string): Statement[] {
  return Object.values(template.findResources(type)).flatMap(
    ({ Properties }) => ((Properties.PolicyDocument ?? Properties.KeyPolicy) as { Statement: Statement[] }).Statement,
  );
}

describe.each([
  ["small", small, { Mode: "GOVERNANCE", Days: 1 }],
  ["large", large, { Mode: "COMPLIANCE", Days: 500 }],
] as const)("the ledger of the %s deployment", (_name, input, DefaultRetention) => {
  test("lies in a bucket with versions and a lock, closed to the public and kept when the stack goes", () => {
    templates(input).ledger.hasResource("AWS::S3::Bucket", {
      DeletionPolicy: "Retain",
      Properties: {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention } },
        VersioningConfiguration: { Status: "Enabled" },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: Match.absent(),
      },
    });
  });

  test("takes only new objects under its prefix, by TLS, and lets nobody delete or change a lock", () => {
    const denied = statements(templates(input).ledger, "AWS::S3::BucketPolicy").filter(
      ({ Effect }) => Effect === "Deny",
    );
    const bySid = (sid: string): Statement => denied.find(({ Sid }) => Sid === sid) as Statement;
    expect(bySid("OnlyNewObjects").Condition).toEqual({ Null: { "s3:if-none-match": "true" } });
    expect(JSON.stringify(bySid("OnlyTheLedger").NotResource)).toContain("/ledger/*");
    expect(bySid("NoDeletions")).toMatchObject({ Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"] });
    expect(bySid("NoDeletions").Condition).toBeUndefined();
    expect(list(bySid("NoOtherLock").Action)).toEqual(
      expect.arrayContaining(["s3:PutObjectRetention", "s3:BypassGovernanceRetention"]),
    );
    expect(list(bySid("NothingBeside").Action)).toEqual(
      expect.arrayContaining(["s3:UpdateObjectEncryption", "s3:PutObjectAnnotation"]),
    );
    expect(list(bySid("OnlyByDeployment").Action)).toEqual(
      expect.arrayContaining([
        "s3:PutLifecycleConfiguration",
        "s3:PutBucketPolicy",
        "s3:PutBucketObjectLockConfiguration",
      ]),
    );
    expect(denied.some(({ Condition }) => Condition?.["Bool"]?.["aws:SecureTransport"] === "false")).toBe(true);
  });

  test("is signed by a key that the sealing function alone may use, in one way, and nobody may destroy", () => {
    const key = statements(templates(input).ledger, "AWS::KMS::Key");
    const allowed = key.filter(({ Effect, Action }) => Effect === "Allow" && list(Action).includes("kms:Sign"));
    expect(allowed).toHaveLength(1);
    expect(allowed[0]?.Condition).toEqual({
      ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/tidemark-seal-run` },
      StringEquals: { "kms:SigningAlgorithm": input === small ? "ED25519_SHA_512" : "ECDSA_SHA_256" },
    });
    expect(
      key.some(
        ({ Effect, Action }) =>
          Effect === "Allow" && list(Action).some((each) => /^kms:(\*|CreateGrant|Schedule|Disable)/.test(each)),
      ),
    ).toBe(false);
    expect(key).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Action: ["kms:ScheduleKeyDeletion", "kms:DisableKey"] }),
    );
    templates(input).ledger.hasResource("AWS::KMS::Key", { DeletionPolicy: "Retain" });
  });
});

test("a replica copies no delete markers, under the same lock", () => {
  templates(large).ledger.hasResourceProperties("AWS::S3::Bucket", {
    ReplicationConfiguration: {
      Rules: [Match.objectLike({ DeleteMarkerReplication: { Status: "Disabled" }, Status: "Enabled" })],
    },
  });
  templates(large).replica?.hasResourceProperties("AWS::S3::Bucket", {
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 500 } } },
  });
});

describe("roles", () => {
  test("name every resource that has a name", () => {
    // Calls that know no resource: lists of an organization, an aggregator's, deliveries of logs.
    const free = /^(organizations:ListAccounts|config:.*Aggregat.*|logs:(?!CreateLogStream|PutLogEvents).*)$/;
    for (const input of [small, large]) {
      for (const { Effect, Action, Resource } of statements(templates(input).collector, "AWS::IAM::Policy")) {
        if (Effect !== "Allow" || !list(Resource).includes("*")) continue;
        for (const action of list(Action)) expect(action).toMatch(free);
      }
    }
  });

  test("let one function write one part of the ledger, and none delete", () => {
    const policies = Object.values(templates(small).collector.findResources("AWS::IAM::Policy"));
    const writes = Object.fromEntries(
      policies.flatMap(({ Properties }) => {
        const all = (Properties.PolicyDocument as { Statement: Statement[] }).Statement;
        expect(JSON.stringify(all)).not.toMatch(/s3:(Delete|\*)/);
        const to = all
          .filter(({ Action }) => list(Action).includes("s3:PutObject"))
          .flatMap(({ Resource }) => list(Resource) as string[]);
        const ledger = to.filter((each) => typeof each === "string" && each.includes("tidemark-ledger-"));
        return ledger.length === 0 ? [] : [[Properties.PolicyName, ledger.map((each) => each.split("/ledger/")[1])]];
      }),
    );
    expect(writes).toEqual({
      "tidemark-plan-run": ["documents/*", "records/provider=tidemark/*"],
      "tidemark-assess-scope": ["documents/queries/*", "records/provider=aws/*"],
      "tidemark-seal-run": ["log/*"],
    });
  });

  test("of members read what the sources declare, for the collector alone, and no data", () => {
    const [role] = Object.values(templates(small).member.findResources("AWS::IAM::Role"));
    const { AssumeRolePolicyDocument, Policies } = (role as { Properties: unknown }).Properties as {
      AssumeRolePolicyDocument: { Statement: Statement[] };
      Policies: { PolicyDocument: { Statement: Statement[] } }[];
    };
    expect(AssumeRolePolicyDocument.Statement[0]?.Condition).toEqual({
      ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/tidemark-collect-shard` },
      StringEquals: { "sts:ExternalId": "example-id" },
    });
    const [allow, deny] = Policies[0]?.PolicyDocument.Statement ?? [];
    expect(list(deny?.Action)).toEqual([...DATA_READS]);
    expect(deny?.Effect).toBe("Deny");
    const everything = actionsFor([{ types: ["AWS::S3::Bucket"], lane: "config" }], false);
    expect(list(allow?.Action)).toEqual(expect.arrayContaining(everything));
  });
});

describe("the alarm on a missing seal", () => {
  const alarm = (input: ConfigInput) =>
    Object.values(templates(input).ledger.findResources("AWS::CloudWatch::Alarm")).find(
      ({ Properties }) => Properties.AlarmName === "tidemark-missing-seal",
    )?.["Properties"];

  test.each([
    ["hourly", small, 3600],
    ["every six hours", large, 6 * 3600],
  ] as const)("%s: fires where no run came for two slots, and only then", (_name, input, every) => {
    const properties = alarm(input);
    expect(properties).toMatchObject({ Namespace: "AWS/Events", MetricName: "MatchedEvents", Period: every });
    // Each period's sum of notes that were written: S3 says so. Null: there is no data.
    expect(alarmFires(properties, [1, 1, 1])).toBe(false);
    expect(alarmFires(properties, [1, null, 1])).toBe(false);
    expect(alarmFires(properties, [1, 1, null])).toBe(false);
    expect(alarmFires(properties, [1, null, null])).toBe(true);
    expect(alarmFires(properties, [1, 0, null])).toBe(true);
    expect(alarmFires(properties, [null, null, 1])).toBe(false);
  });

  test("counts checkpoints of the ledger alone", () => {
    templates(small).ledger.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { object: { key: [{ wildcard: "ledger/log/*.note" }] } },
      },
    });
  });
});

test("what a verification counts is watched, each count by an alarm that fires at the first", () => {
  const counts = Object.keys(verificationCounts({ verdict: "INTACT", problems: [] }));
  const alarms = Object.values(templates(small).collector.findResources("AWS::CloudWatch::Alarm"));
  for (const metric of counts) {
    const watching = alarms.filter(({ Properties }) => Properties.MetricName === metric);
    expect(watching, metric).toMatchObject([{ Properties: { Namespace: "Tidemark", Threshold: 0 } }]);
  }
});

test("a run starts at every slot", () => {
  templates(small).collector.hasResourceProperties("AWS::Scheduler::Schedule", {
    ScheduleExpression: "cron(0 * * * ? *)",
    ScheduleExpressionTimezone: "Etc/UTC",
  });
  templates(large).collector.hasResourceProperties("AWS::Scheduler::Schedule", {
    ScheduleExpression: "cron(30 1,7,13,19 * * ? *)",
  });
});

test("functions run on Node 24 on arm64", () => {
  const functions = Object.values(templates(small).collector.findResources("AWS::Lambda::Function"));
  expect(functions).toHaveLength(FUNCTIONS.length);
  for (const { Properties } of functions)
    expect(Properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"] });
});

test("ids are a contract: these resources hold what can't be made again", () => {
  const ids = (template: Template, type: string): string[] => Object.keys(template.findResources(type));
  expect(ids(templates(small).ledger, "AWS::S3::Bucket")).toMatchInlineSnapshot(`
    [
      "LedgerB7379752",
      "Names8B2C83D9",
    ]
  `);
  expect(ids(templates(small).ledger, "AWS::KMS::Key")).toMatchInlineSnapshot(`
    [
      "SigningKeyEEFC2790",
    ]
  `);
});

test("the ledger's template is the one that was reviewed", () => {
  expect(templates(small).ledger.toJSON()).toMatchSnapshot();
});

test("what a lock means is said before it is made", () => {
  const now = new Date("2026-11-25T12:00:00Z");
  expect(keptUntil(configOf(large), now)).toBe(
    "COMPLIANCE: what is written from today on can't be deleted by anyone before 2028-04-08, and later for what is written later.",
  );
  expect(keptUntil(configOf(small), now)).toContain("locked until 2026-11-26");
});
