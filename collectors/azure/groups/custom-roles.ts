// Reads the custom roles that may be assigned at a management group.
import { refusalDetail } from "../../../evidence-schema/record/because.ts";
import type { Source } from "../../live/source.ts";
import { managementGroupPath } from "../../microsoft/management-group.ts";
import { CUSTOM_ROLES } from "../answers/custom-roles.ts";
import { GRANT_CALLS } from "../inventory/granted.ts";
import { readCustomRoles } from "../read-custom-roles.ts";
import type { GroupRead } from "./group-read.ts";

/** The list is complete only if a role of the identity allows it at the group or above. */
export const groupCustomRoles: Source<GroupRead> = {
  name: "management-group-custom-roles",
  types: [CUSTOM_ROLES],
  calls: [
    { action: GRANT_CALLS.definitions, per: "page" },
    { action: GRANT_CALLS.assignments, per: "few" },
  ],
  async read(azure) {
    const action = GRANT_CALLS.definitions;
    if (azure.only === null && !(await azure.granted()).allows(action))
      azure.spoil(CUSTOM_ROLES, { code: "denied", detail: refusalDetail({ action, code: null, policy: null }) });
    await readCustomRoles(azure, managementGroupPath(azure.group));
  },
};
