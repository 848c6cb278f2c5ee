// Names the types that Resource Manager answers for here, and the versions of the API that it takes for each.
import type { Settings } from "../settings.ts";
import type { Answer } from "../../clouds/wire/asked.ts";
import { armError } from "./arm-error.ts";
import { typeOf, type ArmPath } from "./arm-path.ts";

/**
 * Some of the versions that Azure has, by type: https://github.com/Azure/azure-rest-api-specs (specification/<service>/
 * resource-manager/<namespace>/stable/<version>). `settings.apiVersions` has more.
 */
const API_VERSIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "microsoft.resources/subscriptions": ["2016-06-01", "2020-01-01", "2021-01-01", "2022-12-01"],
    "microsoft.resources/subscriptions/resources": ["2021-04-01", "2022-09-01", "2024-11-01", "2025-04-01"],
    "microsoft.resources/subscriptions/resourcegroups": ["2021-04-01", "2022-09-01", "2024-11-01", "2025-04-01"],
    "microsoft.resourcegraph/resources": ["2021-03-01", "2022-10-01", "2024-04-01"],
    "microsoft.management/managementgroups": ["2020-05-01", "2021-04-01", "2023-04-01"],
    "microsoft.management/managementgroups/descendants": ["2020-05-01", "2021-04-01", "2023-04-01"],
    "microsoft.authorization/roleassignments": ["2015-07-01", "2022-04-01"],
    "microsoft.authorization/denyassignments": ["2018-07-01-preview", "2022-04-01"],
    "microsoft.authorization/roledefinitions": ["2015-07-01", "2022-04-01"],
    "microsoft.authorization/roleeligibilityscheduleinstances": ["2020-10-01"],
    "microsoft.insights/diagnosticsettings": ["2017-05-01-preview", "2021-05-01-preview"],
    "microsoft.security/pricings": ["2022-03-01", "2023-01-01", "2024-01-01"],
    "microsoft.storage/storageaccounts": ["2021-09-01", "2022-09-01", "2023-01-01", "2023-05-01", "2024-01-01"],
    "microsoft.storage/storageaccounts/blobservices": [
      "2021-09-01",
      "2022-09-01",
      "2023-01-01",
      "2023-05-01",
      "2024-01-01",
    ],
    "microsoft.storage/storageaccounts/blobservices/containers": [
      "2021-09-01",
      "2022-09-01",
      "2023-01-01",
      "2023-05-01",
      "2024-01-01",
    ],
    "microsoft.storage/storageaccounts/fileservices": ["2023-05-01", "2024-01-01", "2025-06-01", "2025-08-01"],
    "microsoft.compute/disks": ["2023-04-02", "2023-10-02", "2024-03-02"],
    "microsoft.compute/galleries": ["2021-10-01", "2022-03-03", "2022-08-03", "2023-07-03"],
    "microsoft.compute/virtualmachines": ["2023-03-01", "2023-09-01", "2024-03-01", "2024-07-01"],
    "microsoft.compute/virtualmachinescalesets": ["2023-03-01", "2023-09-01", "2024-03-01", "2024-07-01"],
    "microsoft.compute/snapshots": ["2023-04-02", "2023-10-02", "2024-03-02"],
    "microsoft.network/virtualnetworks": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.network/virtualnetworks/listnetworkmanagereffectivesecurityadminrules": [
      "2023-09-01",
      "2023-11-01",
      "2024-01-01",
      "2024-05-01",
    ],
    "microsoft.network/networksecuritygroups": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.network/networkinterfaces": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.network/publicipaddresses": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.network/loadbalancers": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.network/networkwatchers": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.network/networkwatchers/flowlogs": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.sql/servers": ["2021-11-01", "2023-08-01"],
    "microsoft.sql/servers/databases": ["2021-11-01", "2023-08-01"],
    "microsoft.sql/servers/databases/transparentdataencryption": ["2021-11-01", "2023-08-01"],
    "microsoft.sql/servers/databases/backupshorttermretentionpolicies": ["2021-11-01", "2023-08-01"],
    "microsoft.sql/servers/auditingsettings": ["2021-11-01", "2023-08-01"],
    "microsoft.sql/servers/firewallrules": ["2021-11-01", "2023-08-01"],
    "microsoft.sql/managedinstances": ["2021-11-01", "2023-08-01"],
    "microsoft.dbforpostgresql/flexibleservers": ["2022-12-01", "2024-08-01"],
    "microsoft.dbforpostgresql/flexibleservers/firewallrules": ["2022-12-01", "2024-08-01"],
    "microsoft.dbforpostgresql/flexibleservers/configurations": ["2022-12-01", "2024-08-01"],
    "microsoft.dbforpostgresql/servergroupsv2": ["2022-11-08"],
    "microsoft.dbforpostgresql/servergroupsv2/firewallrules": ["2022-11-08"],
    "microsoft.dbformysql/flexibleservers": ["2023-06-30", "2023-12-30"],
    "microsoft.dbformysql/flexibleservers/firewallrules": ["2023-06-30", "2023-12-30"],
    "microsoft.dbformysql/flexibleservers/configurations": ["2023-06-30", "2023-12-30"],
    "microsoft.documentdb/databaseaccounts": ["2023-04-15", "2023-11-15", "2024-05-15", "2024-11-15"],
    "microsoft.cache/redis": ["2023-08-01", "2024-03-01", "2024-11-01"],
    "microsoft.cache/redisenterprise": ["2024-02-01", "2024-10-01"],
    "microsoft.cache/redisenterprise/databases": ["2024-02-01", "2024-10-01"],
    "microsoft.eventhub/namespaces": ["2021-11-01", "2024-01-01"],
    "microsoft.servicebus/namespaces": ["2021-11-01", "2024-01-01"],
    "microsoft.kusto/clusters": ["2023-05-02", "2023-08-15"],
    "microsoft.search/searchservices": ["2022-09-01", "2023-11-01"],
    "microsoft.cognitiveservices/accounts": ["2023-05-01", "2024-10-01"],
    "microsoft.appconfiguration/configurationstores": ["2023-03-01", "2024-05-01"],
    "microsoft.containerregistry/registries": ["2023-07-01", "2025-04-01", "2025-11-01"],
    "microsoft.synapse/workspaces": ["2021-03-01", "2021-06-01"],
    "microsoft.web/certificates": ["2021-02-01", "2022-03-01", "2022-09-01"],
    "microsoft.network/applicationgateways": ["2023-09-01", "2023-11-01", "2024-01-01", "2024-05-01"],
    "microsoft.cdn/profiles": ["2023-05-01", "2024-02-01", "2024-09-01"],
    "microsoft.cdn/profiles/customdomains": ["2023-05-01", "2024-02-01", "2024-09-01"],
    "microsoft.cdn/profiles/afdendpoints": ["2023-05-01", "2024-02-01", "2024-09-01"],
    "microsoft.cdn/profiles/afdendpoints/routes": ["2023-05-01", "2024-02-01", "2024-09-01"],
    "microsoft.apimanagement/service": ["2022-08-01", "2023-05-01-preview", "2024-05-01"],
    "microsoft.app/containerapps": ["2023-05-01", "2024-03-01", "2025-01-01"],
    "microsoft.web/sites": ["2022-09-01", "2023-12-01", "2024-11-01"],
    "microsoft.web/sites/config": ["2022-09-01", "2023-12-01", "2024-11-01"],
    "microsoft.keyvault/vaults": ["2022-07-01", "2023-02-01", "2023-07-01"],
    "microsoft.keyvault/vaults/keys": ["2022-07-01", "2023-02-01", "2023-07-01"],
    "microsoft.databricks/workspaces": ["2023-02-01", "2024-05-01"],
    "microsoft.datafactory/factories": ["2017-09-01-preview", "2018-06-01"],
    "microsoft.machinelearningservices/workspaces": ["2023-10-01", "2024-04-01", "2024-10-01"],
    "microsoft.servicebus/namespaces/networkrulesets": ["2021-11-01", "2024-01-01"],
    "microsoft.eventhub/namespaces/networkrulesets": ["2021-11-01", "2024-01-01"],
    "microsoft.cache/redis/firewallrules": ["2023-08-01", "2024-03-01"],
    "microsoft.containerservice/managedclusters": ["2024-05-01", "2024-09-01", "2025-01-01"],
    "microsoft.operationalinsights/workspaces": ["2022-10-01", "2023-09-01"],
  }),
);

/** The answer to a version that is missing or wrong, or to a type that is not there; null where all is well. */
export function wrongVersion(path: ArmPath, query: URLSearchParams, more: Settings["apiVersions"]): Answer | null {
  const version = query.get("api-version");
  if (version === null || version === "")
    return armError(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  const versions = more[typeOf(path)] ?? API_VERSIONS.get(typeOf(path));
  const type = path.types.join("/");
  if (versions === undefined)
    return armError(
      404,
      "InvalidResourceType",
      `The resource type '${type}' could not be found in the namespace '${path.namespace}' for api version '${version}'.`,
    );
  if (versions.includes(version)) return null;
  const supported = versions.join(", ");
  return path.namespace === "Microsoft.Resources"
    ? armError(
        400,
        "InvalidApiVersionParameter",
        `The api-version '${version}' is invalid. The supported versions are '${supported}'.`,
      )
    : armError(
        400,
        "NoRegisteredProviderFound",
        `No registered resource provider found for location 'westeurope' and API version '${version}' for type '${type}'. The supported api-versions are '${supported}'. The supported locations are 'westeurope, germanywestcentral'.`,
      );
}
