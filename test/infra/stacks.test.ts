// The templates of a small and a large deployment: locks, policies, keys and alarms are what an auditor would ask for.
import { Match, type Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { actionsFor, DATA_READS } from "../../collectors/aws/actions.ts";
import { ALWAYS, namesOf } from "../../infra/names.ts";
import { keptUntil } from "../../infra/kept-until.ts";
import { PARTS } from "../../infra/ledger/writers.ts";
import { ACCOUNT, configOf, large, SHAPES, small, synthesise } from "./deployments.ts";
import type { ConfigInput } from "../../config/schema.ts";

const templates = (input: ConfigInput) => {
  const { stack, stacks } = synthesise(input);
  const of = (name: string): Template | null => (stacks.includes(name) ? stack(name) : null);
  return {
    ledger: stack("TidemarkLedger"),
    collector: stack("TidemarkCollector"),
    member: stack("TidemarkMember"),
    replica: of("TidemarkReplica"),
  };
};

type Statement = {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
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
      DeletionPolicy: "RetainExceptOnCreate",
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

  test("keeps its policy and its key when the stack goes", () => {
    const { ledger } = templates(input);
    ledger.allResources("AWS::S3::BucketPolicy", {
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
    });
    ledger.allResources("AWS::KMS::Key", { DeletionPolicy: "RetainExceptOnCreate" });
  });
});

test("stacks of a ledger in compliance mode are protected from deletion, those of a trial can be taken down", () => {
  const { stacks, protected: kept } = synthesise(large);
  // The member's role goes to accounts by a StackSet.
  expect(kept.toSorted()).toEqual(stacks.filter((name) => name !== "TidemarkMember").toSorted());
  expect(synthesise(small).protected).toEqual([]);
});

describe("a trial that is taken down", () => {
  const down: ConfigInput = {
    ...small,
    deployment: { ...(small.deployment as object as { account: string; region: string }), takeDown: true },
  };

  test("denies nothing any more but requests without TLS, and its key can be deleted", () => {
    const { authority, config } = synthesise(down);
    const names = namesOf(config);
    const may = (action: string, resource: string): boolean =>
      authority.decide(authority.administrator(), { action, resource }).allowed;
    for (const bucket of [names.ledgerBucket, names.namesBucket]) {
      expect(may("s3:DeleteObjectVersion", `arn:aws:s3:::${bucket}/ledger/genesis.json`)).toBe(true);
      expect(may("s3:BypassGovernanceRetention", `arn:aws:s3:::${bucket}/ledger/genesis.json`)).toBe(true);
      expect(may("s3:DeleteBucket", `arn:aws:s3:::${bucket}`)).toBe(true);
    }
    const [key] = synthesise(down).templates.all("AWS::KMS::Key");
    expect(may("kms:ScheduleKeyDeletion", key?.arn as string)).toBe(true);
  });

  test("is a trial: a config of another ledger is refused", () => {
    const other = {
      ...large,
      deployment: { ...(large.deployment as object as { account: string; region: string }), takeDown: true },
    };
    expect(() => configOf(other)).toThrow(
      "deployment.takeDown: found true, expected false with ledger.mode compliance (only a trial can be taken down)",
    );
  });
});

test("roles that policies exempt are named exactly, by the bootstrap's qualifier of the config", () => {
  const deployment = {
    ...(small.deployment as object as { account: string; region: string }),
    bootstrapQualifier: "acme",
  };
  const { templates: all } = synthesise({ ...small, deployment });
  const text = JSON.stringify(all.all("AWS::S3::BucketPolicy").map(({ properties }) => properties["PolicyDocument"]));
  expect(text).toContain(`arn:aws:iam::${ACCOUNT}:role/cdk-acme-cfn-exec-role-${ACCOUNT}-eu-central-1`);
  expect(text).not.toMatch(/role\/[^"]*\*/);
});

test("each part of the ledger has its writers, and each function that writes has a part", () => {
  const writers = Object.fromEntries(PARTS.map((part) => [part.name, part.writers]));
  expect(writers).toEqual({
    Genesis: ["operator"],
    Documents: ["plan-run", "operator"],
    Acts: ["plan-run", "operator"],
    Records: ["assess-scope"],
    Log: ["seal-run"],
  });
});

test("a replica copies the ledger and no delete markers, measured, under the same lock", () => {
  const rule = {
    Id: "whole-ledger",
    DeleteMarkerReplication: { Status: "Disabled" },
    Filter: { Prefix: "ledger/" },
    Status: "Enabled",
  };
  const replicated = SHAPES.filter(({ input }) => input.deployment?.replica !== undefined);
  expect(replicated.length).toBeGreaterThan(2);
  for (const { input } of replicated)
    templates(input).ledger.hasResourceProperties("AWS::S3::Bucket", {
      ReplicationConfiguration: {
        Rules: [Match.objectLike({ ...rule, Destination: Match.objectLike({ Metrics: { Status: "Enabled" } }) })],
      },
    });
  // Where accounts differ the replica belongs to its own.
  templates(large).ledger.hasResourceProperties("AWS::S3::Bucket", {
    ReplicationConfiguration: {
      Rules: [
        Match.objectLike({
          Destination: Match.objectLike({
            Account: "333344445555",
            AccessControlTranslation: { Owner: "Destination" },
          }),
        }),
      ],
    },
  });
  templates(large).replica?.hasResourceProperties("AWS::S3::Bucket", {
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 500 } } },
  });
});

describe("roles", () => {
  test("name every resource that has a name", () => {
    // Calls that know no resource: lists of an organization, an aggregator's, deliveries of logs, workload tokens.
    const free =
      /^(organizations:ListAccounts|config:.*Aggregat.*|logs:(?!CreateLogStream|PutLogEvents).*|sts:GetWebIdentityToken|iam:EnableOutboundWebIdentityFederation)$/;
    for (const input of [small, large]) {
      for (const { Effect, Action, Resource } of statements(templates(input).collector, "AWS::IAM::Policy")) {
        if (Effect !== "Allow" || !list(Resource).includes("*")) continue;
        for (const action of list(Action)) expect(action).toMatch(free);
      }
    }
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
  expect(functions).toHaveLength(ALWAYS.length);
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
    "COMPLIANCE: an object that is written today stays locked until 2028-04-08, and nobody can delete it earlier. An object that is written later stays locked for the same number of days.",
  );
  expect(keptUntil(configOf(small), now)).toContain("locked until 2026-11-26");
});

describe.each(SHAPES)("from nothing, $name", ({ input }) => {
  const { before, stacks, stack } = synthesise(input);

  test("the bucket of the replica is there before objects are copied to it", () => {
    if (stacks.includes("TidemarkReplica")) expect(before.get("TidemarkLedger")).toContain("TidemarkReplica");
    else expect(before.get("TidemarkLedger")).not.toContain("TidemarkReplica");
  });

  // A policy whose principal does not exist yet is refused: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html
  test("no policy of a bucket, key or topic needs a role to be there: roles are named by conditions", () => {
    const policies = ["AWS::S3::BucketPolicy", "AWS::KMS::Key", "AWS::SNS::TopicPolicy"];
    const principals = stacks.flatMap((name) =>
      policies.flatMap((type) => statements(stack(name), type).map((each) => JSON.stringify(each.Principal))),
    );
    expect(principals.length).toBeGreaterThan(10);
    expect(principals.filter((each) => each === undefined || /:role|:user|assumed-role|GetAtt/.test(each))).toEqual([]);
  });
});
