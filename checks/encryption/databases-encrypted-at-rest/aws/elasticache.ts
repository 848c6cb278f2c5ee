// Judges caches of ElastiCache: a replication group may be unencrypted, a serverless cache can't be.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  pass,
  passByProvider,
  type Question,
  type Verdict,
} from "../../../kernel.ts";
import { notThere } from "../../../readings/aws/elasticache-status.ts";
import { judgeKmsKey, related } from "./judge-kms-key.ts";
import type { Parameters } from "../parameters.ts";

const Type = z.enum(["none", "sse-elasticache", "sse-kms"]);

const replicationGroup = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::ElastiCache::ReplicationGroup",
  global: false,
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
  reads: z.object({
    Status: z.string().optional(),
    AtRestEncryptionEnabled: z.boolean().optional(),
    StorageEncryptionType: Type.optional(),
    KmsKeyId: z.string().optional(),
  }),
  related,
  evaluate({ Status, AtRestEncryptionEnabled, StorageEncryptionType, KmsKeyId }, question: Asked) {
    const gone = notThere(Status);
    if (gone !== null) return gone;
    const encrypted = AtRestEncryptionEnabled ?? null;
    const facts = { encrypted, encryptionType: StorageEncryptionType ?? null, key: KmsKeyId ?? null };
    // The flag may be false where the cache is encrypted all the same, as one with durability is; the type is the state in effect.
    if (StorageEncryptionType === undefined && encrypted !== true) {
      const detail = "the answer from AWS lacks StorageEncryptionType, which shows whether the cache is encrypted";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    if (StorageEncryptionType === "none") {
      if (!encrypted) return fail("the replication group is not encrypted at rest", facts);
      const detail = "AtRestEncryptionEnabled and StorageEncryptionType contradict each other";
      return indeterminate({ code: "contradictory", detail }, facts);
    }
    return judgeKey(facts, question) ?? pass("the replication group is encrypted at rest", facts);
  },
});

const serverlessCache = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::ElastiCache::ServerlessCache",
  global: false,
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ServerlessCache.html
  reads: z.object({
    Status: z.string().optional(),
    StorageEncryptionType: Type.exclude(["none"]).optional(),
    KmsKeyId: z.string().optional(),
  }),
  related,
  evaluate({ Status, StorageEncryptionType, KmsKeyId }, question: Asked) {
    const gone = notThere(Status);
    if (gone !== null) return gone;
    const facts = { encryptionType: StorageEncryptionType ?? null, key: KmsKeyId ?? null };
    return judgeKey(facts, question) ?? passByProvider("ElastiCache encrypts every serverless cache", facts);
  },
});

type Asked = Question<Parameters, typeof related>;

/** By whose key the cache is encrypted; null where that is ElastiCache's own, or is not asked for. */
function judgeKey(
  facts: { readonly encryptionType: string | null; readonly key: string | null },
  question: Asked,
): Verdict | null {
  const { encryptionType, key } = facts;
  if (encryptionType !== "sse-elasticache" && key !== null) return judgeKmsKey(key, facts, question, "cache");
  if (!question.parameters.requireCustomerKey) return null;
  if (encryptionType === "sse-elasticache")
    return fail("the cache is encrypted with a key of ElastiCache, not with a customer managed key", facts);
  const lacks = encryptionType === null ? "StorageEncryptionType" : "KmsKeyId";
  return indeterminate({ code: "not-in-answer", detail: `the answer from AWS lacks ${lacks}` }, facts);
}

export const elasticache = [replicationGroup, serverlessCache];
