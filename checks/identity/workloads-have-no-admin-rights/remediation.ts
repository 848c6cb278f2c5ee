// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Give the role the actions and resources that the workload needs, as its last use shows, and take the administrator's policy away. If the workload deploys the environment, list the role in deployers.",
    console: [
      "IAM > Roles > ROLE-NAME > Permissions > Remove",
      "IAM > Roles > ROLE-NAME > Generate policy based on CloudTrail events",
    ],
    commands: [
      "aws iam detach-role-policy --role-name ROLE-NAME --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Give the managed identity a role for the service that it uses, on the resource or resource group that it needs, and remove the assignment on the subscription.",
    console: ["Subscriptions > SUBSCRIPTION > Access control (IAM) > Role assignments > Remove"],
    commands: [
      "az role assignment delete --assignee OBJECT-ID --role Contributor --scope /subscriptions/SUBSCRIPTION-ID",
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Give the workload a service account of its own with the roles that it needs, on the resources that it needs. Let the machine act as that account, and take Editor from default accounts.",
    console: [
      "IAM & Admin > IAM > View by principals > Edit principal",
      "Compute Engine > VM instances > INSTANCE > Edit > Identity and API access",
    ],
    commands: [
      "gcloud projects remove-iam-policy-binding PROJECT --member=serviceAccount:SERVICE-ACCOUNT --role=roles/editor",
      "gcloud compute instances set-service-account INSTANCE --project=PROJECT --zone=ZONE --service-account=SERVICE-ACCOUNT --scopes=cloud-platform",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
