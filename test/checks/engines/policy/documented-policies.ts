// Lists policies of resources that official pages give, each in a minimal form of our own, and what it leaves to the public.
import { backup } from "../../../../checks/engines/policy/aws/services/backup.ts";
import { ecr } from "../../../../checks/engines/policy/aws/services/ecr.ts";
import { efs } from "../../../../checks/engines/policy/aws/services/efs.ts";
import { eventBridge } from "../../../../checks/engines/policy/aws/services/event-bridge.ts";
import { kms } from "../../../../checks/engines/policy/aws/services/kms.ts";
import { lambda } from "../../../../checks/engines/policy/aws/services/lambda.ts";
import { openSearch } from "../../../../checks/engines/policy/aws/services/opensearch.ts";
import { s3AccessPoint } from "../../../../checks/engines/policy/aws/services/s3.ts";
import { secretsManager } from "../../../../checks/engines/policy/aws/services/secrets-manager.ts";
import { sns } from "../../../../checks/engines/policy/aws/services/sns.ts";
import { sqs } from "../../../../checks/engines/policy/aws/services/sqs.ts";
import type { PolicyService } from "../../../../checks/engines/policy/aws/resource.ts";
import type { Access } from "../../../../checks/engines/policy/access.ts";
import type { StatementText } from "./policy-text.ts";

export type Documented = {
  /** The official page, and which of its examples it is. */
  readonly page: string;
  readonly name: string;
  readonly statements: readonly StatementText[];
  /** What everyone may do; nothing where the policy is closed. */
  readonly access: readonly Access[];
};

export type DocumentedService = {
  readonly service: PolicyService;
  readonly arn: string;
  readonly policies: readonly Documented[];
};

const AWS = "https://docs.aws.amazon.com/";
const OWNER = "111122223333";
const OTHER = "444455556666";
const root = (account: string): StatementText => ({ Principal: { AWS: `arn:aws:iam::${account}:root` } });
const role = (name: string): StatementText => ({ Principal: { AWS: `arn:aws:iam::${OWNER}:role/${name}` } });
const service = (name: string): StatementText => ({ Principal: { Service: `${name}.amazonaws.com` } });
const everyone: StatementText = { Principal: "*" };
const everyAccount: StatementText = { Principal: { AWS: "*" } };
const where = (operator: string, key: string, ...values: readonly string[]): StatementText => ({
  Condition: { [operator]: { [key]: values } },
});
const ofOrganization = where("StringEquals", "aws:PrincipalOrgID", "o-1234567890");

const closed = (page: string, name: string, ...statements: readonly StatementText[]): Documented => ({
  page,
  name,
  statements,
  access: [],
});
const open = (page: string, name: string, access: readonly Access[], ...statements: readonly StatementText[]) => ({
  page,
  name,
  statements,
  access,
});

const QUEUE = `arn:aws:sqs:us-east-2:${OWNER}:queue1`;
const queues = `${AWS}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html`;
const onQueue = (action: string): StatementText => ({ Action: action, Resource: QUEUE });

const TOPIC = `arn:aws:sns:us-east-2:${OWNER}:MyTopic`;
const topics = `${AWS}sns/latest/dg/sns-access-policy-use-cases.html`;
const onTopic = (action: string): StatementText => ({ Action: action, Resource: TOPIC });

const keys = `${AWS}kms/latest/developerguide/`;
const onKey = (...actions: readonly string[]): StatementText => ({ Action: actions, Resource: "*" });

const FUNCTION = `arn:aws:lambda:us-east-2:${OWNER}:function:f`;
const functions = `${AWS}lambda/latest/dg/`;
const onFunction = (action: string): StatementText => ({ Action: action, Resource: FUNCTION });

const images = `${AWS}AmazonECR/latest/userguide/repository-policy-examples.html`;
const pull: StatementText = { Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] };

const secrets = `${AWS}secretsmanager/latest/userguide/`;
const onSecret: StatementText = { Action: "secretsmanager:GetSecretValue", Resource: "*" };

const BUS = `arn:aws:events:us-east-2:${OWNER}:event-bus/b`;
const buses = `${AWS}eventbridge/latest/APIReference/API_PutPermission.html`;
const busPolicies = `${AWS}eventbridge/latest/userguide/eb-event-bus-permissions-manage.html`;
const onBus: StatementText = { Action: "events:PutEvents", Resource: BUS };

const files = `${AWS}efs/latest/ug/`;
const publicFiles = `${files}access-control-block-public-access.html`;
const mount: StatementText = { Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] };
const viaMountTarget = where("Bool", "elasticfilesystem:AccessedViaMountTarget", "true");

const vaults = `${AWS}aws-backup/latest/devguide/`;
const copyInto: StatementText = { Action: "backup:CopyIntoBackupVault", Resource: "*" };

const DOMAIN = `arn:aws:es:us-west-1:${OWNER}:domain/d`;
const domains = `${AWS}opensearch-service/latest/developerguide/`;
const onDomain = (action: string): StatementText => ({ Action: action, Resource: `${DOMAIN}/*` });

const POINT = `arn:aws:s3:us-west-2:${OWNER}:accesspoint/p`;
const points = `${AWS}AmazonS3/latest/userguide/access-points-policies.html`;

export const documented: { readonly [service: string]: DocumentedService } = {
  SQS: {
    service: sqs,
    arn: QUEUE,
    policies: [
      closed(queues, "one permission for one account", { Principal: { AWS: OTHER }, ...onQueue("sqs:SendMessage") }),
      closed(queues, "all permissions for two accounts", { Principal: { AWS: [OTHER, OWNER] }, ...onQueue("sqs:*") }),
      open(queues, "receiving for all users", ["read"], { ...everyone, ...onQueue("sqs:ReceiveMessage") }),
      closed(queues, "all permissions for users in a block of addresses", {
        ...everyone,
        ...onQueue("sqs:*"),
        ...where("IpAddress", "aws:SourceIp", "192.168.143.0/24"),
      }),
      closed(`${AWS}AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html`, "notifications of a bucket", {
        ...service("s3"),
        ...onQueue("SQS:SendMessage"),
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:b" }, StringEquals: { "aws:SourceAccount": OWNER } },
      }),
      closed(`${AWS}sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html`, "messages of a topic", {
        ...service("sns"),
        ...onQueue("sqs:SendMessage"),
        ...where("ArnEquals", "aws:SourceArn", TOPIC),
      }),
      closed(
        `${AWS}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html`,
        "actions that no other account gets",
        { ...everyone, ...onQueue("sqs:SetQueueAttributes") },
      ),
    ],
  },
  SNS: {
    service: sns,
    arn: TOPIC,
    policies: [
      closed(topics, "publishing for an account", { Principal: { AWS: OTHER }, ...onTopic("sns:Publish") }),
      closed(topics, "subscriptions of an account, by HTTPS", {
        Principal: { AWS: OTHER },
        ...onTopic("sns:Subscribe"),
        ...where("StringEquals", "sns:Protocol", "https"),
      }),
      open(topics, "subscriptions of everyone, by HTTPS", ["read"], {
        ...everyAccount,
        ...onTopic("sns:Subscribe"),
        ...where("StringEquals", "sns:Protocol", "https"),
      }),
      closed(topics, "notifications of a bucket", {
        ...service("s3"),
        ...onTopic("SNS:Publish"),
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:b" }, StringEquals: { "aws:SourceAccount": OWNER } },
      }),
      closed(topics, "accounts of an organization", { ...everyAccount, ...onTopic("SNS:Publish"), ...ofOrganization }),
      closed(topics, "alarms of an account", {
        ...everyAccount,
        ...onTopic("SNS:Publish"),
        ...where("ArnLike", "aws:SourceArn", `arn:aws:cloudwatch:us-east-2:${OTHER}:alarm:*`),
      }),
      closed(topics, "the owner, by AWS:SourceOwner", {
        ...everyAccount,
        Action: ["SNS:Publish", "SNS:Subscribe", "SNS:SetTopicAttributes"],
        Resource: TOPIC,
        ...where("StringEquals", "AWS:SourceOwner", OWNER),
      }),
      closed(
        topics,
        "publishing by one endpoint of a VPC alone",
        { ...everyone, ...onTopic("SNS:Publish") },
        {
          Effect: "Deny",
          ...everyone,
          ...onTopic("SNS:Publish"),
          ...where("StringNotEquals", "aws:sourceVpce", "vpce-1ab"),
        },
      ),
    ],
  },
  KMS: {
    service: kms,
    arn: `arn:aws:kms:us-east-2:${OWNER}:key/k`,
    policies: [
      closed(`${keys}key-policy-default.html`, "the account that has the key", { ...root(OWNER), ...onKey("kms:*") }),
      closed(`${keys}key-policy-modifying-external-accounts.html`, "another account", {
        ...root(OTHER),
        ...onKey("kms:Decrypt", "kms:GenerateDataKey*"),
      }),
      open(`${keys}key-policy-overview.html`, "an asterisk without conditions", ["use"], {
        ...everyone,
        ...onKey("kms:Decrypt"),
      }),
      closed(`${keys}key-policy-overview.html`, "no resource: the statement has no effect", {
        ...everyone,
        Action: "kms:Decrypt",
      }),
      closed(`${keys}conditions-kms.html#conditions-kms-caller-account`, "callers of one account by one service", {
        ...everyAccount,
        ...onKey("kms:Decrypt", "kms:GenerateDataKey*"),
        Condition: {
          StringEquals: { "kms:CallerAccount": OWNER, "kms:ViaService": "secretsmanager.us-east-2.amazonaws.com" },
        },
      }),
      open(`${keys}conditions-kms.html#conditions-kms-via-service`, "everyone who uses a service", ["use"], {
        ...everyAccount,
        ...onKey("kms:Decrypt"),
        ...where("StringEquals", "kms:ViaService", "secretsmanager.us-east-2.amazonaws.com"),
      }),
      open(
        `${keys}key-policy-modifying-external-accounts.html`,
        "all actions: of others only those that they get",
        ["use", "administer"],
        {
          ...everyAccount,
          ...onKey("kms:*"),
        },
      ),
      closed(`${keys}key-policy-modifying-external-accounts.html`, "an action that no other account gets", {
        ...everyAccount,
        ...onKey("kms:PutKeyPolicy"),
      }),
    ],
  },
  Lambda: {
    service: lambda,
    arn: FUNCTION,
    policies: [
      closed(`${functions}permissions-function-cross-account.html`, "another account", {
        ...root(OTHER),
        ...onFunction("lambda:InvokeFunction"),
      }),
      closed(`${functions}permissions-function-organization.html`, "an organization", {
        ...everyone,
        ...onFunction("lambda:InvokeFunction"),
        ...ofOrganization,
      }),
      closed(`${functions}permissions-function-services.html`, "notifications of a bucket", {
        ...service("s3"),
        ...onFunction("lambda:InvokeFunction"),
        Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::b" }, StringEquals: { "AWS:SourceAccount": OWNER } },
      }),
      open(`${functions}urls-auth.html`, "a URL without sign-in", ["use"], {
        ...everyone,
        ...onFunction("lambda:InvokeFunctionUrl"),
        ...where("StringEquals", "lambda:FunctionUrlAuthType", "NONE"),
      }),
      open(`${functions}urls-auth.html`, "a URL without sign-in, with the second permission", ["use"], {
        ...everyone,
        ...onFunction("lambda:InvokeFunction"),
        ...where("Bool", "lambda:InvokedViaFunctionUrl", "true"),
      }),
      closed(`${functions}urls-auth.html`, "a URL for a role", {
        ...role("example"),
        ...onFunction("lambda:InvokeFunctionUrl"),
        ...where("StringEquals", "lambda:FunctionUrlAuthType", "AWS_IAM"),
      }),
    ],
  },
  ECR: {
    service: ecr,
    arn: `arn:aws:ecr:us-east-2:${OWNER}:repository/r`,
    policies: [
      closed(images, "users", { Principal: { AWS: `arn:aws:iam::${OWNER}:user/push-pull` }, ...pull }),
      closed(images, "another account", { ...root(OTHER), Action: ["ecr:PutImage", "ecr:InitiateLayerUpload"] }),
      open(images, "all accounts of AWS may pull", ["read"], { ...everyone, ...pull }),
      closed(images, "everyone in a block of addresses, but for one address", {
        ...everyone,
        Action: "ecr:*",
        Condition: {
          IpAddress: { "aws:SourceIp": "54.240.143.0/24" },
          NotIpAddress: { "aws:SourceIp": "54.240.143.188/32" },
        },
      }),
      closed(images, "a project of CodeBuild", {
        ...service("codebuild"),
        ...pull,
        Condition: {
          ArnLike: { "aws:SourceArn": `arn:aws:codebuild:us-east-2:${OWNER}:project/p` },
          StringEquals: { "aws:SourceAccount": OWNER },
        },
      }),
    ],
  },
  "Secrets Manager": {
    service: secretsManager,
    arn: `arn:aws:secretsmanager:us-east-2:${OWNER}:secret:s-AbCdEf`,
    policies: [
      closed(`${secrets}auth-and-access_examples.html`, "a role", { ...role("EC2RoleToAccessSecrets"), ...onSecret }),
      closed(`${secrets}auth-and-access_examples_cross.html`, "another account", { ...root(OTHER), ...onSecret }),
      open(`${secrets}auth-and-access_resource-policies.html`, "a wide range of principals", ["read"], {
        ...everyone,
        ...onSecret,
      }),
      closed(`${secrets}manage_secret-policy.html`, "everyone by one network of the company", {
        ...everyone,
        ...onSecret,
        ...where("StringEquals", "aws:SourceVpc", "vpc-12345678"),
      }),
      closed(
        `${secrets}reference_iam-permissions.html`,
        "everyone, and a deny outside an endpoint",
        { ...everyone, ...onSecret },
        {
          Effect: "Deny",
          ...everyone,
          Action: "secretsmanager:*",
          Resource: "*",
          ...where("StringNotEquals", "aws:sourceVpce", "vpce-1a2b3c4d"),
        },
      ),
    ],
  },
  EventBridge: {
    service: eventBridge,
    arn: BUS,
    policies: [
      closed(buses, "one account", { ...root(OTHER), ...onBus }),
      open(buses, "any account", ["write"], { ...everyone, ...onBus }),
      closed(buses, "all accounts of an organization", { ...everyone, ...onBus, ...ofOrganization }),
      closed(busPolicies, "an account that manages the rules that it made", {
        ...root(OTHER),
        Action: ["events:PutRule", "events:PutTargets"],
        Resource: `arn:aws:events:us-east-2:${OWNER}:rule/b/*`,
        ...where("StringEqualsIfExists", "events:creatorAccount", "${aws:PrincipalAccount}"),
      }),
      open(busPolicies, "everyone who manages the rules that they made", ["administer"], {
        ...everyone,
        Action: ["events:PutRule", "events:PutTargets"],
        Resource: `arn:aws:events:us-east-2:${OWNER}:rule/b/*`,
        ...where("StringEqualsIfExists", "events:creatorAccount", "${aws:PrincipalAccount}"),
      }),
    ],
  },
  EFS: {
    service: efs,
    arn: `arn:aws:elasticfilesystem:us-east-2:${OWNER}:file-system/fs-1234abcd`,
    policies: [
      closed(`${files}create-file-system-policy.html`, "an account may read", { ...root(OWNER), ...mount }),
      closed(`${files}security_iam_resource-based-policy-examples.html`, "a role by a mount target", {
        ...role("Testing_Role"),
        ...mount,
        ...viaMountTarget,
      }),
      open(publicFiles, "everyone", ["read", "write"], { ...everyAccount, ...mount }),
      closed(publicFiles, "everyone by a mount target", { ...everyAccount, ...mount, ...viaMountTarget }),
      closed(publicFiles, "everyone in one VPC", {
        ...everyone,
        ...mount,
        ...where("StringEquals", "aws:SourceVpc", "vpc-1"),
      }),
      open(publicFiles, "everyone in any VPC", ["read", "write"], {
        ...everyone,
        ...mount,
        ...where("StringLike", "aws:SourceVpc", "vpc-*"),
      }),
    ],
  },
  Backup: {
    service: backup,
    arn: `arn:aws:backup:us-east-2:${OWNER}:backup-vault:v`,
    policies: [
      closed(`${vaults}create-cross-account-backup.html`, "another account copies into the vault", {
        ...root(OTHER),
        ...copyInto,
      }),
      closed(`${vaults}create-cross-account-backup.html`, "an organization", {
        ...everyone,
        ...copyInto,
        ...ofOrganization,
      }),
      closed(`${vaults}create-cross-account-backup.html`, "an organizational unit", {
        ...everyone,
        ...copyInto,
        ...where("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1234567890/r-ab12/ou-ab12-11111111/*"),
      }),
      open(`${vaults}create-a-vault-access-policy.html`, "everyone copies into the vault", ["write"], {
        ...everyone,
        ...copyInto,
      }),
      closed(`${vaults}create-a-vault-access-policy.html`, "an action that no other account gets", {
        ...everyone,
        Action: "backup:DeleteRecoveryPoint",
        Resource: "*",
      }),
    ],
  },
  OpenSearch: {
    service: openSearch,
    arn: DOMAIN,
    policies: [
      closed(`${domains}ac.html`, "a user", {
        Principal: { AWS: `arn:aws:iam::${OWNER}:user/test-user` },
        ...onDomain("es:*"),
      }),
      closed(`${domains}ac.html`, "a block of addresses", {
        ...everyAccount,
        ...onDomain("es:ESHttp*"),
        ...where("IpAddress", "aws:SourceIp", "192.0.2.0/24"),
      }),
      open(`${domains}fgac.html`, "everyone: the open policy", ["read", "write"], {
        ...everyAccount,
        ...onDomain("es:*"),
      }),
      closed(`${domains}ac.html`, "the domain itself, whose settings no policy gives", {
        ...everyAccount,
        Action: ["es:UpdateDomainConfig", "es:DescribeDomain"],
        Resource: DOMAIN,
      }),
    ],
  },
  "access point of S3": {
    service: s3AccessPoint,
    arn: POINT,
    policies: [
      closed(points, "a user", {
        Principal: { AWS: `arn:aws:iam::${OWNER}:user/example` },
        Action: "s3:GetObject",
        Resource: `${POINT}/object/example/*`,
      }),
      closed(points, "accounts of an organization", {
        ...everyone,
        Action: "s3:ListBucket",
        Resource: POINT,
        ...ofOrganization,
      }),
      open(points, "everyone", ["read"], { ...everyone, Action: "s3:GetObject", Resource: `${POINT}/object/*` }),
      closed(points, "a name of objects as a bucket has it", {
        ...everyone,
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::p/*",
      }),
    ],
  },
};
