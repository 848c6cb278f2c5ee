/** The ways of asking AWS Config: a region of an account itself, or an aggregator that gathers many. */
import {
  BatchGetResourceConfigCommand,
  ConfigServiceClient,
  paginateListDiscoveredResources,
  paginateSelectResourceConfig,
  type ResourceType,
} from "@aws-sdk/client-config-service";
import type { Asking } from "../asking.ts";
import { aggregateConfig } from "./aggregate-config.ts";
import { expressionsFor } from "./expressions.ts";
import { readRecording, type Recording } from "./recorder.ts";

export type ConfigApi = {
  /** What is recorded, and what keeps answers from being how things are now. Rejects with CallFailed, as all of these do. */
  readonly recording: () => Promise<Recording>;
  /** Ids of `type` that were discovered and are there; of those that are given, or of all. */
  readonly discovered: (type: string, ids?: readonly string[]) => Promise<Set<string>>;
  /** Pages of results, each an item as JSON. */
  readonly select: (types: readonly string[]) => AsyncIterable<readonly string[]>;
  /** Items by id, a hundred at most; what can't be given is not among them. */
  readonly fetch: (type: string, ids: readonly string[]) => Promise<readonly object[]>;
};

/** Items that `fetch` may be asked for. https://docs.aws.amazon.com/config/latest/APIReference/API_BatchGetResourceConfig.html */
export const FETCHED_AT_ONCE = 100;

/** As the account is configured. */
export const configApi = (asking: Asking): ConfigApi =>
  asking.aggregator === null ? ownConfig(asking) : aggregateConfig(asking, asking.aggregator);

function ownConfig(asking: Asking): ConfigApi {
  const config = asking.detail(ConfigServiceClient);
  const listing = asking.listing(ConfigServiceClient);
  return {
    recording: () => readRecording(config, asking.region),
    async discovered(type, ids) {
      const found = new Set<string>();
      for (const asked of ids === undefined
        ? [{ limit: 100 }]
        : chunks(ids, 20).map((resourceIds) => ({ resourceIds }))) {
        const client = ids === undefined ? listing : config;
        const pages = paginateListDiscoveredResources({ client }, { resourceType: type as ResourceType, ...asked });
        for await (const { resourceIdentifiers = [] } of pages) {
          for (const { resourceId, resourceDeletionTime } of resourceIdentifiers) {
            if (resourceId !== undefined && resourceDeletionTime === undefined) found.add(resourceId);
          }
        }
      }
      return found;
    },
    async *select(types) {
      for (const Expression of expressionsFor(types)) {
        const pages = paginateSelectResourceConfig({ client: listing, pageSize: 100 }, { Expression });
        for await (const { Results = [] } of pages) yield Results;
      }
    },
    async fetch(type, ids) {
      const resourceKeys = ids.map((resourceId) => ({ resourceType: type as ResourceType, resourceId }));
      const { baseConfigurationItems = [] } = await config.send(new BatchGetResourceConfigCommand({ resourceKeys }));
      return baseConfigurationItems;
    },
  };
}

/** `all` in parts of at most `size`. */
export function chunks<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}
