// Reads from an aggregator of AWS Config what it gathered of one region of one account, as of when it gathered.
import {
  BatchGetAggregateResourceConfigCommand,
  ConfigServiceClient,
  paginateDescribeConfigurationAggregatorSourcesStatus,
  paginateListAggregateDiscoveredResources,
  paginateSelectAggregateResourceConfig,
  type ResourceType,
} from "@aws-sdk/client-config-service";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { AwsRegionRead } from "../region-read.ts";
import type { Aggregator } from "../account.ts";
import type { ConfigApi } from "./config-api.ts";
import { RESOURCE_TYPES } from "../item/resource-types.ts";
import { expressionsFor } from "./expressions.ts";
import { readRecording } from "./recorder.ts";

/**
 * Asked where the aggregator is, by the credentials at hand; the recorder of the account itself is read in the account.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_SelectAggregateResourceConfig.html
 */
export function aggregateConfig(aws: AwsRegionRead, aggregator: Aggregator): ConfigApi {
  const { name: ConfigurationAggregatorName } = aggregator;
  const { account, region } = aws;
  const config = aws.ofAggregator(ConfigServiceClient, false);
  const listing = aws.ofAggregator(ConfigServiceClient, true);
  return {
    async recording() {
      const own = await readRecording(aws.detail(ConfigServiceClient), region);
      const gathered = await statusOf(config, ConfigurationAggregatorName, account, region);
      // The aggregator's answers are true as of when it gathered them, not as of when it is read.
      if (gathered.at !== null) aws.asOf(gathered.at);
      return { ...own, problem: own.problem ?? gathered.problem };
    },
    async discovered(type, ids) {
      const found = new Set<string>();
      // An aggregator takes one id a call.
      const filters = ids === undefined ? [{}] : ids.map((ResourceId) => ({ ResourceId }));
      for (const filter of filters) {
        const pages = paginateListAggregateDiscoveredResources(
          { client: ids === undefined ? listing : config, pageSize: 100 },
          {
            ConfigurationAggregatorName,
            ResourceType: type as ResourceType,
            Filters: { AccountId: account, Region: regionOf(type, region), ...filter },
          },
        );
        for await (const { ResourceIdentifiers = [] } of pages) {
          for (const { ResourceId } of ResourceIdentifiers) if (ResourceId !== undefined) found.add(ResourceId);
        }
      }
      return found;
    },
    async *select(types) {
      for (const Expression of expressionsFor(types, { account, region })) {
        const input = { ConfigurationAggregatorName, Expression, MaxResults: 100 };
        const pages = paginateSelectAggregateResourceConfig({ client: listing, pageSize: 100 }, input);
        for await (const { Results = [] } of pages) yield Results;
      }
    },
    async fetch(type, ids) {
      const ResourceIdentifiers = ids.map((ResourceId) => ({
        SourceAccountId: account,
        SourceRegion: regionOf(type, region),
        ResourceId,
        ResourceType: type as ResourceType,
      }));
      const input = { ConfigurationAggregatorName, ResourceIdentifiers };
      const { BaseConfigurationItems = [] } = await config.send(new BatchGetAggregateResourceConfigCommand(input));
      return BaseConfigurationItems;
    },
  };
}

// An aggregator lists the types that an account has once under the region `global`.
const regionOf = (type: string, region: string): string => (RESOURCE_TYPES[type]?.global === true ? "global" : region);

/** https://docs.aws.amazon.com/config/latest/APIReference/API_AggregatedSourceStatus.html */
async function statusOf(
  client: ConfigServiceClient,
  ConfigurationAggregatorName: string,
  account: string,
  region: string,
): Promise<{ readonly at: string | null; readonly problem: Problem | null }> {
  const pages = paginateDescribeConfigurationAggregatorSourcesStatus({ client }, { ConfigurationAggregatorName });
  for await (const { AggregatedSourceStatusList = [] } of pages) {
    for (const { SourceId, AwsRegion, LastUpdateStatus, LastUpdateTime } of AggregatedSourceStatusList) {
      if (SourceId !== account || AwsRegion !== region) continue;
      const at = LastUpdateTime === undefined ? null : formatTimestamp(LastUpdateTime.getTime());
      if (LastUpdateStatus === "SUCCEEDED" && at !== null) return { at, problem: null };
      return {
        at,
        problem: {
          code: "not-recorded",
          detail: `the AWS Config aggregator does not show its last update of ${region} as successful`,
        },
      };
    }
  }
  return {
    at: null,
    problem: { code: "not-recorded", detail: `the AWS Config aggregator does not collect ${region} of the account` },
  };
}
