/** Rows of Azure Resource Graph as `az graph query -o json` prints them, one file a subscription or part of one. */
import type { Json } from "../../evidence-schema/canonical.ts";
import { unitOf, type JsonObject } from "../../evidence-schema/record.ts";
import { azureKey } from "../../evidence-schema/resource-key.ts";
import { globalRegion, scopeId, type Format } from "./format.ts";
import { InputError } from "./input-error.ts";
import { toInstant } from "./instant.ts";
import type { Intake, Item } from "./intake.ts";
import { readJsonElements } from "./json-elements.ts";
import { isRecord, pick, textLabels, textOf } from "./json-shape.ts";

const SUBSCRIPTION = "microsoft.resources/subscriptions";

/** Members of a row that make its body. Not among them: tags, which are labels, and systemData, which names who made it. */
const BODY = [
  "id",
  "name",
  "type",
  "location",
  "kind",
  "sku",
  "resourceGroup",
  "subscriptionId",
  "tenantId",
  "properties",
] as const;

/**
 * `{"count","data":[…],"skip_token","total_records"}`. Facts: Azure CLI extension resource-graph 2.x, "Azure Resource Graph
 * table and resource type reference"; Resource Graph lower-cases types, and its properties are those of Resource Manager.
 */
export const azGraph: Format = {
  provider: "azure",
  lane: "az-graph",
  scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  types: [
    "microsoft.storage/storageaccounts",
    "microsoft.network/virtualnetworks",
    "microsoft.network/networkwatchers/flowlogs",
    "microsoft.network/networksecuritygroups",
    SUBSCRIPTION,
  ],
  regional: false,
  atomic: true,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "not-yet-read",
  async read(file, intake) {
    let rows = 0;
    let confirmed = false;
    const { ended, members } = await readJsonElements({ ...file, array: "data" }, (value, offset) => {
      const row = ownRow(value, { file: file.name, position: `byte ${offset}` }, intake);
      rows += 1;
      confirmed ||= row.type === SUBSCRIPTION;
      if (intake.wants(unitOf(row.type, "global"))) intake.take(toItem(row, intake));
    });
    intake.opened();
    const { count, total_records: total, skip_token: next } = members;
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
    else if ((next ?? null) !== null) {
      intake.spoilAll({ code: "truncated", detail: `skip_token in ${file.name}: there are more pages` });
    } else if (count !== rows || total !== rows) {
      intake.spoilAll({ code: "truncated", detail: `count and total_records in ${file.name} are not its rows` });
    }
    // A subscription that the principal may not read looks like an empty one.
    else if (!confirmed) {
      intake.spoilAll({ code: "denied", detail: `no row of the subscription itself in ${file.name}` });
    }
  },
  exports: (subscription, types) => {
    const source = `azure-${subscription}`;
    const list = types.filter((type) => type !== "microsoft.resources/subscriptions").map((type) => `'${type}'`);
    // The subscription's own row is what shows that the principal may read it.
    const own = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'";
    const query =
      list.length === 0
        ? `${own} | order by id asc`
        : `resources | where type in~ (${list.join(", ")}) | union (${own}) | order by id asc`;
    const command = `az graph query --subscriptions ${subscription} --graph-query "${query}" --first 1000`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["az_graph", subscription, query] }];
  },
};

type Row = { readonly members: JsonObject; readonly type: string; readonly key: string };

function ownRow(value: Json, place: { file: string; position: string }, intake: Intake): Row {
  const members = isRecord(value) ? value : {};
  const [id, type, subscription] = [textOf(members["id"]), textOf(members["type"]), textOf(members["subscriptionId"])];
  if (id === null || type === null || subscription === null || !id.startsWith("/")) {
    throw new InputError(place, "a row without id, type or subscriptionId", "a row of Azure Resource Graph");
  }
  const expected = scopeId(intake.entry).toLowerCase();
  if (subscription.toLowerCase() !== expected) {
    throw new InputError(place, "a row of another subscription", `subscription ${expected}`);
  }
  return { members, type: type.toLowerCase(), key: azureKey(id) };
}

function toItem({ members, type, key }: Row, { entry }: Intake): Item {
  const base = { key, unit: unitOf(type, "global"), source: entry.source, dataTime: entry.dataTime };
  const properties = members["properties"];
  if (!isRecord(properties)) {
    return { ...base, problem: { code: "unexpected-shape", detail: "properties is no object" } };
  }
  const systemData = isRecord(members["systemData"]) ? members["systemData"] : {};
  const creationTime = toInstant(properties["creationTime"]);
  return {
    ...base,
    incarnation: textOf(properties["resourceGuid"]) ?? creationTime ?? "",
    region: textOf(members["location"]),
    name: textOf(members["name"]),
    createdAt: toInstant(systemData["createdAt"]) ?? creationTime,
    labels: textLabels(members["tags"]),
    body: { ...pick(members, BODY), type },
  };
}
