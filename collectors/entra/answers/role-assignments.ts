// Reads who holds which administrator role of a tenant of Microsoft Entra, as Microsoft Graph lists it.
import { z } from "zod";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { Credentials, credentialsOf } from "./credentials.ts";
import { graphListing } from "./graph-listing.ts";

/**
 * https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleassignments and resources/unifiedroleassignment;
 * `principal` with $expand=principal, of types user, servicePrincipal and group. A service principal has more members.
 */
const RoleAssignment = z.object({
  id: z.string().min(1),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  directoryScopeId: z.string().nullish(),
  principal: z
    .object({
      "@odata.type": z.string().optional(),
      accountEnabled: z.boolean().nullish(),
      appId: z.string().nullish(),
      servicePrincipalType: z.string().nullish(),
      ...Credentials,
    })
    .nullish(),
});

export const ROLE_ASSIGNMENT_LISTING = graphListing({
  slug: "role-assignments",
  type: "microsoft.graph/unifiedRoleAssignment",
  path: "/roleManagement/directory/roleAssignments?$expand=principal",
  element: RoleAssignment,
  answered({ principal, directoryScopeId, ...assignment }, tenant) {
    const type = principal?.["@odata.type"]?.replace(/^#microsoft\.graph\./, "");
    const { accountEnabled, appId, servicePrincipalType } = principal ?? {};
    return {
      key: syntheticKey("entra", tenant, `role-assignment/${assignment.id}`),
      body: {
        ...assignment,
        ...(directoryScopeId ? { directoryScopeId } : {}),
        ...(type === undefined ? {} : { PrincipalType: type }),
        ...(typeof accountEnabled === "boolean" ? { AccountEnabled: accountEnabled } : {}),
        ...(appId ? { AppId: appId } : {}),
        ...(servicePrincipalType ? { ServicePrincipalType: servicePrincipalType } : {}),
        ...(type === "servicePrincipal" ? credentialsOf(principal ?? {}) : {}),
      },
    };
  },
});
