// Defines the check that databases are encrypted at rest.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const databasesEncryptedAtRest = defineCheck({
  id: "databases-encrypted-at-rest",
  version: 4,
  domain: "encryption",
  title: "Databases are encrypted at rest",
  requirement:
    "Every database, cache and search domain in scope is encrypted at rest, and, where the company requires it, with its own key.",
  rationale:
    "Encryption at rest keeps data unreadable to whoever obtains the media, a copy of a volume or a snapshot. For RDS, Redshift clusters, ElastiCache, OpenSearch Service, Azure SQL and the disks of Azure Data Explorer encryption is a choice that can be missed; for the others the company decides only who controls the key.",
  remediation,
  limits:
    "Shows the storage of the database itself. Snapshots and exports that were made of it elsewhere, and encryption of columns, are not read. " +
    "DynamoDB, serverless caches of ElastiCache, Redshift Serverless, flexible servers, Cosmos DB (also its PostgreSQL clusters), Synapse workspaces and all stores of Google Cloud always encrypt: if no customer key is required, they can't fail, and results say that the provider encrypts. " +
    "An instance in an Aurora, DocumentDB, Neptune or Multi-AZ cluster is not judged, since encryption is a setting of the cluster. " +
    "Aurora encrypts every new cluster since 18 February 2026 with a key that AWS owns, which StorageEncrypted does not show; a newer cluster without StorageEncryptionType is indeterminate. " +
    "Whether a key of KMS is the company's is known only where the key itself was read in the same account and region; a key of another account is indeterminate. Its policy, rotation and state belong to other checks, so a database whose key is disabled still passes. " +
    "A flexible server whose dataEncryption names the URI of a key and no type counts as encrypted with that key. " +
    "Replication groups and serverless caches of ElastiCache are judged; clusters of Memcached and single nodes of Redis, which are in no replication group, can't be encrypted at rest and are not read. A replication group whose AtRestEncryptionEnabled is false is indeterminate in answers without StorageEncryptionType, which older command lines leave out. Tags of caches, search domains and namespaces are not read, so no label puts them inside or outside a boundary. " +
    "A cluster of Azure Data Explorer fails if its disks, which hold the cache, are not encrypted; its storage always is. The key of a Synapse workspace is judged; transparent data encryption of dedicated SQL pools is not read. " +
    "The default key of a BigQuery dataset, for new tables, is judged. Keys of single tables, of which a project may have hundreds of thousands, and the default key of a project are not read. " +
    "For Azure SQL a customer key is known only where the server or the database names it. Databases of SQL managed instances are not read one by one, so managed instances are indeterminate. DAX, MemoryDB, Timestream, OpenSearch Serverless, Azure Cache for Redis and Memorystore are not judged.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Encrypting Amazon RDS resources",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    },
    {
      title: "Encrypting Amazon Aurora resources",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    },
    {
      title: "Amazon Redshift database encryption",
      url: "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html",
    },
    {
      title: "DynamoDB encryption at rest",
      url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
    },
    {
      title: "At-rest encryption in ElastiCache",
      url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
    },
    {
      title: "Encryption of data at rest for Amazon OpenSearch Service",
      url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    },
    {
      title: "Changing the AWS KMS key for a Redshift Serverless namespace",
      url: "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html",
    },
    {
      title: "Transparent data encryption for Azure SQL",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/database/transparent-data-encryption-tde-overview",
    },
    {
      title: "Data encryption in Azure Cosmos DB",
      url: "https://learn.microsoft.com/en-us/azure/cosmos-db/database-encryption-at-rest",
    },
    {
      title: "Disk encryption of Azure Data Explorer",
      url: "https://learn.microsoft.com/en-us/azure/data-explorer/cluster-encryption-disk",
    },
    {
      title: "Encryption of Azure Synapse workspaces",
      url: "https://learn.microsoft.com/en-us/azure/synapse-analytics/security/workspaces-encryption",
    },
    {
      title: "BigQuery: customer managed encryption keys",
      url: "https://docs.cloud.google.com/bigquery/docs/customer-managed-encryption",
    },
    { title: "Spanner: customer managed encryption keys", url: "https://docs.cloud.google.com/spanner/docs/cmek" },
    { title: "Bigtable: customer managed encryption keys", url: "https://docs.cloud.google.com/bigtable/docs/cmek" },
    { title: "AlloyDB: customer managed encryption keys", url: "https://docs.cloud.google.com/alloydb/docs/cmek" },
    {
      title: "Cloud SQL: customer managed encryption keys",
      url: "https://docs.cloud.google.com/sql/docs/mysql/cmek",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
