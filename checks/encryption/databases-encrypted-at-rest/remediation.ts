// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Storage of RDS cannot be encrypted in place: copy a snapshot with a key, restore the copy, move clients over and delete the old database. A snapshot of an Aurora cluster takes the key when it is restored. Redshift clusters and DynamoDB tables change in place. If your company requires its own key, name a customer managed key.",
    console: [
      "Amazon RDS > Snapshots > SNAPSHOT > Actions > Copy snapshot > Enable encryption",
      "Amazon RDS > Snapshots > SNAPSHOT > Actions > Restore snapshot",
      "Amazon Redshift > Clusters > CLUSTER > Properties > Database configurations > Edit > Edit encryption",
      "DynamoDB > Tables > TABLE > Actions > Update settings > Additional settings > Encryption > Manage encryption",
    ],
    commands: [
      "aws rds copy-db-snapshot --source-db-snapshot-identifier SNAPSHOT --target-db-snapshot-identifier NEW-SNAPSHOT --kms-key-id KEY-ARN",
      "aws rds restore-db-instance-from-db-snapshot --db-snapshot-identifier NEW-SNAPSHOT --db-instance-identifier NEW-INSTANCE",
      "aws rds restore-db-cluster-from-snapshot --snapshot-identifier SNAPSHOT --db-cluster-identifier NEW-CLUSTER --engine ENGINE --kms-key-id KEY-ARN",
      "aws redshift modify-cluster --cluster-identifier CLUSTER --encrypted --kms-key-id KEY-ARN",
      "aws dynamodb update-table --table-name TABLE --sse-specification Enabled=true,SSEType=KMS,KMSMasterKeyId=KEY-ARN",
    ],
    terraform: ["aws_redshift_cluster.encrypted = true"],
  },
  azure: {
    change:
      "Turn on transparent data encryption of the SQL database. If your company requires its own key, give the SQL server, the flexible server of MySQL or the Cosmos DB account a key of Key Vault that its identity may use. Servers and clusters of PostgreSQL, and Cosmos DB for Apache Cassandra, take a key only when they are created: create one with the key, move clients over and delete the old one.",
    console: [
      "SQL databases > DATABASE > Security > Data encryption",
      "SQL servers > SERVER > Security > Transparent data encryption > Customer-managed key",
      "Azure Database for MySQL Flexible Server > SERVER > Security > Data encryption",
      "Azure Cosmos DB > ACCOUNT > Settings > Data Encryption",
    ],
    commands: [
      "az sql db tde set --resource-group GROUP --server SERVER --database DATABASE --status Enabled",
      "az sql server update --resource-group GROUP --name SERVER --key-id KEY-URI --identity-type UserAssigned --user-assigned-identity-id IDENTITY-ID --primary-user-assigned-identity-id IDENTITY-ID",
      "az mysql flexible-server update --resource-group GROUP --name SERVER --key KEY-URI --identity IDENTITY-ID",
      "az cosmosdb update --resource-group GROUP --name ACCOUNT --key-uri KEY-URI",
    ],
    terraform: ["azurerm_mssql_database.transparent_data_encryption_enabled = true"],
  },
  gcp: {
    change:
      "Create a Cloud SQL instance with a key of your company, move data and clients over and delete the old instance: the key of an instance cannot be changed from Google's to another.",
    console: [
      "Cloud SQL > Instances > Create instance > Show configuration options > Storage > Advanced encryption options",
    ],
    commands: [
      "gcloud sql instances create NEW-INSTANCE --database-version=DATABASE-VERSION --region=REGION --tier=TIER --disk-encryption-key=KEY-NAME",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
