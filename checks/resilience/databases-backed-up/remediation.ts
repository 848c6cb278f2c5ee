// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Set the backup retention period of the instance or cluster to the days that are required. Turning backups of an instance on or off causes an outage. Raise the retention of automated snapshots of a Redshift cluster. Turn on point-in-time recovery of the DynamoDB table.",
    console: [
      "Amazon RDS > Databases > DATABASE > Modify > Backup retention period",
      "Amazon Redshift > Clusters > CLUSTER > Maintenance > Backup details > Edit",
      "DynamoDB > Tables > TABLE > Backups > Point-in-time recovery (PITR) > Edit",
    ],
    commands: [
      "aws rds modify-db-instance --db-instance-identifier INSTANCE --backup-retention-period 7",
      "aws rds modify-db-cluster --db-cluster-identifier CLUSTER --backup-retention-period 7",
      "aws redshift modify-cluster --cluster-identifier CLUSTER --automated-snapshot-retention-period 7",
      "aws dynamodb update-continuous-backups --table-name TABLE --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=35",
    ],
    terraform: [
      "aws_db_instance.backup_retention_period = 7",
      "aws_rds_cluster.backup_retention_period = 7",
      "aws_redshift_cluster.automated_snapshot_retention_period = 7",
      "aws_dynamodb_table.point_in_time_recovery.enabled = true",
    ],
  },
  azure: {
    change:
      "Raise the backup retention of the flexible server, and the short-term retention of the SQL database. Move the Cosmos DB account to continuous backup. It can't go back to periodic backup.",
    console: [
      "Azure Database for MySQL Flexible Server > SERVER > Settings > Compute + storage > Backup retention period",
      "Azure Database for PostgreSQL Flexible Server > SERVER > Settings > Compute + storage > Backup retention period",
      "Azure Cosmos DB > ACCOUNT > Settings > Backup & Restore",
      "SQL servers > SERVER > Data management > Backups > Retention policies > Configure policies",
    ],
    commands: [
      "az mysql flexible-server update --resource-group GROUP --name SERVER --backup-retention 7",
      "az postgres flexible-server update --resource-group GROUP --name SERVER --backup-retention 7",
      "az sql db str-policy set --resource-group GROUP --server SERVER --name DATABASE --retention-days 7 --diffbackup-hours 24",
      "az cosmosdb update --resource-group GROUP --name ACCOUNT --backup-policy-type Continuous",
    ],
    terraform: [
      "azurerm_mssql_database.short_term_retention_policy.retention_days = 7",
      "azurerm_mysql_flexible_server.backup_retention_days = 7",
      "azurerm_postgresql_flexible_server.backup_retention_days = 7",
    ],
  },
  gcp: {
    change:
      "Turn on automated backups and point-in-time recovery of the instance, and keep as many backups and days of logs as are required. Turning point-in-time recovery on may restart the instance.",
    console: ["Cloud SQL > Instances > INSTANCE > Backups > Settings > Edit"],
    commands: [
      "gcloud sql instances patch INSTANCE --backup-start-time=02:00 --retained-backups-count=7",
      "gcloud sql instances patch INSTANCE --enable-bin-log --retained-transaction-log-days=7",
      "gcloud sql instances patch INSTANCE --enable-point-in-time-recovery --retained-transaction-log-days=7",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
