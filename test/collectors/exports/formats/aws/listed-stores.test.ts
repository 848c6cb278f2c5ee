// Listings of stores that AWS Config records in part or not at all: what each says, and what makes it no answer.
import { describe, expect, test } from "vitest";
import { ACCOUNT, DENIED, reading } from "./aws-call-files.ts";
import { bodyOf, refusal } from "../../fixture.ts";

const REGION = "eu-central-1";
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234`;
const CREATED = "2024-03-01T10:00:00+00:00";

type Listed = {
  readonly format: string;
  readonly type: string;
  readonly list: string;
  readonly arn: string;
  readonly arnMember: string;
  /** As the service answers, with what has to stay behind. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly body: object;
  readonly incarnation: string;
};

const LISTED: readonly Listed[] = [
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
  {
    format: "aws-elasticache-replication-groups",
    type: "AWS::ElastiCache::ReplicationGroup",
    list: "ReplicationGroups",
    arn: `arn:aws:elasticache:${REGION}:${ACCOUNT}:replicationgroup:store`,
    arnMember: "ARN",
    told: {
      ReplicationGroupId: "store",
      Description: "of jane",
      Status: "available",
      MemberClusters: ["store-001"],
      NodeGroups: [{ PrimaryEndpoint: { Address: "store.jane.example" } }],
      SnapshotRetentionLimit: 0,
      AuthTokenEnabled: false,
      Engine: "redis",
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: "preferred",
      AtRestEncryptionEnabled: true,
      StorageEncryptionType: "sse-kms",
      KmsKeyId: KEY,
      ReplicationGroupCreateTime: CREATED,
    },
    body: {
      Status: "available",
      Engine: "redis",
      AtRestEncryptionEnabled: true,
      StorageEncryptionType: "sse-kms",
      KmsKeyId: KEY,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: "preferred",
    },
    incarnation: "2024-03-01T10:00:00.000Z",
  },
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ServerlessCache.html
  {
    format: "aws-elasticache-serverless-caches",
    type: "AWS::ElastiCache::ServerlessCache",
    list: "ServerlessCaches",
    arn: `arn:aws:elasticache:${REGION}:${ACCOUNT}:serverlesscache:store`,
    arnMember: "ARN",
    told: {
      ServerlessCacheName: "store",
      Description: "of jane",
      CreateTime: CREATED,
      Status: "available",
      Engine: "valkey",
      StorageEncryptionType: "sse-elasticache",
      UserGroupId: "jane",
      Endpoint: { Address: "store.jane.example", Port: 6379 },
    },
    body: { Status: "available", Engine: "valkey", StorageEncryptionType: "sse-elasticache" },
    incarnation: "2024-03-01T10:00:00.000Z",
  },
  // https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html
  {
    format: "aws-opensearch-domains",
    type: "AWS::OpenSearchService::Domain",
    list: "DomainStatusList",
    arn: `arn:aws:es:${REGION}:${ACCOUNT}:domain/store`,
    arnMember: "ARN",
    told: {
      DomainId: `${ACCOUNT}/store`,
      DomainName: "store",
      Created: true,
      Deleted: false,
      Endpoint: "search-store.jane.example",
      EngineVersion: "Elasticsearch_7.10",
      AccessPolicies: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/jane"}}]}',
      AdvancedSecurityOptions: {
        Enabled: true,
        AnonymousAuthEnabled: false,
        MasterUserOptions: { MasterUserName: "jane" },
      },
      VPCOptions: { VPCId: "vpc-1", SubnetIds: ["subnet-1"] },
      EncryptionAtRestOptions: { Enabled: true, KmsKeyId: KEY },
      NodeToNodeEncryptionOptions: { Enabled: true },
      DomainEndpointOptions: {
        EnforceHTTPS: true,
        TLSSecurityPolicy: "Policy-Min-TLS-1-0-2019-07",
        CustomEndpoint: "jane",
      },
    },
    body: {
      Arn: `arn:aws:es:${REGION}:${ACCOUNT}:domain/store`,
      Deleted: false,
      AccessPolicies: {
        Statements: [{ Effect: "Allow", Principals: [{ Type: "AWS", Values: [expect.stringContaining(`:user/`)] }] }],
      },
      AdvancedSecurityOptions: { Enabled: true, AnonymousAuthEnabled: false },
      VpcId: "vpc-1",
      EngineVersion: "Elasticsearch_7.10",
      EncryptionAtRestOptions: { Enabled: true, KmsKeyId: KEY },
      NodeToNodeEncryptionOptions: { Enabled: true },
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
    },
    incarnation: "",
  },
  // https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html
  {
    format: "aws-transfer-servers",
    type: "AWS::Transfer::Server",
    list: "Servers",
    arn: `arn:aws:transfer:${REGION}:${ACCOUNT}:server/store`,
    arnMember: "Arn",
    told: {
      ServerId: "store",
      Certificate: "jane",
      PostAuthenticationLoginBanner: "of jane",
      Protocols: ["SFTP", "FTP"],
      SecurityPolicyName: "TransferSecurityPolicy-2024-01",
      State: "ONLINE",
      UserCount: 3,
    },
    body: { State: "ONLINE", Protocols: ["FTP", "SFTP"] },
    incarnation: "store",
  },
  // https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Namespace.html
  {
    format: "aws-redshift-serverless-namespaces",
    type: "AWS::RedshiftServerless::Namespace",
    list: "namespaces",
    arn: `arn:aws:redshift-serverless:${REGION}:${ACCOUNT}:namespace/aa58f5ad-32a2-4178-b70a-3a474de0d7d2`,
    arnMember: "namespaceArn",
    told: {
      namespaceName: "store",
      namespaceId: "aa58f5ad-32a2-4178-b70a-3a474de0d7d2",
      adminUsername: "jane",
      dbName: "dev",
      kmsKeyId: "AWS_OWNED_KMS_KEY",
      status: "AVAILABLE",
      creationDate: CREATED,
    },
    body: { KmsKeyId: "AWS_OWNED_KMS_KEY", Status: "AVAILABLE" },
    incarnation: "aa58f5ad-32a2-4178-b70a-3a474de0d7d2",
  },
];

describe.each(LISTED)("$format", ({ format, type, list, arn, arnMember, told, body, incarnation }) => {
  const { unit, read, failed } = reading(format, type, REGION);
  const answer = (members: object = {}): object => ({ [list]: [{ ...told, [arnMember]: arn, ...members }] });

  test("its members that are read, and no person, text or address", async () => {
    const outcome = await read(answer());
    expect(outcome.items).toMatchObject([{ key: arn, unit, name: "store", region: REGION, incarnation }]);
    expect(bodyOf(outcome)).toEqual(body);
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane/);
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("members that are null are missing", async () => {
    const nulls = Object.fromEntries(Object.keys(told).map((name) => [name, null]));
    const named = Object.fromEntries(Object.entries(told).filter(([name]) => /(?:Id|Name)$/.test(name)));
    const missing = Object.fromEntries(Object.keys(told).map((name) => [name, undefined]));
    expect(bodyOf(await read(answer({ ...nulls, ...named })))).toEqual(
      bodyOf(await read(answer({ ...missing, ...named }))),
    );
  });

  test("none is an answer, a page is not all of it, and a refusal has its cause", async () => {
    expect((await read({ [list]: [] })).unit(unit)).toMatchObject({ complete: true, listed: 0 });
    expect((await read({ ...answer(), NextToken: "more" })).unit(unit)).toMatchObject({
      complete: false,
      problem: { code: "truncated" },
    });
    expect((await failed(DENIED)).unit(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });

  test.each([arn.replace(ACCOUNT, "444455556666"), arn.replace(REGION, "us-east-1")])(
    "%s is refused",
    async (other) => {
      expect(await refusal(read(answer({ [arnMember]: other })))).toContain("of another account or region");
    },
  );

  test("another answer is refused", async () => {
    expect(await refusal(read({ Things: [] }))).toContain("found another answer");
    expect(await refusal(read(answer({ [arnMember]: "store" })))).toContain("found a resource without a key");
  });
});
