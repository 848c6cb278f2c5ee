// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Turn on automatic rotation of the key, with a period that is short enough. KMS keeps the older material, and still decrypts with it: data need not be encrypted again.",
    console: ["Key Management Service > Customer managed keys > KEY > Key rotation > Edit"],
    commands: [
      "aws kms enable-key-rotation --key-id KEY-ID --rotation-period-in-days 365",
      "aws kms get-key-rotation-status --key-id KEY-ID",
    ],
    terraform: ["aws_kms_key.enable_key_rotation = true"],
  },
  azure: {
    change:
      "Give the key a rotation policy with the action Rotate, some days after each version was made. The action Notify sends a message and rotates nothing. Let services that use the key take its newest version.",
    console: ["Key vaults > VAULT > Objects > Keys > KEY > Rotation policy"],
    commands: [
      "az keyvault key rotation-policy show --vault-name VAULT --name KEY",
      "az keyvault key rotation-policy update --vault-name VAULT --name KEY --value POLICY-FILE",
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Give the key a rotation period, and a next rotation that is soon enough. Cloud KMS keeps the older versions, and still decrypts with them.",
    console: ["Security > Key Management > KEY-RING > KEY > Edit rotation period"],
    commands: [
      "gcloud kms keys update KEY --keyring=KEY-RING --location=LOCATION --rotation-period=90d --next-rotation-time=TIME",
    ],
    terraform: ['google_kms_crypto_key.rotation_period = "7776000s"'],
  },
} as const satisfies Check["remediation"];
