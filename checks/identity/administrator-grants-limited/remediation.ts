// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Replace the policy by one that names the services and resources the work needs, or let people come by a role of Identity Center. List in allowedHolders who has to do everything.",
    console: ["IAM > Roles > NAME > Permissions > Remove", "IAM > Access Analyzer > Policy generation"],
    commands: [
      "aws iam detach-role-policy --role-name NAME --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
      "aws iam detach-user-policy --user-name USER --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
      "aws iam delete-role-policy --role-name NAME --policy-name POLICY",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Assign a role that covers the work alone, on the resource group that needs it, or assign the role to a group that people join. Take out of a custom role what assigns or defines roles. List in allowedHolders who has to own.",
    console: [
      "Subscriptions > NAME > Access control (IAM) > Role assignments > Remove",
      "Subscriptions > NAME > Access control (IAM) > Roles > ROLE > Edit > Permissions",
    ],
    commands: [
      "az role assignment delete --assignee OBJECT-ID --role Owner --scope /subscriptions/SUBSCRIPTION-ID",
      "az role assignment create --assignee-object-id OBJECT-ID --assignee-principal-type Group --role Contributor --scope /subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP",
      "az role definition update --role-definition ROLE.json",
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Replace Owner, Admin, Editor and Writer by predefined roles of the services that are used, granted to a group. Grant roles that set IAM policies or change custom roles to a group too, or take those permissions out of custom roles. List in allowedHolders the service accounts that have to hold them.",
    console: [
      "IAM & Admin > IAM > PRINCIPAL > Edit principal > Delete role",
      "IAM & Admin > Roles > ROLE-ID > Edit role",
    ],
    commands: [
      "gcloud projects remove-iam-policy-binding PROJECT --member=MEMBER --role=roles/editor",
      "gcloud projects add-iam-policy-binding PROJECT --member=MEMBER --role=roles/run.developer",
      "gcloud iam roles update ROLE-ID --project=PROJECT --remove-permissions=resourcemanager.projects.setIamPolicy",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
