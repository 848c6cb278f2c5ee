// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Let the program sign in by a role: an instance profile, the role of a function or task, EKS Pod Identity, or federation from outside. Deactivate the access key, see that nothing breaks, and delete the key.",
    console: [
      "IAM > Users > USER > Security credentials > Access keys > Actions > Deactivate",
      "EC2 > Instances > INSTANCE > Actions > Security > Modify IAM role",
    ],
    commands: [
      "aws iam update-access-key --user-name USER --access-key-id KEY-ID --status Inactive",
      "aws ec2 associate-iam-instance-profile --region REGION --instance-id INSTANCE-ID --iam-instance-profile Name=PROFILE",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Give the program a managed identity and a role on the service, then let the service refuse its own keys. A registry needs no admin user once clusters and pipelines pull with an identity.",
    console: [
      "Storage accounts > ACCOUNT > Settings > Configuration > Allow storage account key access > Disabled",
      "Container registries > REGISTRY > Settings > Access keys > Admin user",
    ],
    commands: [
      "az storage account update --resource-group GROUP --name ACCOUNT --allow-shared-key-access false",
      "az servicebus namespace update --resource-group GROUP --name NAMESPACE --disable-local-auth true",
      "az eventhubs namespace update --resource-group GROUP --name NAMESPACE --disable-local-auth true",
      "az acr update --resource-group GROUP --name REGISTRY --admin-enabled false",
    ],
    terraform: [
      "azurerm_storage_account.shared_access_key_enabled = false",
      "azurerm_cosmosdb_account.local_authentication_disabled = true",
      "azurerm_container_registry.admin_enabled = false",
    ],
  },
  gcp: {
    change:
      "Let the program act as a service account that is attached to its machine or service, or federate from outside. Disable the key, see that nothing breaks, and delete it. Let nobody make another by organization policy.",
    console: [
      "IAM & Admin > Service Accounts > SERVICE-ACCOUNT > Keys > Delete",
      "APIs & Services > Credentials > API keys > KEY > Delete",
    ],
    commands: [
      "gcloud iam service-accounts keys delete KEY-ID --iam-account=SERVICE-ACCOUNT",
      "gcloud resource-manager org-policies enable-enforce iam.disableServiceAccountKeyCreation --organization=ORGANIZATION-ID",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
