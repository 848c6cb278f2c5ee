// Defines the check that encryption keys rotate by themselves.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const encryptionKeysRotated = defineCheck({
  id: "encryption-keys-rotated",
  version: 1,
  domain: "encryption",
  title: "Encryption keys are rotated",
  requirement: "Every key that the company manages, and that its key service can rotate, rotates by itself in time.",
  rationale:
    "The longer one key encrypts, the more a leak of it opens. A rotation that somebody has to remember is forgotten.",
  remediation,
  limits:
    "Shows the schedule, not that older data was encrypted again, nor that what uses a key follows to its newest version. Rotation by hand is not seen: a key that people rotate fails. " +
    "AWS: keys of an asymmetric or HMAC kind, imported material, keys of custom key stores, disabled keys and keys that are being deleted are not applicable, and so are replicas of a multi-Region key: the primary key may lie in a region or account that is not enrolled. The period is read by a call for each key, for AWS Config does not record it. " +
    "Azure: the newest version of each key is judged, by Resource Manager. A key that a certificate of the vault made can't be told from others there. A year counts as 365 days, and a month as its twelfth part. Keys of Managed HSM are not read. " +
    "Google Cloud: keys whose purpose is not ENCRYPT_DECRYPT, keys of an external key manager, and keys without an enabled primary version are not applicable.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "AWS KMS: rotate keys",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    },
    {
      title: "AWS KMS API: GetKeyRotationStatus",
      url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html",
    },
    {
      title: "Azure Key Vault: key autorotation",
      url: "https://learn.microsoft.com/en-us/azure/key-vault/keys/how-to-configure-key-rotation",
    },
    {
      title: "Azure Key Vault REST API: get a key",
      url: "https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/keys/get",
    },
    {
      title: "Cloud KMS: key rotation",
      url: "https://docs.cloud.google.com/kms/docs/key-rotation",
    },
    {
      title: "Cloud KMS API: cryptoKeys",
      url: "https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
