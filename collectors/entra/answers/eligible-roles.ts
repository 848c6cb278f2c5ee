// Reads who may activate which administrator role of a tenant of Microsoft Entra, as Microsoft Graph lists it.
import { z } from "zod";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { graphListing } from "./graph-listing.ts";
import { Principal, principalMembers } from "./principal.ts";

/**
 * https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleeligibilityscheduleinstances and
 * resources/unifiedroleeligibilityscheduleinstance: instances are in force now. Start, end and schedule are not kept.
 */
const EligibleRole = z.object({
  id: z.string().min(1),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  directoryScopeId: z.string().nullish(),
  principal: Principal.nullish(),
});

/** The page of the reference names $select, $filter and $expand, and no $top. */
export const ELIGIBLE_ROLE_LISTING = graphListing({
  slug: "eligible-roles",
  type: "microsoft.graph/unifiedRoleEligibilityScheduleInstance",
  path: "/roleManagement/directory/roleEligibilityScheduleInstances?$expand=principal",
  element: EligibleRole,
  answered: ({ principal, directoryScopeId, ...eligible }, tenant) => ({
    key: syntheticKey("entra", tenant, `eligible-role/${eligible.id}`),
    body: {
      ...eligible,
      ...(directoryScopeId ? { directoryScopeId } : {}),
      ...principalMembers(principal),
    },
  }),
});
