// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Make a second access key, move its users over, deactivate the old key and delete it. Better, let the workload take a role, and delete the keys. Delete keys of the root user.",
    console: [
      "IAM > Users > USER > Security credentials > Access keys > Create access key",
      "IAM > Users > USER > Security credentials > Access keys > Actions > Deactivate",
      "IAM > Users > USER > Security credentials > Access keys > Actions > Delete",
    ],
    commands: [
      "aws iam create-access-key --user-name USER",
      "aws iam update-access-key --user-name USER --access-key-id KEY-ID --status Inactive",
      "aws iam delete-access-key --user-name USER --access-key-id KEY-ID",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Add a client secret to the application, move its users over and delete the old secret. Better, let the application sign in by a managed identity or a federated credential. Renew both keys of the storage account in turn, or disallow Shared Key authorization.",
    console: [
      "Entra ID > App registrations > APPLICATION > Certificates & secrets > Client secrets > New client secret",
      "Storage accounts > ACCOUNT > Security + networking > Access keys > Rotate key",
      "Storage accounts > ACCOUNT > Settings > Configuration > Allow storage account key access > Disabled",
    ],
    commands: [
      "az ad app credential reset --id APPLICATION-ID --append",
      "az ad app credential delete --id APPLICATION-ID --key-id KEY-ID",
      "az storage account keys renew --resource-group GROUP --account-name ACCOUNT --key primary",
      "az storage account keys renew --resource-group GROUP --account-name ACCOUNT --key secondary",
      "az storage account update --resource-group GROUP --name ACCOUNT --allow-shared-key-access false",
    ],
    terraform: ["azurerm_storage_account.shared_access_key_enabled = false"],
  },
  gcp: {
    change:
      "Make a new key of the service account, move its users over and delete the old key. Better, use Workload Identity Federation or an attached service account, and delete the keys. Make a new API key with the restrictions of the old one, move its users over and delete the old key.",
    console: [
      "IAM & Admin > Service Accounts > SERVICE-ACCOUNT > Keys > Add key > Create new key",
      "IAM & Admin > Service Accounts > SERVICE-ACCOUNT > Keys > Delete service account key",
      "APIs & Services > Credentials > API keys > KEY > Rotate key",
      "APIs & Services > Credentials > API keys > KEY > Delete API key",
    ],
    commands: [
      "gcloud iam service-accounts keys create KEY-FILE --iam-account=SERVICE-ACCOUNT",
      "gcloud iam service-accounts keys delete KEY-ID --iam-account=SERVICE-ACCOUNT",
      "gcloud services api-keys create --display-name=NAME --project=PROJECT",
      "gcloud services api-keys delete KEY-ID --project=PROJECT",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
