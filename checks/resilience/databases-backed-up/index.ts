// Defines the check that databases are backed up.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const databasesBackedUp = defineCheck({
  id: "databases-backed-up",
  version: 2,
  domain: "resilience",
  title: "Databases are backed up",
  requirement:
    "Every database in scope has automated backups that are kept long enough, and can be restored to a moment where its service can do that.",
  rationale:
    "A wrong statement, a bad release or an attacker destroys data within seconds, and copies in other zones have the same damage at once.",
  remediation,
  limits:
    "Shows settings: not that a backup succeeded, nor that anybody restored one. Backups by hand, exports, and plans of AWS Backup, Azure Backup and the Backup and DR Service of Google Cloud are not read. " +
    "RDS: backups of an instance in a cluster are a setting of the cluster; a read replica is left to its source, which may lie in an account that is not enrolled. Redshift restores to a snapshot and to no moment between two, whatever requirePointInTime says. ElastiCache, MemoryDB, Redshift Serverless, Keyspaces and Timestream are not judged. " +
    "Azure: flexible servers restore to any moment of their retention. A server under elastic clusters, and SQL managed instances and Cosmos DB for PostgreSQL, are not judged; a dedicated SQL pool is indeterminate. Long-term retention is not read. Periodic backups of Cosmos DB are restored by a support request. " +
    "Cloud SQL counts backups and makes one a day, so that seven backups are seven days. Spanner, Bigtable, AlloyDB and Firestore are not judged.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon RDS: backup retention period",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
    },
    {
      title: "Amazon Redshift API: Cluster",
      url: "https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html",
    },
    {
      title: "Amazon DynamoDB API: DescribeContinuousBackups",
      url: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html",
    },
    {
      title: "Azure SQL Database: automated backups",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/database/automated-backups-overview",
    },
    {
      title: "Azure Database for PostgreSQL flexible server: backup and restore",
      url: "https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-backup-restore",
    },
    {
      title: "Azure Database for MySQL flexible server: backup and restore",
      url: "https://learn.microsoft.com/en-us/azure/mysql/flexible-server/concepts-backup-restore",
    },
    {
      title: "Azure Cosmos DB: continuous backup with point-in-time restore",
      url: "https://learn.microsoft.com/en-us/azure/cosmos-db/continuous-backup-restore-introduction",
    },
    {
      title: "Cloud SQL: backups",
      url: "https://docs.cloud.google.com/sql/docs/mysql/backup-recovery/backups",
    },
    {
      title: "Cloud SQL: point-in-time recovery",
      url: "https://docs.cloud.google.com/sql/docs/mysql/backup-recovery/pitr",
    },
  ],
  evaluators: [...aws, ...azure, gcp],
});
