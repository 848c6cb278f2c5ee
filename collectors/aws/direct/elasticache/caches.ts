// Reads caches of ElastiCache, those with nodes and those without, all in a listing of each.
import {
  ElastiCacheClient,
  paginateDescribeReplicationGroups,
  paginateDescribeServerlessCaches,
} from "@aws-sdk/client-elasticache";
import { jsonOf } from "../../../live/region-read.ts";
import {
  REPLICATION_GROUP,
  replicationGroupsIn,
  SERVERLESS_CACHE,
  serverlessCachesIn,
} from "../../answers/stores/caches.ts";
import type { AwsSource } from "../../source.ts";

/**
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReplicationGroups.html. Tags are not asked for: ElastiCache
 * refuses to tell them while a cache takes its daily snapshot (API_ListTagsForResource.html).
 */
export const elasticacheReplicationGroups: AwsSource = {
  name: "elasticache-replication-groups",
  types: [REPLICATION_GROUP],
  calls: [{ action: "elasticache:DescribeReplicationGroups", per: "page" }],
  async read(aws) {
    const client = aws.listing(ElastiCacheClient);
    for await (const { ReplicationGroups = [] } of paginateDescribeReplicationGroups({ client, pageSize: 100 }, {})) {
      const groups = replicationGroupsIn(jsonOf({ ReplicationGroups }));
      if (groups === undefined)
        aws.spoil(REPLICATION_GROUP, {
          code: "unexpected-shape",
          detail: "the answer to elasticache:DescribeReplicationGroups is not in the documented form",
        });
      for (const group of groups ?? []) aws.emitFact(REPLICATION_GROUP, group);
    }
  },
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeServerlessCaches.html */
export const elasticacheServerlessCaches: AwsSource = {
  name: "elasticache-serverless-caches",
  types: [SERVERLESS_CACHE],
  calls: [{ action: "elasticache:DescribeServerlessCaches", per: "page" }],
  async read(aws) {
    const client = aws.listing(ElastiCacheClient);
    for await (const { ServerlessCaches = [] } of paginateDescribeServerlessCaches({ client, pageSize: 50 }, {})) {
      const caches = serverlessCachesIn(jsonOf({ ServerlessCaches }));
      if (caches === undefined)
        aws.spoil(SERVERLESS_CACHE, {
          code: "unexpected-shape",
          detail: "the answer to elasticache:DescribeServerlessCaches is not in the documented form",
        });
      for (const cache of caches ?? []) aws.emitFact(SERVERLESS_CACHE, cache);
    }
  },
};
