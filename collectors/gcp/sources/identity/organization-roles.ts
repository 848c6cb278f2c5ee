// Reads the custom roles of the organization that the policies of a project, and of all that it lies in, grant.
import { CallFailed } from "../../../live/call.ts";
import { ORGANIZATION_ROLE, organizationRolesIn } from "../../answers/organization-roles.ts";
import { policyAction } from "../../inventory/ancestor-policies.ts";
import { emitOrganizationRoles, GET_ROLES } from "../../inventory/organization-roles.ts";
import type { ProjectSource } from "../../source.ts";

export const organizationRoles: ProjectSource = {
  name: "organization-roles",
  types: [ORGANIZATION_ROLE],
  // The policies are those that are read for themselves.
  calls: [GET_ROLES],
  async read(gcp) {
    const names = await gcp.names();
    const { told: chain, dataTime: since } = await gcp.once(({ ancestry }) => ancestry(names));
    const times = [since];
    const roles = await Promise.all(
      chain.map(async ({ type, id }) => {
        try {
          const { told: policy, dataTime } = await gcp.once(({ policyOf }) => policyOf(type, id, since));
          times.push(dataTime);
          const granted = organizationRolesIn(policy);
          if (granted === undefined)
            gcp.spoil(ORGANIZATION_ROLE, {
              code: "unexpected-shape",
              detail: `the answer to ${policyAction(type)} has another form than documented`,
            });
          return granted ?? [];
        } catch (error) {
          if (!(error instanceof CallFailed)) throw error;
          // The roles that an unread policy grants are unknown, so any role may be missing here.
          gcp.spoil(ORGANIZATION_ROLE, error.problem);
          return [];
        }
      }),
    );
    const told = await emitOrganizationRoles(gcp, {
      scope: gcp.project,
      roles: [...new Set(roles.flat())],
      ask: (role) => gcp.once(({ organizationRole }) => organizationRole(role, gcp.only === null ? "" : gcp.now())),
    });
    gcp.asOf([...times, ...told].toSorted()[0] as string);
  },
};
