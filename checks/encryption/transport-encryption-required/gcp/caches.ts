// Judges caches of Memorystore by whether they accept connections without TLS.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../../kernel.ts";

/** The mode is chosen when a cache is made. "If not provided, encryption is disabled." */
const cache = (resourceType: string) =>
  defineEvaluator({
    provider: "gcp",
    resourceType,
    global: true,
    // https://docs.cloud.google.com/memorystore/docs/redis/reference/rest/v1/projects.locations.instances and those of clusters and of Valkey
    reads: z.object({ state: z.string().nullish(), transitEncryptionMode: z.string().nullish() }),
    evaluate({ state, transitEncryptionMode }) {
      if (state === "DELETING") return notApplicable("the cache is being deleted (state is DELETING)");
      const facts = { mode: transitEncryptionMode ?? null };
      // Each of the three APIs puts something else in front of its modes.
      const mode = (transitEncryptionMode ?? "").replace(/^TRANSIT_ENCRYPTION_(?:MODE_)?/, "") || "DISABLED";
      if (mode === "DISABLED" || mode === "UNSPECIFIED")
        return fail("the cache accepts connections without TLS (transitEncryptionMode)", facts);
      if (mode !== "SERVER_AUTHENTICATION") {
        const detail = "transitEncryptionMode of the cache has a value that the check does not know";
        return indeterminate({ code: "unexpected-shape", detail }, facts);
      }
      return pass("the cache refuses connections without TLS (transitEncryptionMode)", facts);
    },
  });

export const caches = [
  "redis.googleapis.com/Instance",
  "redis.googleapis.com/Cluster",
  "memorystore.googleapis.com/Instance",
].map(cache);
