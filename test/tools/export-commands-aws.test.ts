// The AWS part of the export script, run with a stand-in for `aws`: what it writes is what the reader reads.
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { exportCommands } from "../../collectors/exports/commands.ts";
import { FORMATS } from "../../collectors/exports/formats/formats.ts";
import { ebsAnswers } from "./ebs-answers.ts";
import { policyAnswers } from "./policy-answers.ts";
import { storeAnswers } from "./store-answers.ts";
import { readScope, runScript, type StandIns } from "./stand-ins.ts";

const SCOPE = "aws/111122223333";
const REGIONS = ["eu-central-1", "eu-west-1"];
const SCOPES = [{ scope: SCOPE, regions: REGIONS }];
const TYPES = Object.values(FORMATS)
  .filter(({ provider }) => provider === "aws")
  .flatMap(({ types }) => types);
const UNITS = [...new Set(TYPES)].flatMap((type) => ["global", ...REGIONS].map((region) => ({ type, region })));

const bucket = {
  awsAccountId: "111122223333",
  awsRegion: "eu-central-1",
  resourceType: "AWS::S3::Bucket",
  resourceId: "b",
  ARN: "arn:aws:s3:::b",
  configurationItemStatus: "OK",
  configurationItemCaptureTime: "2026-08-30T11:39:10.807Z",
  configuration: { name: "b" },
};
const REPORT =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n" +
  "<root_account>,arn:aws:iam::111122223333:root,2024-03-12T07:31:02+00:00,not_supported,N/A,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";
const KEY =
  "AWSLogs/111122223333/Config/eu-central-1/2026/9/1/ConfigSnapshot/111122223333_Config_eu-central-1_ConfigSnapshot_20260901T054512Z_snap-1.json.gz";
const OWN_TRAIL = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/own";
const ORG_TRAIL = "arn:aws:cloudtrail:us-east-1:444455556666:trail/org";

const refused = (code: string, rest: string): string =>
  `echo 'An error occurred (${code}) when calling an operation: ${rest}' >&2; exit 254`;
const denied = (action: string): string =>
  refused("AccessDeniedException", `User: arn:aws:iam::111122223333:user/jane is not authorized to perform: ${action}`);
const instance = (...names: readonly string[]): object => ({
  DBParameterGroups: names.map((DBParameterGroupName) => ({ DBParameterGroupName })),
});

const STANDINS: StandIns = {
  aws: [
    ["sts get-caller-identity", { Account: "111122223333", Arn: "arn:aws:sts::111122223333:assumed-role/R/s" }],
    ["describe-configuration-recorders --region eu-west-1", denied("config:DescribeConfigurationRecorders")],
    [
      "describe-configuration-recorders",
      {
        ConfigurationRecorders: [
          { recordingGroup: { allSupported: false, resourceTypes: ["AWS::S3::Bucket", "AWS::IAM::User"] } },
        ],
      },
    ],
    ["describe-configuration-recorder-status", { ConfigurationRecordersStatus: [{ recording: true }] }],
    [
      "describe-delivery-channel-status",
      { DeliveryChannelsStatus: [{ configHistoryDeliveryInfo: { lastStatus: "SUCCESS" } }] },
    ],
    ["describe-delivery-channels", { DeliveryChannels: [{ name: "default", s3BucketName: "config" }] }],
    ["deliver-config-snapshot", { configSnapshotId: "snap-1" }],
    ["list-objects-v2", [KEY]],
    [`s3 cp s3://config/${KEY} -`, 'cat "$ANSWERS/snapshot.json.gz"'],
    ["generate-credential-report", { State: "COMPLETE" }],
    [
      "get-credential-report",
      {
        Content: Buffer.from(REPORT).toString("base64"),
        ReportFormat: "text/csv",
        GeneratedTime: "2026-09-01T05:58:41+00:00",
      },
    ],
    [
      "describe-trails --include-shadow-trails --region eu-west-1",
      { trailList: [{ Name: "org", TrailARN: ORG_TRAIL }] },
    ],
    [
      "describe-trails",
      {
        trailList: [
          { Name: "own", TrailARN: OWN_TRAIL },
          { Name: "org", TrailARN: ORG_TRAIL },
        ],
      },
    ],
    [`get-trail-status --name ${OWN_TRAIL} --region eu-central-1`, { IsLogging: true }],
    [`get-trail-status --name ${ORG_TRAIL} --region us-east-1`, { IsLogging: true }],
    [
      `get-event-selectors --trail-name ${OWN_TRAIL} --region eu-central-1`,
      { TrailARN: OWN_TRAIL, EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] },
    ],
    [`get-event-selectors --trail-name ${ORG_TRAIL}`, denied("cloudtrail:GetEventSelectors")],
    [
      "logs describe-log-groups --region eu-central-1",
      { logGroups: [{ logGroupName: "app", arn: "arn:aws:logs:eu-central-1:111122223333:log-group:app:*" }] },
    ],
    ["logs describe-log-groups --region eu-west-1", refused("ThrottlingException", "Rate exceeded")],
    [
      "rds describe-db-instances --region eu-central-1",
      { DBInstances: [instance("default.postgres16", "tls"), instance("tls")] },
    ],
    ["rds describe-db-instances --region eu-west-1", { DBInstances: [] }],
    [
      "rds describe-db-parameters --db-parameter-group-name tls --region eu-central-1",
      { Parameters: [{ ParameterName: "rds.force_ssl", ParameterValue: "1" }] },
    ],
    ["rds describe-db-parameters --db-parameter-group-name default.postgres16", denied("rds:DescribeDBParameters")],
    ["rds describe-db-clusters --region eu-central-1", { DBClusters: [{ DBClusterParameterGroup: "shop" }] }],
    ["rds describe-db-clusters --region eu-west-1", { DBClusters: [] }],
    ["rds describe-db-cluster-parameters --db-cluster-parameter-group-name shop", { Parameters: [] }],
    ["dynamodb list-tables --region eu-central-1", { TableNames: ["carts", "orders"] }],
    ["dynamodb list-tables --region eu-west-1", { TableNames: [] }],
    [
      "dynamodb describe-continuous-backups --table-name orders --region eu-central-1",
      {
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 35 },
        },
      },
    ],
    ["dynamodb describe-continuous-backups --table-name carts", denied("dynamodb:DescribeContinuousBackups")],
    [
      "ec2 describe-security-groups --region eu-central-1",
      {
        SecurityGroups: [
          { IpPermissions: [{ PrefixListIds: [{ PrefixListId: "pl-1" }] }, { PrefixListIds: [] }, {}] },
          { IpPermissions: [{ PrefixListIds: [{ PrefixListId: "pl-1" }, { PrefixListId: "pl-2" }] }] },
        ],
      },
    ],
    ...REGIONS.map((region): [string, object] => [
      `inspector2 batch-get-account-status --account-ids 111122223333 --region ${region}`,
      {
        accounts: [
          { accountId: "111122223333", resourceState: { ec2: { status: "ENABLED" }, ecr: { status: "DISABLED" } } },
        ],
      },
    ]),
    [
      "ecr describe-repositories --region eu-central-1",
      { repositories: [{ repositoryName: "a" }, { repositoryName: "b" }] },
    ],
    ["ecr describe-repositories --region eu-west-1", { repositories: [] }],
    [
      "ecr batch-get-repository-scanning-configuration --repository-names",
      { scanningConfigurations: [{ repositoryName: "a", scanFrequency: "MANUAL" }] },
    ],
    ["guardduty list-detectors --region eu-central-1", { DetectorIds: ["12abc34d"] }],
    ["guardduty get-detector --detector-id 12abc34d --region eu-central-1", { Status: "ENABLED", Features: [] }],
    ["guardduty list-detectors --region eu-west-1", { DetectorIds: [] }],
    ["ec2 describe-security-groups --region eu-west-1", { SecurityGroups: [] }],
    ...ebsAnswers(denied),
    ...storeAnswers,
    ...policyAnswers,
    [
      "ec2 get-managed-prefix-list-entries --prefix-list-id pl-1 --region eu-central-1",
      { Entries: [{ Cidr: "198.51.100.0/24", Description: "of jane" }] },
    ],
    [
      "ec2 get-managed-prefix-list-entries --prefix-list-id pl-2",
      refused(
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/jane is not authorized to perform: ec2:GetManagedPrefixListEntries because no identity-based policy allows the action",
      ),
    ],
    [
      "kms list-keys --region eu-central-1",
      { Keys: ["k-1", "k-2"].map((KeyId) => ({ KeyId, KeyArn: `arn:${KeyId}` })) },
    ],
    ["kms list-keys --region eu-west-1", { Keys: [] }],
    [
      "kms get-key-rotation-status --key-id k-1 --region eu-central-1",
      { KeyId: "arn:k-1", KeyRotationEnabled: true, RotationPeriodInDays: 90 },
    ],
    [
      "kms get-key-rotation-status --key-id k-2 --region eu-central-1",
      refused("UnsupportedOperationException", "arn:k-2 origin is EXTERNAL"),
    ],
    ["iam list-server-certificates", { ServerCertificateMetadataList: [] }],
    [
      "iam list-virtual-mfa-devices --assignment-status Assigned",
      {
        VirtualMFADevices: [
          {
            SerialNumber: "arn:aws:iam::111122223333:mfa/jane",
            User: { UserName: "jane", Arn: "arn:aws:iam::111122223333:user/jane" },
          },
          // IAM may leave out whose it is.
          { SerialNumber: "arn:aws:iam::111122223333:mfa/root-account-mfa-device" },
          {
            SerialNumber: "arn:aws:iam::111122223333:mfa/root-account-mfa-device-2",
            User: { UserId: "111122223333", Arn: "arn:aws:iam::111122223333:root" },
          },
        ],
      },
    ],
    [
      "iam list-organizations-features",
      refused("AccountNotManagementOrDelegatedAdministrator", "The account is not the management account"),
    ],
    [
      "s3control get-public-access-block --account-id 111122223333 --region eu-central-1",
      refused("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
    ],
    ["select-resource-config --region eu-west-1", { Results: [], QueryInfo: { SelectFields: [] } }],
    ["WHERE resourceType IN (", { Results: [JSON.stringify(bucket)], QueryInfo: { SelectFields: [] } }],
    [
      "list-discovered-resources --region eu-west-1 --resource-type AWS::S3::Bucket",
      { resourceIdentifiers: [{ resourceType: "AWS::S3::Bucket", resourceId: "left-out", resourceName: "left-out" }] },
    ],
    [
      "--resource-type AWS::S3::Bucket",
      { resourceIdentifiers: [{ resourceType: "AWS::S3::Bucket", resourceId: "b", resourceName: "b" }] },
    ],
    ["list-discovered-resources", { resourceIdentifiers: [] }],
  ],
};
const FILES = {
  "snapshot.json.gz": gzipSync(
    JSON.stringify({ fileVersion: "1.0", configSnapshotId: "snap-1", configurationItems: [bucket] }),
  ),
};

test("what could be exported is read, what could not is incomplete with its cause", async () => {
  const { status, errors, directory } = await runScript(exportCommands(SCOPES, TYPES), STANDINS, FILES);
  expect(errors).toEqual([
    expect.stringMatching(/^not exported: aws-111122223333-eu-west-1: An error occurred/),
    expect.stringMatching(/^not exported: aws-111122223333-eu-west-1-log-groups: An error occurred/),
    expect.stringMatching(/^not exported: aws-111122223333-eu-west-1-config-recorders: An error occurred/),
    expect.stringMatching(/^not exported: aws-111122223333-eu-west-1-ebs-snapshots: An error occurred/),
    expect.stringMatching(/^not exported: aws-111122223333-eu-west-1-ebs-defaults: An error occurred/),
  ]);
  expect(status).toBe(2);

  const { items, units } = await readScope(directory, SCOPE, UNITS);
  expect(units.get("AWS::S3::Bucket@eu-central-1")).toMatchObject({
    complete: true,
    listed: 1,
    dataTime: "2026-09-01T05:45:12.000Z",
  });
  expect(units.get("AWS::IAM::User@global")).toMatchObject({ complete: true, listed: 0 });
  for (const unit of ["AWS::IAM::Group@global", "AWS::RDS::DBInstance@eu-central-1"]) {
    expect(units.get(unit)).toMatchObject({ complete: false, problem: { code: "not-recorded" } });
  }
  expect(units.get("AWS::S3::Bucket@eu-west-1")).toMatchObject({
    complete: false,
    problem: { code: "denied", detail: "config:DescribeConfigurationRecorders (AccessDeniedException)" },
  });
  expect(units.get("AWS::::Account@global")).toMatchObject({
    complete: true,
    listed: 1,
    dataTime: "2026-09-01T05:58:41.000Z",
  });
  expect(units.get("AWS::CloudTrail::Trail@global")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("Tidemark::CloudTrail::TrailStatus@global")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("Tidemark::CloudTrail::EventSelectors@global")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("AWS::Logs::LogGroup@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("AWS::Logs::LogGroup@eu-west-1")).toMatchObject({
    complete: false,
    problem: { code: "throttled" },
  });
  expect(units.get("Tidemark::Config::Recorder@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("Tidemark::Config::Recorder@eu-west-1")).toMatchObject({
    complete: false,
    problem: { code: "denied", detail: "config:DescribeConfigurationRecorders (AccessDeniedException)" },
  });
  expect(units.get("Tidemark::GuardDuty::Detector@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("Tidemark::GuardDuty::Detector@eu-west-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("Tidemark::EC2::Snapshot@eu-central-1")).toMatchObject({ complete: true, listed: 2 });
  const itemOf = (key: string): unknown => items.find((item) => item.key === key && "body" in item);
  const isPublic = ["snap-1", "snap-2"].map((id) => itemOf(`arn:aws:ec2:eu-central-1::snapshot/${id}`));
  expect(isPublic).toMatchObject([{ body: { Public: false } }, { body: { Public: true } }]);
  // Without the second list nobody can say which of them are public.
  expect(units.get("Tidemark::EC2::Snapshot@eu-west-1")).toMatchObject({
    complete: false,
    problem: { code: "denied", detail: "ec2:DescribeSnapshots (AccessDeniedException)" },
  });
  expect(itemOf(`tidemark:aws/111122223333/${encodeURIComponent("ebs-defaults/eu-central-1")}`)).toMatchObject({
    body: { EncryptionByDefault: true, KmsKeyId: "alias/aws/ebs" },
  });
  expect(
    itemOf(`tidemark:aws/111122223333/${encodeURIComponent("vpc-block-public-access/eu-central-1")}`),
  ).toMatchObject({
    body: {
      InternetGatewayBlockMode: "block-ingress",
      Exclusions: [{ ExclusionId: "vpcbpa-exclude-1" }, { ExclusionId: "vpcbpa-exclude-2" }],
    },
  });
  expect(units.get("Tidemark::EC2::VpcBlockPublicAccess@eu-west-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("Tidemark::EC2::Image@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(itemOf("arn:aws:ec2:eu-central-1::image/ami-1")).toMatchObject({ name: "runner", body: { Public: true } });
  expect(units.get("Tidemark::EC2::Image@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  // A setting that may not be read is unread, and the other of its region is read.
  const sharing = REGIONS.flatMap((region) => ["snapshots", "images"].map((of) => `public-sharing/${region}/${of}`));
  expect(
    sharing.map((of) => items.find(({ key }) => key === `tidemark:aws/111122223333/${encodeURIComponent(of)}`)),
  ).toMatchObject([
    { body: { Of: "snapshots", State: "block-all-sharing" } },
    { body: { Of: "images", State: "unblocked" } },
    { body: { Of: "snapshots", State: "unblocked" } },
    { problem: { code: "denied", detail: "ec2:GetImageBlockPublicAccessState (AccessDeniedException)" } },
  ]);
  // Two instances share a group, which is asked for once.
  expect(units.get("Tidemark::RDS::DBParameterGroup@eu-central-1")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("Tidemark::RDS::DBParameterGroup@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  expect(units.get("Tidemark::RDS::DBClusterParameterGroup@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("Tidemark::DynamoDB::ContinuousBackups@eu-central-1")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("Tidemark::DynamoDB::ContinuousBackups@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  // Two groups name a list, whose entries are asked for once.
  expect(units.get("Tidemark::EC2::PrefixList@eu-central-1")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("Tidemark::EC2::PrefixList@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  expect(units.get("Tidemark::KMS::KeyRotation@eu-central-1")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("Tidemark::KMS::KeyRotation@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  expect(units.get("AWS::IAM::ServerCertificate@global")).toMatchObject({ complete: true, listed: 0 });
  expect(units.get("AWS::ElastiCache::ReplicationGroup@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("AWS::ElastiCache::ServerlessCache@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  // Each domain is described by a call of its own.
  expect(units.get("AWS::OpenSearchService::Domain@eu-central-1")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("AWS::OpenSearchService::Domain@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  expect(units.get("AWS::Transfer::Server@eu-central-1")).toMatchObject({ complete: true, listed: 2 });
  expect(units.get("AWS::Transfer::Server@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  // Rules of listeners of plain HTTP alone.
  expect(units.get("Tidemark::ELB::ListenerRules@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("Tidemark::ELB::ListenerRules@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  expect(units.get("Tidemark::ELB::SslPolicies@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("AWS::CloudFront::Distribution@global")).toMatchObject({ complete: true, listed: 0 });
  expect(units.get("AWS::S3::AccountPublicAccessBlock@global")).toMatchObject({ complete: true, listed: 1 });
  const policies = ["ECR::RepositoryPolicy", "SecretsManager::SecretPolicy", "Events::EventBusPolicy"];
  const listed = [...policies, "EFS::FileSystemPolicy", "Backup::VaultPolicy"].map((type) =>
    REGIONS.map((region) => units.get(`Tidemark::${type}@${region}`)),
  );
  expect(listed.flat().filter((unit) => unit?.complete !== true)).toEqual([]);
  const counts = listed.map((ofRegions) => ofRegions.map((unit) => unit?.listed));
  // The file system that is being deleted is not asked for.
  expect(counts).toEqual([
    [2, 0],
    [1, 0],
    [1, 1],
    [1, 0],
    [1, 0],
  ]);

  expect(units.get("AWS::RedshiftServerless::Workgroup@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  expect(units.get("AWS::RedshiftServerless::Workgroup@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  // A function whose policy may not be read is unread, and the others of its region are read.
  expect(units.get("AWS::Lambda::Function@eu-west-1")).toMatchObject({ complete: true, listed: 0 });
  const functions = ["shop", "bare", "refused"].map((name) =>
    items.find(({ key }) => key === `arn:aws:lambda:eu-central-1:111122223333:function:${name}`),
  );
  const Policy = { Statements: [{ Effect: "Allow", Actions: ["x:Get"] }] };
  expect(functions).toMatchObject([
    {
      body: {
        Policy,
        Urls: [
          { AuthType: "AWS_IAM" },
          { AuthType: "NONE", Alias: "live", Policy },
          { AuthType: "NONE", Alias: "next" },
        ],
      },
    },
    { body: { Urls: [] } },
    { problem: { code: "denied", detail: "lambda:GetPolicy (AccessDeniedException)" } },
  ]);

  const bodies = items.flatMap((item) => ("body" in item ? [item.body] : []));
  expect(bodies).toContainEqual({
    Region: "eu-central-1",
    Exists: true,
    Recording: true,
    AllTypes: false,
    Frequency: "CONTINUOUS",
    DeliveryStatus: "SUCCESS",
  });
  expect(bodies).toContainEqual({ Region: "eu-central-1", Exists: true, Status: "ENABLED", Features: [] });
  expect(bodies).toContainEqual({ Region: "eu-west-1", Exists: false });
  expect(bodies).toContainEqual({ Configured: false });
  expect(bodies).toContainEqual({ KeyId: "k-1", KeyRotationEnabled: true, RotationPeriodInDays: 90 });
  expect(bodies).toContainEqual({ KeyId: "k-2", KeyRotationEnabled: false });
  expect(bodies).toContainEqual({
    DBParameterGroupName: "tls",
    Parameters: [{ ParameterName: "rds.force_ssl", ParameterValue: "1" }],
  });
  expect(bodies).toContainEqual({ PrefixListId: "pl-1", Entries: [{ Cidr: "198.51.100.0/24" }] });
  const problems = items.flatMap((item) => ("problem" in item ? [item.problem] : []));
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["denied"]));
  expect(problems.map(({ detail }) => detail).toSorted()).toEqual([
    "cloudtrail:GetEventSelectors (AccessDeniedException)",
    "dynamodb:DescribeContinuousBackups (AccessDeniedException)",
    "ec2:GetImageBlockPublicAccessState (AccessDeniedException)",
    "ec2:GetManagedPrefixListEntries (UnauthorizedOperation, identity-based policy)",
    "lambda:GetPolicy (AccessDeniedException)",
    "rds:DescribeDBParameters (AccessDeniedException)",
  ]);
  expect(JSON.stringify(items)).not.toContain("jane");
});

test("AWS Config can be read by its queries instead, with what it discovered beside them", async () => {
  const types = ["AWS::S3::Bucket", "AWS::KMS::Key", "AWS::IAM::User"];
  const { status, errors, manifest, directory } = await runScript(exportCommands(SCOPES, types, "select"), STANDINS);
  expect(errors).toEqual([]);
  expect(status).toBe(0);
  expect(manifest.exports.map(({ source }) => source)).toEqual([
    "aws-111122223333-eu-central-1-select",
    "aws-111122223333-eu-west-1-select",
  ]);

  const { units } = await readScope(directory, SCOPE, UNITS);
  expect(units.get("AWS::S3::Bucket@eu-central-1")).toMatchObject({ complete: true, listed: 1 });
  for (const unit of ["AWS::KMS::Key@eu-central-1", "AWS::KMS::Key@eu-west-1", "AWS::IAM::User@global"]) {
    expect(units.get(unit)).toMatchObject({ complete: true, listed: 0 });
  }
  expect(units.get("AWS::S3::Bucket@eu-west-1")).toMatchObject({
    complete: false,
    listed: 0,
    problem: { code: "contradictory" },
  });
});

test("two runs have one command each, and the principal is who was signed in", async () => {
  const types = ["AWS::S3::AccountPublicAccessBlock", "AWS::Logs::LogGroup"];
  const script = exportCommands(SCOPES, types);
  const [first, second] = [await runScript(script, STANDINS), await runScript(script, STANDINS)].map(({ manifest }) =>
    manifest.exports.map(({ command, principal }) => ({ command, principal })),
  );
  expect(first).toEqual(second);
  expect(new Set(first?.map(({ principal }) => principal))).toEqual(
    new Set(["arn:aws:sts::111122223333:assumed-role/R/s"]),
  );
});
