// Every source of the direct lane by the real clients on one emulated account that has something of each type: what comes of it,
// which actions it takes, and what a denial of each of them hides.
import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateFlowLogsCommand,
  CreateManagedPrefixListCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  CreateDBSubnetGroupCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import {
  CreateClusterCommand,
  CreateClusterParameterGroupCommand,
  CreateClusterSubnetGroupCommand,
  RedshiftClient,
} from "@aws-sdk/client-redshift";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import { SOURCE_ACTIONS } from "../../../collectors/aws/actions.ts";
import { openAws } from "../../../collectors/aws/reader.ts";
import { credentialsAtHand } from "../../../collectors/aws/client/session.ts";
import type { Item, ScopeReading, Snapshot } from "../../../collectors/port.ts";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import { plannedUnits, ranked } from "../../../observation/plan/plan.ts";
import { NO_CREDENTIALS, withEnvironment } from "../../support/environment.ts";
import { actionOf } from "../../support/servers/action-of.ts";
import { denied } from "../../support/servers/denied.ts";
import { startEmulatedAws, type EmulatedAws } from "../../support/servers/emulated-aws.ts";
import { buildDisks } from "../../support/servers/emulated-disks.ts";
import { buildEdges } from "../../support/servers/emulated-edges.ts";
import { buildMovers } from "../../support/servers/emulated-movers.ts";
import { buildPolicies } from "../../support/servers/emulated-policies.ts";
import { buildStores } from "../../support/servers/emulated-stores.ts";
import "../../support/servers/localhost-names.ts";
import { refusalOf } from "../../../evidence-schema/record/because.ts";
import { buildIam, READING, TRUSTING } from "./built-iam.ts";
import { STORES_TOLD } from "./stores-told.ts";

const ID = "123456789012";
const REGION = "us-east-1";
const SCOPE = `aws/${ID}`;

let aws: EmulatedAws;
let restore: () => void;

beforeAll(async () => {
  aws = await startEmulatedAws([REGION]);
  restore = withEnvironment({ ...NO_CREDENTIALS, ...aws.env, NODE_OPTIONS: null });
  await build({
    region: REGION,
    endpoint: aws.behind,
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" },
  });
});
afterAll(async () => {
  restore();
  await aws.stop();
});
beforeEach(() => {
  aws.fault = () => null;
});

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

async function build(access: Access): Promise<void> {
  await new S3Client(access).send(new CreateBucketCommand({ Bucket: "everything" }));
  const ec2 = new EC2Client(access);
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  await ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds: [Vpcs[0]?.VpcId ?? ""],
      ResourceType: "VPC",
      TrafficType: "ALL",
      LogDestinationType: "s3",
      LogDestination: "arn:aws:s3:::everything",
    }),
  );
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const SubnetIds = Subnets.map(({ SubnetId = "" }) => SubnetId);
  await ec2.send(
    new RunInstancesCommand({ ImageId: "ami-12c6146b", MinCount: 1, MaxCount: 1, SubnetId: SubnetIds[0] }),
  );
  const subnetGroup = { DBSubnetGroupName: "shop", DBSubnetGroupDescription: "shop", SubnetIds };
  await new RDSClient(access).send(new CreateDBSubnetGroupCommand(subnetGroup));
  await new RedshiftClient(access).send(
    new CreateClusterSubnetGroupCommand({ ClusterSubnetGroupName: "reports", Description: "reports", SubnetIds }),
  );
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: "offices",
      AddressFamily: "IPv4",
      MaxEntries: 5,
      Entries: [{ Cidr: "198.51.100.0/24", Description: "of Ann.Example" }, { Cidr: "192.0.2.0/24" }],
    }),
  );
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: SecurityGroups[0]?.GroupId,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: PrefixList?.PrefixListId }] },
      ],
    }),
  );
  await buildIam(access);
  await new ACMClient(access).send(new RequestCertificateCommand({ DomainName: "shop.example" }));
  const kms = new KMSClient(access);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Tags: [{ TagKey: "env", TagValue: "production" }] }));
  await new DynamoDBClient(access).send(
    new CreateTableCommand({
      TableName: "orders",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: KeyMetadata?.Arn },
    }),
  );
  await new ECRClient(access).send(new CreateRepositoryCommand({ repositoryName: "shop/web" }));
  await new GuardDutyClient(access).send(
    new CreateDetectorCommand({ Enable: true, Features: [{ Name: "S3_DATA_EVENTS", Status: "ENABLED" }] }),
  );
  const rds = new RDSClient(access);
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: "orders",
      DBInstanceClass: "db.t4g.micro",
      Engine: "postgres",
      AllocatedStorage: 20,
    }),
  );
  await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: "ledger",
      Engine: "aurora-postgresql",
      MasterUsername: "owner",
      MasterUserPassword: "Corr3ct-horse-battery",
    }),
  );
  await buildDisks(access);
  for (const make of [buildMovers, buildStores, buildPolicies, buildEdges]) await make(access);
  const redshift = new RedshiftClient(access);
  await redshift.send(
    new CreateClusterParameterGroupCommand({
      ParameterGroupName: "own",
      ParameterGroupFamily: "redshift-1.0",
      Description: "ours",
    }),
  );
  await redshift.send(
    new CreateClusterCommand({
      ClusterIdentifier: "warehouse",
      NodeType: "ra3.large",
      MasterUsername: "owner",
      MasterUserPassword: "Corr3ct-horse-battery",
      ClusterParameterGroupName: "own",
    }),
  );
  const trail = new CloudTrailClient(access);
  await trail.send(new CreateTrailCommand({ Name: "all", S3BucketName: "everything", IsMultiRegionTrail: true }));
  await trail.send(new StartLoggingCommand({ Name: "all" }));
  await new CloudWatchLogsClient(access).send(new CreateLogGroupCommand({ logGroupName: "/service" }));
}

const configured = checks.map((check) => ({ check, parameters: {} }));
const UNITS = ranked(configured, plannedUnits(configured, { scope: SCOPE, regions: [REGION] }));

async function read(): Promise<{ reading: ScopeReading; items: Item[] }> {
  const items: Item[] = [];
  const account = {
    id: ID,
    regions: [REGION],
    role: null,
    externalId: null,
    lane: "direct",
    aggregator: null,
  } as const;
  const reader = openAws({ accounts: [account], credentials: credentialsAtHand(), clock: Date.now });
  const people = {
    person: (provider: string, value: string) => `${provider}:${value.length}`,
    remember: () => undefined,
  };
  const reading = await reader.read({ scope: SCOPE, units: UNITS, ...people }, (item) => items.push(item));
  return { reading, items };
}

const typeOf = ({ unit }: { readonly unit: string }): string => splitUnit(unit).type;

test("something comes of every type, and every unit is complete", async () => {
  const { reading, items } = await read();
  expect(reading.units.filter(({ problem }) => problem !== null)).toEqual([]);
  expect(items.filter((item) => "problem" in item)).toEqual([]);
  const types = new Set(items.map(typeOf));
  expect(UNITS.map(({ type }) => type).filter((type) => !types.has(type))).toEqual([]);
  const of = (type: string): Snapshot[] =>
    items.filter((item): item is Snapshot => typeOf(item) === type && "body" in item);
  expect(of("AWS::IAM::User")[0]).toMatchObject({
    name: null,
    body: {
      GroupList: ["admins"],
      AttachedManagedPolicies: [],
      UserPolicyList: [{ PolicyName: "inline", PolicyDocument: READING }],
    },
  });
  expect(of("AWS::IAM::Role").find(({ name }) => name === "app")?.body).toMatchObject({
    RoleName: "app",
    Path: "/",
    AssumeRolePolicyDocument: TRUSTING,
  });
  expect(of("AWS::IAM::Policy")[0]?.body).toMatchObject({
    PolicyVersionList: [{ IsDefaultVersion: true, Document: READING }],
  });
  expect(JSON.stringify(items)).not.toContain("Ann.Example");
  expect(of("AWS::IAM::OIDCProvider")[0]?.body).toMatchObject({ Url: "token.actions.example.com" });
  expect(of("AWS::KMS::Key").find(({ labels }) => labels["env"] === "production")?.body).toMatchObject({
    KeyManager: "CUSTOMER",
  });
  expect(of("AWS::RDS::DBCluster")[0]?.body).toMatchObject({
    DBClusterIdentifier: "ledger",
    Engine: "aurora-postgresql",
  });
  expect(of("AWS::Redshift::Cluster")[0]).toMatchObject({ key: `arn:aws:redshift:${REGION}:${ID}:cluster:warehouse` });
  expect(of("AWS::CloudTrail::Trail")[0]?.body).toMatchObject({ IsMultiRegionTrail: true });
  expect(of("Tidemark::CloudTrail::TrailStatus")[0]?.body).toMatchObject({ IsLogging: true });
  expect(of("Tidemark::AccessPath")[0]?.body).toMatchObject({ Read: true });
  expect(of("Tidemark::IAM::RootVirtualMfa")[0]?.body).toEqual({ Id: ID, RootVirtualMfa: false });
  expect(of("Tidemark::IAM::RootManagement")[0]?.body).toEqual({ Id: ID, Tells: false });
  expect(of("Tidemark::ECR::RepositoryScanning")[0]?.body).toEqual({ Repository: "shop/web", ScanFrequency: "MANUAL" });
  expect(of("Tidemark::Inspector2::Account")[0]?.body).toMatchObject({ Machines: "DISABLED" });
  expect(of("Tidemark::GuardDuty::Detector")[0]?.body).toMatchObject({ Exists: true, Status: "ENABLED" });
  expect(of("Tidemark::EC2::PrefixList")[0]?.body["Entries"]).toHaveLength(2);
  const snapshot = of("Tidemark::EC2::Snapshot").find(({ labels }) => labels["env"] === "production");
  expect(snapshot?.body).toMatchObject({ Encrypted: true, Public: false });
  expect(snapshot?.key).toBe(`arn:aws:ec2:${REGION}::snapshot/${snapshot?.name}`);
  expect(of("Tidemark::EC2::EbsDefaults")[0]).toMatchObject({
    name: `EBS defaults in ${REGION}`,
    body: { EncryptionByDefault: false, KmsKeyId: "alias/aws/ebs" },
  });
  expect(of("Tidemark::EC2::MetadataDefaults")[0]?.body).toEqual({ HttpTokens: "required" });
  expect(of("AWS::RDS::DBSnapshot").map(({ name }) => name)).toContain("orders-before-upgrade");
  expect(of("AWS::EFS::FileSystem")[0]?.body).toMatchObject({ Encrypted: true, LifeCycleState: "available" });
  for (const [type, told] of STORES_TOLD) expect(of(type), type).toEqual(expect.arrayContaining([told]));
  expect(of("AWS::KMS::Key").find(({ labels }) => labels["env"] === "production")?.body).toMatchObject({
    Policy: { Statements: [{ Effect: "Allow", Actions: ["kms:*"] }] },
  });
  expect(of("AWS::SQS::Queue").map(({ name, body }) => [name, "Policy" in body])).toEqual(
    expect.arrayContaining([
      ["orders", false],
      ["open", true],
    ]),
  );
  expect(of("AWS::SNS::Topic")[0]).toMatchObject({
    name: "alerts",
    labels: { env: "production" },
    body: { Policy: { Statements: [{ Principals: [{ Type: "AWS", Values: ["*"] }] }] } },
  });
  for (const type of POLICED) {
    const told = of(type).map(({ name, body }) => [name, "Policy" in body]);
    expect(new Set(told.map(([, has]) => has)), type).toEqual(new Set([true, false]));
    const policy = of(type).find(({ body }) => "Policy" in body)?.body["Policy"];
    expect(policy, type).toMatchObject({ Statements: [{ Effect: "Allow" }] });
  }
  expect(JSON.stringify(items)).not.toMatch(/Corr3ct|AnnExample/);
  expect(of("AWS::S3::AccountPublicAccessBlock")[0]?.body).toEqual({ Configured: false });
});

/** Types of which some have a policy. */
const POLICED = [
  "Tidemark::ECR::RepositoryPolicy",
  "Tidemark::SecretsManager::SecretPolicy",
  "Tidemark::Events::EventBusPolicy",
  "Tidemark::EFS::FileSystemPolicy",
  "Tidemark::Backup::VaultPolicy",
];

test("a role that Identity Center made says that people come by it", async () => {
  const iam = new IAMClient({
    region: REGION,
    endpoint: aws.behind,
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" },
  });
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const RoleName = "AWSReservedSSO_Admin_0123456789abcdef";
  await iam.send(
    new CreateRoleCommand({ RoleName, Path: "/aws-reserved/sso.amazonaws.com/", AssumeRolePolicyDocument }),
  );
  const { items } = await read();
  const path = items.find((item) => typeOf(item) === "Tidemark::AccessPath");
  expect(path).toMatchObject({ body: { Read: false } });
});

/** Requests that are no call of a source. */
const BESIDE = new Set(["sts:GetCallerIdentity", "ec2:DescribeRegions"]);

const DECLARED = [
  ...new Set(
    SOURCE_ACTIONS.filter(({ lane }) => lane === "direct").flatMap(({ actions }) =>
      actions.map(({ action }) => action),
    ),
  ),
];

test("the actions that are taken are those that are declared", async () => {
  const from = aws.requests.length;
  await read();
  const taken = new Set(
    aws.requests
      .slice(from)
      .map(actionOf)
      .filter((action) => !BESIDE.has(action)),
  );
  expect([...taken].toSorted()).toEqual(DECLARED.toSorted());
});

describe("a denied action", () => {
  test.each(DECLARED)("%s hides what it brings, by its name, and nothing else", async (action) => {
    aws.fault = (request) => (actionOf(request) === action ? denied(request) : null);
    const { reading, items } = await read();
    const problems = [
      ...reading.units.flatMap(({ unit, problem }) => (problem === null ? [] : [{ unit, problem }])),
      ...items.flatMap((item) => ("problem" in item ? [{ unit: item.unit, problem: item.problem }] : [])),
    ];
    expect(problems.length).toBeGreaterThan(0);
    const brings = SOURCE_ACTIONS.filter(({ lane, actions }) => {
      return lane === "direct" && actions.some((each) => each.action === action);
    });
    const hidden = new Set(brings.flatMap(({ types }) => types));
    for (const { unit, problem } of problems) {
      expect([problem.code, refusalOf(problem.detail)?.action]).toEqual(["denied", action]);
      expect(hidden).toContain(splitUnit(unit).type);
    }
  });
});
