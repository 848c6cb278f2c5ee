// Members of AWS that checks read and the published schema of AWS Config lacks, each with the page that has them.
export type PathsElsewhere = {
  readonly type: string;
  readonly paths: readonly string[];
  /** Official page that has what the members are made from. */
  readonly source: string;
  readonly why: string;
};

const CREDENTIAL_REPORT = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html";
const IAM = "https://docs.aws.amazon.com/IAM/latest/APIReference";
const RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";
const ELASTICACHE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference";
const EC2 = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/API";
const CLOUDTRAIL = "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference";

/** The policy that stands at `path`, read as lists. */
const policyAt = (path: string): string[] =>
  [
    "Effect",
    "Principals[].Type",
    "Principals[].Values[]",
    "NotPrincipals[].Type",
    "NotPrincipals[].Values[]",
    "Actions[]",
    "NotActions[]",
    "Resources[]",
    "NotResources[]",
    "Conditions[].Operator",
    "Conditions[].Key",
    "Conditions[].Values[]",
  ].map((name) => `${path}.Statements[].${name}`);

/** Where IAM has the text of a policy: the policy as lists, or a text in its place that can't be read as one. */
const policyOfIam = (type: string, path: string): PathsElsewhere => ({
  type,
  paths: [path, ...policyAt(path)],
  source: `${IAM}/API_GetAccountAuthorizationDetails.html`,
  why: "recorded items have the text as the API does, URL-encoded, and the schema lacks it; it is read as lists",
});

/** Where a service tells the policy of a resource by a call of its own. */
const policyOf = (type: string, source: string, why: string): PathsElsewhere => ({
  type,
  paths: ["Arn", ...policyAt("Policy")],
  source,
  why,
});

/** Types of AWS Config: the schema lacks a member, or has it in a shape from which one path alone can't make it. */
const ofConfig: readonly PathsElsewhere[] = [
  policyOfIam("AWS::IAM::User", "UserPolicyList[].PolicyDocument"),
  policyOfIam("AWS::IAM::Group", "GroupPolicyList[].PolicyDocument"),
  policyOfIam("AWS::IAM::Policy", "PolicyVersionList[].Document"),
  policyOfIam("AWS::IAM::Role", "RolePolicyList[].PolicyDocument"),
  policyOfIam("AWS::IAM::Role", "AssumeRolePolicyDocument"),
  {
    type: "AWS::S3::Bucket",
    paths: policyAt("BucketPolicy.Policy"),
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    why: "recorded items have BucketPolicy.policyText, which the schema lacks; the policy in it is read as lists",
  },
  {
    type: "AWS::SQS::Queue",
    paths: policyAt("Policy"),
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html",
    why: "recorded items have the text of the policy, which the schema lacks; it is read as lists",
  },
  {
    type: "AWS::SNS::Topic",
    paths: policyAt("Policy"),
    source: "https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html",
    why: "recorded items have the text of the policy, which the schema lacks; it is read as lists",
  },
  {
    type: "AWS::KMS::Key",
    paths: policyAt("Policy"),
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html",
    why: "recorded items have Policy, which the schema lacks; the policy in it is read as lists",
  },
  {
    type: "AWS::S3::Bucket",
    paths: [
      ...["GranteeId", "GranteeType", "GranteeUri", "Permission"].map((name) => `AccessControlList.Grants[].${name}`),
      "AccessControlList.OwnerMissing",
    ],
    source: `${S3}/API_GetBucketAcl.html`,
    why: "recorded items have AccessControlList, which the schema lacks; a grantee is brought to its type and URI or id",
  },
  {
    type: "AWS::S3::Bucket",
    paths: ["Prefix", "Sized", "Tagged"].map((name) => `LifecycleConfiguration.Rules[].Filter.${name}`),
    source: `${S3}/API_LifecycleRuleFilter.html`,
    why: "the schema has the filter as a tree of predicates; what one limits follows from its type and value together",
  },
  {
    type: "AWS::EC2::Instance",
    paths: ["NetworkInterfaces[].Ipv6Prefixes[].Ipv6Prefix"],
    source: `${EC2}/API_InstanceNetworkInterface.html`,
    why: "newer than the schema",
  },
  {
    type: "AWS::RDS::DBInstance",
    paths: ["NetworkType", "ReadReplicaSourceDBClusterIdentifier", "StorageEncryptionType"],
    source: `${RDS}/API_DBInstance.html`,
    why: "newer than the schema",
  },
  {
    type: "AWS::Redshift::Cluster",
    paths: ["IpAddressType"],
    source: "https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html",
    why: "newer than the schema",
  },
  {
    type: "AWS::RDS::DBCluster",
    paths: ["ClusterScalabilityType", "InternetAccessGatewayEnabled", "StorageEncryptionType"],
    source: `${RDS}/API_DBCluster.html`,
    why: "newer than the schema",
  },
  {
    type: "AWS::RDS::DBSnapshot",
    paths: ["StorageEncryptionType"],
    source: `${RDS}/API_DBSnapshot.html`,
    why: "newer than the schema",
  },
  {
    type: "AWS::RDS::DBClusterSnapshot",
    paths: ["StorageEncryptionType"],
    source: `${RDS}/API_DBClusterSnapshot.html`,
    why: "newer than the schema",
  },
  {
    type: "AWS::EFS::FileSystem",
    paths: ["LifeCycleState"],
    source: "https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html",
    why: "AWS Config has no state of a file system; the service's own answer has",
  },
  {
    type: "AWS::MSK::Cluster",
    paths: ["ClusterType", "State"],
    source: "https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters.html",
    why: "AWS Config has provisioned clusters alone, and no state of one; the service's own answer has both",
  },
  {
    type: "AWS::DMS::Endpoint",
    paths: ["Status"],
    source: "https://docs.aws.amazon.com/dms/latest/APIReference/API_Endpoint.html",
    why: "AWS Config has no state of an endpoint; the service's own answer has",
  },
  {
    type: "AWS::Redshift::ClusterParameterGroup",
    paths: ["Parameters[].ParameterName", "Parameters[].ParameterValue"],
    source: "https://docs.aws.amazon.com/redshift/latest/APIReference/API_Parameter.html",
    why: "the schema has both; only the parameter of one name is handed on, which an item with any other name lacks",
  },
  {
    type: "AWS::IAM::User",
    paths: ["ArnReference"],
    source: "https://docs.aws.amazon.com/config/latest/developerguide/config-item-table.html",
    why: "made from the ARN of the item, which names a person and is not kept",
  },
];

/** Types that AWS Config does not carry, or that are not read from it. */
const ofOtherSources: readonly PathsElsewhere[] = [
  {
    type: "AWS::Lambda::Function",
    paths: ["Arn", ...policyAt("Policy"), "Urls[].AuthType", "Urls[].Alias", ...policyAt("Urls[].Policy")],
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html",
    why: "AWS Config has no URL of a function; policies are read as lists, that of an alias beside the URL that it is for",
  },
  {
    type: "AWS::RedshiftServerless::Workgroup",
    paths: ["Port", "PubliclyAccessible", "SecurityGroupIds[]", "Status"],
    source: "https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html",
    why: "AWS Config does not record workgroups",
  },
  {
    type: "AWS::::Account",
    paths: [
      "Partition",
      "RootAccessKeysActive",
      "RootCertificatesActive",
      "RootMfaActive",
      "RootPasswordEnabled",
      "Id",
    ],
    source: CREDENTIAL_REPORT,
    why: "made from the line of the root user",
  },
  {
    type: "Tidemark::IAM::RootVirtualMfa",
    paths: ["Id", "RootVirtualMfa"],
    source: `${IAM}/API_ListVirtualMFADevices.html`,
    why: "single call: whether a device that is assigned is root's; devices of people are not kept",
  },
  {
    type: "Tidemark::IAM::RootManagement",
    paths: ["Id", "RootCredentialsManagement", "RootSessions", "Tells"],
    source: `${IAM}/API_ListOrganizationsFeatures.html`,
    why: "single call; Tells is whether the account is told, which only two kinds of accounts are",
  },
  {
    type: "Tidemark::IAM::CredentialReportRow",
    paths: [
      "AccessKey1Active",
      "AccessKey1LastRotated",
      "AccessKey2Active",
      "AccessKey2LastRotated",
      "MfaActive",
      "PasswordEnabled",
    ],
    source: CREDENTIAL_REPORT,
    why: "columns of a report, which is no resource",
  },
  {
    type: "Tidemark::IAM::UserActivity",
    paths: [
      "AccessKey1Active",
      "AccessKey1LastRotated",
      "AccessKey1LastUsedWeek",
      "AccessKey2Active",
      "AccessKey2LastRotated",
      "AccessKey2LastUsedWeek",
      "PasswordEnabled",
      "PasswordLastChanged",
      "PasswordLastUsedWeek",
      "User",
      "UserCreationTime",
    ],
    source: CREDENTIAL_REPORT,
    why: "columns of a report, which is no resource; last uses are cut to the week, and the user is a reference",
  },
  {
    type: "Tidemark::IAM::CredentialReportRow",
    paths: ["ArnReference", "User"],
    source: CREDENTIAL_REPORT,
    why: "made from the columns arn and user, which name a person and are not kept; root's line keeps its word",
  },
  {
    type: "Tidemark::AccessPath",
    paths: ["Path", "Read"],
    source: "https://docs.aws.amazon.com/singlesignon/latest/userguide/what-is.html",
    why: "not from AWS: our own note that people also come through IAM Identity Center, which is not read",
  },
  {
    type: "Tidemark::GuardDuty::Detector",
    paths: ["Exists", "Status", "Features[].Name", "Features[].Status"],
    source: "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html",
    why: "single calls: the type of AWS Config has no item for a region without a detector, and older features alone",
  },
  {
    type: "Tidemark::Inspector2::Account",
    paths: ["Machines"],
    source: "https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceState.html",
    why: "single call: the status of scans of machines, which AWS Config does not record",
  },
  {
    type: "Tidemark::ECR::RepositoryScanning",
    paths: ["ScanFrequency"],
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryScanningConfiguration.html",
    why: "single call: the setting in effect, which AWS Config's repository lacks",
  },
  {
    type: "Tidemark::EC2::PrefixList",
    paths: ["PrefixListId", "Entries[].Cidr"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html",
    why: "single call a list; PrefixListId is the list that was asked for",
  },
  {
    type: "Tidemark::EC2::Snapshot",
    paths: ["Encrypted", "KmsKeyId", "Public"],
    source: `${EC2}/API_Snapshot.html`,
    why: "two listings a region: AWS Config does not record snapshots of EBS; Public is whether the listing of those that everybody may restore has it",
  },
  {
    type: "Tidemark::EC2::Image",
    paths: ["State", "Public"],
    source: `${EC2}/API_Image.html`,
    why: "single call a region: AWS Config does not record images",
  },
  {
    type: "Tidemark::EC2::PublicSharing",
    paths: ["Of", "State", "ManagedBy"],
    source: `${EC2}/API_GetSnapshotBlockPublicAccessState.html`,
    why: "two calls a region, of which the second says ImageBlockPublicAccessState; Of is what was asked about",
  },
  {
    type: "AWS::EC2::RouteTable",
    paths: ["Routes[].CoreNetworkArn", "Routes[].OdbNetworkArn"],
    source: `${EC2}/API_Route.html`,
    why: "the API has newer targets of routes than the schema",
  },
  {
    type: "Tidemark::EC2::VpcBlockPublicAccess",
    paths: [
      "InternetGatewayBlockMode",
      "State",
      "Exclusions[].InternetGatewayExclusionMode",
      "Exclusions[].ResourceArn",
      "Exclusions[].State",
    ],
    source: `${EC2}/API_DescribeVpcBlockPublicAccessOptions.html`,
    why: "AWS Config has the mode without exclusions: two calls tell both",
  },
  {
    type: "Tidemark::EC2::EbsDefaults",
    paths: ["EncryptionByDefault", "KmsKeyId"],
    source: `${EC2}/API_GetEbsEncryptionByDefault.html`,
    why: "two calls a region, the second for the default key",
  },
  {
    type: "Tidemark::EC2::MetadataDefaults",
    paths: ["HttpTokens", "HttpTokensEnforced", "HttpEndpoint"],
    source: `${EC2}/API_GetInstanceMetadataDefaults.html`,
    why: "single call a region: AWS Config does not record the defaults; AccountLevel is left out",
  },
  {
    type: "AWS::IAM::ServerCertificate",
    paths: ["Expiration"],
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServerCertificateMetadata.html",
    why: "single call an account",
  },
  {
    type: "Tidemark::KMS::KeyRotation",
    paths: ["KeyId", "KeyRotationEnabled", "RotationPeriodInDays"],
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html",
    why: "single call a key: AWS Config records whether a key rotates, and not after how many days; KeyId is the key that was asked for",
  },
  {
    type: "Tidemark::RDS::DBParameterGroup",
    paths: ["DBParameterGroupName", "Parameters[].ParameterName", "Parameters[].ParameterValue"],
    source: `${RDS}/API_DescribeDBParameters.html`,
    why: "single call: AWS Config does not record parameters",
  },
  {
    type: "Tidemark::RDS::DBClusterParameterGroup",
    paths: ["DBClusterParameterGroupName", "Parameters[].ParameterName", "Parameters[].ParameterValue"],
    source: `${RDS}/API_DescribeDBClusterParameters.html`,
    why: "single call: AWS Config does not record parameters",
  },
  {
    type: "AWS::CloudTrail::Trail",
    paths: [
      "CloudWatchLogsLogGroupArn",
      "HasCustomEventSelectors",
      "IncludeGlobalServiceEvents",
      "IsMultiRegionTrail",
      "IsOrganizationTrail",
      "LogFileValidationEnabled",
      "S3BucketName",
      "S3KeyPrefix",
      "TrailARN",
    ],
    source: `${CLOUDTRAIL}/API_Trail.html`,
    why: "single call, which also tells of trails of other regions and of the organization",
  },
  {
    type: "Tidemark::CloudTrail::TrailStatus",
    paths: ["IsLogging", "LatestDeliveryError", "TrailARN"],
    source: `${CLOUDTRAIL}/API_GetTrailStatus.html`,
    why: "single call a trail; TrailARN is the trail that was asked for",
  },
  {
    type: "Tidemark::CloudTrail::EventSelectors",
    paths: [
      "AdvancedEventSelectors[].FieldSelectors[].Equals[]",
      "AdvancedEventSelectors[].FieldSelectors[].Field",
      "EventSelectors[].ExcludeManagementEventSources[]",
      "EventSelectors[].IncludeManagementEvents",
      "EventSelectors[].ReadWriteType",
      "TrailARN",
    ],
    source: `${CLOUDTRAIL}/API_GetEventSelectors.html`,
    why: "single call a trail",
  },
  {
    type: "AWS::Logs::LogGroup",
    paths: ["Arn", "RetentionInDays"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html",
    why: "single call",
  },
  {
    type: "Tidemark::Config::Recorder",
    paths: [
      "AllTypes",
      "DeliveryStatus",
      "Exists",
      "Frequency",
      "LastStatus",
      "LeftOut[]",
      "Overrides[].Frequency",
      "Overrides[].ResourceType",
      "Recording",
    ],
    source: "https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html",
    why: "three calls a region; Exists is whether the account runs one there, AllTypes and LeftOut are its recording group in short, Frequency and Overrides its recording mode",
  },
  {
    type: "Tidemark::DynamoDB::ContinuousBackups",
    paths: ["PointInTimeRecoveryStatus", "RecoveryPeriodInDays", "TableName"],
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoveryDescription.html",
    why: "single call a table; AWS Config records the status without the days",
  },
  {
    type: "AWS::ElastiCache::ReplicationGroup",
    paths: [
      "AtRestEncryptionEnabled",
      "KmsKeyId",
      "Status",
      "StorageEncryptionType",
      "TransitEncryptionEnabled",
      "TransitEncryptionMode",
    ],
    source: `${ELASTICACHE}/API_ReplicationGroup.html`,
    why: "a listing a region: AWS Config does not record caches",
  },
  {
    type: "AWS::ElastiCache::ServerlessCache",
    paths: ["KmsKeyId", "Status", "StorageEncryptionType"],
    source: `${ELASTICACHE}/API_ServerlessCache.html`,
    why: "a listing a region: AWS Config does not record caches",
  },
  {
    type: "AWS::OpenSearchService::Domain",
    paths: [
      "AdvancedSecurityOptions.AnonymousAuthEnabled",
      "AdvancedSecurityOptions.Enabled",
      "Arn",
      "VpcId",
      ...policyAt("AccessPolicies"),
      "Deleted",
      "DomainEndpointOptions.EnforceHTTPS",
      "DomainEndpointOptions.TLSSecurityPolicy",
      "EncryptionAtRestOptions.Enabled",
      "EncryptionAtRestOptions.KmsKeyId",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html",
    why: "a list and descriptions in fives: AWS Config records domains as two types, one of them not in every region",
  },
  {
    type: "AWS::RedshiftServerless::Namespace",
    paths: ["KmsKeyId", "Status"],
    source: "https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Namespace.html",
    why: "a listing a region: the schema of AWS Config lacks the type",
  },
  {
    type: "AWS::Transfer::Server",
    paths: ["Protocols[]", "State"],
    source: "https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html",
    why: "a list and a call a server: the schema of AWS Config lacks the type",
  },
  policyOf(
    "Tidemark::ECR::RepositoryPolicy",
    "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html",
    "single call a repository",
  ),
  policyOf(
    "Tidemark::SecretsManager::SecretPolicy",
    "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html",
    "single call a secret",
  ),
  policyOf(
    "Tidemark::Events::EventBusPolicy",
    "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EventBus.html",
    "a listing a region, which has the policies",
  ),
  policyOf(
    "Tidemark::EFS::FileSystemPolicy",
    "https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystemPolicy.html",
    "single call a file system",
  ),
  policyOf(
    "Tidemark::Backup::VaultPolicy",
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupVaultAccessPolicy.html",
    "single call a vault",
  ),
  {
    type: "AWS::CloudFront::Distribution",
    paths: [
      "CacheBehaviors.Items[].PathPattern",
      "CacheBehaviors.Items[].ViewerProtocolPolicy",
      "DefaultCacheBehavior.ViewerProtocolPolicy",
      "Enabled",
      "ViewerCertificate.CloudFrontDefaultCertificate",
      "ViewerCertificate.MinimumProtocolVersion",
    ],
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html",
    why: "a listing an account: AWS Config records distributions in one region alone",
  },
  {
    type: "Tidemark::ELB::SslPolicies",
    paths: ["SslPolicies[].Name", "SslPolicies[].SslProtocols[]"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SslPolicy.html",
    why: "single call a region: AWS makes the policies",
  },
  {
    type: "Tidemark::ELB::ListenerRules",
    paths: [
      "ListenerArn",
      "Rules[].Actions[].FixedResponseConfig.StatusCode",
      "Rules[].Actions[].RedirectConfig.Protocol",
      "Rules[].Actions[].Type",
      "Rules[].Priority",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html",
    why: "a call a listener: the schema of AWS Config lacks the type",
  },
  {
    type: "AWS::S3::AccountPublicAccessBlock",
    paths: ["Configured", "IgnorePublicAcls", "RestrictPublicBuckets"],
    source: `${S3}/API_control_GetPublicAccessBlock.html`,
    why: "single call an account; Configured is whether it answered with a block",
  },
];

export const pathsElsewhere: readonly PathsElsewhere[] = [...ofConfig, ...ofOtherSources];
