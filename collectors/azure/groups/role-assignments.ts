// Reads the role assignments that were made at a management group itself: those above it are of the groups above.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { refusalDetail } from "../../../evidence-schema/record/because.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import type { Source } from "../../live/source.ts";
import { managementGroupPath } from "../../microsoft/management-group.ts";
import {
  ASSIGNMENTS_ACTION,
  assignmentsOn,
  assignmentsPath,
  AUTHORIZATION_VERSION,
} from "../../microsoft/role-assignments.ts";
import { GRANT_CALLS } from "../inventory/granted.ts";
import { ROLE_ASSIGNMENTS } from "../item/resource-graph-row.ts";
import { typeOfId } from "../item/resource-id.ts";
import { rowOf } from "../item/resource-manager-body.ts";
import { RESOURCE_MANAGER } from "../source.ts";
import { readById } from "../sources/by-id.ts";
import type { GroupRead } from "./group-read.ts";

/**
 * Resource Manager answers with what the caller may read, and says nothing of the rest: the list is complete only if a role of the
 * identity allows it at the group or above.
 */
export const groupRoleAssignments: Source<GroupRead> = {
  name: "management-group-role-assignments",
  types: [ROLE_ASSIGNMENTS],
  calls: [
    { action: GRANT_CALLS.assignments, per: "page" },
    { action: GRANT_CALLS.definitions, per: "few" },
  ],
  async read(azure) {
    const { only } = azure;
    if (only !== null) {
      const of = { type: ROLE_ASSIGNMENTS, action: ASSIGNMENTS_ACTION, apiVersion: AUTHORIZATION_VERSION };
      await readById(
        azure,
        of,
        [...only].filter((key) => typeOfId(key) === ROLE_ASSIGNMENTS),
      );
      return;
    }
    const granted = await azure.granted();
    if (!granted.allows(ASSIGNMENTS_ACTION))
      azure.spoil(ROLE_ASSIGNMENTS, {
        code: "denied",
        detail: refusalDetail({ action: ASSIGNMENTS_ACTION, code: null, policy: null }),
      });
    await readAtGroup(azure);
  },
};

async function readAtGroup(azure: GroupRead): Promise<void> {
  const group = managementGroupPath(azure.group);
  for await (const page of azure.pages(ASSIGNMENTS_ACTION, assignmentsPath(group, "atScope()"), true)) {
    const assignments = assignmentsOn(page);
    if (assignments === null) {
      const detail = `the answer to ${ASSIGNMENTS_ACTION} has no list`;
      azure.spoil(ROLE_ASSIGNMENTS, { code: "unexpected-shape", detail });
      continue;
    }
    const told = { source: RESOURCE_MANAGER.source, dataTime: azure.now() };
    for (const assignment of assignments)
      if (isMadeAt(assignment, group, azure.group === azure.tenant))
        azure.emitResource(ROLE_ASSIGNMENTS, rowOf(assignment, null, azure.tenant), told);
  }
}

/** Whether an assignment was made at the group. The root group has those at `/` too: nothing else lies so high. */
function isMadeAt(assignment: Json, group: string, isRoot: boolean): boolean {
  const properties = isRecord(assignment) && isRecord(assignment["properties"]) ? assignment["properties"] : {};
  const scope = textOf(properties["scope"])?.toLowerCase().replace(/\/+$/, "");
  // An assignment that doesn't say where it was made is told, so that its form is a cause.
  return scope === undefined || scope === group.toLowerCase() || (scope === "" && isRoot);
}
