// Judges BigQuery, Spanner, Bigtable, AlloyDB and Firestore by whose key encrypts them: encryption cannot be turned off.
import { z } from "zod";
import { defineEvaluator, fail, notApplicable, pass, passByProvider, type Verdict } from "../../../kernel.ts";
import type { Parameters } from "../parameters.ts";

type WithParameters = { readonly parameters: Parameters };

/** `what`: one of the type. A key that is not set is left out, null or empty. */
function judge(what: string, kmsKeyName: string | null | undefined, { parameters }: WithParameters): Verdict {
  const facts = { kmsKeyName: kmsKeyName || null };
  if (!parameters.requireCustomerKey) return passByProvider(`Google Cloud encrypts every ${what}`, facts);
  if (facts.kmsKeyName === null) return fail(`the ${what} names no customer managed key`, facts);
  return pass(`the ${what} is encrypted with a customer managed key`, facts);
}

const Key = z.object({ kmsKeyName: z.string().nullish() }).nullish();

const dataset = defineEvaluator({
  provider: "gcp",
  resourceType: "bigquery.googleapis.com/Dataset",
  global: true,
  // https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/datasets
  reads: z.object({ type: z.string().nullish(), defaultEncryptionConfiguration: Key }),
  // The key of new tables: https://docs.cloud.google.com/bigquery/docs/customer-managed-encryption
  evaluate({ type, defaultEncryptionConfiguration }, question: WithParameters) {
    if (type === "LINKED" || type === "EXTERNAL")
      return notApplicable("the dataset shows data that lie elsewhere (type)", { type });
    const facts = { kmsKeyName: defaultEncryptionConfiguration?.kmsKeyName || null };
    if (!question.parameters.requireCustomerKey) return passByProvider("Google Cloud encrypts every dataset", facts);
    if (facts.kmsKeyName === null)
      return fail("the dataset has no default customer managed key (defaultEncryptionConfiguration)", facts);
    return pass("new tables of the dataset are encrypted with a customer managed key", facts);
  },
});

const spanner = defineEvaluator({
  provider: "gcp",
  resourceType: "spanner.googleapis.com/Database",
  global: true,
  // https://docs.cloud.google.com/spanner/docs/reference/rest/v1/projects.instances.databases; a database of several regions has a key in each.
  reads: z.object({
    encryptionConfig: z
      .object({ kmsKeyName: z.string().nullish(), kmsKeyNames: z.array(z.string()).nullish() })
      .nullish(),
  }),
  evaluate: ({ encryptionConfig }, question: WithParameters) =>
    judge("database", encryptionConfig?.kmsKeyName || encryptionConfig?.kmsKeyNames?.toSorted()[0], question),
});

const bigtable = defineEvaluator({
  provider: "gcp",
  resourceType: "bigtableadmin.googleapis.com/Cluster",
  global: true,
  // https://docs.cloud.google.com/bigtable/docs/reference/admin/rest/v2/projects.instances.clusters
  reads: z.object({ encryptionConfig: Key }),
  evaluate: ({ encryptionConfig }, question: WithParameters) =>
    judge("cluster", encryptionConfig?.kmsKeyName, question),
});

const alloydb = defineEvaluator({
  provider: "gcp",
  resourceType: "alloydb.googleapis.com/Cluster",
  global: true,
  // https://docs.cloud.google.com/alloydb/docs/reference/rest/v1/projects.locations.clusters
  reads: z.object({ state: z.string().nullish(), encryptionConfig: Key }),
  evaluate({ state, encryptionConfig }, question: WithParameters) {
    if (state === "DELETING") return notApplicable("the cluster is being deleted (state)", { state });
    return judge("cluster", encryptionConfig?.kmsKeyName, question);
  },
});

const firestore = defineEvaluator({
  provider: "gcp",
  resourceType: "firestore.googleapis.com/Database",
  global: true,
  // https://docs.cloud.google.com/firestore/docs/reference/rest/v1/projects.databases
  reads: z.object({ deleteTime: z.string().nullish(), cmekConfig: Key }),
  evaluate({ deleteTime, cmekConfig }, question: WithParameters) {
    if (deleteTime) return notApplicable("the database was deleted (deleteTime)", { deleteTime });
    return judge("database", cmekConfig?.kmsKeyName, question);
  },
});

export const gcpStores = [dataset, spanner, bigtable, alloydb, firestore];
