// Judges who holds Global Administrator in an Entra tenant, which owns every Azure subscription that trusts it.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question, type Verdict } from "../../kernel.ts";
import { KeyCredential, PasswordCredential } from "../../readings/azure/entra-credentials.ts";
import { judgeRegistration, Registration } from "../../readings/azure/entra-registration.ts";
import { Assignment, judgeServicePrincipal } from "./service-principal.ts";

/** https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference#global-administrator */
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

const related = {
  registrations: relation({
    type: "microsoft.graph/userRegistrationDetails",
    within: "scope",
    global: true,
    reads: z.object({ id: z.string(), ...Registration.shape }),
    on: (row) => [row.id.toLowerCase()],
  }),
  applications: relation({
    type: "microsoft.graph/application",
    within: "scope",
    global: true,
    reads: z.object({
      appId: z.string(),
      PasswordCredentials: z.array(PasswordCredential),
      KeyCredentials: z.array(KeyCredential),
    }),
    on: (row) => [row.appId.toLowerCase()],
  }),
};

type TenantQuestion = Question<unknown, typeof related>;

const assignment = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/unifiedRoleAssignment",
  global: true,
  reads: Assignment,
  related,
  evaluate(slice, { related: { registrations, applications }, asOf }: TenantQuestion): Verdict {
    if (slice.roleDefinitionId.toLowerCase() !== GLOBAL_ADMINISTRATOR || slice.directoryScopeId !== "/") {
      return notApplicable("the assignment is not of Global Administrator on the whole directory");
    }
    if (slice.AccountEnabled === false) return notApplicable("the account that holds Global Administrator is disabled");
    switch (slice.PrincipalType) {
      case "user":
        return judgeUser(registrations(slice.principalId.toLowerCase()));
      case "servicePrincipal":
        return judgeServicePrincipal(slice, (appId) => applications(appId).find(() => true), asOf);
      case "group":
        return indeterminate({
          code: "not-supported",
          detail: "a group holds Global Administrator, and Tidemark does not read the group's members",
        });
      default:
        return indeterminate({
          code: "not-in-answer",
          detail: "the check does not know the kind of account that holds Global Administrator",
        });
    }
  },
});

function judgeUser(registration: ReturnType<TenantQuestion["related"]["registrations"]>): Verdict {
  const report = registration.find(() => true);
  if (report.is === "unknown") return indeterminate(report.problem);
  if (report.is === "found") return judgeRegistration(report.row);
  // The report leaves disabled accounts out, and is hours behind.
  // https://learn.microsoft.com/en-us/graph/api/authenticationmethodsroot-list-userregistrationdetails
  const detail =
    "the userRegistrationDetails report has no row for the user, for example because the account is new or disabled";
  return indeterminate({ code: "not-in-answer", detail });
}

export const entra = [assignment];
