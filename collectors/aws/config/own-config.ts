// Reads from AWS Config in one region of the account itself.
import {
  BatchGetResourceConfigCommand,
  ConfigServiceClient,
  paginateListDiscoveredResources,
  paginateSelectResourceConfig,
  type ResourceType,
} from "@aws-sdk/client-config-service";
import type { AwsRegionRead } from "../region-read.ts";
import { chunks, type ConfigApi } from "./config-api.ts";
import { expressionsFor } from "./expressions.ts";
import { readRecording } from "./recorder.ts";

export function ownConfig(aws: AwsRegionRead): ConfigApi {
  const config = aws.detail(ConfigServiceClient);
  const listing = aws.listing(ConfigServiceClient);
  return {
    recording: () => readRecording(config, aws.region),
    async discovered(type, ids) {
      const found = new Set<string>();
      for (const input of ids === undefined
        ? [{ limit: 100 }]
        : chunks(ids, 20).map((resourceIds) => ({ resourceIds }))) {
        const client = ids === undefined ? listing : config;
        const pages = paginateListDiscoveredResources({ client }, { resourceType: type as ResourceType, ...input });
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
