// Names the tenant, subscriptions and principals of the sample estate, and builds ids and bodies of its resources.
import type { JsonObject } from "../../../../../evidence-schema/record/record.ts";
import type { ArmBody } from "../estate.ts";

export const TENANT = "2f1b6e3c-9d6a-4c55-8f0e-5b7c1d2e3f40";
/** The management group of both subscriptions; the tenant's root group is above it. */
export const GROUP = "mg-northlight";
export const PRODUCTION = "b9d1c0de-1111-4a5b-9c3d-8e7f6a5b4c01";
export const SHARED = "b9d1c0de-2222-4a5b-9c3d-8e7f6a5b4c02";

/** The application as which Tidemark signs in: Reader at the management group, and all permissions of Graph that it asks for. */
export const READER = {
  clientId: "0f5e1d2c-3b4a-4958-8776-95a4b3c2d1e0",
  objectId: "1a6f2e3d-4c5b-4a69-9887-a6b5c4d3e2f1",
};
/** Another application, with a role at one resource group alone: LIMITED_GROUP of the production subscription. */
export const LIMITED = {
  clientId: "2b7a3f4e-5d6c-4b7a-8998-b7c6d5e4f3a2",
  objectId: "3c8b4a5f-6e7d-4c8b-9aa9-c8d7e6f5a4b3",
};
export const LIMITED_GROUP = "rg-data";

export const scopeOf = (subscription: string, group?: string): string =>
  `/subscriptions/${subscription}${group === undefined ? "" : `/resourceGroups/${group}`}`;

export const groupPath = (group: string): string => `/providers/Microsoft.Management/managementGroups/${group}`;

/** `type` is `Microsoft.Sql/servers/databases`, `name` the names of all its parts: `server/database`. */
export function idOf(subscription: string, group: string, type: string, name: string): string {
  const [namespace = "", ...types] = type.split("/");
  const names = name.split("/");
  const parts = types.map((each, i) => `${each}/${names[i] ?? ""}`).join("/");
  return `${scopeOf(subscription, group)}/providers/${namespace}/${parts}`;
}

/** A resource in westeurope; `body` has `properties` and what else its type has. */
export const resource = (
  subscription: string,
  group: string,
  type: string,
  name: string,
  body: JsonObject,
): ArmBody => ({
  id: idOf(subscription, group, type, name),
  name: name.slice(name.lastIndexOf("/") + 1),
  type,
  location: "westeurope",
  ...body,
});
