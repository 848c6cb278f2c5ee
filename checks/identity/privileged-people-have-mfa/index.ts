// Defines the check that privileged people have MFA.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { eligible } from "./eligible.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const privilegedPeopleHaveMfa = defineCheck({
  id: "privileged-people-have-mfa",
  version: 6,
  domain: "identity",
  title: "Privileged people have MFA",
  requirement:
    "Every person who administers a scope, by whatever path but that of the root user, has a second factor, and every such path is read.",
  rationale: "A password alone is phished, guessed or reused; with an administrator's, the whole environment is open.",
  remediation,
  limits:
    "Shows that a second factor is registered, not that every sign-in or API call needs it: AWS access keys work without MFA unless a policy demands it, and Conditional Access is not read. " +
    "An IAM user is privileged by a policy, of the user or of a group of the user, that gives actions of whatever service on every resource, or that lets the user give rights: attach or write policies of users, groups or roles, change managed policies or the trust of roles, join groups, make credentials of others, or pass any role to a service. AWS managed policies count by name, those that are listed alone: the others are not read, and a fact counts them. " +
    "Conditions and policy variables are not read: a user without MFA whom they privilege is indeterminate, as is one who may change rights of named resources alone. A deny that was not read is not subtracted from a privilege that was. Permissions boundaries and service control policies are not subtracted, and roles that a user may assume are not followed. The root user is judged by owner-accounts-have-mfa-and-no-keys. " +
    "Credentials for single services, signing certificates and SSH keys are not looked at. AWS credential reports are up to four hours old. " +
    "Entra and Workspace tell of administrator roles of the directory; people who hold only roles of subscriptions or projects are not among them. A guest's MFA at home is not read. Each role of the directory that a person or group may activate is an item, where the tenant is read live: a person with several is several items. Settings of a role that demand MFA for its activation are not read, nor is who may activate membership in such a group. " +
    "SAML and OpenID Connect providers, and paths that no source of this ledger reads, stay indeterminate, so the check does not show that all privileged people have MFA while one of them is left.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "IAM: generate credential reports for your AWS account",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html",
    },
    {
      title: "IAM: AWS multi-factor authentication",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html",
    },
    {
      title: "Service Authorization Reference: actions of IAM",
      url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
    },
    {
      title: "IAM Access Analyzer: policy check reference",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    },
    {
      title: "IAM: policy evaluation logic",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    },
    {
      title: "Microsoft Graph: userRegistrationDetails",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/userregistrationdetails",
    },
    {
      title: "Microsoft Graph: list roleEligibilityScheduleInstances",
      url: "https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleeligibilityscheduleinstances",
    },
    {
      title: "Directory API: users",
      url: "https://developers.google.com/workspace/admin/directory/reference/rest/v1/users",
    },
  ],
  evaluators: [...aws, ...azure, ...eligible, ...gcp],
});
