// Judges who holds Global Administrator in an Entra tenant, which owns every Azure subscription that trusts it.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question, type Verdict } from "../../kernel.ts";
import { judgeUser, registrations } from "../../readings/azure/entra-people.ts";
import { applications, eligibleMembers, groups, judgeWaysIn, servicePrincipals } from "./directory.ts";
import { judgeGroup } from "./group.ts";
import { WaysIn } from "./service-principal.ts";

/** https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference#global-administrator */
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

/** https://learn.microsoft.com/en-us/graph/api/resources/unifiedroleassignment, and of its principal what tells of ways in. */
export const Assignment = z.object({
  roleDefinitionId: z.string(),
  principalId: z.string(),
  directoryScopeId: z.string().nullable().optional(),
  PrincipalType: z.string().optional(),
  AccountEnabled: z.boolean().nullable().optional(),
  ...WaysIn,
});

export const related = {
  registrations: relation(registrations),
  applications: relation(applications),
  servicePrincipals: relation(servicePrincipals),
  groups: relation(groups),
  eligibleMembers: relation(eligibleMembers),
};

const assignment = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/unifiedRoleAssignment",
  global: true,
  reads: Assignment,
  related,
  evaluate: (slice, question: Question<unknown, typeof related>) =>
    isGlobalAdministrator(slice)
      ? judgeHolder(slice, question)
      : notApplicable("the assignment is not of Global Administrator on the whole directory"),
});

export const isGlobalAdministrator = ({ roleDefinitionId, directoryScopeId }: z.infer<typeof Assignment>): boolean =>
  roleDefinitionId.toLowerCase() === GLOBAL_ADMINISTRATOR && directoryScopeId === "/";

/** The account that Global Administrator is assigned to, to be held or to be activated. */
export function judgeHolder(
  slice: z.infer<typeof Assignment>,
  { related: directory, asOf }: Question<unknown, typeof related>,
): Verdict {
  if (slice.AccountEnabled === false)
    return notApplicable("the account that Global Administrator is assigned to is disabled");
  switch (slice.PrincipalType) {
    case "user":
      return judgeUser(directory, slice.principalId.toLowerCase());
    case "servicePrincipal":
      return judgeWaysIn(directory, slice, asOf);
    case "group":
      return judgeGroup(directory, slice.principalId.toLowerCase(), asOf);
    default:
      return indeterminate({
        code: "not-in-answer",
        detail: "the check does not know the kind of account that Global Administrator is assigned to",
      });
  }
}

export const entra = [assignment];
