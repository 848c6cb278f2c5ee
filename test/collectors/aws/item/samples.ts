// One resource of each type that both lanes read: as its service's API answers, and as AWS Config records it. Shapes are those
// of the API references and of Config's published schemas and recorded items; the content is ours.
import type { ApiResource } from "../../../../collectors/aws/region-read.ts";
import type { Recorded } from "../../../support/servers/config-server.ts";

export const ACCOUNT = "111111111111";
export const REGION = "eu-central-1";

export type Sample = { readonly told: ApiResource; readonly recorded: Recorded };

const arn = (service: string, resource: string, region = REGION, account = ACCOUNT): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const TAGS = [
  { Key: "env", Value: "production" },
  { Key: "owner", Value: "payments" },
];
const tags = { env: "production", owner: "payments" };
const CREATED = "2024-03-01T10:00:00.000Z";
const created = new Date(CREATED);

/** As IAM and AWS Config write the text of a policy. */
const encoded = (policy: object): string => encodeURIComponent(JSON.stringify(policy));
const POLICY = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Own", Effect: "Allow", Action: "iam:*AccessKey*", Resource: `arn:aws:iam::${ACCOUNT}:user/Ann.Example` },
    {
      Effect: "Deny",
      NotAction: ["iam:*", "sts:*"],
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
};
const TRUST = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
};
/** A policy that names the owner alone, and one that lets others send. */
const OWN_KEY = {
  Version: "2012-10-17",
  Id: "key-default-1",
  Statement: {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: "kms:*",
    Resource: "*",
  },
};
const SENDING = (service: string, name: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: `${service}:*`,
        Resource: arn(service, name),
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::shop" } },
      },
    ],
  });
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;

/** The same resource in both forms: type, id and name as Config calls them. */
function sample(
  type: string,
  id: string,
  api: Omit<ApiResource, "type" | "id">,
  config: Omit<Recorded, "resourceType" | "resourceId" | "resourceName">,
): Sample {
  const { name } = api;
  return {
    told: { type, id, ...api },
    recorded: { resourceType: type, resourceId: id, ...(name === undefined ? {} : { resourceName: name }), ...config },
  };
}

export const SAMPLES: readonly Sample[] = [
  sample(
    "AWS::EC2::VPC",
    "vpc-1",
    {
      tags: TAGS,
      configuration: {
        VpcId: "vpc-1",
        CidrBlock: "10.0.0.0/16",
        IsDefault: false,
        State: "available",
        OwnerId: ACCOUNT,
        DhcpOptionsId: "dopt-1",
      },
    },
    {
      arn: arn("ec2", "vpc/vpc-1"),
      tags,
      configuration: {
        vpcId: "vpc-1",
        cidrBlock: "10.0.0.0/16",
        isDefault: false,
        state: "available",
        ownerId: ACCOUNT,
        dhcpOptionsId: "dopt-1",
      },
    },
  ),
  sample(
    "AWS::EC2::FlowLog",
    "fl-1",
    {
      tags: [],
      configuration: {
        FlowLogId: "fl-1",
        ResourceId: "vpc-1",
        FlowLogStatus: "ACTIVE",
        TrafficType: "ALL",
        DeliverLogsStatus: "SUCCESS",
        LogDestinationType: "s3",
        LogDestination: "arn:aws:s3:::logs",
        MaxAggregationInterval: 600,
        CreationTime: created,
      },
    },
    {
      arn: arn("ec2", "vpc-flow-log/fl-1"),
      configuration: {
        flowLogId: "fl-1",
        resourceId: "vpc-1",
        flowLogStatus: "ACTIVE",
        trafficType: "ALL",
        deliverLogsStatus: "SUCCESS",
        logDestinationType: "s3",
        logDestination: "arn:aws:s3:::logs",
        maxAggregationInterval: 600,
        creationTime: 1709287200000,
      },
    },
  ),
  sample(
    "AWS::EC2::SecurityGroup",
    "sg-1",
    {
      name: "web",
      tags: TAGS,
      configuration: {
        GroupId: "sg-1",
        GroupName: "web",
        Description: "web servers",
        VpcId: "vpc-1",
        OwnerId: ACCOUNT,
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "all" }],
            Ipv6Ranges: [{ CidrIpv6: "::/0" }],
            PrefixListIds: [],
            UserIdGroupPairs: [],
          },
        ],
        IpPermissionsEgress: [
          {
            IpProtocol: "-1",
            IpRanges: [{ CidrIp: "0.0.0.0/0" }],
            Ipv6Ranges: [],
            PrefixListIds: [],
            UserIdGroupPairs: [{ GroupId: "sg-2", UserId: ACCOUNT }],
          },
        ],
      },
    },
    {
      arn: arn("ec2", "security-group/sg-1"),
      tags,
      configuration: {
        groupId: "sg-1",
        groupName: "web",
        description: "web servers",
        vpcId: "vpc-1",
        ownerId: ACCOUNT,
        ipPermissions: [
          {
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            ipv4Ranges: [{ cidrIp: "0.0.0.0/0", description: "all" }],
            ipRanges: ["0.0.0.0/0"],
            ipv6Ranges: [{ cidrIpv6: "::/0" }],
            prefixListIds: [],
            userIdGroupPairs: [],
          },
        ],
        ipPermissionsEgress: [
          {
            ipProtocol: "-1",
            ipv4Ranges: [{ cidrIp: "0.0.0.0/0" }],
            ipRanges: ["0.0.0.0/0"],
            ipv6Ranges: [],
            prefixListIds: [],
            userIdGroupPairs: [{ groupId: "sg-2", userId: ACCOUNT }],
          },
        ],
      },
    },
  ),
  sample(
    "AWS::S3::Bucket",
    "bucket-1",
    {
      name: "bucket-1",
      createdAt: created,
      tags: TAGS,
      configuration: { Name: "bucket-1" },
      supplementary: {
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: arn("kms", "key/1") },
              BucketKeyEnabled: true,
            },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: false,
        },
        BucketPolicy: {
          policyText: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket-1/*" },
            ],
          }),
        },
        AccessControlList: {
          Owner: { ID: "owner" },
          Grants: [
            { Grantee: { Type: "Group", URI: "http://acs.amazonaws.com/groups/s3/LogDelivery" }, Permission: "WRITE" },
            { Grantee: { Type: "CanonicalUser", ID: "owner" }, Permission: "FULL_CONTROL" },
            { Grantee: { Type: "CanonicalUser", ID: "other" }, Permission: "READ" },
          ],
        },
        BucketVersioningConfiguration: { Status: "Enabled", MFADelete: "Disabled" },
        BucketLifecycleConfiguration: {
          Rules: [
            {
              ID: "logs",
              Status: "Enabled",
              Filter: { And: { Prefix: "AWSLogs/", Tags: [{ Key: "a", Value: "b" }] } },
              Expiration: { Days: 400 },
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            },
            { ID: "all", Status: "Disabled", Filter: {}, Expiration: { Date: created } },
          ],
        },
      },
    },
    {
      arn: "arn:aws:s3:::bucket-1",
      createdAt: CREATED,
      tags,
      configuration: { name: "bucket-1", creationDate: CREATED, owner: { displayName: null, id: "owner" } },
      supplementaryConfiguration: {
        ServerSideEncryptionConfiguration: {
          rules: [
            {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyID: arn("kms", "key/1") },
              bucketKeyEnabled: true,
            },
          ],
        },
        PublicAccessBlockConfiguration: {
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: false,
        },
        BucketPolicy: {
          policyText: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket-1/*" },
            ],
          }),
        },
        AccessControlList: JSON.stringify({
          grantSet: null,
          grantList: [
            { grantee: "LogDelivery", permission: "Write" },
            { grantee: { id: "owner", displayName: null }, permission: "FullControl" },
            { grantee: { identifier: "other", displayName: null }, permission: "Read" },
          ],
          owner: { id: "owner" },
        }),
        BucketVersioningConfiguration: { status: "Enabled", isMfaDeleteEnabled: false },
        BucketLifecycleConfiguration: {
          rules: [
            {
              id: "logs",
              status: "Enabled",
              prefix: null,
              filter: {
                predicate: {
                  type: "LifecycleAndOperator",
                  operands: [
                    { type: "LifecyclePrefixPredicate", prefix: "AWSLogs/" },
                    { type: "LifecycleTagPredicate", tag: { key: "a", value: "b" } },
                  ],
                },
              },
              expirationInDays: 400,
              expirationDate: null,
              noncurrentVersionExpirationInDays: 30,
            },
            {
              id: "all",
              status: "Disabled",
              prefix: null,
              filter: { predicate: null },
              expirationInDays: -1,
              expirationDate: CREATED,
              noncurrentVersionExpirationInDays: -1,
            },
          ],
        },
      },
    },
  ),
  sample(
    "AWS::IAM::User",
    "AIDAEXAMPLE",
    {
      name: "Ann.Example",
      arn: `arn:aws:iam::${ACCOUNT}:user/Ann.Example`,
      createdAt: created,
      configuration: {
        UserName: "Ann.Example",
        UserId: "AIDAEXAMPLE",
        Path: "/",
        Arn: `arn:aws:iam::${ACCOUNT}:user/Ann.Example`,
        CreateDate: created,
        GroupList: ["admins"],
        AttachedManagedPolicies: [{ PolicyName: "Admin", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
        UserPolicyList: [{ PolicyName: "inline", PolicyDocument: encoded(POLICY) }],
        PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: BOUNDARY },
      },
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:user/Ann.Example`,
      createdAt: CREATED,
      configuration: {
        userName: "Ann.Example",
        userId: "AIDAEXAMPLE",
        path: "/",
        arn: `arn:aws:iam::${ACCOUNT}:user/Ann.Example`,
        createDate: CREATED,
        groupList: ["admins"],
        attachedManagedPolicies: [{ policyName: "Admin", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
        userPolicyList: [{ policyName: "inline", policyDocument: encoded(POLICY) }],
        permissionsBoundary: { permissionsBoundaryType: "Policy", permissionsBoundaryArn: BOUNDARY },
      },
    },
  ),
  sample(
    "AWS::IAM::Group",
    "AGPAEXAMPLE",
    {
      name: "admins",
      arn: `arn:aws:iam::${ACCOUNT}:group/admins`,
      createdAt: created,
      configuration: {
        GroupName: "admins",
        GroupId: "AGPAEXAMPLE",
        Arn: `arn:aws:iam::${ACCOUNT}:group/admins`,
        CreateDate: created,
        AttachedManagedPolicies: [],
        GroupPolicyList: [{ PolicyName: "inline", PolicyDocument: encoded(POLICY) }],
      },
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:group/admins`,
      createdAt: CREATED,
      configuration: {
        groupName: "admins",
        groupId: "AGPAEXAMPLE",
        arn: `arn:aws:iam::${ACCOUNT}:group/admins`,
        createDate: CREATED,
        attachedManagedPolicies: [],
        groupPolicyList: [{ policyName: "inline", policyDocument: encoded(POLICY) }],
      },
    },
  ),
  sample(
    "AWS::IAM::Role",
    "AROAEXAMPLE",
    {
      name: "app",
      arn: `arn:aws:iam::${ACCOUNT}:role/service/app`,
      createdAt: created,
      tags: TAGS,
      configuration: {
        Path: "/service/",
        RoleName: "app",
        RoleId: "AROAEXAMPLE",
        Arn: `arn:aws:iam::${ACCOUNT}:role/service/app`,
        CreateDate: created,
        AssumeRolePolicyDocument: encoded(TRUST),
        InstanceProfileList: [],
        RolePolicyList: [{ PolicyName: "inline", PolicyDocument: encoded(POLICY) }],
        AttachedManagedPolicies: [{ PolicyName: "operators", PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/operators` }],
        PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: BOUNDARY },
      },
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:role/service/app`,
      createdAt: CREATED,
      tags,
      configuration: {
        path: "/service/",
        roleName: "app",
        roleId: "AROAEXAMPLE",
        arn: `arn:aws:iam::${ACCOUNT}:role/service/app`,
        createDate: CREATED,
        assumeRolePolicyDocument: encoded(TRUST),
        instanceProfileList: [],
        rolePolicyList: [{ policyName: "inline", policyDocument: encoded(POLICY) }],
        attachedManagedPolicies: [{ policyName: "operators", policyArn: `arn:aws:iam::${ACCOUNT}:policy/operators` }],
        permissionsBoundary: { permissionsBoundaryType: "Policy", permissionsBoundaryArn: BOUNDARY },
      },
    },
  ),
  sample(
    "AWS::IAM::Policy",
    "ANPAEXAMPLE",
    {
      name: "operators",
      arn: `arn:aws:iam::${ACCOUNT}:policy/operators`,
      createdAt: created,
      configuration: {
        PolicyName: "operators",
        PolicyId: "ANPAEXAMPLE",
        Arn: `arn:aws:iam::${ACCOUNT}:policy/operators`,
        Path: "/",
        DefaultVersionId: "v2",
        AttachmentCount: 1,
        CreateDate: created,
        PolicyVersionList: [
          { VersionId: "v2", IsDefaultVersion: true, CreateDate: created, Document: encoded(POLICY) },
          { VersionId: "v1", IsDefaultVersion: false, CreateDate: created, Document: encoded(TRUST) },
        ],
      },
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:policy/operators`,
      createdAt: CREATED,
      configuration: {
        policyName: "operators",
        policyId: "ANPAEXAMPLE",
        arn: `arn:aws:iam::${ACCOUNT}:policy/operators`,
        path: "/",
        defaultVersionId: "v2",
        attachmentCount: 1,
        createDate: CREATED,
        policyVersionList: [
          { versionId: "v2", isDefaultVersion: true, createDate: CREATED, document: encoded(POLICY) },
          { versionId: "v1", isDefaultVersion: false, createDate: CREATED, document: encoded(TRUST) },
        ],
      },
    },
  ),
  sample(
    "AWS::IAM::SAMLProvider",
    `arn:aws:iam::${ACCOUNT}:saml-provider/corp`,
    {
      name: "corp",
      arn: `arn:aws:iam::${ACCOUNT}:saml-provider/corp`,
      createdAt: created,
      configuration: { Arn: `arn:aws:iam::${ACCOUNT}:saml-provider/corp`, CreateDate: created, ValidUntil: created },
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:saml-provider/corp`,
      createdAt: CREATED,
      configuration: { Arn: `arn:aws:iam::${ACCOUNT}:saml-provider/corp`, CreateDate: CREATED, ValidUntil: CREATED },
    },
  ),
  sample(
    "AWS::IAM::OIDCProvider",
    `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`,
    {
      name: "token.example.com",
      arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`,
      createdAt: created,
      configuration: {
        Arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`,
        Url: "token.example.com",
        ClientIDList: ["sts.amazonaws.com"],
        ThumbprintList: ["ff"],
        CreateDate: created,
      },
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`,
      createdAt: CREATED,
      configuration: {
        Arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`,
        Url: "token.example.com",
        ClientIdList: ["sts.amazonaws.com"],
        ThumbprintList: ["ff"],
        CreateDate: CREATED,
      },
    },
  ),
  sample(
    "AWS::ACM::Certificate",
    arn("acm", "certificate/1234"),
    {
      arn: arn("acm", "certificate/1234"),
      createdAt: created,
      tags: TAGS,
      configuration: {
        CertificateArn: arn("acm", "certificate/1234"),
        DomainName: "shop.example",
        Subject: "CN=Jane Doe",
        Status: "ISSUED",
        Type: "AMAZON_ISSUED",
        NotAfter: created,
        InUseBy: [arn("elasticloadbalancing", "loadbalancer/b"), arn("elasticloadbalancing", "loadbalancer/a")],
        RenewalEligibility: "ELIGIBLE",
        RenewalSummary: { RenewalStatus: "PENDING_AUTO_RENEWAL", UpdatedAt: created },
      },
    },
    {
      arn: arn("acm", "certificate/1234"),
      createdAt: CREATED,
      tags,
      configuration: {
        certificateArn: arn("acm", "certificate/1234"),
        domainName: "shop.example",
        subject: "CN=Jane Doe",
        status: "ISSUED",
        type: "AMAZON_ISSUED",
        notAfter: CREATED,
        inUseBy: [arn("elasticloadbalancing", "loadbalancer/a"), arn("elasticloadbalancing", "loadbalancer/b")],
        renewalEligibility: "ELIGIBLE",
        renewalSummary: { renewalStatus: "PENDING_AUTO_RENEWAL", updatedAt: CREATED },
      },
    },
  ),
  sample(
    "AWS::KMS::Key",
    "1234",
    {
      arn: arn("kms", "key/1234"),
      createdAt: created,
      tags: TAGS,
      configuration: {
        KeyId: "1234",
        Arn: arn("kms", "key/1234"),
        KeyManager: "CUSTOMER",
        KeyState: "Enabled",
        KeySpec: "SYMMETRIC_DEFAULT",
        CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
        Origin: "AWS_KMS",
        MultiRegion: true,
        MultiRegionConfiguration: {
          MultiRegionKeyType: "REPLICA",
          PrimaryKey: { Arn: arn("kms", "key/1234"), Region: "us-east-1" },
        },
        CreationDate: created,
      },
      supplementary: { Policy: JSON.stringify(OWN_KEY) },
    },
    {
      arn: arn("kms", "key/1234"),
      createdAt: CREATED,
      tags,
      configuration: {
        keyId: "1234",
        arn: arn("kms", "key/1234"),
        keyManager: "CUSTOMER",
        keySpec: "SYMMETRIC_DEFAULT",
        customerMasterKeySpec: "SYMMETRIC_DEFAULT",
        origin: "AWS_KMS",
        multiRegion: true,
        multiRegionConfiguration: {
          multiRegionKeyType: "REPLICA",
          primaryKey: { arn: arn("kms", "key/1234"), region: "us-east-1" },
        },
        keyState: "Enabled",
        creationDate: 1709287200000,
      },
      supplementaryConfiguration: { Policy: JSON.stringify(OWN_KEY), KeyRotationStatus: true },
    },
  ),
  sample(
    "AWS::SQS::Queue",
    `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/orders`,
    {
      name: "orders",
      arn: arn("sqs", "orders"),
      createdAt: "1709287200",
      tags,
      configuration: {
        QueueArn: arn("sqs", "orders"),
        CreatedTimestamp: "1709287200",
        Policy: SENDING("sqs", "orders"),
      },
    },
    {
      arn: arn("sqs", "orders"),
      createdAt: CREATED,
      tags,
      configuration: {
        QueueArn: arn("sqs", "orders"),
        CreatedTimestamp: "1709287200",
        VisibilityTimeout: 30,
        Policy: SENDING("sqs", "orders"),
      },
    },
  ),
  sample(
    "AWS::SNS::Topic",
    arn("sns", "alerts"),
    {
      name: "alerts",
      arn: arn("sns", "alerts"),
      tags: TAGS,
      configuration: {
        TopicArn: arn("sns", "alerts"),
        Owner: ACCOUNT,
        SubscriptionsConfirmed: "1",
        Policy: SENDING("sns", "alerts"),
      },
    },
    {
      arn: arn("sns", "alerts"),
      tags,
      configuration: { TopicArn: arn("sns", "alerts"), Owner: ACCOUNT, Policy: SENDING("sns", "alerts") },
    },
  ),
  sample(
    "AWS::RDS::DBInstance",
    "db-ABC",
    {
      name: "orders",
      arn: arn("rds", "db:orders"),
      createdAt: created,
      tags: TAGS,
      configuration: {
        DBInstanceIdentifier: "orders",
        DbiResourceId: "db-ABC",
        Engine: "postgres",
        EngineVersion: "16.3",
        StorageEncrypted: true,
        KmsKeyId: arn("kms", "key/1234"),
        PubliclyAccessible: false,
        NetworkType: "IPV4",
        BackupRetentionPeriod: 7,
        ReadReplicaSourceDBInstanceIdentifier: "orders-eu",
        OptionGroupMemberships: [{ OptionGroupName: "default:postgres-16", Status: "in-sync" }],
        DBParameterGroups: [{ DBParameterGroupName: "default.postgres16", ParameterApplyStatus: "in-sync" }],
        VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
        DBSubnetGroup: { VpcId: "vpc-1", DBSubnetGroupName: "a", Subnets: [{ SubnetIdentifier: "subnet-1" }] },
        Endpoint: { Address: "orders.example", Port: 5432 },
        DbInstancePort: 0,
        MasterUsername: "owner",
        InstanceCreateTime: created,
      },
    },
    {
      arn: arn("rds", "db:orders"),
      createdAt: CREATED,
      tags,
      configuration: {
        dBInstanceIdentifier: "orders",
        dbiResourceId: "db-ABC",
        engine: "postgres",
        engineVersion: "16.3",
        storageEncrypted: true,
        kmsKeyId: arn("kms", "key/1234"),
        publiclyAccessible: false,
        networkType: "IPV4",
        backupRetentionPeriod: 7,
        readReplicaSourceDBInstanceIdentifier: "orders-eu",
        optionGroupMemberships: [{ optionGroupName: "default:postgres-16", status: "in-sync" }],
        dBParameterGroups: [{ dBParameterGroupName: "default.postgres16", parameterApplyStatus: "in-sync" }],
        vpcSecurityGroups: [{ vpcSecurityGroupId: "sg-1", status: "active" }],
        dBSubnetGroup: { vpcId: "vpc-1", dBSubnetGroupName: "a", subnets: [{ subnetIdentifier: "subnet-1" }] },
        endpoint: { address: "orders.example", port: 5432 },
        dbInstancePort: 0,
        masterUsername: "owner",
        instanceCreateTime: 1709287200000,
        dBClusterIdentifier: null,
      },
    },
  ),
  sample(
    "AWS::RDS::DBCluster",
    "cluster-ABC",
    {
      name: "orders",
      arn: arn("rds", "cluster:orders"),
      createdAt: created,
      tags: [],
      configuration: {
        DBClusterIdentifier: "orders",
        DbClusterResourceId: "cluster-ABC",
        Engine: "aurora-postgresql",
        EngineVersion: "16.3",
        EngineMode: "provisioned",
        ClusterScalabilityType: "standard",
        VPCNetworkingEnabled: true,
        InternetAccessGatewayEnabled: false,
        StorageEncrypted: true,
        KmsKeyId: arn("kms", "key/1234"),
        BackupRetentionPeriod: 7,
        DBClusterParameterGroup: "default.aurora-postgresql16",
        DBSubnetGroup: "a",
        VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
        Port: 5432,
        Endpoint: "orders.example",
        AvailabilityZones: ["eu-central-1a"],
        DBClusterMembers: [
          {
            DBInstanceIdentifier: "orders-1",
            IsClusterWriter: true,
            DBClusterParameterGroupStatus: "in-sync",
            PromotionTier: 1,
          },
        ],
        ClusterCreateTime: created,
      },
    },
    {
      arn: arn("rds", "cluster:orders"),
      createdAt: CREATED,
      configuration: {
        dbclusterIdentifier: "orders",
        dbClusterResourceId: "cluster-ABC",
        engine: "aurora-postgresql",
        engineVersion: "16.3",
        engineMode: "provisioned",
        clusterScalabilityType: "standard",
        vpcnetworkingEnabled: true,
        internetAccessGatewayEnabled: false,
        storageEncrypted: true,
        kmsKeyId: arn("kms", "key/1234"),
        backupRetentionPeriod: 7,
        dbclusterParameterGroup: "default.aurora-postgresql16",
        dbsubnetGroup: "a",
        vpcSecurityGroups: [{ vpcSecurityGroupId: "sg-1", status: "active" }],
        port: 5432,
        endpoint: "orders.example",
        availabilityZones: ["eu-central-1a"],
        dbclusterMembers: [
          {
            dbinstanceIdentifier: "orders-1",
            isClusterWriter: true,
            dbclusterParameterGroupStatus: "in-sync",
            promotionTier: 1,
          },
        ],
        clusterCreateTime: 1709287200000,
      },
    },
  ),
  sample(
    "AWS::DynamoDB::Table",
    "orders",
    {
      name: "orders",
      arn: arn("dynamodb", "table/orders"),
      createdAt: created,
      tags: TAGS,
      configuration: {
        TableName: "orders",
        TableStatus: "ACTIVE",
        CreationDateTime: created,
        SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: arn("kms", "key/1234") },
      },
    },
    {
      arn: arn("dynamodb", "table/orders"),
      createdAt: CREATED,
      tags,
      configuration: {
        tableName: "orders",
        tableStatus: "ACTIVE",
        creationDateTime: 1709287200000,
        ssedescription: { status: "ENABLED", ssetype: "KMS", kmsmasterKeyArn: arn("kms", "key/1234") },
      },
    },
  ),
  sample(
    "AWS::Redshift::Cluster",
    "warehouse",
    {
      name: "warehouse",
      createdAt: created,
      tags: TAGS,
      configuration: {
        ClusterIdentifier: "warehouse",
        Encrypted: true,
        KmsKeyId: arn("kms", "key/1234"),
        PubliclyAccessible: false,
        IpAddressType: "ipv4",
        VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1", Status: "active" }],
        VpcId: "vpc-1",
        ClusterSubnetGroupName: "reports",
        Endpoint: { Address: "warehouse.example", Port: 5439 },
        ClusterParameterGroups: [
          {
            ParameterGroupName: "default.redshift-1.0",
            ParameterApplyStatus: "in-sync",
            ClusterParameterStatusList: [],
          },
        ],
        EnhancedVpcRouting: true,
        AutomatedSnapshotRetentionPeriod: 7,
      },
    },
    {
      createdAt: CREATED,
      tags,
      configuration: {
        clusterIdentifier: "warehouse",
        encrypted: true,
        kmsKeyId: arn("kms", "key/1234"),
        publiclyAccessible: false,
        ipAddressType: "ipv4",
        vpcSecurityGroups: [{ vpcSecurityGroupId: "sg-1", status: "active" }],
        vpcId: "vpc-1",
        clusterSubnetGroupName: "reports",
        endpoint: { address: "warehouse.example", port: 5439 },
        clusterParameterGroups: [
          {
            parameterGroupName: "default.redshift-1.0",
            parameterApplyStatus: "in-sync",
            clusterParameterStatusList: [],
          },
        ],
        enhancedVpcRouting: true,
        automatedSnapshotRetentionPeriod: 7,
      },
    },
  ),
  sample(
    "AWS::Redshift::ClusterParameterGroup",
    "own",
    {
      name: "own",
      tags: [],
      configuration: { ParameterGroupName: "own", ParameterGroupFamily: "redshift-1.0", Description: "ours" },
      supplementary: {
        Parameters: [
          { ParameterName: "require_ssl", ParameterValue: "true" },
          { ParameterName: "search_path", ParameterValue: "public" },
        ],
      },
    },
    {
      configuration: { parameterGroupName: "own", parameterGroupFamily: "redshift-1.0", description: "ours" },
      supplementaryConfiguration: {
        Parameters: [
          { parameterName: "require_ssl", parameterValue: "true", description: "x" },
          { parameterName: "search_path", parameterValue: "public" },
        ],
      },
    },
  ),
  sample(
    "AWS::EC2::Volume",
    "vol-1",
    {
      tags: TAGS,
      createdAt: created,
      configuration: {
        VolumeId: "vol-1",
        State: "in-use",
        Encrypted: true,
        KmsKeyId: arn("kms", "key/1234"),
        SnapshotId: "snap-1",
        Size: 8,
        Attachments: [{ InstanceId: "i-1", Device: "/dev/sda1", State: "attached" }],
        CreateTime: created,
      },
    },
    {
      arn: arn("ec2", "volume/vol-1"),
      tags,
      createdAt: CREATED,
      configuration: {
        volumeId: "vol-1",
        state: "in-use",
        encrypted: true,
        kmsKeyId: arn("kms", "key/1234"),
        snapshotId: "snap-1",
        size: 8,
        attachments: [{ instanceId: "i-1", device: "/dev/sda1", state: "attached" }],
        createTime: CREATED,
      },
    },
  ),
  sample(
    "AWS::EC2::Instance",
    "i-1",
    {
      tags: TAGS,
      configuration: {
        InstanceId: "i-1",
        ImageId: "ami-1",
        State: { Code: 16, Name: "running" },
        SubnetId: "subnet-1",
        VpcId: "vpc-1",
        PublicIpAddress: "198.51.100.7",
        SourceDestCheck: true,
        KeyName: "ann",
        NetworkInterfaces: [
          {
            NetworkInterfaceId: "eni-1",
            InterfaceType: "interface",
            Status: "in-use",
            SourceDestCheck: true,
            SubnetId: "subnet-1",
            VpcId: "vpc-1",
            MacAddress: "02:00:00:00:00:01",
            Association: { PublicIp: "198.51.100.7", PublicDnsName: "x.example", IpOwnerId: "amazon" },
            Groups: [{ GroupId: "sg-1", GroupName: "web" }],
            Ipv6Addresses: [{ Ipv6Address: "2001:db8::7", IsPrimaryIpv6: false }],
            Ipv6Prefixes: [{ Ipv6Prefix: "2001:db8:0:1::/80" }],
            PrivateIpAddress: "10.0.1.7",
            PrivateIpAddresses: [
              { PrivateIpAddress: "10.0.1.7", Primary: true, Association: { PublicIp: "198.51.100.7" } },
            ],
          },
        ],
        SecurityGroups: [{ GroupId: "sg-1", GroupName: "web" }],
        MetadataOptions: {
          State: "applied",
          HttpTokens: "required",
          HttpPutResponseHopLimit: 1,
          HttpEndpoint: "enabled",
        },
        IamInstanceProfile: { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/web`, Id: "AIPAEXAMPLE" },
        LaunchTime: created,
      },
    },
    {
      arn: arn("ec2", "instance/i-1"),
      tags,
      configuration: {
        instanceId: "i-1",
        imageId: "ami-1",
        state: { code: 16, name: "running" },
        subnetId: "subnet-1",
        vpcId: "vpc-1",
        publicIpAddress: "198.51.100.7",
        sourceDestCheck: true,
        keyName: "ann",
        networkInterfaces: [
          {
            networkInterfaceId: "eni-1",
            interfaceType: "interface",
            status: "in-use",
            sourceDestCheck: true,
            subnetId: "subnet-1",
            vpcId: "vpc-1",
            macAddress: "02:00:00:00:00:01",
            association: { publicIp: "198.51.100.7", publicDnsName: "x.example", ipOwnerId: "amazon" },
            groups: [{ groupId: "sg-1", groupName: "web" }],
            ipv6Addresses: [{ ipv6Address: "2001:db8::7" }],
            ipv6Prefixes: [{ ipv6Prefix: "2001:db8:0:1::/80" }],
            privateIpAddress: "10.0.1.7",
            privateIpAddresses: [
              { privateIpAddress: "10.0.1.7", primary: true, association: { publicIp: "198.51.100.7" } },
            ],
          },
        ],
        securityGroups: [{ groupId: "sg-1", groupName: "web" }],
        metadataOptions: {
          state: "applied",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
          httpEndpoint: "enabled",
        },
        iamInstanceProfile: { arn: `arn:aws:iam::${ACCOUNT}:instance-profile/web`, id: "AIPAEXAMPLE" },
        launchTime: CREATED,
      },
    },
  ),
  sample(
    "AWS::EC2::RouteTable",
    "rtb-1",
    {
      tags: TAGS,
      configuration: {
        RouteTableId: "rtb-1",
        VpcId: "vpc-1",
        OwnerId: ACCOUNT,
        Routes: [
          {
            DestinationCidrBlock: "10.0.0.0/16",
            GatewayId: "local",
            Origin: "CreateRouteTable",
            State: "active",
          },
          { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1", Origin: "CreateRoute", State: "active" },
          {
            DestinationIpv6CidrBlock: "::/0",
            EgressOnlyInternetGatewayId: "eigw-1",
            Origin: "CreateRoute",
            State: "active",
          },
          { DestinationPrefixListId: "pl-1", GatewayId: "vpce-1", Origin: "CreateRoute", State: "active" },
        ],
        Associations: [
          { Main: true, RouteTableAssociationId: "rtbassoc-1", RouteTableId: "rtb-1" },
          { Main: false, RouteTableAssociationId: "rtbassoc-2", RouteTableId: "rtb-1", SubnetId: "subnet-1" },
        ],
        PropagatingVgws: [],
      },
    },
    {
      arn: arn("ec2", "route-table/rtb-1"),
      tags,
      configuration: {
        routeTableId: "rtb-1",
        vpcId: "vpc-1",
        ownerId: ACCOUNT,
        routes: [
          {
            destinationCidrBlock: "10.0.0.0/16",
            gatewayId: "local",
            origin: "CreateRouteTable",
            state: "active",
          },
          { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1", origin: "CreateRoute", state: "active" },
          {
            destinationIpv6CidrBlock: "::/0",
            egressOnlyInternetGatewayId: "eigw-1",
            origin: "CreateRoute",
            state: "active",
          },
          { destinationPrefixListId: "pl-1", gatewayId: "vpce-1", origin: "CreateRoute", state: "active" },
        ],
        associations: [
          { main: true, routeTableAssociationId: "rtbassoc-1", routeTableId: "rtb-1" },
          { main: false, routeTableAssociationId: "rtbassoc-2", routeTableId: "rtb-1", subnetId: "subnet-1" },
        ],
        propagatingVgws: [],
      },
    },
  ),
  sample(
    "AWS::EC2::NetworkAcl",
    "acl-1",
    {
      tags: TAGS,
      configuration: {
        NetworkAclId: "acl-1",
        VpcId: "vpc-1",
        OwnerId: ACCOUNT,
        IsDefault: false,
        Entries: [
          {
            RuleNumber: 100,
            Protocol: "6",
            RuleAction: "allow",
            Egress: false,
            CidrBlock: "0.0.0.0/0",
            PortRange: { From: 443, To: 443 },
          },
          {
            RuleNumber: 110,
            Protocol: "58",
            RuleAction: "deny",
            Egress: false,
            Ipv6CidrBlock: "::/0",
            IcmpTypeCode: { Type: -1, Code: -1 },
          },
          { RuleNumber: 32767, Protocol: "-1", RuleAction: "deny", Egress: true, CidrBlock: "0.0.0.0/0" },
        ],
        Associations: [{ NetworkAclAssociationId: "aclassoc-1", NetworkAclId: "acl-1", SubnetId: "subnet-1" }],
      },
    },
    {
      arn: arn("ec2", "network-acl/acl-1"),
      tags,
      configuration: {
        networkAclId: "acl-1",
        vpcId: "vpc-1",
        ownerId: ACCOUNT,
        isDefault: false,
        entries: [
          {
            ruleNumber: 100,
            protocol: "6",
            ruleAction: "allow",
            egress: false,
            cidrBlock: "0.0.0.0/0",
            portRange: { from: 443, to: 443 },
          },
          {
            ruleNumber: 110,
            protocol: "58",
            ruleAction: "deny",
            egress: false,
            ipv6CidrBlock: "::/0",
            icmpTypeCode: { type: -1, code: -1 },
          },
          { ruleNumber: 32767, protocol: "-1", ruleAction: "deny", egress: true, cidrBlock: "0.0.0.0/0" },
        ],
        associations: [{ networkAclAssociationId: "aclassoc-1", networkAclId: "acl-1", subnetId: "subnet-1" }],
      },
    },
  ),
  sample(
    "AWS::RDS::DBSubnetGroup",
    "a",
    {
      name: "a",
      arn: arn("rds", "subgrp:a"),
      configuration: {
        DBSubnetGroupName: "a",
        DBSubnetGroupDescription: "ours",
        VpcId: "vpc-1",
        SubnetGroupStatus: "Complete",
        Subnets: [{ SubnetIdentifier: "subnet-1", SubnetStatus: "Active" }],
      },
    },
    {
      arn: arn("rds", "subgrp:a"),
      configuration: {
        dBSubnetGroupName: "a",
        dBSubnetGroupDescription: "ours",
        vpcId: "vpc-1",
        subnetGroupStatus: "Complete",
        subnets: [{ subnetIdentifier: "subnet-1", subnetStatus: "Active" }],
      },
    },
  ),
  sample(
    "AWS::Redshift::ClusterSubnetGroup",
    "reports",
    {
      name: "reports",
      tags: [],
      configuration: {
        ClusterSubnetGroupName: "reports",
        Description: "ours",
        VpcId: "vpc-1",
        SubnetGroupStatus: "Complete",
        Subnets: [{ SubnetIdentifier: "subnet-1", SubnetStatus: "Active" }],
      },
    },
    {
      configuration: {
        clusterSubnetGroupName: "reports",
        description: "ours",
        vpcId: "vpc-1",
        subnetGroupStatus: "Complete",
        subnets: [{ subnetIdentifier: "subnet-1", subnetStatus: "Active" }],
      },
    },
  ),
  sample(
    "AWS::RDS::DBSnapshot",
    "orders-before-upgrade",
    {
      name: "orders-before-upgrade",
      arn: arn("rds", "snapshot:orders-before-upgrade"),
      tags: TAGS,
      createdAt: created,
      configuration: {
        DBSnapshotIdentifier: "orders-before-upgrade",
        DBInstanceIdentifier: "orders",
        SnapshotType: "manual",
        Engine: "postgres",
        Encrypted: true,
        StorageEncryptionType: "sse-kms",
        KmsKeyId: arn("kms", "key/1234"),
        MasterUsername: "owner",
      },
      supplementary: {
        DBSnapshotAttributes: [{ AttributeName: "restore", AttributeValues: ["123456789012", "all"] }],
      },
    },
    {
      arn: arn("rds", "snapshot:orders-before-upgrade"),
      tags,
      createdAt: CREATED,
      configuration: {
        dBSnapshotIdentifier: "orders-before-upgrade",
        dBInstanceIdentifier: "orders",
        snapshotType: "manual",
        engine: "postgres",
        encrypted: true,
        storageEncryptionType: "sse-kms",
        kmsKeyId: arn("kms", "key/1234"),
        masterUsername: "owner",
      },
      supplementaryConfiguration: {
        DBSnapshotAttributes: JSON.stringify([{ attributeName: "restore", attributeValues: ["123456789012", "all"] }]),
      },
    },
  ),
  sample(
    "AWS::RDS::DBClusterSnapshot",
    "ledger-2026",
    {
      name: "ledger-2026",
      arn: arn("rds", "cluster-snapshot:ledger-2026"),
      tags: TAGS,
      createdAt: created,
      configuration: {
        DBClusterSnapshotIdentifier: "ledger-2026",
        DBClusterIdentifier: "ledger",
        SnapshotType: "manual",
        Engine: "aurora-postgresql",
        StorageEncrypted: true,
        StorageEncryptionType: "sse-kms",
        KmsKeyId: arn("kms", "key/1234"),
        ClusterCreateTime: created,
        MasterUsername: "owner",
      },
      supplementary: {
        DBClusterSnapshotAttributes: [{ AttributeName: "restore", AttributeValues: ["123456789012", "all"] }],
      },
    },
    {
      arn: arn("rds", "cluster-snapshot:ledger-2026"),
      tags,
      createdAt: CREATED,
      configuration: {
        dbclusterSnapshotIdentifier: "ledger-2026",
        dbclusterIdentifier: "ledger",
        snapshotType: "manual",
        engine: "aurora-postgresql",
        storageEncrypted: true,
        storageEncryptionType: "sse-kms",
        kmsKeyId: arn("kms", "key/1234"),
        clusterCreateTime: CREATED,
        masterUsername: "owner",
      },
      supplementaryConfiguration: {
        DBClusterSnapshotAttributes: JSON.stringify([
          { attributeName: "restore", attributeValues: ["123456789012", "all"] },
        ]),
      },
    },
  ),
  sample(
    "AWS::MSK::Cluster",
    arn("kafka", "cluster/orders/3fa1-2"),
    {
      name: "orders",
      arn: arn("kafka", "cluster/orders/3fa1-2"),
      tags,
      createdAt: created,
      configuration: {
        ClusterName: "orders",
        ClusterArn: arn("kafka", "cluster/orders/3fa1-2"),
        EncryptionInfo: {
          EncryptionAtRest: { DataVolumeKMSKeyId: arn("kms", "key/1234") },
          EncryptionInTransit: { ClientBroker: "TLS", InCluster: true },
        },
      },
    },
    {
      arn: arn("kafka", "cluster/orders/3fa1-2"),
      tags,
      createdAt: CREATED,
      // Config records it by the schema of CloudFormation.
      configuration: {
        Arn: arn("kafka", "cluster/orders/3fa1-2"),
        ClusterName: "orders",
        EncryptionInfo: {
          EncryptionAtRest: { DataVolumeKMSKeyId: arn("kms", "key/1234") },
          EncryptionInTransit: { ClientBroker: "TLS", InCluster: true },
        },
        KafkaVersion: "3.6.0",
        NumberOfBrokerNodes: 3,
      },
    },
  ),
  sample(
    "AWS::DMS::Endpoint",
    arn("dms", "endpoint:ABCDEFG"),
    {
      name: "sessions",
      arn: arn("dms", "endpoint:ABCDEFG"),
      configuration: {
        EndpointIdentifier: "sessions",
        EndpointType: "TARGET",
        EngineName: "redis",
        SslMode: "none",
        Username: "owner",
        RedisSettings: { ServerName: "redis.example", Port: 6379, SslSecurityProtocol: "ssl-encryption" },
      },
    },
    {
      arn: arn("dms", "endpoint:ABCDEFG"),
      // Config records it by the schema of CloudFormation.
      configuration: {
        EndpointIdentifier: "sessions",
        EndpointType: "TARGET",
        EngineName: "redis",
        SslMode: "none",
        Username: "owner",
        RedisSettings: { ServerName: "redis.example", Port: 6379, SslSecurityProtocol: "ssl-encryption" },
        Id: "ABCDEFG",
      },
    },
  ),
  sample(
    "AWS::EKS::Cluster",
    "shop",
    {
      name: "shop",
      arn: arn("eks", "cluster/shop"),
      tags,
      createdAt: created,
      configuration: {
        name: "shop",
        arn: arn("eks", "cluster/shop"),
        status: "ACTIVE",
        version: "1.34",
        endpoint: "https://0123.gr7.eu-central-1.eks.amazonaws.com",
        certificateAuthority: { data: "LS0t" },
        resourcesVpcConfig: {
          subnetIds: ["subnet-1"],
          vpcId: "vpc-1",
          endpointPublicAccess: true,
          endpointPrivateAccess: true,
          publicAccessCidrs: ["198.51.100.0/24"],
        },
      },
    },
    {
      arn: arn("eks", "cluster/shop"),
      tags,
      createdAt: CREATED,
      // Config records it by the schema of CloudFormation.
      configuration: {
        Name: "shop",
        Arn: arn("eks", "cluster/shop"),
        ClusterStatus: "ACTIVE",
        Version: "1.34",
        Endpoint: "https://0123.gr7.eu-central-1.eks.amazonaws.com",
        CertificateAuthorityData: "LS0t",
        ResourcesVpcConfig: {
          SubnetIds: ["subnet-1"],
          EndpointPublicAccess: true,
          EndpointPrivateAccess: true,
          PublicAccessCidrs: ["198.51.100.0/24"],
        },
      },
    },
  ),
  sample(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    arn("elasticloadbalancing", "loadbalancer/app/shop/50dc6c495c0c9188"),
    {
      name: "shop",
      arn: arn("elasticloadbalancing", "loadbalancer/app/shop/50dc6c495c0c9188"),
      createdAt: created,
      configuration: {
        LoadBalancerArn: arn("elasticloadbalancing", "loadbalancer/app/shop/50dc6c495c0c9188"),
        DNSName: "shop-1.eu-central-1.elb.amazonaws.com",
        LoadBalancerName: "shop",
        Scheme: "internet-facing",
        State: { Code: "active" },
        Type: "application",
      },
    },
    {
      arn: arn("elasticloadbalancing", "loadbalancer/app/shop/50dc6c495c0c9188"),
      createdAt: CREATED,
      configuration: {
        loadBalancerArn: arn("elasticloadbalancing", "loadbalancer/app/shop/50dc6c495c0c9188"),
        dNSName: "shop-1.eu-central-1.elb.amazonaws.com",
        loadBalancerName: "shop",
        scheme: "internet-facing",
        state: { code: "active" },
        type: "application",
      },
    },
  ),
  sample(
    "AWS::ElasticLoadBalancingV2::Listener",
    arn("elasticloadbalancing", "listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2"),
    {
      arn: arn("elasticloadbalancing", "listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2"),
      configuration: {
        ListenerArn: arn("elasticloadbalancing", "listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2"),
        LoadBalancerArn: arn("elasticloadbalancing", "loadbalancer/app/shop/50dc6c495c0c9188"),
        Port: 443,
        Protocol: "HTTPS",
        SslPolicy: "ELBSecurityPolicy-2016-08",
        DefaultActions: [
          { Type: "authenticate-oidc", Order: 1, AuthenticateOidcConfig: { ClientSecret: "hidden" } },
          {
            Type: "fixed-response",
            Order: 2,
            FixedResponseConfig: { StatusCode: "404", MessageBody: "to Ann.Example" },
          },
        ],
      },
    },
    {
      arn: arn("elasticloadbalancing", "listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2"),
      // Config records it by the schema of CloudFormation.
      configuration: {
        ListenerArn: arn("elasticloadbalancing", "listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2"),
        LoadBalancerArn: arn("elasticloadbalancing", "loadbalancer/app/shop/50dc6c495c0c9188"),
        Port: 443,
        Protocol: "HTTPS",
        SslPolicy: "ELBSecurityPolicy-2016-08",
        Certificates: [{ CertificateArn: arn("acm", "certificate/1") }],
        DefaultActions: [
          { Type: "authenticate-oidc", Order: 1, AuthenticateOidcConfig: { ClientId: "hidden" } },
          { Type: "fixed-response", Order: 2, FixedResponseConfig: { StatusCode: "404", ContentType: "text/plain" } },
        ],
      },
    },
  ),
  sample(
    "AWS::ElasticLoadBalancing::LoadBalancer",
    "intranet",
    {
      name: "intranet",
      createdAt: created,
      configuration: {
        LoadBalancerName: "intranet",
        Scheme: "internal",
        ListenerDescriptions: [
          {
            Listener: { Protocol: "HTTPS", LoadBalancerPort: 443, InstanceProtocol: "HTTP", InstancePort: 80 },
            PolicyNames: ["tls"],
          },
        ],
      },
      supplementary: {
        LoadBalancerPolicies: [
          {
            PolicyName: "tls",
            PolicyTypeName: "SSLNegotiationPolicyType",
            PolicyAttributeDescriptions: [
              { AttributeName: "Protocol-TLSv1.2", AttributeValue: "true" },
              { AttributeName: "ECDHE-RSA-AES128-GCM-SHA256", AttributeValue: "true" },
            ],
          },
        ],
      },
    },
    {
      arn: arn("elasticloadbalancing", "loadbalancer/intranet"),
      createdAt: CREATED,
      configuration: {
        loadBalancerName: "intranet",
        scheme: "internal",
        listenerDescriptions: [
          {
            listener: { protocol: "HTTPS", loadBalancerPort: 443, instanceProtocol: "HTTP", instancePort: 80 },
            policyNames: ["tls"],
          },
        ],
      },
      supplementaryConfiguration: {
        LoadBalancerPolicies: [
          {
            policyName: "tls",
            policyTypeName: "SSLNegotiationPolicyType",
            policyAttributeDescriptions: [
              { attributeName: "Protocol-TLSv1.2", attributeValue: "true" },
              { attributeName: "ECDHE-RSA-AES128-GCM-SHA256", attributeValue: "true" },
            ],
          },
        ],
      },
    },
  ),
  sample(
    "AWS::EFS::FileSystem",
    "fs-1",
    {
      name: "fs-1",
      arn: arn("elasticfilesystem", "file-system/fs-1"),
      tags: TAGS,
      createdAt: created,
      configuration: {
        FileSystemId: "fs-1",
        Encrypted: true,
        KmsKeyId: arn("kms", "key/1234"),
        PerformanceMode: "generalPurpose",
        NumberOfMountTargets: 2,
      },
    },
    {
      arn: arn("elasticfilesystem", "file-system/fs-1"),
      tags,
      createdAt: CREATED,
      // Config records it by the schema of CloudFormation.
      configuration: {
        FileSystemId: "fs-1",
        Encrypted: true,
        KmsKeyId: arn("kms", "key/1234"),
        PerformanceMode: "generalPurpose",
        BackupPolicy: { Status: "ENABLED" },
      },
    },
  ),
];
