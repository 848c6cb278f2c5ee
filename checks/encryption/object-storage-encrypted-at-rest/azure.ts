// Judges storage accounts by whose key encrypts them: encryption cannot be turned off.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties */
const Encryption = z.object({
  keySource: z.string().nullish(),
  requireInfrastructureEncryption: z.boolean().nullish(),
  // Without the version: a rotated key is the same configuration.
  keyvaultproperties: z.object({ keyvaulturi: z.string().nullish(), keyname: z.string().nullish() }).nullish(),
  services: z.object({ blob: z.object({ enabled: z.boolean().optional() }).nullish() }).nullish(),
});

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.storage/storageaccounts",
  global: true,
  reads: z.object({ properties: z.object({ encryption: Encryption.nullish() }) }),
  // https://learn.microsoft.com/en-us/azure/storage/common/storage-service-encryption
  evaluate({ properties: { encryption } }, { parameters }: { readonly parameters: Parameters }) {
    const facts = {
      keySource: encryption?.keySource || null,
      keyVault: encryption?.keyvaultproperties?.keyvaulturi ?? null,
      keyName: encryption?.keyvaultproperties?.keyname ?? null,
      infrastructureEncryption: encryption?.requireInfrastructureEncryption ?? false,
    };
    if (encryption?.services?.blob?.enabled === false) {
      const detail =
        "properties.encryption.services.blob.enabled is false, although Azure lets nobody turn blob encryption off";
      return indeterminate({ code: "contradictory", detail }, facts);
    }
    const asksForMore = parameters.requireCustomerKey || parameters.requireDoubleEncryption;
    if (!asksForMore) return passByProvider("Azure encrypts every storage account", facts);
    if (parameters.requireDoubleEncryption && encryption == null) {
      const detail = "the answer from Azure lacks properties.encryption";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    // Only an account that was made with it has the member. https://learn.microsoft.com/en-us/azure/storage/common/infrastructure-encryption-enable
    if (parameters.requireDoubleEncryption && !facts.infrastructureEncryption)
      return fail("encryption.requireInfrastructureEncryption is not true, so data is encrypted in one layer", facts);
    if (!parameters.requireCustomerKey)
      return pass("the account is encrypted in two layers (encryption.requireInfrastructureEncryption)", facts);
    if (facts.keySource === null) {
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from Azure lacks properties.encryption.keySource" },
        facts,
      );
    }
    // Spelled Microsoft.Keyvault and Microsoft.KeyVault by different versions of the API.
    if (facts.keySource.toLowerCase() !== "microsoft.keyvault")
      return fail("encryption.keySource is not Microsoft.Keyvault, the value for a customer managed key", facts);
    return pass(
      "the account is encrypted with a customer managed key (encryption.keySource is Microsoft.Keyvault)",
      facts,
    );
  },
});
