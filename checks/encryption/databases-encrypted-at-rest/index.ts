// Defines the check that databases are encrypted at rest.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const databasesEncryptedAtRest = defineCheck({
  id: "databases-encrypted-at-rest",
  version: 3,
  domain: "encryption",
  title: "Databases are encrypted at rest",
  requirement: "Every database in scope is encrypted at rest, and, where the company requires it, with its own key.",
  rationale:
    "Encryption at rest keeps data unreadable to whoever obtains the media, a copy of a volume or a snapshot. For RDS, Redshift and Azure SQL encryption is a choice that can be missed; for the others the company decides only who controls the key.",
  remediation,
  limits:
    "Shows the storage of the database itself. Snapshots and exports that were made of it elsewhere, and encryption of columns, are not read. " +
    "DynamoDB, flexible servers, Cosmos DB (also its PostgreSQL clusters) and Cloud SQL always encrypt: if no customer key is required, they can't fail, and results say that the provider encrypts. " +
    "An instance in an Aurora, DocumentDB, Neptune or Multi-AZ cluster is not judged, since encryption is a setting of the cluster. " +
    "Aurora encrypts every new cluster since 18 February 2026 with a key that AWS owns, which StorageEncrypted does not show; a newer cluster without StorageEncryptionType is indeterminate. " +
    "Whether a key of KMS is the company's is known only where the key itself was read in the same account and region; a key of another account is indeterminate. Its policy, rotation and state belong to other checks, so a database whose key is disabled still passes. " +
    "A flexible server whose dataEncryption names the URI of a key and no type counts as encrypted with that key. " +
    "For Azure SQL a customer key is known only where the server or the database names it. Databases of SQL managed instances are not read one by one, so managed instances are indeterminate; Synapse, Bigtable, Spanner and AlloyDB are not judged.",
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
      title: "Transparent data encryption for Azure SQL",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/database/transparent-data-encryption-tde-overview",
    },
    {
      title: "Data encryption in Azure Cosmos DB",
      url: "https://learn.microsoft.com/en-us/azure/cosmos-db/database-encryption-at-rest",
    },
    {
      title: "Cloud SQL: customer managed encryption keys",
      url: "https://docs.cloud.google.com/sql/docs/mysql/cmek",
    },
  ],
  evaluators: [...aws, ...azure, gcp],
});
