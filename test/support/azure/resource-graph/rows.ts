// Makes rows of Resource Graph from bodies of Resource Manager: other columns, other case, other precision.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { ArmBody, ManagementGroup, Subscription } from "../estate/estate.ts";
import type { LiveEstate } from "../estate/live-estate.ts";
import { groupsAbove } from "../arm/access.ts";
import { subscriptionOf } from "../arm/arm-path.ts";

/** Columns of all tables: texts are empty where a body has none, the others null. */
const columns = (tenantId: string, id: string, name: string, type: string): JsonObject => ({
  id,
  name,
  type: type.toLowerCase(),
  tenantId,
  kind: "",
  location: "",
  resourceGroup: /\/resourceGroups\/([^/]+)/i.exec(id)?.[1]?.toLowerCase() ?? "",
  subscriptionId: subscriptionOf(id) ?? "",
  managedBy: "",
  sku: null,
  plan: null,
  properties: {},
  tags: null,
  identity: null,
  zones: null,
  extendedLocation: null,
});

// Large estates are asked for page by page: a body is made a row once.
const made = new WeakMap<ArmBody, JsonObject>();

/** A resource. `systemData` is not among the columns. */
export function resourceRow(tenantId: string, resource: ArmBody): JsonObject {
  let row = made.get(resource);
  if (row === undefined) {
    const { id, name, type, ...body } = resource;
    const told = Object.fromEntries(
      TOLD.flatMap((column) => ((body[column] ?? null) === null ? [] : [[column, body[column] as Json]])),
    );
    row = { ...columns(tenantId, id, name, type), ...told, properties: inMilliseconds(body["properties"] ?? {}) };
    made.set(resource, row);
  }
  return row;
}

const TOLD = ["kind", "location", "managedBy", "sku", "plan", "tags", "identity", "zones", "extendedLocation"];

/** A role assignment or definition. Resource Graph writes `RoleDefinitions` with a capital letter. */
export function authorizationRow(tenantId: string, { id, name, type, properties }: ArmBody): JsonObject {
  const { roleDefinitionId, ...rest } = properties as { readonly [name: string]: Json };
  const role =
    typeof roleDefinitionId === "string"
      ? { roleDefinitionId: roleDefinitionId.replace("/roleDefinitions/", "/RoleDefinitions/") }
      : {};
  return { ...columns(tenantId, id, name, type), properties: inMilliseconds({ ...role, ...rest }) };
}

export function subscriptionRow(
  estate: LiveEstate,
  { subscriptionId, displayName, state, tags }: Subscription,
): JsonObject {
  const id = `/subscriptions/${subscriptionId}`;
  const chain = groupsAbove(estate, id).map((name) => {
    const group = estate.managementGroups.find((each) => each.name.toLowerCase() === name);
    return { name: group?.name ?? name, displayName: group?.displayName ?? name };
  });
  return {
    ...columns(estate.tenantId, id, displayName, "microsoft.resources/subscriptions"),
    ...(tags === undefined ? {} : { tags }),
    properties: {
      managedByTenants: [],
      managementGroupAncestorsChain: chain,
      state,
      subscriptionPolicies: {
        locationPlacementId: "Public_2014-09-01",
        quotaId: "EnterpriseAgreement_2014-09-01",
        spendingLimit: "Off",
      },
    },
  };
}

export function resourceGroupRow(tenantId: string, id: string): JsonObject {
  const name = id.slice(id.lastIndexOf("/") + 1);
  return {
    ...columns(tenantId, id, name, "microsoft.resources/subscriptions/resourcegroups"),
    location: "westeurope",
    properties: { provisioningState: "Succeeded" },
  };
}

export function managementGroupRow(estate: LiveEstate, { name, displayName }: ManagementGroup): JsonObject {
  const id = `/providers/Microsoft.Management/managementGroups/${name}`;
  const above = groupsAbove(estate, id)
    .slice(1)
    .map((each) => ({ name: each, displayName: each }));
  return {
    ...columns(estate.tenantId, id, name, "microsoft.management/managementgroups"),
    properties: { displayName, tenantId: estate.tenantId, details: { managementGroupAncestorsChain: above } },
  };
}

const FINE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{4,7})(?:Z|\+00:00)$/;

/** Instants with more than three decimals lose those, and keep seven digits: `.6583180Z` becomes `.6580000Z`. */
function inMilliseconds(value: Json): Json {
  if (typeof value === "string") {
    const [, seconds, decimals] = FINE_TIME.exec(value) ?? [];
    if (seconds === undefined) return value;
    const time = Date.parse(`${seconds}Z`) + Math.round(Number(`0.${decimals}`) * 1000);
    return new Date(time).toISOString().replace("Z", "0000Z");
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(inMilliseconds);
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, member]) => [name, inMilliseconds(member)]),
  );
}
