// Judges caches of ElastiCache by whether they accept connections without TLS.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider } from "../../../kernel.ts";
import { notThere } from "../../../readings/aws/elasticache-status.ts";

const replicationGroup = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::ElastiCache::ReplicationGroup",
  global: false,
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
  reads: z.object({
    Status: z.string().optional(),
    TransitEncryptionEnabled: z.boolean().optional(),
    TransitEncryptionMode: z.string().optional(),
  }),
  evaluate({ Status, TransitEncryptionEnabled: enabled = null, TransitEncryptionMode: mode = null }) {
    const gone = notThere(Status);
    if (gone !== null) return gone;
    const facts = { enabled, mode };
    // The page's default is that of a new cache, and says nothing of one whose answer leaves it out.
    if (enabled === null) {
      const detail = "the answer from AWS lacks TransitEncryptionEnabled of the cache";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    if (!enabled) return fail("the cache accepts connections without TLS (TransitEncryptionEnabled)", facts);
    if (mode === "preferred")
      return fail("the cache accepts connections with and without TLS (TransitEncryptionMode is preferred)", facts);
    // Groups of before there was a mode speak TLS alone, and have none.
    if (mode !== null && mode !== "required") {
      const detail = "TransitEncryptionMode of the cache has a value that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    return pass("the cache refuses connections without TLS (TransitEncryptionEnabled)", facts);
  },
});

const serverlessCache = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::ElastiCache::ServerlessCache",
  global: false,
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html: it is always on.
  reads: z.object({ Status: z.string().optional() }),
  evaluate({ Status }) {
    return notThere(Status) ?? passByProvider("serverless caches of ElastiCache accept TLS alone");
  },
});

export const elasticache = [replicationGroup, serverlessCache];
