// Lists the principals as which a machine or an app of Azure acts: the resource's own, and those that somebody assigned.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord, textOf } from "../../json-shape.ts";

/**
 * `PrincipalIds`: sorted, in lower case; empty where there is no identity, and left out where the row does not tell the id of one.
 * https://learn.microsoft.com/en-us/rest/api/compute/virtual-machines/get#virtualmachineidentity
 */
export function principalsOf({ identity }: JsonObject): { readonly PrincipalIds?: readonly string[] } {
  if ((identity ?? null) === null) return { PrincipalIds: [] };
  if (!isRecord(identity)) return {};
  const { type, principalId = null, userAssignedIdentities: assigned = null } = identity;
  const kinds = textOf(type)?.toLowerCase();
  if (kinds === undefined) return {};
  const ids: (Json | undefined)[] = kinds.includes("systemassigned") ? [principalId] : [];
  if (kinds.includes("userassigned")) {
    const each = isRecord(assigned) ? Object.values(assigned) : [null];
    ids.push(...each.map((one) => (isRecord(one) ? one["principalId"] : null)));
  }
  const told = ids.flatMap((id) => textOf(id)?.toLowerCase() ?? []);
  return told.length === ids.length ? { PrincipalIds: [...new Set(told)].toSorted() } : {};
}
