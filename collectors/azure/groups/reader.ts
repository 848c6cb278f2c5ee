// Reads the management groups of a tenant of Azure as they are now.
import { liveReader } from "../../live/live-reader.ts";
import type { LiveScope } from "../../live/read-scope.ts";
import type { LaneSource } from "../../live/source.ts";
import type { TenantAccess } from "../../microsoft/client/access.ts";
import { managementGroupLane, managementGroupOf, managementGroupPath } from "../../microsoft/management-group.ts";
import { tenantScope } from "../../microsoft/tenant-scope.ts";
import type { RereadingReader } from "../../port.ts";
import { grantedOn, RoleDefinitions } from "../inventory/granted.ts";
import { ROLE_ASSIGNMENTS } from "../item/resource-graph-row.ts";
import { RESOURCE_MANAGER } from "../source.ts";
import { lanesOfGroups } from "./lanes.ts";
import { GroupRead } from "./group-read.ts";
import { groupRoleAssignments } from "./role-assignments.ts";

const QUERY = `${groupRoleAssignments.name}: ${groupRoleAssignments.types.join(", ")} by ${groupRoleAssignments.calls.map(({ action }) => action).join(", ")}`;

const laneOf = (group: string): LaneSource<GroupRead> => ({
  source: groupRoleAssignments,
  record: () => ({ ...RESOURCE_MANAGER, lane: managementGroupLane(group) }),
  query: () => QUERY,
});

/** The reader of `scopes`, `azure/managementGroups/<id>`. Nothing is called before `read`. `clock`: milliseconds since 1970. */
export function openManagementGroups(
  access: TenantAccess,
  scopes: readonly string[],
  clock: () => number,
): RereadingReader {
  const definitions = new RoleDefinitions();
  const scopeOf = (scope: string): LiveScope<GroupRead> | null => {
    const group = managementGroupOf(scope);
    if (group === null || !scopes.includes(scope)) return null;
    const lane = laneOf(group);
    return tenantScope<GroupRead>(access, {
      clock,
      sourceOf: (type) => (type === ROLE_ASSIGNMENTS ? lane : null),
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from a management group" },
      readsOf: (tenant) => (options, units) =>
        new GroupRead(
          {
            ...options,
            group,
            tenant,
            granted: (answered) => grantedOn(tenant, definitions, managementGroupPath(group), answered),
          },
          units,
        ),
    });
  };
  return {
    lanes: {},
    lanesOf: lanesOfGroups(scopes),
    scopes: [...scopes],
    ...liveReader(scopeOf, { code: "no-answer", detail: "the Azure reader has no management group for this scope" }),
  };
}
