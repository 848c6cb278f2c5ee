// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Delete the access keys and signing certificates of the root user, and register an MFA device for it. Where hardware is required, register a security key or a hardware token, and remove virtual devices. In an organization, manage root access centrally, and delete the root credentials of member accounts: the commands after assume-root run with the credentials that it gives.",
    console: [
      "Account menu > Security credentials > Multi-factor authentication (MFA) > Assign MFA device",
      "Account menu > Security credentials > Access keys > Actions > Delete",
      "IAM > Root access management > ACCOUNT > Take privileged action > Delete root credentials",
    ],
    commands: [
      "aws iam enable-organizations-root-credentials-management",
      "aws sts assume-root --target-principal ACCOUNT-ID --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials",
      "aws iam delete-login-profile",
      "aws iam delete-access-key --access-key-id KEY-ID",
      "aws iam delete-signing-certificate --certificate-id CERTIFICATE-ID",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Have Global Administrators, owners of subscriptions and management groups, members of groups that own, and those who may activate that register an MFA method that the tenant allows. Let automation sign in by a managed identity or a federated credential, and delete the secrets and certificates of its application and service principal; a certificate needs --cert. Take the role from accounts that need less. Enrol the tenant, so that owners of subscriptions are judged. Keep each such group to at most 500 members.",
    console: [
      "Entra ID > Users > USER > Authentication methods > Add authentication method",
      "Entra ID > Authentication methods > Policies",
      "Entra ID > App registrations > APPLICATION > Certificates & secrets",
      "Subscriptions > SUBSCRIPTION > Access control (IAM) > Role assignments > Remove",
    ],
    commands: [
      "az ad app credential delete --id APPLICATION-ID --key-id KEY-ID",
      "az ad app credential delete --id APPLICATION-ID --key-id KEY-ID --cert",
      "az ad sp credential delete --id APPLICATION-ID --key-id KEY-ID",
      "az role assignment delete --assignee-object-id OBJECT-ID --role Owner --scope /subscriptions/SUBSCRIPTION-ID",
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Have super administrators, and people and members of groups that own a project, folder or organization, enroll in 2-Step Verification. Delete the keys of service accounts that own a project, or give them a narrower role, and forbid new keys by organization policy. Enrol the customer of Google Workspace, so that owners are judged. Keep each such group to at most 500 members.",
    console: [
      "Google Account > Security > 2-Step Verification",
      "Admin console: Security > Authentication > 2-step verification",
      "IAM & Admin > Service Accounts > SERVICE-ACCOUNT > Keys > Delete service account key",
      "IAM & Admin > IAM > MEMBER > Edit principal",
    ],
    commands: [
      "gcloud iam service-accounts keys delete KEY-ID --iam-account=SERVICE-ACCOUNT",
      "gcloud projects remove-iam-policy-binding PROJECT --member=MEMBER --role=roles/owner",
      "gcloud resource-manager folders remove-iam-policy-binding FOLDER-ID --member=MEMBER --role=roles/owner",
      "gcloud organizations remove-iam-policy-binding ORGANIZATION-ID --member=MEMBER --role=roles/owner",
      "gcloud resource-manager org-policies enable-enforce iam.disableServiceAccountKeyCreation --organization=ORGANIZATION-ID",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
