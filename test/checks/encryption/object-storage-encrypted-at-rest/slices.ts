// Makes buckets of S3, storage accounts and keys for the cases of the check.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

export const bucket = (rule: Json): Json => ({
  Name: "acme-logs",
  BucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [rule] } },
});

export const sse = (algorithm: Json, key?: string): Json => ({
  BucketKeyEnabled: true,
  ApplyServerSideEncryptionByDefault: {
    SSEAlgorithm: algorithm,
    ...(key === undefined ? {} : { KMSMasterKeyID: key }),
  },
});

export const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

export const strict = { requireCustomerKey: true };

export const account = (encryption: Json): Json => ({
  id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acme",
  properties: { encryption, supportsHttpsTrafficOnly: true },
});

export const services = {
  blob: { enabled: true, keyType: "Account", lastEnabledTime: "2019-12-11T20:49:31.7030000Z" },
};

export const microsoftKey = { keySource: "Microsoft.Storage", services };

export const vaultKey = {
  keySource: "Microsoft.Keyvault",
  keyvaultproperties: { keyvaulturi: "https://acme.vault.azure.net", keyname: "storage", keyversion: "f2d1" },
  requireInfrastructureEncryption: true,
  services,
};

export const cmek = "projects/acme/locations/eu/keyRings/storage/cryptoKeys/buckets";
