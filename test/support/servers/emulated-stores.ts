// Builds caches and search domains of an emulated account, and answers for stores that moto does not know.
import { CreateReplicationGroupCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { CreateDomainCommand, OpenSearchClient } from "@aws-sdk/client-opensearch";
import { xml, type WireAnswer, type WireRequest } from "./wire.ts";

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
};

/** A cache `sessions` and a domain `catalog`, both encrypted. */
export async function buildStores(access: Access): Promise<void> {
  await new ElastiCacheClient(access).send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: "sessions",
      ReplicationGroupDescription: "sessions of Ann.Example",
      AtRestEncryptionEnabled: true,
      TransitEncryptionEnabled: true,
    }),
  );
  await new OpenSearchClient(access).send(
    new CreateDomainCommand({
      DomainName: "catalog",
      EngineVersion: "OpenSearch_2.17",
      EncryptionAtRestOptions: { Enabled: true },
      NodeToNodeEncryptionOptions: { Enabled: true },
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
    }),
  );
}

/**
 * Stores that moto lacks: the account whose credentials nobody gave out has one of each, in us-east-1, and no other account has any.
 * `account`: of the access key; undefined for that account. Null where moto answers.
 */
export function storesBeside({ call, region }: WireRequest, account: string | undefined): WireAnswer | null {
  const hasAny = account === undefined && region === "us-east-1";
  if (call === "DescribeServerlessCaches") {
    const cache =
      "<member><ServerlessCacheName>carts</ServerlessCacheName><Status>available</Status><Engine>valkey</Engine>" +
      "<Description>of Ann.Example</Description><CreateTime>2026-01-01T00:00:00Z</CreateTime>" +
      "<StorageEncryptionType>sse-elasticache</StorageEncryptionType>" +
      "<ARN>arn:aws:elasticache:us-east-1:123456789012:serverlesscache:carts</ARN></member>";
    return xml(
      `<${call}Response><${call}Result><ServerlessCaches>${hasAny ? cache : ""}</ServerlessCaches></${call}Result></${call}Response>`,
    );
  }
  if (call === "ListNamespaces") {
    const namespaceId = "aa58f5ad-32a2-4178-b70a-3a474de0d7d2";
    const namespace = {
      namespaceName: "reports",
      namespaceId,
      namespaceArn: `arn:aws:redshift-serverless:us-east-1:123456789012:namespace/${namespaceId}`,
      adminUsername: "Ann.Example",
      creationDate: "2026-01-01T00:00:00.000Z",
      kmsKeyId: "AWS_OWNED_KMS_KEY",
      status: "AVAILABLE",
    };
    const headers = { "content-type": "application/x-amz-json-1.1" };
    return { headers, body: JSON.stringify({ namespaces: hasAny ? [namespace] : [] }) };
  }
  return null;
}
