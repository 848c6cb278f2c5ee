// Reads the id of a resource of Resource Manager: the type that it names, and the group that the resource lies in.
// https://learn.microsoft.com/en-us/azure/azure-resource-manager/templates/template-functions-resource#resourceid

import { SUBSCRIPTION } from "../resource-types.ts";

/** The type in lower case, as `microsoft.sql/servers/databases`; null where the id names no resource. */
export function typeOfId(id: string): string | null {
  const segments = id.toLowerCase().replace(/\/+$/, "").split("/").slice(1);
  let types: string[] = [];
  // Names and types take turns, and a provider begins anew: a name may be any word, "providers" too.
  for (let at = 0; at < segments.length; at += 2) {
    const segment = segments[at] as string;
    if (segment === "providers") types = [segments[at + 1] ?? ""];
    else if (types.length > 0) types.push(segment);
  }
  if (types.length > 1) return types.join("/");
  return segments[0] === "subscriptions" && segments.length === 2 ? SUBSCRIPTION : null;
}

/** The resource group in lower case, as Resource Graph gives it; null where the id names none. */
export const resourceGroupOfId = (id: string): string | null =>
  /\/resourcegroups\/([^/]+)/.exec(id.toLowerCase())?.[1] ?? null;
