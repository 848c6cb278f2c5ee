// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Turn the public endpoint off, or let the security groups of the service, or the access policy of a search domain, name the networks that need it. A search domain with a public endpoint can't move into a VPC: make another one there.",
    console: [
      "Amazon MSK > Clusters > CLUSTER > Properties > Networking settings > Edit public access",
      "Amazon Redshift > Redshift Serverless > WORKGROUP > Network and security > Edit",
      "Amazon OpenSearch Service > Domains > SEARCH-DOMAIN > Security configuration > Edit",
    ],
    commands: [
      "aws kafka update-connectivity --cluster-arn CLUSTER-ARN --current-version CLUSTER-VERSION --connectivity-info 'PublicAccess={Type=DISABLED}'",
      "aws redshift-serverless update-workgroup --workgroup-name WORKGROUP --no-publicly-accessible",
      "aws opensearch update-domain-config --domain-name SEARCH-DOMAIN --access-policies file://POLICY-FILE",
    ],
    terraform: [
      'aws_msk_cluster.broker_node_group_info.connectivity_info.public_access.type = "DISABLED"',
      "aws_redshiftserverless_workgroup.publicly_accessible = false",
    ],
  },
  azure: {
    change:
      "Turn public network access off and use private endpoints, or let the firewall of the service deny everybody but the networks that need it. A registry needs the tier Premium for a firewall; data factories and configuration stores have none.",
    console: [
      "Storage accounts > ACCOUNT > Security + networking > Networking",
      "Key vaults > VAULT > Settings > Networking",
      "Container registries > REGISTRY > Settings > Networking",
      "Azure Databricks > WORKSPACE > Settings > Networking",
      "Event Hubs > NAMESPACE > Settings > Networking",
      "Azure AI services > ACCOUNT > Resource Management > Networking",
    ],
    commands: [
      "az storage account update --resource-group GROUP --name ACCOUNT --public-network-access Disabled",
      "az storage account update --resource-group GROUP --name ACCOUNT --default-action Deny",
      "az keyvault update --resource-group GROUP --name VAULT --default-action Deny",
      "az acr update --resource-group GROUP --name REGISTRY --public-network-enabled false",
      "az servicebus namespace network-rule-set update --resource-group GROUP --namespace-name NAMESPACE --default-action Deny",
      "az eventhubs namespace network-rule-set update --resource-group GROUP --namespace-name NAMESPACE --default-action Deny",
      "az search service update --resource-group GROUP --name SERVICE --public-network-access disabled",
      "az redis update --resource-group GROUP --name CACHE --set publicNetworkAccess=Disabled",
      "az appconfig update --resource-group GROUP --name NAME --enable-public-network false",
    ],
    terraform: [
      "azurerm_storage_account.public_network_access_enabled = false",
      "azurerm_key_vault.public_network_access_enabled = false",
      "azurerm_container_registry.public_network_access_enabled = false",
      "azurerm_databricks_workspace.public_network_access_enabled = false",
      "azurerm_servicebus_namespace.public_network_access_enabled = false",
      "azurerm_eventhub_namespace.public_network_access_enabled = false",
      "azurerm_cognitive_account.public_network_access_enabled = false",
      "azurerm_search_service.public_network_access_enabled = false",
      "azurerm_redis_cache.public_network_access_enabled = false",
      "azurerm_data_factory.public_network_enabled = false",
      "azurerm_machine_learning_workspace.public_network_access_enabled = false",
    ],
  },
  gcp: {
    change:
      "Take the public address from the instance, or authorize only the networks that need it: the command replaces the whole list.",
    console: ["AlloyDB for PostgreSQL > Clusters > CLUSTER > INSTANCE > Edit > Instance connectivity"],
    commands: [
      "gcloud alloydb instances update INSTANCE --cluster=CLUSTER --region=REGION --assign-inbound-public-ip=NO_PUBLIC_IP",
      "gcloud alloydb instances update INSTANCE --cluster=CLUSTER --region=REGION --authorized-external-networks=ADDRESSES",
    ],
    terraform: ["google_alloydb_instance.network_config.enable_public_ip = false"],
  },
} as const satisfies Check["remediation"];
