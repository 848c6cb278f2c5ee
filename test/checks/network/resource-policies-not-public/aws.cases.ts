// Cases of the check that policies on resources are not public: AWS. Official pages give most policies.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";
import { documented } from "../../engines/policy/documented-policies.ts";
import { policy, type StatementText } from "../../engines/policy/policy-text.ts";

type Slice = (arn: string, policy: Json | undefined) => Json;

/** A case for each documented policy of a service. `slice`: the resource that has the policy. */
function pages(name: string, slice: Slice): readonly Case[] {
  const { arn, policies } = documented[name] as (typeof documented)[string];
  return policies.map(({ name: what, page, statements, access }) => ({
    name: `${what} (${page})`,
    slice: slice(arn, policy(...statements) as unknown as Json),
    expect: access.length === 0 ? "pass" : "fail",
    ...(access.length === 0
      ? { facts: { grants: [], grantCount: 0 } }
      : { facts: { grants: [{ to: "everyone", access: [...access] }], grantCount: 1 } }),
  }));
}

const arnOf = (name: string): string => (documented[name] as (typeof documented)[string]).arn;
const toEveryone = (action: string): StatementText => ({ Principal: "*", Action: action, Resource: "*" });
const asJson = (...statements: readonly StatementText[]): Json => policy(...statements) as unknown as Json;

/** Cases of each kind of resource: statements that are not understood, and a policy that could not be read. */
const unclear = (slice: Slice, arn: string, action: string): readonly Case[] => [
  {
    name: "a principal that AWS does not have",
    slice: slice(arn, asJson({ ...toEveryone(action), Principal: { Martian: "marvin" } })),
    expect: "indeterminate",
    problem: "unexpected-shape",
    facts: { grants: [{ to: "unknown", access: ["read"] }], grantCount: 1 },
  },
  {
    name: "a text that is no policy",
    slice: slice(arn, "unreadable"),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "an open statement beside one that is not understood",
    slice: slice(arn, asJson(toEveryone(action), { ...toEveryone(action), Principal: { Martian: "marvin" } })),
    expect: "fail",
  },
  {
    name: "an identity provider that anybody can join",
    slice: slice(arn, asJson({ ...toEveryone(action), Principal: { Federated: "graph.facebook.com" } })),
    expect: "fail",
    facts: { grants: [{ to: "web identities", access: ["read"] }], grantCount: 1 },
  },
  {
    name: "everyone by halves of the internet, of which two statements have one each",
    slice: slice(
      arn,
      asJson(
        ...["0.0.0.0/1", "128.0.0.0/1"].map((block) => ({
          ...toEveryone(action),
          Condition: { IpAddress: { "aws:SourceIp": block } },
        })),
      ),
    ),
    expect: "fail",
  },
  ...["constructor", "__proto__", "a:b"].map((key): Case => ({
    name: `everyone by a condition key that AWS does not have: ${key}`,
    slice: slice(arn, asJson({ ...toEveryone(action), Condition: { StringEquals: { [key]: "1" } } })),
    expect: "fail",
  })),
  {
    name: "a block that the company does not call the internet",
    slice: slice(arn, asJson({ ...toEveryone(action), Condition: { IpAddress: { "aws:SourceIp": "20.0.0.0/7" } } })),
    parameters: { broadestIpv4Prefix: 7 },
    expect: "pass",
  },
];

/** A resource whose policy a service is asked for. `none`: the sentence where it has none. */
function asked(type: string, name: string, action: string, none: string): Cases {
  const slice: Slice = (Arn, Policy) => ({ Arn, ...(Policy === undefined ? {} : { Policy }) });
  const own: readonly Case[] = [
    {
      name: "no policy",
      slice: slice(arnOf(name), undefined),
      expect: "pass",
      because: none,
      facts: { grants: [], grantCount: 0 },
    },
    { name: "an answer without its subject", slice: {}, expect: "indeterminate" },
  ];
  const other = action === "" ? [] : unclear(slice, arnOf(name), action);
  return { [`aws ${type}` as const]: { cases: [...pages(name, slice), ...other, ...own] } };
}

const queue: Slice = (QueueArn, Policy) => ({ QueueArn, ...(Policy === undefined ? {} : { Policy }) });
const topic: Slice = (TopicArn, Policy) => ({ TopicArn, ...(Policy === undefined ? {} : { Policy }) });
const key =
  (members: Members): Slice =>
  (Arn, Policy) => ({
    Arn,
    KeyId: "k",
    KeyManager: "CUSTOMER",
    KeyState: "Enabled",
    ...(Policy === undefined ? {} : { Policy }),
    ...members,
  });

const recorded: Cases = {
  "aws AWS::SQS::Queue": {
    cases: [
      ...pages("SQS", queue),
      ...unclear(queue, arnOf("SQS"), "sqs:ReceiveMessage"),
      {
        name: "a queue without a policy",
        slice: queue(arnOf("SQS"), undefined),
        expect: "pass",
        because: "the queue has no policy",
      },
      {
        name: "everyone, on another queue",
        slice: queue(arnOf("SQS"), asJson({ ...toEveryone("sqs:*"), Resource: `${arnOf("SQS")}2` })),
        expect: "pass",
      },
      {
        name: "everyone, on a queue of another partition",
        slice: queue(
          arnOf("SQS").replace("aws", "aws-us-gov"),
          asJson({ ...toEveryone("sqs:*"), Resource: arnOf("SQS").replace("aws", "aws-us-gov") }),
        ),
        expect: "fail",
        because: "the policy of the queue lets everyone in",
        facts: { grants: [{ to: "everyone", access: ["read", "write"] }], grantCount: 1 },
      },
    ],
  },
  "aws AWS::SNS::Topic": {
    cases: [
      ...pages("SNS", topic),
      ...unclear(topic, arnOf("SNS"), "sns:Subscribe"),
      {
        name: "a topic without a policy, which no topic is",
        slice: topic(arnOf("SNS"), undefined),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
  "aws AWS::KMS::Key": {
    cases: [
      ...pages("KMS", key({})),
      {
        name: "a policy that KMS did not tell",
        slice: key({})(arnOf("KMS"), undefined),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a principal that AWS does not have",
        slice: key({})(arnOf("KMS"), asJson({ ...toEveryone("kms:Decrypt"), Principal: { Martian: "marvin" } })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a key of AWS, whose policy is for everyone of the account by one service",
        slice: key({ KeyManager: "AWS" })(arnOf("KMS"), asJson(toEveryone("kms:Decrypt"))),
        expect: "not-applicable",
      },
      ...["Disabled", "PendingDeletion", "PendingReplicaDeletion"].map((KeyState): Case => ({
        name: `an open key in the state ${KeyState}`,
        slice: key({ KeyState })(arnOf("KMS"), asJson(toEveryone("kms:Decrypt"))),
        expect: "not-applicable",
        facts: { state: KeyState },
      })),
      {
        name: "an open key that waits for its material",
        slice: key({ KeyState: "PendingImport" })(arnOf("KMS"), asJson(toEveryone("kms:Decrypt"))),
        expect: "fail",
      },
    ],
  },
};

const domainArn = arnOf("OpenSearch");
const openPolicy = asJson({ Principal: { AWS: "*" }, Action: "es:*", Resource: `${domainArn}/*` });
const domain = (members: Members): Json => ({
  Arn: domainArn,
  Deleted: false,
  AdvancedSecurityOptions: { Enabled: false },
  ...members,
});
const grants = { grants: [{ to: "everyone", access: ["read", "write"] }], grantCount: 1 };

const searchDomains: Cases = {
  "aws AWS::OpenSearchService::Domain": {
    cases: [
      ...pages("OpenSearch", (Arn, AccessPolicies) => domain({ Arn, AccessPolicies: AccessPolicies ?? null })).map(
        ({ facts: _facts, ...one }) => one,
      ),
      {
        name: "an open policy on an endpoint of the internet",
        slice: domain({ AccessPolicies: openPolicy }),
        expect: "fail",
        because: "the access policy of the domain lets everyone in, without signing in",
        facts: { endpoint: "internet", fineGrainedAccessControl: false, ...grants },
      },
      {
        name: "an open policy in a VPC (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html)",
        slice: domain({ AccessPolicies: openPolicy, VpcId: "vpc-1" }),
        expect: "pass",
        because: "the access policy may be for everyone, and the domain has no endpoint outside a VPC",
        facts: { endpoint: "VPC", fineGrainedAccessControl: false, ...grants },
      },
      {
        name: "an open policy, and fine-grained access control (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html)",
        slice: domain({
          AccessPolicies: openPolicy,
          AdvancedSecurityOptions: { Enabled: true, AnonymousAuthEnabled: false },
        }),
        expect: "pass",
        because: "the access policy may be for everyone, and fine-grained access control has everyone sign in",
      },
      {
        name: "the same, while anonymous users are let in",
        slice: domain({
          AccessPolicies: openPolicy,
          AdvancedSecurityOptions: { Enabled: true, AnonymousAuthEnabled: true },
        }),
        expect: "fail",
      },
      {
        name: "an open policy, and an answer without access control",
        slice: domain({ AccessPolicies: openPolicy, AdvancedSecurityOptions: {} }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "principals that are not understood",
        slice: domain({
          AccessPolicies: asJson({ Principal: { Martian: "marvin" }, Action: "es:*", Resource: `${domainArn}/*` }),
        }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "no policy", slice: domain({}), expect: "pass", because: "the domain has no access policy" },
      {
        name: "an open domain that is being deleted",
        slice: domain({ AccessPolicies: openPolicy, Deleted: true }),
        expect: "not-applicable",
      },
    ],
  },
};

export const cases: Cases = {
  ...recorded,
  ...asked("Tidemark::ECR::RepositoryPolicy", "ECR", "ecr:BatchGetImage", "the repository has no policy"),
  ...asked(
    "Tidemark::SecretsManager::SecretPolicy",
    "Secrets Manager",
    "secretsmanager:GetSecretValue",
    "the secret has no policy",
  ),
  ...asked("Tidemark::Events::EventBusPolicy", "EventBridge", "", "the event bus has no policy"),
  ...asked(
    "Tidemark::EFS::FileSystemPolicy",
    "EFS",
    "elasticfilesystem:ClientMount",
    "the file system has no policy: by NFS it lets in everyone who reaches a mount target, which its network decides",
  ),
  ...asked("Tidemark::Backup::VaultPolicy", "Backup", "", "the backup vault has no policy"),
  ...searchDomains,
};
