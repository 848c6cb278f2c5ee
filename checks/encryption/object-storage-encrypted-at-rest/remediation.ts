// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Set the default encryption of the bucket to SSE-KMS with a customer managed key. If your company requires two layers, set it to aws:kms:dsse with such a key.",
    console: ["Amazon S3 > Buckets > BUCKET > Properties > Default encryption > Edit"],
    commands: [
      `aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"KEY-ARN"},"BucketKeyEnabled":true}]}'`,
      `aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms:dsse","KMSMasterKeyID":"KEY-ARN"}}]}'`,
    ],
    terraform: [],
  },
  azure: {
    change:
      "Encrypt the storage account with a customer managed key of Key Vault or Managed HSM. The identity of the account needs permission to use the key. Two layers are chosen when an account is created: if your company requires them, create an account with infrastructure encryption, move data and clients over and delete the old one.",
    console: ["Storage accounts > ACCOUNT > Security + networking > Encryption > Customer-managed keys"],
    commands: [
      "az storage account update --resource-group GROUP --name ACCOUNT --assign-identity --encryption-key-source Microsoft.Keyvault --encryption-key-vault VAULT-URI --encryption-key-name KEY-NAME",
      "az storage account create --resource-group GROUP --name NEW-ACCOUNT --require-infrastructure-encryption true",
    ],
    terraform: ["azurerm_storage_account.infrastructure_encryption_enabled = true"],
  },
  gcp: {
    change:
      "Set a default Cloud KMS key on the bucket. The service agent of Cloud Storage needs permission to use the key.",
    console: ["Cloud Storage > Buckets > BUCKET > Configuration > Encryption type"],
    commands: [
      "gcloud storage service-agent --project=PROJECT --authorize-cmek=KEY-NAME",
      "gcloud storage buckets update gs://BUCKET --default-encryption-key=KEY-NAME",
    ],
    terraform: ['google_storage_bucket.encryption.default_kms_key_name = "KEY-NAME"'],
  },
} as const satisfies Check["remediation"];
