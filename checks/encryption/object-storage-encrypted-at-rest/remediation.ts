// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change: "Set the bucket's default encryption to SSE-KMS with a customer managed key (PutBucketEncryption).",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Configure a customer managed key in Key Vault or Managed HSM for the storage account (encryption.keySource).",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change: "Set a default Cloud KMS key on the bucket (gcloud storage buckets update --default-encryption-key).",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
