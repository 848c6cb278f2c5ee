// Judges Cloud Storage buckets by whose key encrypts new objects: encryption cannot be turned off.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "storage.googleapis.com/Bucket",
  global: true,
  reads: z.object({ encryption: z.object({ defaultKmsKeyName: z.string().nullish() }).nullish() }),
  // https://docs.cloud.google.com/storage/docs/encryption
  evaluate({ encryption }, { parameters }: { readonly parameters: Parameters }) {
    const facts = { defaultKmsKeyName: encryption?.defaultKmsKeyName || null };
    if (parameters.requireCustomerKey && facts.defaultKmsKeyName === null)
      return fail("the bucket has no default customer managed key (defaultKmsKeyName is not set)", facts);
    // Google writes of layers below, and no answer shows them: https://docs.cloud.google.com/docs/security/encryption/default-encryption
    if (parameters.requireDoubleEncryption) {
      const detail = "Cloud Storage has no setting for a second layer of encryption, and no answer shows one";
      return indeterminate({ code: "not-supported", detail }, facts);
    }
    if (!parameters.requireCustomerKey) return passByProvider("Cloud Storage encrypts every object", facts);
    return pass("the default encryption of the bucket uses a customer managed key (defaultKmsKeyName)", facts);
  },
});
