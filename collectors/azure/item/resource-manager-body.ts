// Makes of an answer of Resource Manager the row that Resource Graph would give, so that both lanes read alike.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { SUBSCRIPTION } from "../resource-types.ts";
import { resourceGroupOfId, typeOfId } from "./resource-id.ts";

/**
 * `body`: one resource; `subscription`: null for what was made above subscriptions. Resource Graph adds the ids of subscription, tenant and group, and writes type and location in lower case
 * without spaces. A subscription has its members beside each other, and in Resource Graph most of them are properties.
 * https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/query-language#supported-scalar-operators
 */
export function rowOf(body: Json, subscription: string | null, tenant: string): Json {
  if (!isRecord(body)) return body;
  const id = textOf(body["id"]) ?? "";
  const type = typeOfId(id);
  if (type === SUBSCRIPTION) {
    const { displayName = null, state = null, tags = null } = body;
    return { id, name: displayName, type, subscriptionId: subscription, tenantId: tenant, tags, properties: { state } };
  }
  const location = textOf(body["location"]);
  const isBelow = subscription !== null && id.toLowerCase().startsWith(`/subscriptions/${subscription}/`);
  return {
    ...body,
    type,
    tenantId: tenant,
    ...(isBelow ? { subscriptionId: subscription } : {}),
    resourceGroup: resourceGroupOfId(id),
    ...(location === null ? {} : { location: location.toLowerCase().replaceAll(" ", "") }),
  };
}
