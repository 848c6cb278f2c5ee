// Judges clusters of Azure Data Explorer and workspaces of Azure Synapse.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider } from "../../../kernel.ts";
import type { Parameters } from "../parameters.ts";

type WithParameters = { readonly parameters: Parameters };

const dataExplorer = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.kusto/clusters",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/azurerekusto/clusters/get
  reads: z.object({
    properties: z.object({
      enableDiskEncryption: z.boolean().nullish(),
      keyVaultProperties: z.object({ keyVaultUri: z.string().nullish(), keyName: z.string().nullish() }).nullish(),
    }),
  }),
  // Its storage is always encrypted; the disks of its machines, which hold the cache, are not unless somebody says so:
  // https://learn.microsoft.com/en-us/azure/data-explorer/cluster-encryption-disk
  evaluate({ properties: { enableDiskEncryption, keyVaultProperties } }, { parameters }: WithParameters) {
    const facts = {
      diskEncryption: enableDiskEncryption ?? null,
      keyVault: keyVaultProperties?.keyVaultUri || null,
      keyName: keyVaultProperties?.keyName || null,
    };
    if (facts.diskEncryption === null) {
      const detail = "the answer from Azure lacks properties.enableDiskEncryption";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    if (!facts.diskEncryption) return fail("the disks of the cluster are not encrypted (enableDiskEncryption)", facts);
    if (!parameters.requireCustomerKey) return pass("the disks of the cluster are encrypted", facts);
    if (facts.keyName === null)
      return fail("keyVaultProperties names no key, so Microsoft manages the key of the storage", facts);
    return pass("the storage of the cluster is encrypted with a customer managed key (keyVaultProperties)", facts);
  },
});

const synapse = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.synapse/workspaces",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/synapse/resourcemanager/workspaces/get
  reads: z.object({
    properties: z.object({
      encryption: z
        .object({
          cmk: z.object({ key: z.object({ keyVaultUrl: z.string().nullish() }).nullish() }).nullish(),
        })
        .nullish(),
    }),
  }),
  // https://learn.microsoft.com/en-us/azure/synapse-analytics/security/workspaces-encryption
  evaluate({ properties: { encryption } }, { parameters }: WithParameters) {
    const facts = { keyVaultUrl: encryption?.cmk?.key?.keyVaultUrl || null };
    if (!parameters.requireCustomerKey) return passByProvider("Azure encrypts every Synapse workspace", facts);
    if (facts.keyVaultUrl === null)
      return fail("encryption.cmk names no key, so Microsoft manages the key of the workspace", facts);
    return pass("the workspace is encrypted with a customer managed key (encryption.cmk)", facts);
  },
});

export const azureAnalytics = [dataExplorer, synapse];
