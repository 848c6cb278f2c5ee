// Judges Cloud SQL instances by whose key encrypts them, since encryption cannot be turned off, and lists the evaluators of Google Cloud.
import { z } from "zod";
import { defineEvaluator, fail, notApplicable, pass, passByProvider } from "../../kernel.ts";
import { gcpStores } from "./gcp/stores.ts";
import type { Parameters } from "./parameters.ts";

const cloudSql = defineEvaluator({
  provider: "gcp",
  resourceType: "sqladmin.googleapis.com/Instance",
  global: true,
  // https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances
  reads: z.object({
    instanceType: z.string().nullish(),
    diskEncryptionConfiguration: z.object({ kmsKeyName: z.string().nullish() }).nullish(),
  }),
  evaluate({ instanceType, diskEncryptionConfiguration }, { parameters }: { readonly parameters: Parameters }) {
    if (instanceType === "ON_PREMISES_INSTANCE") {
      return notApplicable(
        "the instance stands for a server outside Cloud SQL (instanceType is ON_PREMISES_INSTANCE)",
        { instanceType },
      );
    }
    const facts = { kmsKeyName: diskEncryptionConfiguration?.kmsKeyName || null };
    if (!parameters.requireCustomerKey) return passByProvider("Cloud SQL encrypts every instance", facts);
    if (facts.kmsKeyName === null) return fail("diskEncryptionConfiguration names no customer managed key", facts);
    return pass("the instance is encrypted with a customer managed key", facts);
  },
});

export const gcp = [cloudSql, ...gcpStores];
