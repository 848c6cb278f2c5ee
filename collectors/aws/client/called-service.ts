// Lists the services that are read: the name that IAM gives each, and how much of its rate Tidemark takes.
import { Budget, type Limit, type Rate } from "../../live/budget.ts";

/** A service of AWS. A rate is for one account and region, and leaves most of the account's own to its owner. */
export type Service = {
  /** The text that its IAM actions begin with. */
  readonly prefix: string;
  /** The rate of all calls together that have no limit of their own. */
  readonly rate: Rate;
  /** Rates of calls for which AWS documents a limit of their own, by call: they wait in a queue of their own. */
  readonly own?: { readonly [call: string]: Rate };
};

const modest = { perSecond: 10, concurrent: 5 };

/** By the name of the SDK's client. */
const SERVICES: { readonly [client: string]: Service } = {
  // Certificates are described ten times a second. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
  ACMClient: { prefix: "acm", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished; a call a vault.
  BackupClient: { prefix: "backup", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished; a call tells of a hundred.
  CloudFrontClient: { prefix: "cloudfront", rate: { perSecond: 2, concurrent: 1 } },
  CloudTrailClient: { prefix: "cloudtrail", rate: { perSecond: 5, concurrent: 2 } },
  CloudWatchLogsClient: { prefix: "logs", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished. AWS's own inventory solution asks eight queries a second (aws-solutions/workload-discovery-on-aws, awsClient.mjs).
  ConfigServiceClient: { prefix: "config", rate: { perSecond: 8, concurrent: 4 } },
  // Unpublished; one call tells of a hundred.
  DatabaseMigrationServiceClient: { prefix: "dms", rate: { perSecond: 5, concurrent: 2 } },
  KafkaClient: { prefix: "kafka", rate: { perSecond: 5, concurrent: 2 } },
  // Tables are described 2,500 times a second, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-control-plane.html,
  // and tags are told ten times a second, https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html
  DynamoDBClient: {
    prefix: "dynamodb",
    rate: { perSecond: 100, concurrent: 10 },
    own: { ListTagsOfResource: { perSecond: 10, concurrent: 5 } },
  },
  ECRClient: { prefix: "ecr", rate: modest },
  // A bucket of 100 tokens that refills by 20 a second, for calls that list without a filter.
  // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
  EC2Client: { prefix: "ec2", rate: { perSecond: 10, concurrent: 4 } },
  // Unpublished.
  EFSClient: { prefix: "elasticfilesystem", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished; a call a cluster.
  EKSClient: { prefix: "eks", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished.
  ElastiCacheClient: { prefix: "elasticache", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished; a call a region.
  EventBridgeClient: { prefix: "events", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished; a call a load balancer.
  ElasticLoadBalancingClient: { prefix: "elasticloadbalancing", rate: { perSecond: 5, concurrent: 2 } },
  ElasticLoadBalancingV2Client: { prefix: "elasticloadbalancing", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished; two calls a region.
  GuardDutyClient: { prefix: "guardduty", rate: { perSecond: 5, concurrent: 2 } },
  Inspector2Client: { prefix: "inspector2", rate: { perSecond: 5, concurrent: 2 } },
  IAMClient: { prefix: "iam", rate: { perSecond: 5, concurrent: 2 } },
  // Keys are described up to 2,000 times a second. https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
  KMSClient: { prefix: "kms", rate: { perSecond: 50, concurrent: 10 } },
  // Unpublished.
  OpenSearchClient: { prefix: "es", rate: { perSecond: 5, concurrent: 2 } },
  // Control-plane calls other than invocations: 15 a second, GetPolicy likewise. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  LambdaClient: { prefix: "lambda", rate: { perSecond: 5, concurrent: 2 } },
  OrganizationsClient: { prefix: "organizations", rate: { perSecond: 2, concurrent: 1 } },
  RDSClient: { prefix: "rds", rate: modest },
  RedshiftClient: { prefix: "redshift", rate: { perSecond: 5, concurrent: 2 } },
  // Unpublished; a call a region.
  RedshiftServerlessClient: { prefix: "redshift-serverless", rate: { perSecond: 5, concurrent: 2 } },
  // Thousands of requests a second are allowed; what is asked of each bucket waits for its answers.
  S3Client: { prefix: "s3", rate: { perSecond: 100, concurrent: 20 } },
  S3ControlClient: { prefix: "s3", rate: { perSecond: 5, concurrent: 2 } },
  // Policies are told 50 times a second. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
  SecretsManagerClient: { prefix: "secretsmanager", rate: modest },
  // Topics are described 30 times a second, and tags are told ten times. https://docs.aws.amazon.com/general/latest/gr/sns.html
  SNSClient: { prefix: "sns", rate: modest, own: { ListTagsForResource: { perSecond: 5, concurrent: 2 } } },
  // Unpublished; two calls a queue.
  SQSClient: { prefix: "sqs", rate: modest },
  // Unpublished; a call a server.
  TransferClient: { prefix: "transfer", rate: { perSecond: 2, concurrent: 1 } },
  STSClient: { prefix: "sts", rate: modest },
};

/** The service of the SDK's client of this name. Throws RangeError on one that has no rate yet. */
function serviceOf(client: string): Service {
  const service = SERVICES[client];
  if (service === undefined) throw new RangeError(`client ${client} has no rate. Add its rate in called-service.ts`);
  return service;
}

/** A budget of one account: nothing was called yet. */
export const accountBudget = (): Budget => new Budget(limitOf);

/** The limit that a call counts against: its own where AWS documents one, else that of its service. */
function limitOf(client: string, command: string): Limit {
  const { rate, own = {} } = serviceOf(client);
  const call = callOf(command);
  const ownRate = own[call];
  return ownRate === undefined ? { name: client, rate } : { name: `${client} ${call}`, rate: ownRate };
}

/** The call that the SDK's command of this name makes. */
const callOf = (command: string): string => command.replace(/Command$/, "");

// Actions that are called otherwise than the call. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
const OTHERWISE: { readonly [call: string]: string } = {
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
};

/** The IAM action of a call, by the SDK's names of its client and command (`EC2Client`, `DescribeVpcsCommand`). */
export function actionOf(client: string, command: string): string {
  const call = callOf(command);
  if (client === "S3ControlClient" && call === "GetPublicAccessBlock") return "s3:GetAccountPublicAccessBlock";
  const action = `${serviceOf(client).prefix}:${call}`;
  return OTHERWISE[action] ?? action;
}
