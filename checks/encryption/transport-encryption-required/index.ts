// Defines the check that stores refuse connections that are not encrypted.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const transportEncryptionRequired = defineCheck({
  id: "transport-encryption-required",
  version: 4,
  domain: "encryption",
  title: "Stores, caches and streams refuse unencrypted connections",
  requirement:
    "Every object store, file share, database, cache, search domain, queue, stream and file transfer server in scope refuses connections without TLS, and connections with an older version of TLS than the company requires where the cloud lets the company choose. Every endpoint of DMS connects by TLS.",
  rationale:
    "A store that merely offers TLS leaves it to each client, and a client that was set up without it sends its password and the data in the clear without anybody noticing. Refusing makes the mistake visible at once.",
  remediation,
  limits:
    "Shows that the store refuses connections without TLS, not that its clients check whom they talk to. " +
    "The version of TLS is judged for Azure and for OpenSearch Service: elsewhere AWS and Google Cloud keep the version in settings that are not read here, or decide the version themselves. The setting is judged as it stands, except where Azure refuses older versions whatever the setting says: Cosmos DB, storage accounts since 3 February 2026, and SQL managed instances since 1 September 2025 refuse TLS older than 1.2. " +
    "The dates are those of public Azure, which region and endpoint names tell apart from other clouds of Azure; a resource that names neither counts as one of public Azure, since every answer of Resource Manager has a region. Azure Cache for Redis refuses older versions since 1 April 2025, and Event Hubs and Service Bus since 28 October 2025. For SQL servers and flexible servers the setting alone is judged. Tidemark does not read which versions of TLS clusters of Cosmos DB for PostgreSQL accept, because Azure refuses those before 1.2. " +
    "A managed instance without a minimum is indeterminate since 1 September 2025, as no page says that it refuses connections without TLS. " +
    "Settings of SMB that nobody changed allow every version and cipher, and Azure writes them as those that were emptied on purpose. By default the company allows each of them: the file service then fails only where it says that SMB needs no encryption. Where it says nothing, the account's setting for secure transfer holds for SMB too, and the account is judged by that. Premium accounts for page blobs alone have no file service, and are indeterminate for it. Shares by NFS are not judged. " +
    "In a policy of S3, denies that each name a part of the actions or objects are not put together, and a deny whose condition is not understood makes the bucket indeterminate. " +
    "DynamoDB is not judged, since its endpoints accept both and its tables have no setting for TLS. RDS for Oracle, Db2 and RDS Custom require TLS in places that are not read, so they are indeterminate. " +
    "MariaDB before 10.5 has no parameter that requires TLS, so it fails. A parameter of RDS without a value counts as the engine's documented default for its version. While changes of a parameter group wait for a reboot a group that requires TLS is indeterminate, since they may be the ones that count. " +
    "Where nothing says what a provisioned cluster accepts from clients it is indeterminate, since AWS documents two defaults. Connectors of MSK Connect are not read. An endpoint of DMS is judged by its own setting, not by extra connection attributes, and one of an engine that the check does not know is indeterminate. Caches of ElastiCache without a replication group, such as those of Memcached, and clusters of DAX are not read. TLS between the nodes of a search domain is not judged. A server of Transfer Family that accepts AS2 is indeterminate, since its messages come over plain HTTP and may be encrypted themselves. " +
    "Clusters of MSK and endpoints of DMS are read by their services, and from a snapshot of AWS Config that was exported, which lacks serverless clusters, and all of them in regions where AWS Config does not support the type. Tags of endpoints of DMS and of servers of Transfer Family are not read by the service. " +
    "MemoryDB, RDS Proxy, workgroups of Redshift Serverless, OpenSearch Serverless, EFS, FSx, SQS, SNS, Kinesis, Amazon MQ, Pub/Sub, Azure Data Explorer and Synapse are not judged. " +
    "For Cloud Storage the project's effective organization policy decides for every bucket; exceptions by tag are not told apart. Caches of Memorystore for Memcached have no such setting, and are not read. Cloud SQL connectors and proxies encrypt on their own and are not told apart from direct connections.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon S3: enforce encryption of data in transit",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    },
    {
      title: "Using SSL with a PostgreSQL DB instance",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
    },
    {
      title: "Requiring SSL/TLS for all connections to a MySQL DB instance",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html",
    },
    {
      title: "Amazon Redshift: configuring security options for connections",
      url: "https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html",
    },
    {
      title: "Amazon ElastiCache: in-transit encryption",
      url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    },
    {
      title: "Amazon OpenSearch Service: DomainEndpointOptions",
      url: "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html",
    },
    {
      title: "Amazon MSK: encryption",
      url: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
    },
    {
      title: "AWS DMS: using SSL",
      url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html",
    },
    {
      title: "AWS Transfer Family: DescribedServer",
      url: "https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html",
    },
    {
      title: "Azure Storage: require secure transfer",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/storage-require-secure-transfer",
    },
    {
      title: "Azure SQL connectivity settings",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/database/connectivity-settings",
    },
    {
      title: "Azure Storage: TLS 1.2 as the minimum",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/transport-layer-security-configure-migrate-to-tls2",
    },
    {
      title: "Azure SQL Managed Instance: minimal TLS version",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/minimal-tls-version-configure",
    },
    {
      title: "Azure Files: SMB file shares",
      url: "https://learn.microsoft.com/en-us/azure/storage/files/files-smb-protocol",
    },
    {
      title: "Azure Cache for Redis: remove TLS 1.0 and 1.1",
      url: "https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-remove-tls-10-11",
    },
    {
      title: "Event Hubs: require a minimum version of TLS",
      url: "https://learn.microsoft.com/en-us/azure/event-hubs/transport-layer-security-enforce-minimum-version",
    },
    {
      title: "Cloud Storage: organization policy constraints",
      url: "https://docs.cloud.google.com/storage/docs/org-policy-constraints",
    },
    {
      title: "Memorystore for Redis: in-transit encryption",
      url: "https://docs.cloud.google.com/memorystore/docs/redis/about-in-transit-encryption",
    },
    {
      title: "Cloud SQL: instances",
      url: "https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
