// Reads who holds which administrator role of a tenant of Microsoft Entra, as Microsoft Graph lists it.
import { z } from "zod";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { graphListing } from "./graph-listing.ts";
import { Principal, principalMembers } from "./principal.ts";

/**
 * https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleassignments and resources/unifiedroleassignment;
 * `principal` with $expand=principal.
 */
const RoleAssignment = z.object({
  id: z.string().min(1),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  directoryScopeId: z.string().nullish(),
  principal: Principal.nullish(),
});

export const ROLE_ASSIGNMENT_LISTING = graphListing({
  slug: "role-assignments",
  type: "microsoft.graph/unifiedRoleAssignment",
  path: "/roleManagement/directory/roleAssignments?$expand=principal",
  element: RoleAssignment,
  answered: ({ principal, directoryScopeId, ...assignment }, tenant) => ({
    key: syntheticKey("entra", tenant, `role-assignment/${assignment.id}`),
    body: {
      ...assignment,
      ...(directoryScopeId ? { directoryScopeId } : {}),
      ...principalMembers(principal),
    },
  }),
});
