// An organization of three accounts, built through the API of a server that emulates AWS: what a small company has.
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { EnableCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateFlowLogsCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  GenerateCredentialReportCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { CreateDBInstanceCommand, CreateDBSnapshotCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type BucketLocationConstraint,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

export const REGIONS = ["eu-central-1", "us-east-1"] as const;
export const ROLE = "TidemarkRead";

/** The account that every identity is of whose credentials the server did not give out (moto). */
const MANAGEMENT = "123456789012";

type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

/** How clients of one account are made. */
export type Access = { readonly id: string; readonly endpoint: string; readonly credentials: Credentials };

export type Organization = {
  readonly management: Access;
  readonly production: Access;
  readonly development: Access;
};

/** Builds the organization on the server at `endpoint`, which has none yet. */
export async function buildOrganization(endpoint: string): Promise<Organization> {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const management: Access = { id: MANAGEMENT, endpoint, credentials };
  const organizations = new OrganizationsClient(at(management, "us-east-1"));
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  for (const name of ["production", "development"]) {
    await organizations.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }));
  }
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}));
  const member = async (name: string): Promise<Access> => {
    const id = Accounts.find(({ Name }) => Name === name)?.Id ?? "";
    return { id, endpoint, credentials: await assume(management, id) };
  };
  const organization = { management, production: await member("production"), development: await member("development") };
  await buildManagement(management);
  for (const account of Object.values(organization)) await scan(account);
  await buildProduction(organization.production);
  await buildDevelopment(organization.development);
  return organization;
}

/** What every client of the SDK takes. */
const at = ({ endpoint, credentials }: Access, region: string) => ({ region, endpoint, credentials });

async function assume(management: Access, account: string): Promise<Credentials> {
  const sts = new STSClient(at(management, "us-east-1"));
  const RoleArn = `arn:aws:iam::${account}:role/${ROLE}`;
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "build" }));
  return {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
}

/** An account without a scanner has results that nobody can observe. */
async function scan(access: Access): Promise<void> {
  for (const region of REGIONS)
    await new Inspector2Client(at(access, region)).send(
      new EnableCommand({ accountIds: [access.id], resourceTypes: ["EC2", "ECR"] }),
    );
}

async function buildManagement(access: Access): Promise<void> {
  await bucket(access, "eu-central-1", `trail-${access.id}`);
  const trail = new CloudTrailClient(at(access, "eu-central-1"));
  await trail.send(
    new CreateTrailCommand({
      Name: "all-events",
      S3BucketName: `trail-${access.id}`,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
    }),
  );
  await trail.send(new StartLoggingCommand({ Name: "all-events" }));
}

async function buildProduction(access: Access): Promise<void> {
  for (const region of REGIONS) {
    await bucket(access, region, `data-${region}-${access.id}`, { env: "production", owner: "payments" });
    await flowLogs(access, region);
    await database(access, region);
    await disks(access, region);
    const logs = new CloudWatchLogsClient(at(access, region));
    await logs.send(new CreateLogGroupCommand({ logGroupName: "/service/api" }));
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: "/service/api", retentionInDays: 400 }));
    const { KeyMetadata } = await new KMSClient(at(access, region)).send(new CreateKeyCommand({ Description: "data" }));
    await new DynamoDBClient(at(access, region)).send(
      new CreateTableCommand({
        TableName: "orders",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
        SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: KeyMetadata?.Arn },
      }),
    );
  }
}

async function buildDevelopment(access: Access): Promise<void> {
  const iam = new IAMClient(at(access, "us-east-1"));
  await iam.send(new CreateUserCommand({ UserName: "Ann.Example" }));
  await iam.send(new CreateLoginProfileCommand({ UserName: "Ann.Example", Password: "Corr3ct-horse-battery" }));
  await iam.send(new CreateAccessKeyCommand({ UserName: "Ann.Example" }));
  await iam.send(
    new AttachUserPolicyCommand({
      UserName: "Ann.Example",
      PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
  );
  await iam.send(new GenerateCredentialReportCommand({}));
  for (const region of REGIONS) {
    await bucket(access, region, `scratch-${region}-${access.id}`, { env: "development" });
    const ec2 = new EC2Client(at(access, region));
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "jump", Description: "jump host", VpcId: Vpcs?.[0]?.VpcId }),
    );
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
      }),
    );
  }
}

async function bucket(access: Access, region: string, Bucket: string, tags: Readonly<Record<string, string>> = {}) {
  const s3 = new S3Client({ ...at(access, region), forcePathStyle: true });
  const LocationConstraint = region as BucketLocationConstraint;
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } }),
    }),
  );
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  const PublicAccessBlockConfiguration = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  if (TagSet.length > 0) await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
}

/** An encrypted volume and one that is not, each with a snapshot; a file system; a snapshot of the database. */
async function disks(access: Access, region: string): Promise<void> {
  const ec2 = new EC2Client(at(access, region));
  for (const Encrypted of [true, false]) {
    const { VolumeId } = await ec2.send(
      new CreateVolumeCommand({ AvailabilityZone: `${region}a`, Size: 8, Encrypted }),
    );
    await ec2.send(new CreateSnapshotCommand({ VolumeId }));
  }
  await new EFSClient(at(access, region)).send(new CreateFileSystemCommand({ Encrypted: true }));
  await new RDSClient(at(access, region)).send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: "orders", DBSnapshotIdentifier: "orders-before-upgrade" }),
  );
}

async function flowLogs(access: Access, region: string): Promise<void> {
  const ec2 = new EC2Client(at(access, region));
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  await ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds: Vpcs.flatMap(({ VpcId }) => (VpcId === undefined ? [] : [VpcId])),
      ResourceType: "VPC",
      TrafficType: "ALL",
      LogDestinationType: "s3",
      LogDestination: `arn:aws:s3:::data-${region}-${access.id}`,
    }),
  );
}

async function database(access: Access, region: string): Promise<void> {
  await new RDSClient(at(access, region)).send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: "orders",
      DBInstanceClass: "db.t4g.micro",
      Engine: "postgres",
      AllocatedStorage: 20,
      MasterUsername: "owner",
      MasterUserPassword: "Corr3ct-horse-battery",
      StorageEncrypted: true,
      PubliclyAccessible: false,
    }),
  );
}

/** Somebody makes a bucket of production public, and stops the trail. */
export async function drift({ production, management }: Organization): Promise<void> {
  const Bucket = `data-eu-central-1-${production.id}`;
  const s3 = new S3Client({ ...at(production, "eu-central-1"), forcePathStyle: true });
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` }];
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));
  await new CloudTrailClient(at(management, "eu-central-1")).send(new StopLoggingCommand({ Name: "all-events" }));
}
