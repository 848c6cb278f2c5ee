// Reads the items that AWS Config records of an account in one region: compares its queries with what it discovered.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { DAILY_LAG_SECONDS } from "../answers/config-recorder.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { parseJsonValue } from "../../json-value.ts";
import type { AwsRegionRead } from "../region-read.ts";
import { CallFailed } from "../../live/call.ts";
import { parseItem } from "../item/configuration-item.ts";
import { RESOURCE_TYPES } from "../item/resource-types.ts";
import type { AwsSource } from "../source.ts";
import { aggregateConfig } from "./aggregate-config.ts";
import { FETCHED_AT_ONCE, chunks, type ConfigApi } from "./config-api.ts";
import { ownConfig } from "./own-config.ts";
import { jsonOf } from "../../live/region-read.ts";

const DELETED: ReadonlySet<unknown> = new Set(["ResourceDeleted", "ResourceDeletedNotRecorded"]);

/**
 * Types that AWS Config supports in some regions alone. Where it does not, it lists none of them, as where there are none, and so they
 * are read by their services in either lane. Exports have them, as a snapshot of AWS Config does.
 * https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
const BY_SERVICE: ReadonlySet<string> = new Set(["AWS::DMS::Endpoint", "AWS::MSK::Cluster"]);

/**
 * A type is complete only where its queries and its lists name the same resources; the lists are the second count. Queries
 * may quietly leave out a type, or some of it (awslabs/aws-config-resource-schema issues 7, 12, 48 and 63). A resource that only
 * the list names is fetched by id; that answer has no tags, so that such a resource has no labels.
 */
export const configSource: AwsSource = {
  name: "config",
  types: Object.keys(RESOURCE_TYPES).filter((type) => !BY_SERVICE.has(type)),
  calls: [
    { action: "config:DescribeConfigurationRecorders", per: "few" },
    { action: "config:DescribeConfigurationRecorderStatus", per: "few" },
    { action: "config:ListDiscoveredResources", per: "page" },
    { action: "config:SelectResourceConfig", per: "page" },
    { action: "config:BatchGetResourceConfig", per: "page" },
  ],
  async read(aws) {
    const config = aws.aggregator === null ? ownConfig(aws) : aggregateConfig(aws, aws.aggregator);
    const recording = await config.recording();
    // A type that is recorded once a day may be a day behind, also where the recorder records others continuously.
    const daily = aws.types.filter((type) => recording.lagOf(type) === DAILY_LAG_SECONDS);
    aws.setLag(daily, { name: "daily", lagSeconds: DAILY_LAG_SECONDS });
    const { problem } = recording;
    if (problem !== null) for (const type of aws.types) aws.spoil(type, problem);
    if (!recording.isThere) return;
    const recorded = aws.types.filter((type) => recording.records(type));
    for (const type of aws.types.filter((each) => !recorded.includes(each))) {
      aws.spoil(type, { code: "not-recorded", detail: `the AWS Config recorder does not record ${type}` });
    }
    const listed = await listAll(aws, config, recorded);
    const counted = new Map([...listed].map(([type, ids]) => [type, ids.size]));
    for (const [type, count] of counted) aws.expect(type, count);
    const unlisted = await selectAll(aws, config, recorded, listed);
    for (const type of recorded) {
      await whileAnswered(aws, type, async () => {
        const missing = [...(listed.get(type) ?? [])];
        const gone = missing.length === 0 ? 0 : await fetchMissing(aws, config, type, missing);
        const extra = unlisted.get(type) ?? [];
        const there = extra.length === 0 ? new Set() : await config.discovered(type, extra);
        // The list's own later answers say which resources came or went during the reading.
        const count = counted.get(type);
        if (count !== undefined) aws.expect(type, count - gone + there.size);
        if (extra.some((id) => !there.has(id))) {
          aws.spoil(type, {
            code: "contradictory",
            detail: "an AWS Config query returned a resource that ListDiscoveredResources does not list",
          });
        }
      });
    }
  },
};

/** Ids of each type that its list names. */
async function listAll(
  aws: AwsRegionRead,
  config: ConfigApi,
  types: readonly string[],
): Promise<Map<string, Set<string>>> {
  const listed = new Map<string, Set<string>>();
  await Promise.all(
    types.map((type) => whileAnswered(aws, type, async () => void listed.set(type, await config.discovered(type)))),
  );
  return listed;
}

/**
 * Gives every item that queries name, and takes its id out of `listed`: what is left there, queries left out. Ids of each
 * type that its list does not name.
 */
async function selectAll(
  aws: AwsRegionRead,
  config: ConfigApi,
  types: readonly string[],
  listed: ReadonlyMap<string, Set<string>>,
): Promise<Map<string, string[]>> {
  const unlisted = new Map<string, string[]>();
  for await (const results of config.select(types)) {
    for (const result of results) {
      const found = give(aws, parsed(result));
      if (found === null || listed.get(found.type)?.delete(found.id) === true) continue;
      // Without the list there is nothing to compare the item with.
      if (listed.has(found.type)) unlisted.set(found.type, [...(unlisted.get(found.type) ?? []), found.id]);
    }
  }
  return unlisted;
}

function parsed(text: string): Json {
  try {
    return parseJsonValue(text);
  } catch {
    return null;
  }
}

/** Emits the item that `value` is, and gives its type and id; null where it is no item, or a deleted one. */
function give(aws: AwsRegionRead, value: Json): { readonly type: string; readonly id: string } | null {
  const members = isRecord(value) ? value : {};
  const [type, id] = [textOf(members["resourceType"]), textOf(members["resourceId"])];
  if (type === null || id === null || !aws.wants(type)) {
    for (const each of aws.types)
      aws.spoil(each, {
        code: "unexpected-shape",
        detail: "an AWS Config query returned a result that is not a configuration item",
      });
    return null;
  }
  const item = parseItem(value);
  if ("lacks" in item) {
    aws.spoil(type, {
      code: "unexpected-shape",
      detail: `AWS Config returned a configuration item without ${item.lacks}`,
    });
  } else if (item.account !== aws.account) {
    aws.spoil(type, {
      code: "contradictory",
      detail: "AWS Config returned a configuration item of another account",
    });
  } else if (item.configurationItemStatus === "ResourceNotRecorded") {
    aws.spoil(type, {
      code: "not-recorded",
      detail: "AWS Config returned a resource of this type that the recorder does not record (ResourceNotRecorded)",
    });
  } else if (!DELETED.has(item.configurationItemStatus)) {
    aws.emitConfigItem(item);
  }
  return { type, id };
}

/** Fetches what queries left out; how many are gone. A resource that can't be fetched and is still listed leaves the unit incomplete. */
async function fetchMissing(
  aws: AwsRegionRead,
  config: ConfigApi,
  type: string,
  missing: readonly string[],
): Promise<number> {
  const unfetched = new Set(missing);
  for (const ids of chunks(missing, FETCHED_AT_ONCE)) {
    for (const item of await config.fetch(type, ids)) {
      const found = give(aws, jsonOf(item));
      if (found !== null) unfetched.delete(found.id);
    }
  }
  if (unfetched.size === 0) return 0;
  const there = await config.discovered(type, [...unfetched]);
  if (there.size > 0) {
    aws.spoil(type, {
      code: "contradictory",
      detail: "AWS Config lists discovered resources for which it returned no configuration",
    });
  }
  return unfetched.size - there.size;
}

/** Does what `ask` does; where a call fails, the unit of `type` is incomplete, and the others are read all the same. */
async function whileAnswered(aws: AwsRegionRead, type: string, ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    aws.spoil(type, error.problem);
  }
}
