// Reads the management groups of a tenant of Azure as they are now.
import { liveReader } from "../../live/live-reader.ts";
import type { LiveScope } from "../../live/read-scope.ts";
import type { LaneSource, Source } from "../../live/source.ts";
import type { TenantAccess } from "../../microsoft/client/access.ts";
import { managementGroupLane, managementGroupOf, managementGroupPath } from "../../microsoft/management-group.ts";
import { tenantScope } from "../../microsoft/tenant-scope.ts";
import type { RereadingReader } from "../../port.ts";
import { grantedOn, RoleDefinitions } from "../inventory/granted.ts";
import { RESOURCE_MANAGER } from "../source.ts";
import { groupCustomRoles } from "./custom-roles.ts";
import { lanesOfGroups } from "./lanes.ts";
import { GroupRead } from "./group-read.ts";
import { groupRoleAssignments } from "./role-assignments.ts";

/** The sources of a management group. */
export const GROUP_SOURCES: readonly Source<GroupRead>[] = [groupRoleAssignments, groupCustomRoles];

const QUERY = GROUP_SOURCES.map(
  ({ name, types, calls }) => `${name}: ${types.join(", ")} by ${calls.map(({ action }) => action).join(", ")}`,
).join("\n");

const lanesOf = (group: string): ReadonlyMap<string, LaneSource<GroupRead>> =>
  new Map(
    GROUP_SOURCES.flatMap((source) => {
      const record = () => ({ ...RESOURCE_MANAGER, lane: managementGroupLane(group) });
      return source.types.map((type) => [type, { source, record, query: () => QUERY }] as const);
    }),
  );

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
    const lanes = lanesOf(group);
    return tenantScope<GroupRead>(access, {
      clock,
      sourceOf: (type) => lanes.get(type) ?? null,
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
