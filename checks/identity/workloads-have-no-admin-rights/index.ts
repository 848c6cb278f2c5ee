// Defines the check that machines, functions and services act without administrator rights.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const workloadsHaveNoAdminRights = defineCheck({
  id: "workloads-have-no-admin-rights",
  version: 1,
  domain: "identity",
  title: "Workloads have no administrator rights",
  requirement:
    "Machines, functions and services act with the rights of their task; none but listed deployers administers.",
  rationale:
    "A program that serves strangers may one day do what a stranger says. With an administrator's rights it then does it to the whole environment.",
  remediation,
  limits:
    "Judges workloads alone, and asks for fewer rights than administrator-grants-limited, which asks who may do everything, people and groups too. A workload that may do everything fails both. Roles of Google Cloud for objects and folders of buckets are no administrator's roles. A default account with narrower scopes passes, whatever those scopes allow. " +
    "AWS: roles that a service of AWS or a workload of a Kubernetes cluster may take are judged, but not those for CloudFormation alone, nor service-linked ones. A cluster is known by the address of its issuer, or by subjects of service accounts that the trust policy asks for. Administrator rights are actions of whatever service on every resource, as PowerUserAccess gives, or actions of IAM by which rights are raised anywhere; passing roles does not count. Of policies of AWS only AdministratorAccess, PowerUserAccess, IAMFullAccess, AWSDenyAll and those of adminRoles are read, and a fact counts the others. Permissions boundaries and service control policies are not subtracted, and conditions leave the role indeterminate. " +
    "Azure: virtual machines, scale sets and apps of App Service are judged by Owner, Contributor, User Access Administrator, Role Based Access Control Administrator, roles of adminRoles and custom roles that allow every action or give rights, on their whole subscription or above. Roles on resource groups and resources, in other subscriptions and in the directory are not looked at, nor those of groups in which an identity is a member. " +
    "GCP: service accounts with Owner, Editor, roles whose name says Admin or custom roles that give rights are judged by policies of projects, folders and organizations; roles on single resources are not, nor those of groups in which an account is a member. Agents of Google's own services do not count. Default accounts are judged at the machines of Compute Engine that act as them; functions, services of Cloud Run and App Engine that act as a default account are not read.",
  severity: "high",
  parameters,
  references: [
    {
      title: "AWS: security best practices in IAM",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    },
    {
      title: "AWS managed policy PowerUserAccess",
      url: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html",
    },
    {
      title: "Azure: best practices for managed identities",
      url: "https://learn.microsoft.com/en-us/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations",
    },
    {
      title: "Azure: privileged built-in roles",
      url: "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged",
    },
    {
      title: "Google Cloud: best practices for using service accounts securely",
      url: "https://docs.cloud.google.com/iam/docs/best-practices-service-accounts",
    },
    {
      title: "Compute Engine: service accounts",
      url: "https://docs.cloud.google.com/compute/docs/access/service-accounts",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
