// Asks Resource Manager for the role assignments at a scope and above it.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { isRecord } from "../json-shape.ts";

/** The action that a role has to allow. */
export const ASSIGNMENTS_ACTION = "Microsoft.Authorization/roleAssignments/read";

/** The version of Resource Manager's own calls on roles. https://learn.microsoft.com/en-us/rest/api/authorization/ */
export const AUTHORIZATION_VERSION = "2022-04-01";

/**
 * The path of the list. `scope`: that of a subscription or management group; `filter`: such as `atScope()`, without which it
 * tells what was assigned below, too.
 * https://learn.microsoft.com/en-us/rest/api/authorization/role-assignments/list-for-scope
 */
export const assignmentsPath = (scope: string, filter: string): string =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments?api-version=${AUTHORIZATION_VERSION}&$filter=${encodeURIComponent(filter)}`;

/** The assignments of a page; null where it has no list. */
export function assignmentsOn(page: Json): readonly Json[] | null {
  const list = isRecord(page) ? page["value"] : undefined;
  return Array.isArray(list) ? (list as readonly Json[]) : null;
}
