// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
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
} as const satisfies Check["remediation"];
