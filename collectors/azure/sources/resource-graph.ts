// Reads the resources of a subscription by Resource Graph, compares their keys with the list of Resource Manager, and reads by id what
// one of the two lacks.
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { typeOfId } from "../item/resource-id.ts";
import { DENY_ACTION } from "../inventory/denied.ts";
import { GRANT_CALLS } from "../inventory/granted.ts";
import { QUERY_ACTION } from "../../microsoft/client/resource-graph.ts";
import { LIST_ACTION, type SubscriptionInventory } from "../inventory/subscription-inventory.ts";
import type { AzureRegionRead } from "../region-read.ts";
import { RESOURCE_TYPE, RESOURCE_TYPES, SUBSCRIPTION, type ResourceType } from "../resource-types.ts";
import { RESOURCE_GRAPH, type AzureSource } from "../source.ts";
import { readById } from "./by-id.ts";

/** Keys of a type that only one of the two lists, beyond which nobody reads them one by one. */
const MOST_BY_ID = 500;

export const resourceGraph: AzureSource = {
  name: "resource-graph",
  types: RESOURCE_TYPES.map(({ type }) => type),
  calls: [
    { action: QUERY_ACTION, per: "page" },
    { action: LIST_ACTION, per: "page" },
    { action: GRANT_CALLS.assignments, per: "few" },
    { action: GRANT_CALLS.definitions, per: "few" },
    { action: DENY_ACTION, per: "few" },
    // Those whose key one of the two lists lacks, and those whose result would differ.
    ...RESOURCE_TYPES.map(({ action }) => ({ action, per: "few" as const })),
  ],
  async read(azure) {
    const { only } = azure;
    if (only === null) {
      const inventory = await azure.inventory();
      for (const type of azure.types) await readType(azure, inventory, RESOURCE_TYPE.get(type) as ResourceType);
      return;
    }
    for (const type of azure.types)
      await readById(
        azure,
        RESOURCE_TYPE.get(type) as ResourceType,
        [...only].filter((key) => typeOfId(key) === type),
      );
  },
};

async function readType(azure: AzureRegionRead, inventory: SubscriptionInventory, of: ResourceType): Promise<void> {
  const { type } = of;
  const problem = inventory.problemOf(type);
  if (problem !== null) azure.spoil(type, problem);
  const { source } = RESOURCE_GRAPH;
  // The list of Resource Manager is of what lies in the subscription, not of the subscription itself.
  const listed = type === SUBSCRIPTION ? null : (inventory.listed?.get(type) ?? new Map<string, string>());
  const missing = new Map(listed);
  const unlisted: string[] = [];
  for (const row of inventory.rows.of(type)) {
    const id = isRecord(row) ? textOf(row["id"]) : null;
    const isListed = listed === null || (id !== null && missing.delete(azureKey(id)));
    if (isListed || inventory.listed === null || id === null)
      azure.emitResource(type, row, { source, dataTime: inventory.dataTime });
    else unlisted.push(id);
  }
  if (listed !== null && inventory.listed !== null) azure.expect(type, listed.size);
  const differing = [...missing.values(), ...unlisted];
  if (differing.length > MOST_BY_ID)
    azure.spoil(type, {
      code: "contradictory",
      detail: `Resource Graph and Resource Manager list more than ${MOST_BY_ID} different resources of this type`,
    });
  await readById(azure, of, differing.slice(0, MOST_BY_ID));
}
