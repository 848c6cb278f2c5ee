// Defines the check that the directory itself demands a second factor.
import { defineCheck } from "../../check.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const signInPolicyRequiresMfa = defineCheck({
  id: "sign-in-policy-requires-mfa",
  version: 1,
  domain: "identity",
  title: "The directory demands a second factor of everybody",
  requirement:
    "The directory demands a second factor at every sign-in of everybody but a few accounts for emergencies, and lets no protocol in that knows none.",
  rationale:
    "A second factor that people registered protects nobody as long as a password alone is enough. The directory has to ask for it.",
  remediation,
  unavailableIn: {
    aws: "An AWS account has no policy of its own that demands a second factor when people sign in. The MFA mode of IAM Identity Center does, and no API tells it.",
  },
  limits:
    "Reads security defaults and conditional access policies, not sign-ins. Security defaults demand a factor of administrators always, and of others when Microsoft finds it necessary. Per-user MFA is not read: a tenant that rests on it alone fails. Conditional access needs Microsoft Entra ID P1; without it security defaults are the way. " +
    "All policies in force are taken together. A policy that is only reported, or applies only at a risk, in some flow or on some devices, covers nothing for certain. Whom one policy leaves out, another may cover. " +
    "Who is in a group, which applications a filter or a suite has, which places a named location has, and what the outside service of a custom control asks for are not read: a result that depends on it is indeterminate. A group of accounts for emergencies is to be listed (emergencyGroups). People in policies are numbered, and counted where no policy covers them. The role of the synchronization service is no person's. " +
    "A policy that demands a factor of legacy protocols counts as one that blocks them, since they know none. Microsoft's own demand for its portals is not counted. " +
    "Workspace tells for each person whether enforcement applies, and not since when: during an enrollment period a password is enough. Other clouds' identity providers are not read.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "Microsoft Graph: conditionalAccessPolicy",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccesspolicy",
    },
    {
      title: "Microsoft Entra: require MFA for all users",
      url: "https://learn.microsoft.com/en-us/entra/identity/conditional-access/policy-all-users-mfa-strength",
    },
    {
      title: "Microsoft Entra: block legacy authentication",
      url: "https://learn.microsoft.com/en-us/entra/identity/conditional-access/policy-block-legacy-authentication",
    },
    {
      title: "Microsoft Entra: security defaults",
      url: "https://learn.microsoft.com/en-us/entra/fundamentals/security-defaults",
    },
    {
      title: "Directory API: users",
      url: "https://developers.google.com/workspace/admin/directory/reference/rest/v1/users",
    },
  ],
  evaluators: [...azure, ...gcp],
});
