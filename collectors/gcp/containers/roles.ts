// Reads the custom roles of the organization that the policy of a folder or organization grants.
import { CallFailed } from "../../live/call.ts";
import type { Source } from "../../live/source.ts";
import { ORGANIZATION_ROLE, organizationRolesIn } from "../answers/organization-roles.ts";
import { emitOrganizationRoles, GET_ROLES } from "../inventory/organization-roles.ts";
import type { ContainerRead } from "./container-read.ts";

export const containerRoles: Source<ContainerRead> = {
  name: "container-roles",
  types: [ORGANIZATION_ROLE],
  // The policy is the one that is read for itself.
  calls: [GET_ROLES],
  async read(gcp) {
    const { told: policy, dataTime } = await gcp.policy();
    const roles = organizationRolesIn(policy);
    if (roles === undefined) {
      const detail = `the IAM policy of ${gcp.container} is not in the documented form`;
      throw new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail }, undefined);
    }
    const told = await emitOrganizationRoles(gcp, {
      scope: gcp.container,
      roles,
      ask: (role) => gcp.role(role),
    });
    gcp.asOf([dataTime, ...told].toSorted()[0] as string);
  },
};
