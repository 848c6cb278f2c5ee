// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Ask the person or the team whether the access is still needed. If not, deactivate the access key or delete the password, and later the user.",
    console: [
      "IAM > Users > USER > Security credentials > Access keys > Actions > Deactivate",
      "IAM > Users > USER > Security credentials > Manage console access > Disable",
    ],
    commands: [
      "aws iam update-access-key --user-name USER --access-key-id KEY-ID --status Inactive",
      "aws iam delete-login-profile --user-name USER",
    ],
    terraform: ['aws_iam_access_key.status = "Inactive"'],
  },
  azure: {
    change:
      "Ask whether the person still works with the company. If not, disable the account, and delete it after the time that the company sets. An account for emergencies stays: record a waiver for it.",
    console: ["Entra ID > Users > USER > Edit properties > Settings > Account enabled"],
    commands: ["az ad user update --id OBJECT-ID --account-enabled false"],
    terraform: [],
  },
  gcp: {
    change:
      "Ask whether the person still works with the company. If not, suspend the user. An account for emergencies stays: record a waiver for it. Ask whether the key of a service account is still needed; if not, disable it, and delete it when nothing broke.",
    console: [
      "Admin console: Directory > Users > USER > Suspend user",
      "IAM & Admin > Service Accounts > SERVICE-ACCOUNT > Keys > Disable service account key",
    ],
    commands: [
      "gcloud iam service-accounts keys disable KEY-ID --iam-account=SERVICE-ACCOUNT",
      "gcloud iam service-accounts keys delete KEY-ID --iam-account=SERVICE-ACCOUNT",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
