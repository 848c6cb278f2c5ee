// Names the lanes by which management groups are read: data, without a client.
import { managementGroupLane, managementGroupOf } from "../../microsoft/management-group.ts";
import { CUSTOM_ROLES } from "../answers/custom-roles.ts";
import { ROLE_ASSIGNMENTS } from "../item/resource-graph-row.ts";

/** The lanes of management groups, by scope and type. `scopes`: any scopes. */
export const lanesOfGroups = (
  scopes: readonly string[],
): { readonly [scope: string]: { readonly [type: string]: string } } =>
  Object.fromEntries(
    scopes.flatMap((scope) => {
      const group = managementGroupOf(scope);
      if (group === null) return [];
      const lane = managementGroupLane(group);
      return [[scope, { [ROLE_ASSIGNMENTS]: lane, [CUSTOM_ROLES]: lane }]];
    }),
  );
