// Reads whether the databases of a cache of Azure Managed Redis or Redis Enterprise ask clients for TLS.
import { z } from "zod";
import { armList, byName, type ArmChild } from "./arm-child.ts";

/** https://learn.microsoft.com/en-us/rest/api/redis/redisenterprisecache/databases/list-by-cluster: names may have the cache in front. */
const Answer = armList(
  z.object({ name: z.string(), properties: z.object({ clientProtocol: z.string().nullish() }).nullish() }),
);

export const REDIS_ENTERPRISE_DATABASES: ArmChild = {
  slug: "redis-enterprise-databases",
  type: "Tidemark::RedisEnterprise::Databases",
  action: "Microsoft.Cache/redisEnterprise/databases/read",
  subject: { type: "microsoft.cache/redisenterprise" },
  path: "/databases",
  apiVersion: "2024-10-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const databases = parsed.data.value.map(({ name, properties }) => ({
      name: name.slice(name.lastIndexOf("/") + 1),
      ...(properties?.clientProtocol ? { clientProtocol: properties.clientProtocol } : {}),
    }));
    return { Cache: subject, Databases: byName(databases) };
  },
};
