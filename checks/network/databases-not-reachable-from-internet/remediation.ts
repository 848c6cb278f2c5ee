// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Take the public address from the instance or cluster, or remove the rule from its security group. Reach it from inside the VPC.",
    console: [
      "Amazon RDS > Databases > INSTANCE > Modify > Connectivity > Public access > Not publicly accessible",
      "Amazon Redshift > Clusters > CLUSTER > Actions > Modify publicly accessible setting",
      "Amazon EC2 > Security Groups > SECURITY-GROUP > Inbound rules > Edit inbound rules",
    ],
    commands: [
      "aws rds modify-db-instance --db-instance-identifier INSTANCE --no-publicly-accessible --apply-immediately",
      "aws redshift modify-cluster --cluster-identifier CLUSTER --no-publicly-accessible",
      "aws ec2 revoke-security-group-ingress --group-id GROUP-ID --security-group-rule-ids RULE-ID",
    ],
    terraform: [
      "aws_db_instance.publicly_accessible = false",
      "aws_rds_cluster_instance.publicly_accessible = false",
      "aws_redshift_cluster.publicly_accessible = false",
    ],
  },
  azure: {
    change:
      "Disable public network access and use private endpoints, or remove the firewall rules that are wider than the networks that need them. Disable the public endpoint of a managed instance. Workers of a PostgreSQL cluster keep the public addresses that they were created with: remove the firewall rules.",
    console: [
      "SQL servers > SERVER > Security > Networking > Public access > Disable",
      "SQL managed instances > INSTANCE > Security > Networking > Public endpoint (data) > Disable",
      "Azure Database for PostgreSQL flexible server > SERVER > Settings > Networking",
      "Azure Database for MySQL Flexible Server > SERVER > Settings > Networking",
      "Azure Cosmos DB for PostgreSQL Cluster > CLUSTER > Settings > Networking",
      "Azure Cosmos DB > ACCOUNT > Settings > Networking > Public access > Disabled",
    ],
    commands: [
      "az sql server update --resource-group GROUP --name SERVER --enable-public-network false",
      "az sql server firewall-rule delete --resource-group GROUP --server SERVER --name RULE",
      "az sql mi update --resource-group GROUP --name INSTANCE --public-data-endpoint-enabled false",
      "az postgres flexible-server update --resource-group GROUP --name SERVER --public-access Disabled",
      "az postgres flexible-server firewall-rule delete --resource-group GROUP --server-name SERVER --name RULE",
      "az mysql flexible-server update --resource-group GROUP --name SERVER --public-access Disabled",
      "az mysql flexible-server firewall-rule delete --resource-group GROUP --name SERVER --rule-name RULE",
      `az rest --method patch --url 'https://management.azure.com/subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.DBforPostgreSQL/serverGroupsv2/CLUSTER?api-version=2022-11-08' --body '{"properties":{"coordinatorEnablePublicIpAccess":false}}'`,
      "az rest --method delete --url 'https://management.azure.com/subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.DBforPostgreSQL/serverGroupsv2/CLUSTER/firewallRules/RULE?api-version=2022-11-08'",
      "az cosmosdb update --resource-group GROUP --name ACCOUNT --public-network-access DISABLED",
    ],
    terraform: [
      "azurerm_mssql_server.public_network_access_enabled = false",
      "azurerm_mssql_managed_instance.public_data_endpoint_enabled = false",
      "azurerm_postgresql_flexible_server.public_network_access_enabled = false",
      'azurerm_mysql_flexible_server.public_network_access = "Disabled"',
      "azurerm_cosmosdb_account.public_network_access_enabled = false",
    ],
  },
  gcp: {
    change:
      "Take the public IP from the instance, or authorize only the networks that need it: the command replaces the whole list. Connect by the Cloud SQL Auth Proxy over private IP or Private Service Connect.",
    console: [
      "Cloud SQL > Instances > INSTANCE > Connections > Networking > Public IP",
      "Cloud SQL > Instances > INSTANCE > Connections > Networking > Authorized networks",
    ],
    commands: [
      "gcloud sql instances patch INSTANCE --network=projects/PROJECT/global/networks/NETWORK --no-assign-ip",
      "gcloud sql instances patch INSTANCE --authorized-networks=ADDRESSES",
    ],
    terraform: ["google_sql_database_instance.settings.ip_configuration.ipv4_enabled = false"],
  },
} as const satisfies Check["remediation"];
