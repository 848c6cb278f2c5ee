// Lists, for each service of AWS whose policies are judged, a resource, the requests that others may make of it, and the texts
// that statements are made of.
import { backup } from "../../../../checks/engines/policy/aws/services/backup.ts";
import { ecr } from "../../../../checks/engines/policy/aws/services/ecr.ts";
import { efs } from "../../../../checks/engines/policy/aws/services/efs.ts";
import { eventBridge } from "../../../../checks/engines/policy/aws/services/event-bridge.ts";
import { kms } from "../../../../checks/engines/policy/aws/services/kms.ts";
import { lambda } from "../../../../checks/engines/policy/aws/services/lambda.ts";
import { openSearch } from "../../../../checks/engines/policy/aws/services/opensearch.ts";
import { bucketNamed, s3AccessPoint } from "../../../../checks/engines/policy/aws/services/s3.ts";
import { secretsManager } from "../../../../checks/engines/policy/aws/services/secrets-manager.ts";
import { sns } from "../../../../checks/engines/policy/aws/services/sns.ts";
import { sqs } from "../../../../checks/engines/policy/aws/services/sqs.ts";
import type { PolicyResource, PolicyService } from "../../../../checks/engines/policy/aws/resource.ts";

export type ServiceWorld = {
  readonly resource: PolicyResource;
  /**
   * Requests that the service has, each action on the kind of resource that it is for, without those that it refuses to others
   * whatever a policy says. Of each kind some actions are not among those that the engine knows by name.
   */
  readonly calls: readonly (readonly [action: string, resource: string])[];
  /** Patterns of actions and resources that statements have. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Condition keys of the service, and values that statements compare them with. */
  readonly keys?: { readonly [key: string]: readonly string[] };
  /** The ways in which a request of a caller of `account` may have these keys. */
  readonly has?: (account: string) => readonly { readonly [key: string]: readonly string[] }[];
  /** Whether requests without credentials are refused before any policy is asked. */
  readonly signed?: boolean;
  /** What a statement without a resource is read as; left out, it is for none. */
  readonly implied?: readonly string[];
};

const on = (resource: string, ...actions: readonly string[]): ServiceWorld["calls"] =>
  actions.map((action) => [action, resource]);
const arn = (rest: string): string => `arn:aws:${rest}`;
const named = (service: PolicyService, rest: string): PolicyResource => ({ service, arn: arn(rest) });

export const s3World: ServiceWorld = {
  resource: bucketNamed("b"),
  calls: [
    ...["b/x", "b/x1", "b/y/z"].flatMap((key) =>
      on(arn(`s3:::${key}`), "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl", "s3:GetObjectTorrent"),
    ),
    ...on("arn:aws:s3:::b", "s3:ListBucket", "s3:PutBucketPolicy", "s3:GetBucketLocation"),
  ],
  actions: [
    "s3:GetObject",
    "s3:PutObject",
    "s3:ListBucket",
    "s3:Get*",
    "s3:*Object",
    "s3:*",
    "s3:P*",
    "S3:get*",
    "*",
    "*Object",
    "iam:*",
    "s?:*",
  ],
  resources: [
    ...["b", "b/*", "b/x", "b/x*", "b/?/*", "b*", "*", "*/x", "c", "c/*"].map((rest) => arn(`s3:::${rest}`)),
    "*",
  ],
};

const QUEUE = arn("sqs:eu-west-1:111122223333:q");
const TOPIC = arn("sns:eu-west-1:111122223333:t");
const KEY = arn("kms:eu-west-1:111122223333:key/k");
const FUNCTION = arn("lambda:eu-west-1:111122223333:function:f");
const SECRET = arn("secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf");
const BUS = arn("events:eu-west-1:111122223333:event-bus/b");
const RULE = arn("events:eu-west-1:111122223333:rule/b/r");
const FILES = arn("elasticfilesystem:eu-west-1:111122223333:file-system/fs-1");
const VAULT = arn("backup:eu-west-1:111122223333:backup-vault:v");
const DOMAIN = arn("es:eu-west-1:111122223333:domain/d");
const POINT = arn("s3:eu-west-1:111122223333:accesspoint/p");
const REPOSITORY = arn("ecr:eu-west-1:111122223333:repository/r");

export const serviceWorlds: { readonly [service: string]: ServiceWorld } = {
  SQS: {
    resource: { service: sqs, arn: QUEUE },
    calls: on(QUEUE, "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:GetQueueUrl"),
    actions: ["sqs:SendMessage", "SQS:*", "sqs:Get*", "sqs:*Message", "sqs:SetQueueAttributes", "sns:*", "*"],
    resources: [QUEUE, `${QUEUE}*`, arn("sqs:*:111122223333:*"), arn("sqs:eu-west-1:111122223333:p"), "*"],
  },
  SNS: {
    resource: { service: sns, arn: TOPIC },
    calls: on(TOPIC, "sns:Publish", "sns:Subscribe", "sns:SetTopicAttributes", "sns:GetTopicAttributes"),
    actions: ["SNS:Publish", "sns:Subscribe", "sns:*", "SNS:Get*", "sns:?u*", "sqs:*", "*"],
    resources: [TOPIC, arn("sns:*"), arn("sns:eu-west-1:111122223333:u"), `${TOPIC}:*`, "*"],
    // A caller chooses both.
    keys: { "SNS:Protocol": ["https"], "SNS:Endpoint": ["*@example.com"] },
    has: () => [{ "sns:protocol": ["https"], "sns:endpoint": ["eve@example.com"] }, { "sns:protocol": ["sqs"] }, {}],
  },
  KMS: {
    resource: { service: kms, arn: KEY },
    calls: on(KEY, "kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:DescribeKey"),
    actions: ["kms:Decrypt", "kms:*", "kms:Generate*", "kms:PutKeyPolicy", "kms:Describe*", "KMS:*Key", "s3:*", "*"],
    resources: ["*", KEY, arn("kms:*:111122223333:key/*"), arn("kms:eu-west-1:111122223333:key/j")],
    keys: {
      "kms:CallerAccount": ["111122223333", "444455556666", "*"],
      "kms:ViaService": ["s3.eu-west-1.amazonaws.com"],
    },
    has: (account) => [
      { "kms:calleraccount": [account], "kms:viaservice": ["s3.eu-west-1.amazonaws.com"] },
      { "kms:calleraccount": [account] },
    ],
    signed: true,
  },
  Lambda: {
    resource: { service: lambda, arn: FUNCTION },
    calls: [FUNCTION, `${FUNCTION}:1`].flatMap((each) =>
      on(each, "lambda:InvokeFunction", "lambda:InvokeFunctionUrl", "lambda:GetFunction", "lambda:ListTags"),
    ),
    actions: ["lambda:InvokeFunction", "lambda:Invoke*", "lambda:*", "lambda:Get*", "lambda:InvokeFunctionUrl", "*"],
    resources: [FUNCTION, `${FUNCTION}:*`, `${FUNCTION}*`, `${FUNCTION}:1`, `${FUNCTION}x`, "*"],
    keys: { "lambda:FunctionUrlAuthType": ["NONE", "AWS_IAM"] },
    has: () => [{ "lambda:functionurlauthtype": ["AWS_IAM"] }, { "lambda:functionurlauthtype": ["NONE"] }, {}],
  },
  ECR: {
    resource: { service: ecr, arn: REPOSITORY },
    calls: on(REPOSITORY, "ecr:BatchGetImage", "ecr:PutImage", "ecr:SetRepositoryPolicy", "ecr:DescribeRepositories"),
    actions: ["ecr:BatchGetImage", "ecr:*", "ecr:*Image", "ecr:Describe*", "ecr:Put*", "ecr-public:*", "*"],
    resources: ["*", REPOSITORY, arn("ecr:eu-west-1:111122223333:repository/s")],
    implied: ["*"],
  },
  "Secrets Manager": {
    resource: { service: secretsManager, arn: SECRET },
    calls: on(
      SECRET,
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:DescribeSecret",
    ),
    actions: ["GetSecretValue", "*", "Get*", "*Value", "DescribeSecret"].map((name) => `secretsmanager:${name}`),
    resources: ["*", SECRET, arn("secretsmanager:eu-west-1:111122223333:secret:s-??????"), `${SECRET}x`],
    signed: true,
  },
  EventBridge: {
    resource: { service: eventBridge, arn: BUS },
    calls: [
      ...on(BUS, "events:PutEvents", "events:DescribeEventBus"),
      ...on(RULE, "events:PutRule", "events:PutTargets", "events:DescribeRule"),
    ],
    actions: ["events:PutEvents", "events:*", "events:Put*", "events:DescribeRule", "events:*Rule", "*"],
    resources: [BUS, RULE, arn("events:eu-west-1:111122223333:rule/b/*"), arn("events:*:rule/*"), `${BUS}*`, "*"],
    keys: { "events:creatorAccount": ["111122223333", "${aws:PrincipalAccount}"] },
    has: (account) => [{ "events:creatoraccount": ["111122223333"] }, { "events:creatoraccount": [account] }, {}],
  },
  EFS: {
    resource: { service: efs, arn: FILES },
    calls: on(
      FILES,
      "elasticfilesystem:ClientMount",
      "elasticfilesystem:ClientWrite",
      "elasticfilesystem:DescribeFileSystems",
    ),
    actions: ["ClientMount", "ClientWrite", "Client*", "*", "Describe*"].map((name) => `elasticfilesystem:${name}`),
    resources: ["*", FILES, `${FILES}1`],
    // Who comes by a mount target is known: the network decides.
    keys: { "elasticfilesystem:AccessedViaMountTarget": ["true", "false"] },
    has: () => [{ "elasticfilesystem:accessedviamounttarget": ["false"] }, {}],
    implied: ["*"],
  },
  Backup: {
    resource: { service: backup, arn: VAULT },
    calls: on(VAULT, "backup:CopyIntoBackupVault"),
    actions: ["backup:CopyIntoBackupVault", "backup:DeleteRecoveryPoint", "backup:StartCopyJob"],
    resources: ["*", VAULT, arn("ec2:eu-west-1::snapshot/*"), `${VAULT}*`],
    signed: true,
  },
  OpenSearch: {
    resource: { service: openSearch, arn: DOMAIN },
    calls: [
      ...["/", "/index/_search"].flatMap((path) => on(`${DOMAIN}${path}`, "es:ESHttpGet", "es:ESHttpPut")),
      ...on(DOMAIN, "es:ESCrossClusterGet"),
    ],
    actions: ["es:*", "es:ESHttp*", "es:ESHttpGet", "es:ESCross*", "es:DescribeDomain", "*"],
    resources: [
      `${DOMAIN}/*`,
      DOMAIN,
      `${DOMAIN}/index*`,
      `${DOMAIN}*`,
      arn("es:eu-west-1:111122223333:domain/e/*"),
      "*",
    ],
  },
  "an access point of S3": {
    resource: { service: s3AccessPoint, arn: POINT },
    calls: [
      ...["x", "y/z"].flatMap((key) => on(`${POINT}/object/${key}`, "s3:GetObject", "s3:PutObject")),
      ...on(POINT, "s3:ListBucket"),
    ],
    actions: ["s3:GetObject", "s3:*", "s3:Get*", "s3:ListBucket", "s3:*Object", "*"],
    resources: [POINT, `${POINT}/*`, `${POINT}/object/*`, `${POINT}/object/x`, arn("s3:*"), arn("s3:::b/*"), "*"],
  },
  "the default bus": {
    resource: named(eventBridge, "events:eu-west-1:111122223333:event-bus/default"),
    calls: [
      ...on(arn("events:eu-west-1:111122223333:event-bus/default"), "events:PutEvents"),
      ...on(arn("events:eu-west-1:111122223333:rule/r"), "events:PutRule"),
    ],
    actions: ["events:PutEvents", "events:*", "events:Put*", "*"],
    resources: [
      "*",
      arn("events:*:rule/*"),
      ...["event-bus/default", "rule/r", "rule/b/r"].map((rest) => arn(`events:eu-west-1:111122223333:${rest}`)),
    ],
  },
};
