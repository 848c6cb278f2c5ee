// Defines the check that nothing grants everything outside of what the company lists.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const administratorGrantsLimited = defineCheck({
  id: "administrator-grants-limited",
  version: 2,
  domain: "identity",
  title: "Nothing grants everything outside of listed holders",
  requirement:
    "The right to do everything in a scope is held by groups and by the roles, people and machines that the company lists, and by nobody else.",
  rationale:
    "Who may do everything needs no mistake of somebody else. Each such grant is a way by which one stolen key or one slip takes the whole environment.",
  remediation,
  limits:
    "Everything is, in AWS, actions of whatever service on every resource together with one by which rights are given; a text like that of PowerUserAccess, without IAM, is not. The policies of a user, group or role are judged together, a user's without those of groups. Policies that are attached to nothing are no items. AWS managed policies other than AdministratorAccess, PowerUserAccess, IAMFullAccess and AWSDenyAll are not read, and a fact counts them. " +
    "Permissions boundaries and service control policies are not subtracted: a boundary is a fact. Conditions are not read, and leave the holder indeterminate. Roles that only CloudFormation, or people of a SAML provider, may take pass, whatever those deploy or let in. " +
    "OrganizationAccountAccessRole, AWSControlTowerExecution, AWSCloudFormationStackSetExecutionRole and roles named stacksets-exec-… pass where only one other account, or its StackSets, may take them. Whether that account is the company's management account is not read: the account is a fact. " +
    "In Azure the assignments of Owner, User Access Administrator, Role Based Access Control Administrator and custom roles on whole subscriptions and management groups are judged. A custom role counts if one of its permissions lets its holder assign roles, make accounts eligible for them, or define roles. Whether the holder may change the very role that it holds is not looked at. Conditions, of an assignment or of a role, are not read, and leave the holder indeterminate. Custom roles that nobody is assigned are no items. " +
    "Other built-in roles are not judged, Contributor among them, nor is what leads to the rights of a managed identity. Who may activate such a role at a subscription or above is read live alone. " +
    "In Google Cloud the basic roles Owner, Admin, Editor and Writer are judged, and predefined and custom roles by which rights are given: where they are bound, or below, they set the IAM policy of a project, folder or organization, or change custom roles. A custom role that was not read leaves its holders indeterminate, as do conditions, which are not read. Exports have the custom roles of a project, and none of the organization. Roles by which somebody acts as service accounts (their keys, tokens and policies, and serviceAccountUser) are not judged, nor roles of service agents. Policies that deny, and boundaries of principals, are not subtracted. The Google APIs Service Agent and the default service accounts of Compute Engine and App Engine pass with Editor of their own project, and are facts. " +
    "Who is in a group is not looked at, nor whose a group is: of Google, groups of any domain pass but those of googlegroups.com.",
  severity: "high",
  parameters,
  references: [
    {
      title: "AWS managed policy AdministratorAccess",
      url: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html",
    },
    {
      title: "IAM: security best practices",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    },
    {
      title: "Azure: privileged built-in roles",
      url: "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged",
    },
    {
      title: "Azure: understand role definitions",
      url: "https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions",
    },
    {
      title: "Azure: delegate access management to others, with conditions",
      url: "https://learn.microsoft.com/en-us/azure/role-based-access-control/delegate-role-assignments-overview",
    },
    {
      title: "Azure: best practices for Azure RBAC",
      url: "https://learn.microsoft.com/en-us/azure/role-based-access-control/best-practices",
    },
    {
      title: "IAM: basic roles of Google Cloud",
      url: "https://docs.cloud.google.com/iam/docs/roles-overview",
    },
    {
      title: "IAM: roles and permissions of Resource Manager",
      url: "https://docs.cloud.google.com/iam/docs/roles-permissions/resourcemanager",
    },
    {
      title: "IAM: custom roles of Google Cloud",
      url: "https://docs.cloud.google.com/iam/docs/creating-custom-roles",
    },
    {
      title: "IAM: types of service accounts of Google Cloud",
      url: "https://docs.cloud.google.com/iam/docs/service-account-types",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
