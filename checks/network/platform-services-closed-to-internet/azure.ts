// Lists the services of Azure that are judged: how each says that its endpoint is public, and the form of its firewall.
import {
  childRules,
  noFirewall,
  registryRules,
  ruleSet,
  searchRules,
  unreadList,
  workspaceRules,
} from "./azure/firewalls.ts";
import { serviceEvaluator, type Service } from "./azure/service.ts";

const SERVICES: readonly Service[] = [
  // https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties
  {
    type: "microsoft.storage/storageaccounts",
    what: "storage account",
    unset: "answers",
    firewall: ruleSet(true),
    trustedWhileClosed: true,
  },
  // https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/vaults/get
  {
    type: "microsoft.keyvault/vaults",
    what: "key vault",
    unset: "answers",
    firewall: ruleSet(true),
    trustedWhileClosed: true,
  },
  // https://learn.microsoft.com/en-us/rest/api/container-registry/registries/get
  {
    type: "microsoft.containerregistry/registries",
    what: "registry",
    unset: "answers",
    firewall: registryRules,
    trustedWhileClosed: true,
  },
  // https://learn.microsoft.com/en-us/rest/api/databricks/workspaces/get
  {
    type: "microsoft.databricks/workspaces",
    what: "workspace",
    unset: "answers",
    firewall: unreadList("Tidemark does not read the IP access lists that Databricks keeps in a workspace"),
  },
  // https://learn.microsoft.com/en-us/rest/api/servicebus/controlplane-stable/namespaces/get-network-rule-set
  {
    type: "microsoft.servicebus/namespaces",
    what: "namespace",
    unset: "answers",
    firewall: childRules(true),
    child: "Tidemark::ServiceBus::NetworkRules",
  },
  // https://learn.microsoft.com/en-us/rest/api/eventhub/network-rule-sets/get-network-rule-set
  {
    type: "microsoft.eventhub/namespaces",
    what: "namespace",
    unset: "answers",
    firewall: childRules(true),
    child: "Tidemark::EventHub::NetworkRules",
  },
  // https://learn.microsoft.com/en-us/rest/api/aiservices/accountmanagement/accounts/get
  {
    type: "microsoft.cognitiveservices/accounts",
    what: "account",
    unset: "unclear",
    firewall: ruleSet("unclear"),
  },
  // https://learn.microsoft.com/en-us/rest/api/searchmanagement/services/get
  { type: "microsoft.search/searchservices", what: "search service", unset: "answers", firewall: searchRules },
  // https://learn.microsoft.com/en-us/rest/api/redis/redis/get; rules: /redis/firewall-rules/list
  {
    type: "microsoft.cache/redis",
    what: "cache",
    unset: "answers",
    firewall: childRules(false, ["subnetId"]),
    child: "Tidemark::Redis::FirewallRules",
  },
  // https://learn.microsoft.com/en-us/rest/api/appconfiguration/configuration-stores/get
  {
    type: "microsoft.appconfiguration/configurationstores",
    what: "configuration store",
    unset: "unless private endpoints",
    firewall: noFirewall,
  },
  // https://learn.microsoft.com/en-us/rest/api/datafactory/factories/get
  { type: "microsoft.datafactory/factories", what: "data factory", unset: "unclear", firewall: noFirewall },
  // https://learn.microsoft.com/en-us/rest/api/azureml/workspaces/get
  {
    type: "microsoft.machinelearningservices/workspaces",
    what: "workspace",
    unset: "unclear",
    firewall: workspaceRules,
  },
];

export const azure = SERVICES.map(serviceEvaluator);
