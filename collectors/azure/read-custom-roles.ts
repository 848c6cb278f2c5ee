// Reads the pages of the list of custom roles at a subscription or management group.
import { CUSTOM_ROLES, customRolesCall, customRolesIn } from "./answers/custom-roles.ts";
import { GRANT_CALLS } from "./inventory/granted.ts";
import type { ManagerRead } from "./manager-read.ts";

/**
 * Emits the custom roles that may be assigned at `scope`, the path of a subscription or management group. Rejects with CallFailed.
 * https://learn.microsoft.com/en-us/rest/api/authorization/role-definitions/list
 */
export async function readCustomRoles(azure: ManagerRead, scope: string): Promise<void> {
  const { path, version } = customRolesCall(scope);
  for await (const page of azure.pages(GRANT_CALLS.definitions, `${path}?api-version=${version}`, true)) {
    const made = customRolesIn(page, scope);
    if (made === undefined)
      azure.spoil(CUSTOM_ROLES, {
        code: "unexpected-shape",
        detail: `the answer to ${GRANT_CALLS.definitions} has another form than documented`,
      });
    for (const each of made ?? []) {
      if ("problem" in each) azure.emitUnread(CUSTOM_ROLES, each.key, each.problem);
      else azure.emitFact(CUSTOM_ROLES, each);
    }
  }
}
