// Judges instances of AlloyDB by their public address, and caches of Memorystore, to which Google gives none.
import { z } from "zod";
import { defineEvaluator, passByProvider } from "../../kernel.ts";
import { alloydb } from "./gcp/alloydb.ts";

const cache = (resourceType: string) =>
  defineEvaluator({
    provider: "gcp",
    resourceType,
    global: true,
    reads: z.object({}),
    evaluate: () => passByProvider("Memorystore gives no cache a public address"),
  });

/**
 * https://docs.cloud.google.com/memorystore/docs/redis/networking, https://docs.cloud.google.com/memorystore/docs/cluster/networking and
 * https://docs.cloud.google.com/memorystore/docs/valkey/networking
 */
export const gcp = [
  alloydb,
  cache("redis.googleapis.com/Instance"),
  cache("redis.googleapis.com/Cluster"),
  cache("memorystore.googleapis.com/Instance"),
];
