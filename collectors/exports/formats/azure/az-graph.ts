// Reads rows of Azure Resource Graph as `az graph query -o json` prints them, one file a subscription or part of one.
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { ROLE_ASSIGNMENTS, readRow, rowItem } from "../../../azure/item/resource-graph-row.ts";
import { PageChain } from "./az-graph-pages.ts";
import { accepted } from "../../accepted.ts";
import { globalRegion, originOf, type Format } from "../format.ts";
import { readJsonPages } from "../../json/json-elements.ts";

const SUBSCRIPTION = "microsoft.resources/subscriptions";

/**
 * `{"count","data":[…],"skip_token","total_records"}`, once, or once a page: what `az graph query … >> file` gives where it
 * is called again with `--skip-token`, and for a second query. Facts: Azure CLI extension resource-graph 2.x, "Azure Resource
 * Graph table and resource type reference"; Resource Graph lower-cases types, and its properties are those of Resource Manager.
 *
 * Known hole: assignments of roles that are made above the subscription hold in it, and the command line lists none of them.
 */
export const azGraph: Format = {
  provider: "azure",
  lane: "az-graph",
  scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  types: [
    "microsoft.storage/storageaccounts",
    "microsoft.compute/disks",
    "microsoft.compute/snapshots",
    "microsoft.compute/galleries",
    "microsoft.compute/virtualmachines",
    "microsoft.compute/virtualmachinescalesets",
    "microsoft.network/virtualnetworks",
    "microsoft.network/networkwatchers/flowlogs",
    "microsoft.network/networksecuritygroups",
    "microsoft.network/networkinterfaces",
    "microsoft.network/publicipaddresses",
    "microsoft.network/loadbalancers",
    "microsoft.sql/servers",
    "microsoft.sql/servers/databases",
    "microsoft.sql/managedinstances",
    "microsoft.dbforpostgresql/flexibleservers",
    "microsoft.dbforpostgresql/servergroupsv2",
    "microsoft.dbformysql/flexibleservers",
    "microsoft.documentdb/databaseaccounts",
    "microsoft.cache/redis",
    "microsoft.cache/redisenterprise",
    "microsoft.eventhub/namespaces",
    "microsoft.servicebus/namespaces",
    "microsoft.kusto/clusters",
    "microsoft.search/searchservices",
    "microsoft.cognitiveservices/accounts",
    "microsoft.appconfiguration/configurationstores",
    "microsoft.containerregistry/registries",
    "microsoft.synapse/workspaces",
    "microsoft.containerservice/managedclusters",
    "microsoft.databricks/workspaces",
    "microsoft.datafactory/factories",
    "microsoft.machinelearningservices/workspaces",
    "microsoft.keyvault/vaults",
    "microsoft.operationalinsights/workspaces",
    "microsoft.web/certificates",
    "microsoft.web/sites",
    "microsoft.network/applicationgateways",
    "microsoft.cdn/profiles",
    "microsoft.cdn/profiles/afdendpoints",
    "microsoft.apimanagement/service",
    "microsoft.app/containerapps",
    ROLE_ASSIGNMENTS,
    SUBSCRIPTION,
  ],
  regional: false,
  atomic: true,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "no-answer",
  async read(file, intake) {
    const origin = originOf(intake.entry);
    const confirmed = new Set<string>();
    const pages = new PageChain(file.name);
    await readJsonPages(
      { ...file, array: "data" },
      (value, offset) => {
        const row = accepted(readRow(value, origin.id), { file: file.name, position: `byte ${offset}` });
        pages.row(row.key);
        confirmed.add(row.type);
        if (intake.wants(unitOf(row.type, "global"))) intake.take(rowItem(row, origin));
      },
      (page) => pages.end(page),
    );
    intake.opened(null, null, pages.count);
    const problem = pages.problem();
    if (problem !== null) intake.spoilAll(problem);
    // A subscription that the principal may not read looks like an empty one.
    else if (!confirmed.has(SUBSCRIPTION)) {
      intake.spoilAll({
        code: "denied",
        detail: `${file.name} lacks the row of the subscription itself, so the right to read the subscription is not shown`,
      });
    }
    // Roles are in a table of their own. A principal that may read roles holds one, so an empty list does not show that
    // the principal was allowed to see any. (Where all roles are held above the subscription, the problem is false.)
    if (!confirmed.has(ROLE_ASSIGNMENTS)) {
      intake.spoil(unitOf(ROLE_ASSIGNMENTS, "global"), {
        code: "denied",
        detail: `${file.name} lists no role assignment, so the right to read role assignments is not shown`,
      });
    }
  },
  exports: (subscription, types) => {
    const source = `azure-${subscription}`;
    const queries = queriesOf(types);
    const command = queries
      .map((query) => `az graph query --subscriptions ${subscription} --graph-query "${query}" --first 1000`)
      .join(" && ");
    return [
      { source, types, regions: [], file: `${source}.json`, command, run: ["az_graph", subscription, ...queries] },
    ];
  },
};

// Two queries: Resource Graph joins its tables of resources and of containers by union, and documents that for no other.
// https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/query-language
function queriesOf(types: readonly string[]): string[] {
  // The subscription's own row is what shows that the principal may read it.
  const own = `resourcecontainers | where type =~ '${SUBSCRIPTION}'`;
  const list = types.filter((type) => type !== SUBSCRIPTION && type !== ROLE_ASSIGNMENTS).map((type) => `'${type}'`);
  const resources = list.length === 0 ? own : `resources | where type in~ (${list.join(", ")}) | union (${own})`;
  const roles = types.includes(ROLE_ASSIGNMENTS)
    ? [`authorizationresources | where type =~ '${ROLE_ASSIGNMENTS}'`]
    : [];
  // Pages are stable only in an order, and come only where the id is kept.
  return [resources, ...roles].map((query) => `${query} | order by id asc`);
}
