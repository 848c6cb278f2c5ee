// Defines the check that the accounts that own everything have MFA and no long-lived keys.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { eligible } from "./eligible.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const ownerAccountsHaveMfaAndNoKeys = defineCheck({
  id: "owner-accounts-have-mfa-and-no-keys",
  version: 9,
  domain: "identity",
  title: "Accounts that own everything have MFA and no long-lived keys",
  requirement:
    "Every account that owns a whole account, directory, subscription, management group, project, folder, organization or customer has a second factor where a person signs in with it, and no key or secret that lasts.",
  rationale:
    "Nobody above an owner takes back what an owner does. A stolen password or a copied key of an owner opens the whole environment, and can lock the company out.",
  remediation,
  limits:
    "Shows that a second factor is registered, not that every sign-in needs it. Owners are the AWS root user, Global Administrators, super administrators, and holders of Owner, roles/owner or roles/admin; roles that can give these away, such as Privileged Role Administrator, User Access Administrator, Organization Administrator or a custom role, are not looked at. Conditions of Google Cloud IAM are not read, so that an owner under a condition who would fail is indeterminate. " +
    "The AWS report is up to four hours old; a root user without credentials can get a password back by e-mail if its organization does not manage root access, and whoever manages it can act as root. The root user of AWS GovCloud (US) cannot sign in, so that no MFA is asked of it; accounts in China have no root user. An MFA device of root that is none of its virtual ones is hardware or a passkey, and AWS does not tell which. Only the management account and a delegated administrator are told whether their organization manages root access: with `requireCentralRoot` such an account is judged by that instead of by its root password, and every other one by whether its root user has a password. " +
    "Federated credentials, tokens, and impersonation of a service principal or service account are no long-lived keys and are not read; a certificate by which a service principal has SAML tokens verified counts as one. " +
    "Owners of Azure subscriptions and management groups are judged by the newest answers of their tenant, and stay indeterminate where the tenant is not enrolled. An Owner role that is assigned at a management group is judged once, at that group, if the group is enrolled, and in each subscription that inherits the role if not; owners of a management group that is not enrolled and has no enrolled subscription below it are not looked at. Who may activate a role at a management group is judged in each subscription below it, and only there. Where the tenant is read from exports, only people among the owners of subscriptions are judged, and no groups, service principals or accounts that may activate a role. The members of a group are judged with those of groups in it; a group of more than 500 members is not read. A disabled person who owns a subscription, or is in a group that owns, stays indeterminate, since the report of methods lacks disabled accounts. " +
    "Accounts that may activate Global Administrator, Owner, or membership in a group that owns (Privileged Identity Management) are judged as those that have it, by the methods that they registered: settings of a role that demand MFA or an approval for the activation are not read. A tenant that Graph or Azure refuses for lack of a licence, and whose products have none, has no such accounts. Owners of groups, and accounts that may activate ownership, are not looked at. " +
    "People and groups that own Google Cloud projects, folders and organizations are judged by the newest answers of their customer of Google Workspace or Cloud Identity, and stay indeterminate where that is not enrolled; people of other domains are not read. Owners by the policy of a folder or organization are judged once, in that scope, if it is enrolled, and in each project below it if not; owners of a folder that is not enrolled and has no enrolled project below it are not looked at. A service account that owns a folder or organization leaves that policy indeterminate there, and its own keys are judged with its project if that lies below and is enrolled. Where the customer is read from exports, only people are judged, and no groups. The members of a group are judged with those of groups in it; a group of more than 500 members is not read, nor are keys of service accounts in a group, or who may join a group. Who signs in by another identity provider has that provider's second factor, which Google does not tell. Assignments that a subscription inherits are items only where they were read.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "IAM: root user best practices for your AWS account",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html",
    },
    {
      title: "IAM: centralize root access for member accounts",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html",
    },
    {
      title: "IAM: ListVirtualMFADevices",
      url: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html",
    },
    {
      title: "IAM: ListOrganizationsFeatures",
      url: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html",
    },
    {
      title: "IAM: generate credential reports for your AWS account",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html",
    },
    {
      title: "AWS GovCloud (US): Identity and Access Management",
      url: "https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html",
    },
    {
      title: "Microsoft Graph: list unifiedRoleAssignments",
      url: "https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleassignments",
    },
    {
      title: "Microsoft Graph: servicePrincipal",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal",
    },
    {
      title: "Microsoft Graph: list group transitive members",
      url: "https://learn.microsoft.com/en-us/graph/api/group-list-transitivemembers",
    },
    {
      title: "Microsoft Graph: list roleEligibilityScheduleInstances",
      url: "https://learn.microsoft.com/en-us/graph/api/rbacapplication-list-roleeligibilityscheduleinstances",
    },
    {
      title: "Azure: list role eligibility schedule instances for a scope",
      url: "https://learn.microsoft.com/en-us/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope",
    },
    {
      title: "Microsoft Entra: Privileged Identity Management for groups",
      url: "https://learn.microsoft.com/en-us/entra/id-governance/privileged-identity-management/concept-pim-for-groups",
    },
    {
      title: "Azure: understand scope for Azure RBAC",
      url: "https://learn.microsoft.com/en-us/azure/role-based-access-control/scope-overview",
    },
    {
      title: "IAM: best practices for managing service account keys",
      url: "https://docs.cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
    },
    {
      title: "Directory API: users",
      url: "https://developers.google.com/workspace/admin/directory/reference/rest/v1/users",
    },
  ],
  evaluators: [...aws, ...azure, ...eligible, ...gcp],
});
