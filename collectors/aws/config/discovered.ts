/** What AWS Config discovered of a type, whether or not its queries tell of it. */
import {
  type ConfigServiceClient,
  paginateListDiscoveredResources,
  type ResourceType,
} from "@aws-sdk/client-config-service";

/** Ids a call may ask for. https://docs.aws.amazon.com/config/latest/APIReference/API_ListDiscoveredResources.html */
const AT_ONCE = 20;

/** The resourceIds of `type` that are there. Rejects with CallFailed. */
export async function discovered(config: ConfigServiceClient, type: string): Promise<Set<string>> {
  return listed(config, { resourceType: type as ResourceType, limit: 100 });
}

/** Those of `ids` that are still there. Rejects with CallFailed. */
export async function stillDiscovered(
  config: ConfigServiceClient,
  type: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const there = new Set<string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const resourceIds = ids.slice(at, at + AT_ONCE);
    for (const id of await listed(config, { resourceType: type as ResourceType, resourceIds })) there.add(id);
  }
  return there;
}

type Asked = { readonly resourceType: ResourceType; readonly limit?: number; readonly resourceIds?: string[] };

async function listed(config: ConfigServiceClient, asked: Asked): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { resourceIdentifiers = [] } of paginateListDiscoveredResources({ client: config }, asked)) {
    for (const { resourceId, resourceDeletionTime } of resourceIdentifiers) {
      if (resourceId !== undefined && resourceDeletionTime === undefined) ids.add(resourceId);
    }
  }
  return ids;
}
