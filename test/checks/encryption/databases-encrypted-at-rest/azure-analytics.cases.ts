// Cases of the check that databases are encrypted at rest: Azure Data Explorer and Azure Synapse.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";
import { strict } from "../kms-keys.ts";

const row = (properties: Json): Json => ({ id: "/subscriptions/s/resourceGroups/g/providers/p/c", properties });
const vault = { keyVaultUri: "https://acme.vault.azure.net", keyName: "telemetry", keyVersion: "f2d1" };
const cmk = {
  status: "Consistent",
  key: { name: "default", keyVaultUrl: "https://acme.vault.azure.net/keys/reports" },
};

export const cases: Cases = {
  // https://learn.microsoft.com/en-us/azure/data-explorer/cluster-encryption-disk
  "azure microsoft.kusto/clusters": {
    never: { "not-applicable": "a cluster that is stopped keeps its storage" },
    cases: [
      {
        name: "disks that are encrypted",
        slice: row({ state: "Running", enableDiskEncryption: true }),
        expect: "pass",
        basis: "configured",
        because: "the disks of the cluster are encrypted",
        facts: { diskEncryption: true, keyVault: null, keyName: null },
      },
      {
        name: "disks that are not encrypted, which is the default",
        slice: row({ enableDiskEncryption: false, enableDoubleEncryption: false }),
        expect: "fail",
        because: "the disks of the cluster are not encrypted (enableDiskEncryption)",
      },
      {
        name: "disks that are not encrypted beside a key of the company",
        slice: row({ enableDiskEncryption: false, keyVaultProperties: vault }),
        parameters: strict,
        expect: "fail",
      },
      ...[undefined, null].map((enableDiskEncryption): Case => ({
        name: `no word on the disks: ${String(enableDiskEncryption)}`,
        slice: row(enableDiskEncryption === undefined ? {} : { enableDiskEncryption }),
        expect: "indeterminate",
        problem: "not-in-answer",
      })),
      {
        name: "a switch that is text",
        slice: row({ enableDiskEncryption: "true" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a key of the company where one is required",
        slice: row({ enableDiskEncryption: true, keyVaultProperties: vault }),
        parameters: strict,
        expect: "pass",
        facts: { diskEncryption: true, keyVault: vault.keyVaultUri, keyName: vault.keyName },
      },
      ...[null, {}, { keyName: "", keyVaultUri: "" }].map((keyVaultProperties): Case => ({
        name: `a key that is not named, where the company's is required: ${JSON.stringify(keyVaultProperties)}`,
        slice: row({ enableDiskEncryption: true, keyVaultProperties }),
        parameters: strict,
        expect: "fail",
        because: "keyVaultProperties names no key, so Microsoft manages the key of the storage",
      })),
    ],
  },
  // https://learn.microsoft.com/en-us/azure/synapse-analytics/security/workspaces-encryption
  "azure microsoft.synapse/workspaces": {
    never: { "not-applicable": "a workspace that is being deleted still holds data" },
    cases: [
      {
        name: "Microsoft's key",
        slice: row({ provisioningState: "Succeeded" }),
        expect: "pass",
        basis: "provider",
        facts: { keyVaultUrl: null },
      },
      { name: "a key of the company", slice: row({ encryption: { cmk } }), expect: "pass", basis: "provider" },
      {
        name: "a key of the company where one is required",
        slice: row({ encryption: { doubleEncryptionEnabled: true, cmk } }),
        parameters: strict,
        expect: "pass",
        basis: "configured",
        facts: { keyVaultUrl: cmk.key.keyVaultUrl },
      },
      ...[null, {}, { cmk: null }, { cmk: { key: { keyVaultUrl: "" } } }].map((encryption): Case => ({
        name: `a key that is not named, where the company's is required: ${JSON.stringify(encryption)}`,
        slice: row({ encryption }),
        parameters: strict,
        expect: "fail",
        because: "encryption.cmk names no key, so Microsoft manages the key of the workspace",
      })),
      {
        name: "a key that is a number",
        slice: row({ encryption: { cmk: { key: { keyVaultUrl: 1 } } } }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
