// A recorder of AWS Config over an emulated account: what the services answer, kept in Config's own form. It shares no code with
// the collectors: it is what they are held against.
import {
  DescribeFlowLogsCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeFileSystemsCommand, EFSClient } from "@aws-sdk/client-efs";
import { GetAccountAuthorizationDetailsCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import {
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  DescribeDBSubnetGroupsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, ListQueuesCommand, ListQueueTagsCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Recorded } from "./config-server.ts";
import type { Access } from "./emulated-organization.ts";

type Tag = { readonly Key?: string | undefined; readonly Value?: string | undefined };

/** Everything of the types that are recorded in `region`; IAM with the first region alone. */
export async function record(access: Access, region: string, isHome: boolean): Promise<Recorded[]> {
  const of = { region, endpoint: access.endpoint, credentials: access.credentials };
  return [
    ...(await networks(new EC2Client(of), access.id, region)),
    ...(await buckets(new S3Client({ ...of, forcePathStyle: true }), region)),
    ...(await volumes(new EC2Client(of), access.id, region)),
    ...(await databases(new RDSClient(of))),
    ...(await snapshots(new RDSClient(of))),
    ...(await fileSystems(new EFSClient(of))),
    ...(await tables(new DynamoDBClient(of))),
    ...(await keys(new KMSClient(of))),
    ...(await queues(new SQSClient(of))),
    ...(await topics(new SNSClient(of))),
    ...(isHome ? await people(new IAMClient(of)) : []),
  ];
}

async function networks(ec2: EC2Client, account: string, region: string): Promise<Recorded[]> {
  const arn = (resource: string): string => `arn:aws:ec2:${region}:${account}:${resource}`;
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}));
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  return [
    ...Vpcs.map((vpc) =>
      item("AWS::EC2::VPC", vpc.VpcId, vpc, { arn: arn(`vpc/${vpc.VpcId}`), tags: tagsOf(vpc.Tags) }),
    ),
    ...FlowLogs.map((log) =>
      item("AWS::EC2::FlowLog", log.FlowLogId, log, {
        arn: arn(`vpc-flow-log/${log.FlowLogId}`),
        tags: tagsOf(log.Tags),
      }),
    ),
    ...RouteTables.map((table) =>
      item("AWS::EC2::RouteTable", table.RouteTableId, table, {
        arn: arn(`route-table/${table.RouteTableId}`),
        tags: tagsOf(table.Tags),
      }),
    ),
    ...NetworkAcls.map((acl) =>
      item("AWS::EC2::NetworkAcl", acl.NetworkAclId, acl, {
        arn: arn(`network-acl/${acl.NetworkAclId}`),
        tags: tagsOf(acl.Tags),
      }),
    ),
    ...Reservations.flatMap(({ Instances = [] }) => Instances).map((machine) =>
      item("AWS::EC2::Instance", machine.InstanceId, machine, {
        arn: arn(`instance/${machine.InstanceId}`),
        tags: tagsOf(machine.Tags),
      }),
    ),
    ...SecurityGroups.map((group) =>
      item("AWS::EC2::SecurityGroup", group.GroupId, group, {
        resourceName: group.GroupName ?? "",
        arn: arn(`security-group/${group.GroupId}`),
        tags: tagsOf(group.Tags),
      }),
    ),
  ];
}

async function buckets(s3: S3Client, region: string): Promise<Recorded[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({ BucketRegion: region, MaxBuckets: 1000 }));
  return Promise.all(
    Buckets.map(async ({ Name: Bucket = "", CreationDate }) => {
      const none = (): undefined => undefined;
      const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket })).catch(none);
      const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket })).catch(none);
      const policy = await s3.send(new GetBucketPolicyCommand({ Bucket })).catch(none);
      const tagging = await s3.send(new GetBucketTaggingCommand({ Bucket })).catch(none);
      const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
      const { Grants = [], Owner } = await s3.send(new GetBucketAclCommand({ Bucket }));
      // Config has the Java SDK's words for who is granted what.
      const grantList = Grants.map(({ Grantee, Permission }) => ({
        grantee:
          Grantee?.URI === undefined
            ? { id: Grantee?.ID, displayName: null }
            : Grantee.URI.slice(Grantee.URI.lastIndexOf("/") + 1),
        permission: (Permission ?? "")
          .toLowerCase()
          .replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      }));
      return item(
        "AWS::S3::Bucket",
        Bucket,
        { Name: Bucket, CreationDate },
        {
          resourceName: Bucket,
          arn: `arn:aws:s3:::${Bucket}`,
          createdAt: CreationDate?.toISOString() ?? "",
          tags: tagsOf(tagging?.TagSet),
          supplementaryConfiguration: {
            ServerSideEncryptionConfiguration: camel(encryption?.ServerSideEncryptionConfiguration ?? null),
            ...(block === undefined
              ? {}
              : { PublicAccessBlockConfiguration: camel(block.PublicAccessBlockConfiguration) }),
            BucketPolicy: { policyText: policy?.Policy ?? null },
            BucketVersioningConfiguration: { status: Status ?? "Off", isMfaDeleteEnabled: null },
            AccessControlList: JSON.stringify({ grantSet: null, grantList, owner: { id: Owner?.ID } }),
          },
        },
      );
    }),
  );
}

async function databases(rds: RDSClient): Promise<Recorded[]> {
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
  const { DBSubnetGroups = [] } = await rds.send(new DescribeDBSubnetGroupsCommand({}));
  return [
    ...DBInstances.map((instance) =>
      item("AWS::RDS::DBInstance", instance.DbiResourceId, instance, {
        resourceName: instance.DBInstanceIdentifier ?? "",
        arn: instance.DBInstanceArn ?? "",
        createdAt: instance.InstanceCreateTime?.toISOString() ?? "",
        tags: tagsOf(instance.TagList),
      }),
    ),
    ...DBSubnetGroups.map((group) =>
      item("AWS::RDS::DBSubnetGroup", group.DBSubnetGroupName, group, {
        resourceName: group.DBSubnetGroupName ?? "",
        arn: group.DBSubnetGroupArn ?? "",
      }),
    ),
  ];
}

async function volumes(ec2: EC2Client, account: string, region: string): Promise<Recorded[]> {
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
  return Volumes.map((volume) =>
    item("AWS::EC2::Volume", volume.VolumeId, volume, {
      arn: `arn:aws:ec2:${region}:${account}:volume/${volume.VolumeId}`,
      createdAt: volume.CreateTime?.toISOString() ?? "",
      tags: tagsOf(volume.Tags),
    }),
  );
}

async function snapshots(rds: RDSClient): Promise<Recorded[]> {
  const { DBSnapshots = [] } = await rds.send(new DescribeDBSnapshotsCommand({}));
  const { DBClusterSnapshots = [] } = await rds.send(new DescribeDBClusterSnapshotsCommand({}));
  return Promise.all([
    ...DBSnapshots.map(async (snapshot) => {
      const { DBSnapshotIdentifier } = snapshot;
      const asked = await rds.send(new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier }));
      const { DBSnapshotAttributes = [] } = asked.DBSnapshotAttributesResult ?? {};
      return item("AWS::RDS::DBSnapshot", DBSnapshotIdentifier, snapshot, {
        resourceName: DBSnapshotIdentifier ?? "",
        arn: snapshot.DBSnapshotArn ?? "",
        createdAt: snapshot.SnapshotCreateTime?.toISOString() ?? "",
        tags: tagsOf(snapshot.TagList),
        supplementaryConfiguration: { DBSnapshotAttributes: camel(DBSnapshotAttributes) },
      });
    }),
    ...DBClusterSnapshots.map(async (snapshot) => {
      const { DBClusterSnapshotIdentifier } = snapshot;
      const asked = await rds.send(new DescribeDBClusterSnapshotAttributesCommand({ DBClusterSnapshotIdentifier }));
      const { DBClusterSnapshotAttributes = [] } = asked.DBClusterSnapshotAttributesResult ?? {};
      return item("AWS::RDS::DBClusterSnapshot", DBClusterSnapshotIdentifier, snapshot, {
        resourceName: DBClusterSnapshotIdentifier ?? "",
        arn: snapshot.DBClusterSnapshotArn ?? "",
        createdAt: snapshot.SnapshotCreateTime?.toISOString() ?? "",
        tags: tagsOf(snapshot.TagList),
        supplementaryConfiguration: { DBClusterSnapshotAttributes: camel(DBClusterSnapshotAttributes) },
      });
    }),
  ]);
}

/** Config records them by the schema of CloudFormation, whose members are spelt as the service's. */
async function fileSystems(efs: EFSClient): Promise<Recorded[]> {
  const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({}));
  return FileSystems.map(({ FileSystemId, FileSystemArn = "", Encrypted, KmsKeyId, CreationTime, Tags }) => ({
    resourceType: "AWS::EFS::FileSystem",
    resourceId: FileSystemId ?? "",
    resourceName: FileSystemId ?? "",
    arn: FileSystemArn,
    createdAt: CreationTime?.toISOString() ?? "",
    tags: tagsOf(Tags),
    configuration: { FileSystemId, Encrypted, ...(KmsKeyId === undefined ? {} : { KmsKeyId }) },
  }));
}

async function tables(dynamodb: DynamoDBClient): Promise<Recorded[]> {
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  return Promise.all(
    TableNames.map(async (TableName) => {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
      const { Tags } = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
      return item("AWS::DynamoDB::Table", TableName, Table ?? {}, {
        resourceName: TableName,
        arn: Table?.TableArn ?? "",
        createdAt: Table?.CreationDateTime?.toISOString() ?? "",
        tags: tagsOf(Tags),
      });
    }),
  );
}

async function keys(kms: KMSClient): Promise<Recorded[]> {
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  return Promise.all(
    Keys.map(async ({ KeyId, KeyArn = "" }) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
      return item("AWS::KMS::Key", KeyId, KeyMetadata ?? {}, {
        arn: KeyArn,
        createdAt: KeyMetadata?.CreationDate?.toISOString() ?? "",
        supplementaryConfiguration: { Policy },
      });
    }),
  );
}

async function queues(sqs: SQSClient): Promise<Recorded[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  return Promise.all(
    QueueUrls.map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      const { Tags = {} } = await sqs.send(new ListQueueTagsCommand({ QueueUrl }));
      return item("AWS::SQS::Queue", QueueUrl, Attributes, {
        resourceName: QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1),
        arn: Attributes["QueueArn"] ?? "",
        createdAt: new Date(Number(Attributes["CreatedTimestamp"]) * 1000).toISOString(),
        tags: tagsOf(Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }))),
      });
    }),
  );
}

async function topics(sns: SNSClient): Promise<Recorded[]> {
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  return Promise.all(
    Topics.map(async ({ TopicArn = "" }) => {
      const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      const { Tags = [] } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
      return item("AWS::SNS::Topic", TopicArn, Attributes, {
        resourceName: TopicArn.slice(TopicArn.lastIndexOf(":") + 1),
        arn: TopicArn,
        tags: tagsOf(Tags),
      });
    }),
  );
}

async function people(iam: IAMClient): Promise<Recorded[]> {
  const {
    UserDetailList = [],
    GroupDetailList = [],
    RoleDetailList = [],
    Policies = [],
  } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ["User", "Group", "Role", "LocalManagedPolicy"] }),
  );
  return [
    ...UserDetailList.map((user) =>
      item(
        "AWS::IAM::User",
        user.UserId,
        { AttachedManagedPolicies: [], UserPolicyList: [], GroupList: [], ...user },
        {
          resourceName: user.UserName ?? "",
          arn: user.Arn ?? "",
          createdAt: user.CreateDate?.toISOString() ?? "",
          tags: tagsOf(user.Tags),
        },
      ),
    ),
    ...GroupDetailList.map((group) =>
      item("AWS::IAM::Group", group.GroupId, group, {
        resourceName: group.GroupName ?? "",
        arn: group.Arn ?? "",
        createdAt: group.CreateDate?.toISOString() ?? "",
      }),
    ),
    ...RoleDetailList.map((role) =>
      item(
        "AWS::IAM::Role",
        role.RoleId,
        { AttachedManagedPolicies: [], RolePolicyList: [], ...role },
        {
          resourceName: role.RoleName ?? "",
          arn: role.Arn ?? "",
          createdAt: role.CreateDate?.toISOString() ?? "",
          tags: tagsOf(role.Tags),
        },
      ),
    ),
    // moto leaves out the ids of policies, and an item without one is none.
    ...Policies.filter(({ PolicyId }) => PolicyId !== undefined).map((policy) =>
      item("AWS::IAM::Policy", policy.PolicyId, policy, {
        resourceName: policy.PolicyName ?? "",
        arn: policy.Arn ?? "",
        createdAt: policy.CreateDate?.toISOString() ?? "",
      }),
    ),
  ];
}

const item = (
  resourceType: string,
  resourceId: string | undefined,
  answer: object,
  rest: Omit<Recorded, "resourceType" | "resourceId" | "configuration">,
): Recorded => ({ resourceType, resourceId: resourceId ?? "", ...rest, configuration: camel(answer) as object });

const tagsOf = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

/** Members as Config's older types spell them. */
function camel(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), camel(member)]),
  );
}
