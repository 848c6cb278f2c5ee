// Reads caches of ElastiCache: replication groups and serverless caches, as two calls tell them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn } from "../../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../../instant.ts";
import { withoutNulls } from "../../../json-shape.ts";

export const REPLICATION_GROUP = "AWS::ElastiCache::ReplicationGroup";
export const SERVERLESS_CACHE = "AWS::ElastiCache::ServerlessCache";

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html. Nodes, addresses and the user's text stay here. */
const ReplicationGroups = z.object({
  ReplicationGroups: z.array(
    z.object({
      ReplicationGroupId: z.string().min(1),
      ARN: z.string(),
      ReplicationGroupCreateTime: z.string().optional(),
      Status: z.string().optional(),
      Engine: z.string().optional(),
      AtRestEncryptionEnabled: z.boolean().optional(),
      StorageEncryptionType: z.string().optional(),
      KmsKeyId: z.string().optional(),
      TransitEncryptionEnabled: z.boolean().optional(),
      TransitEncryptionMode: z.string().optional(),
    }),
  ),
});

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function replicationGroupsIn(answer: Json) {
  const parsed = ReplicationGroups.safeParse(withoutNulls(answer));
  return parsed.data?.ReplicationGroups.map(({ ReplicationGroupId: name, ARN, ReplicationGroupCreateTime, ...body }) =>
    cache(ARN, name, ReplicationGroupCreateTime, body),
  );
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ServerlessCache.html */
const ServerlessCaches = z.object({
  ServerlessCaches: z.array(
    z.object({
      ServerlessCacheName: z.string().min(1),
      ARN: z.string(),
      CreateTime: z.string().optional(),
      Status: z.string().optional(),
      Engine: z.string().optional(),
      StorageEncryptionType: z.string().optional(),
      KmsKeyId: z.string().optional(),
    }),
  ),
});

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function serverlessCachesIn(answer: Json) {
  const parsed = ServerlessCaches.safeParse(withoutNulls(answer));
  return parsed.data?.ServerlessCaches.map(({ ServerlessCacheName: name, ARN, CreateTime, ...body }) =>
    cache(ARN, name, CreateTime, body),
  );
}

function cache(arn: string, name: string, created: string | undefined, body: object) {
  const createdAt = toInstant(created);
  return { key: awsKeyFromArn(arn), name, createdAt, incarnation: createdAt ?? "", body };
}
