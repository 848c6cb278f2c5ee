// Names the list of those who may activate a role of a subscription, and reads its pages.
import { z } from "zod";

export const ELIGIBLE_ROLES = "microsoft.authorization/roleeligibilityscheduleinstances";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/management-and-governance#microsoftauthorization */
export const ELIGIBLE_ACTION = "Microsoft.Authorization/roleEligibilityScheduleInstances/read";

/** Those at the subscription and above. https://learn.microsoft.com/en-us/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope */
export const eligiblePath = (subscription: string): string =>
  `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?api-version=2020-10-01&$filter=${encodeURIComponent("atScope()")}`;

/**
 * A page, of each element the id and who may activate what. Not among them: names and addresses (expandedProperties), and
 * when it starts and ends, since instances are in force now.
 */
export const EligibleRoles = z.object({
  value: z.array(
    z.object({
      // As azureKey takes it.
      id: z.string().refine((id) => /^\/\P{Cc}+$/u.test(id) && id.isWellFormed()),
      properties: z.object({
        roleDefinitionId: z.string(),
        principalId: z.string(),
        principalType: z.string().nullish(),
        scope: z.string(),
        condition: z.string().nullish(),
      }),
    }),
  ),
});
