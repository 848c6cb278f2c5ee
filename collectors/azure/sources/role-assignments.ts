// Reads the role assignments that hold in a subscription: those at it and above by Resource Manager, those below by Resource Graph.
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { assignmentsOn, assignmentsPath, AUTHORIZATION_VERSION } from "../../microsoft/role-assignments.ts";
import { typeOfId } from "../item/resource-id.ts";
import { ROLE_ASSIGNMENTS } from "../item/resource-graph-row.ts";
import { rowOf } from "../item/resource-manager-body.ts";
import { DENY_ACTION } from "../inventory/denied.ts";
import { GRANT_CALLS } from "../inventory/granted.ts";
import { QUERY_ACTION } from "../../microsoft/client/resource-graph.ts";
import type { AzureRegionRead } from "../region-read.ts";
import { RESOURCE_GRAPH, RESOURCE_MANAGER, type AzureSource } from "../source.ts";
import { readById } from "./by-id.ts";

/**
 * Resource Graph, asked about subscriptions, leaves out what was assigned above them.
 * https://learn.microsoft.com/en-us/rest/api/authorization/role-assignments/list-for-scope
 */
export const roleAssignments: AzureSource = {
  name: "role-assignments",
  types: [ROLE_ASSIGNMENTS],
  calls: [
    { action: QUERY_ACTION, per: "page" },
    { action: GRANT_CALLS.assignments, per: "page" },
    { action: GRANT_CALLS.definitions, per: "few" },
    { action: DENY_ACTION, per: "few" },
  ],
  async read(azure) {
    if (azure.only !== null) {
      const of = { type: ROLE_ASSIGNMENTS, action: GRANT_CALLS.assignments, apiVersion: AUTHORIZATION_VERSION };
      await readById(
        azure,
        of,
        [...azure.only].filter((key) => typeOfId(key) === ROLE_ASSIGNMENTS),
      );
      return;
    }
    const inventory = await azure.inventory();
    const problem = inventory.problemOf(ROLE_ASSIGNMENTS);
    if (problem !== null) azure.spoil(ROLE_ASSIGNMENTS, problem);
    const above = await readAtScope(azure);
    for (const row of inventory.rows.of(ROLE_ASSIGNMENTS)) {
      // Resource Manager has just told who holds a role at the subscription itself.
      if (above.has(keyOf(row)) || isAtSubscription(row, azure.subscription)) continue;
      azure.emitResource(ROLE_ASSIGNMENTS, row, { source: RESOURCE_GRAPH.source, dataTime: inventory.dataTime });
    }
  },
};

/** Emits the assignments at the subscription and above; gives their keys. */
async function readAtScope(azure: AzureRegionRead): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const path = assignmentsPath(`/subscriptions/${azure.subscription}`, "atScope()");
  for await (const page of azure.pages(GRANT_CALLS.assignments, path, true)) {
    const list = assignmentsOn(page);
    if (list === null) {
      azure.spoil(ROLE_ASSIGNMENTS, {
        code: "unexpected-shape",
        detail: `the answer to ${GRANT_CALLS.assignments} has no list`,
      });
      continue;
    }
    const told = { source: RESOURCE_MANAGER.source, dataTime: azure.now() };
    for (const assignment of list) {
      keys.add(keyOf(assignment));
      azure.emitResource(ROLE_ASSIGNMENTS, rowOf(assignment, azure.subscription, azure.tenant), told);
    }
  }
  return keys;
}

const keyOf = (row: Json): string => {
  const id = isRecord(row) ? textOf(row["id"]) : null;
  return id?.startsWith("/") === true ? azureKey(id) : "";
};

function isAtSubscription(row: Json, subscription: string): boolean {
  const properties = isRecord(row) && isRecord(row["properties"]) ? row["properties"] : {};
  return textOf(properties["scope"])?.toLowerCase().replace(/\/+$/, "") === `/subscriptions/${subscription}`;
}
