// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Delete the root user's access keys and signing certificates and register an MFA device, or manage root access from the organization and delete the root credentials of member accounts.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Have Global Administrators, owners of subscriptions and management groups, members of groups that own, and those who may activate that register an MFA method that the tenant allows. Enrol the tenant, so that owners of subscriptions are judged. Keep each such group to at most 500 members. Let automation sign in by a managed identity or a federated credential, without a secret or certificate.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Enroll super administrators, and people and members of groups that own a project, in 2-Step Verification. Enrol the customer of Google Workspace, so that owners of projects are judged. Keep each such group to at most 500 members. Delete the keys of service accounts that own a project or give them a narrower role, and forbid keys by the organization policy iam.disableServiceAccountKeyCreation.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
