// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Storage of RDS cannot be encrypted in place: copy a snapshot with a key, restore the copy, move clients over and delete the old database. A snapshot of an Aurora cluster takes the key when it is restored. Redshift clusters and namespaces, DynamoDB tables and OpenSearch domains change in place; a domain must run at least Elasticsearch 6.7, and keeps its first key. A cache of ElastiCache takes encryption only when it is created: restore a snapshot of it into a new cache. If your company requires its own key, name a customer managed key.",
    console: [
      "Amazon RDS > Snapshots > SNAPSHOT > Actions > Copy snapshot > Enable encryption",
      "Amazon RDS > Snapshots > SNAPSHOT > Actions > Restore snapshot",
      "Amazon Redshift > Clusters > CLUSTER > Properties > Database configurations > Edit > Edit encryption",
      "Amazon OpenSearch Service > Domains > DOMAIN > Security configuration > Edit > Encryption",
      "ElastiCache > Backups > SNAPSHOT > Restore > Encryption at rest",
      "DynamoDB > Tables > TABLE > Actions > Update settings > Additional settings > Encryption > Manage encryption",
    ],
    commands: [
      "aws rds copy-db-snapshot --source-db-snapshot-identifier SNAPSHOT --target-db-snapshot-identifier NEW-SNAPSHOT --kms-key-id KEY-ARN",
      "aws rds restore-db-instance-from-db-snapshot --db-snapshot-identifier NEW-SNAPSHOT --db-instance-identifier NEW-INSTANCE",
      "aws rds restore-db-cluster-from-snapshot --snapshot-identifier SNAPSHOT --db-cluster-identifier NEW-CLUSTER --engine ENGINE --kms-key-id KEY-ARN",
      "aws redshift modify-cluster --cluster-identifier CLUSTER --encrypted --kms-key-id KEY-ARN",
      "aws redshift-serverless update-namespace --namespace-name NAMESPACE --kms-key-id KEY-ARN",
      "aws opensearch update-domain-config --domain-name SEARCH-DOMAIN --encryption-at-rest-options Enabled=true,KmsKeyId=KEY-ARN",
      "aws elasticache create-replication-group --replication-group-id NEW-CACHE --replication-group-description NEW-CACHE --snapshot-name SNAPSHOT --at-rest-encryption-enabled --kms-key-id KEY-ARN",
      "aws dynamodb update-table --table-name TABLE --sse-specification Enabled=true,SSEType=KMS,KMSMasterKeyId=KEY-ARN",
    ],
    terraform: [
      "aws_redshift_cluster.encrypted = true",
      "aws_elasticache_replication_group.at_rest_encryption_enabled = true",
      "aws_opensearch_domain.encrypt_at_rest.enabled = true",
    ],
  },
  azure: {
    change:
      "Turn on transparent data encryption of the SQL database, and encryption of the disks of an Azure Data Explorer cluster. If your company requires its own key, give the SQL server, the flexible server of MySQL, the Cosmos DB account or the Azure Data Explorer cluster a key of Key Vault that its identity may use. Servers and clusters of PostgreSQL, Synapse workspaces, and Cosmos DB for Apache Cassandra, take a key only when they are created: create one with the key, move clients over and delete the old one.",
    console: [
      "SQL databases > DATABASE > Security > Data encryption",
      "SQL servers > SERVER > Security > Transparent data encryption > Customer-managed key",
      "Azure Database for MySQL Flexible Server > SERVER > Security > Data encryption",
      "Azure Cosmos DB > ACCOUNT > Settings > Data Encryption",
      "Azure Data Explorer Clusters > CLUSTER > Security + networking > Encryption > Disk encryption",
    ],
    commands: [
      "az sql db tde set --resource-group GROUP --server SERVER --database DATABASE --status Enabled",
      "az sql server update --resource-group GROUP --name SERVER --key-id KEY-URI --identity-type UserAssigned --user-assigned-identity-id IDENTITY-ID --primary-user-assigned-identity-id IDENTITY-ID",
      "az mysql flexible-server update --resource-group GROUP --name SERVER --key KEY-URI --identity IDENTITY-ID",
      "az cosmosdb update --resource-group GROUP --name ACCOUNT --key-uri KEY-URI",
    ],
    terraform: [
      "azurerm_mssql_database.transparent_data_encryption_enabled = true",
      "azurerm_kusto_cluster.disk_encryption_enabled = true",
    ],
  },
  gcp: {
    change:
      "Create a Cloud SQL instance, a database of Spanner or Firestore, or a cluster of AlloyDB or Bigtable with a key of your company, move data and clients over and delete the old one: Google's key cannot be changed for another. Give a BigQuery dataset a default key of your company; it counts for new tables.",
    console: [
      "BigQuery > PROJECT > DATASET > Edit details > Advanced options > Encryption",
      "Cloud SQL > Instances > Create instance > Show configuration options > Storage > Advanced encryption options",
    ],
    commands: [
      "gcloud sql instances create NEW-INSTANCE --database-version=DATABASE-VERSION --region=REGION --tier=TIER --disk-encryption-key=KEY-NAME",
      "gcloud spanner databases create NEW-DATABASE --instance=INSTANCE --kms-key=KEY-NAME",
    ],
    terraform: ['google_bigquery_dataset.default_encryption_configuration.kms_key_name = "KEY-NAME"'],
  },
} as const satisfies Check["remediation"];
