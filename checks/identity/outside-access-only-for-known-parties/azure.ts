// Judges storage accounts by whether they let objects be replicated to another tenant.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { readInstant, writeInstant } from "../../readings/instant.ts";

/**
 * From then on a new account refuses unless somebody allows it. An older one allows it until somebody refuses, and answers without the
 * property. https://learn.microsoft.com/en-us/azure/storage/blobs/object-replication-prevent-cross-tenant-policies
 */
const REFUSED_BY_DEFAULT_FROM = "2023-12-15T00:00:00Z";

/** Kinds of accounts that object replication does not know. */
const NOT_REPLICATED: ReadonlySet<string> = new Set(["blobstorage", "filestorage", "storage"]);

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.storage/storageaccounts",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties
  reads: z.object({
    kind: z.string().nullish(),
    properties: z.object({
      isHnsEnabled: z.boolean().nullish(),
      allowCrossTenantReplication: z.boolean().nullish(),
      creationTime: z.string().nullish(),
    }),
  }),
  evaluate({ kind, properties: { allowCrossTenantReplication: allowed, creationTime, isHnsEnabled } }) {
    // https://learn.microsoft.com/en-us/azure/storage/blobs/object-replication-overview
    if (isHnsEnabled === true || NOT_REPLICATED.has((kind ?? "").toLowerCase()))
      return notApplicable("accounts of this kind replicate no objects (kind, isHnsEnabled)", { kind: kind ?? null });
    const facts = { allowCrossTenantReplication: allowed ?? null };
    if (allowed === false) return pass("the account refuses replication of objects to and from other tenants", facts);
    if (allowed === true) return fail("the account allows replication of objects to and from other tenants", facts);
    const createdAt = readInstant(creationTime);
    if (createdAt !== null && createdAt < Date.parse(REFUSED_BY_DEFAULT_FROM))
      return fail("nobody has refused replication to other tenants, which an account of this age allows", {
        ...facts,
        creationTime: writeInstant(creationTime),
      });
    const detail = "the answer from Azure lacks properties.allowCrossTenantReplication of an account of this age";
    return indeterminate({ code: "not-in-answer", detail }, facts);
  },
});
