// Reads the id of a resource of Resource Manager: the type that it names, and the group that the resource lies in.
// https://learn.microsoft.com/en-us/azure/azure-resource-manager/templates/template-functions-resource#resourceid

import { SUBSCRIPTION } from "../resource-types.ts";

/** The type in lower case, as `microsoft.sql/servers/databases`; null where the id names no resource. */
export function typeOfId(id: string): string | null {
  const lower = id.toLowerCase();
  if (/^\/subscriptions\/[^/]+$/.test(lower)) return SUBSCRIPTION;
  const at = lower.lastIndexOf("/providers/");
  if (at === -1) return null;
  // After the namespace, types and names take turns.
  const [namespace, ...rest] = lower.slice(at + "/providers/".length).split("/");
  const types = rest.filter((_segment, place) => place % 2 === 0);
  return namespace === undefined || types.length === 0 ? null : [namespace, ...types].join("/");
}

/** The resource group in lower case, as Resource Graph gives it; null where the id names none. */
export const resourceGroupOfId = (id: string): string | null =>
  /\/resourcegroups\/([^/]+)/.exec(id.toLowerCase())?.[1] ?? null;
