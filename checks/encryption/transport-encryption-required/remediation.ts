// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Deny every request without TLS in the policy of the bucket, for the bucket and its objects: the command replaces the whole policy, so add the statement to those that you keep. Require TLS in the parameter group of the database, and reboot: rds.force_ssl of PostgreSQL and SQL Server, require_secure_transport of MySQL and MariaDB, tls of DocumentDB, require_ssl of Redshift. A default group cannot be changed: create one of your own and attach it. MariaDB before 10.5 needs an upgrade.",
    console: [
      "Amazon S3 > Buckets > BUCKET > Permissions > Bucket policy > Edit",
      "Amazon RDS > Parameter groups > PARAMETER-GROUP > Edit parameters",
      "Amazon DocumentDB > Parameter groups > PARAMETER-GROUP > tls > Edit",
      "Amazon Redshift > Configurations > Workload management > PARAMETER-GROUP > Parameters > Edit parameters",
    ],
    commands: [
      `aws s3api put-bucket-policy --bucket BUCKET --policy '{"Version":"2012-10-17","Statement":[{"Sid":"DenyWithoutTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::BUCKET","arn:aws:s3:::BUCKET/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}'`,
      "aws rds modify-db-parameter-group --db-parameter-group-name PARAMETER-GROUP --parameters ParameterName=rds.force_ssl,ParameterValue=1,ApplyMethod=pending-reboot",
      "aws rds modify-db-parameter-group --db-parameter-group-name PARAMETER-GROUP --parameters ParameterName=require_secure_transport,ParameterValue=1,ApplyMethod=pending-reboot",
      "aws rds modify-db-cluster-parameter-group --db-cluster-parameter-group-name PARAMETER-GROUP --parameters ParameterName=rds.force_ssl,ParameterValue=1,ApplyMethod=pending-reboot",
      "aws rds modify-db-cluster-parameter-group --db-cluster-parameter-group-name PARAMETER-GROUP --parameters ParameterName=require_secure_transport,ParameterValue=ON,ApplyMethod=pending-reboot",
      "aws rds reboot-db-instance --db-instance-identifier INSTANCE",
      "aws docdb modify-db-cluster-parameter-group --db-cluster-parameter-group-name PARAMETER-GROUP --parameters ParameterName=tls,ParameterValue=enabled,ApplyMethod=pending-reboot",
      "aws docdb reboot-db-instance --db-instance-identifier INSTANCE",
      "aws redshift modify-cluster-parameter-group --parameter-group-name PARAMETER-GROUP --parameters ParameterName=require_ssl,ParameterValue=true",
      "aws redshift reboot-cluster --cluster-identifier CLUSTER",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Require secure transfer and TLS 1.2 of the storage account, and TLS 1.2 of the SQL server or managed instance. On flexible servers turn require_secure_transport on, and set the oldest version: ssl_min_protocol_version of PostgreSQL, tls_version of MySQL, which waits for a restart. If your company requires a newer version (minimumTlsVersion), name that one.",
    console: [
      "Storage accounts > ACCOUNT > Settings > Configuration > Secure transfer required",
      "Storage accounts > ACCOUNT > Settings > Configuration > Minimum TLS version",
      "SQL servers > SERVER > Security > Networking > Connectivity > Minimum TLS version",
      "SQL managed instances > INSTANCE > Security > Networking > Minimum TLS version",
      "Azure Database for PostgreSQL flexible server > SERVER > Settings > Server parameters",
      "Azure Database for MySQL Flexible Server > SERVER > Settings > Server parameters",
    ],
    commands: [
      "az storage account update --resource-group GROUP --name ACCOUNT --https-only true --min-tls-version TLS1_2",
      "az sql server update --resource-group GROUP --name SERVER --minimal-tls-version 1.2",
      "az sql mi update --resource-group GROUP --name INSTANCE --minimal-tls-version 1.2",
      "az postgres flexible-server parameter set --resource-group GROUP --server-name SERVER --name require_secure_transport --value on",
      "az postgres flexible-server parameter set --resource-group GROUP --server-name SERVER --name ssl_min_protocol_version --value TLSv1.2",
      "az mysql flexible-server parameter set --resource-group GROUP --server-name SERVER --name require_secure_transport --value ON",
      "az mysql flexible-server parameter set --resource-group GROUP --server-name SERVER --name tls_version --value TLSv1.2",
      "az mysql flexible-server restart --resource-group GROUP --name SERVER",
    ],
    terraform: [
      "azurerm_storage_account.https_traffic_only_enabled = true",
      'azurerm_storage_account.min_tls_version = "TLS1_2"',
      'azurerm_mssql_server.minimum_tls_version = "1.2"',
      'azurerm_mssql_managed_instance.minimum_tls_version = "1.2"',
    ],
  },
  gcp: {
    change:
      "Enforce the organization policy storage.secureHttpTransport for the project, its folder or the organization. Let the Cloud SQL instance accept encrypted connections alone.",
    console: [
      "IAM & Admin > Organization Policies > storage.secureHttpTransport > Manage policy",
      "Cloud SQL > Instances > INSTANCE > Connections > Security > Allow only SSL connections",
    ],
    commands: [
      "gcloud resource-manager org-policies enable-enforce storage.secureHttpTransport --project=PROJECT",
      "gcloud sql instances patch INSTANCE --ssl-mode=ENCRYPTED_ONLY",
    ],
    terraform: ['google_sql_database_instance.settings.ip_configuration.ssl_mode = "ENCRYPTED_ONLY"'],
  },
} as const satisfies Check["remediation"];
