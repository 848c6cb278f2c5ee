// AWS Config as we know it from its API reference and from recorded answers: queries with pages of a hundred, lists, items by id,
// recorders; each account and region its own. No emulator has its queries.
import { jsonError, startWire, type Wire, type WireAnswer, type WireRequest } from "./wire.ts";

/** A resource as it is, before any form that Config gives it. */
export type Recorded = {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly arn?: string;
  readonly capturedAt?: string;
  readonly createdAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly configuration: object;
  readonly supplementaryConfiguration?: Readonly<Record<string, unknown>>;
  readonly status?: string;
};

export type Recorder = {
  readonly recording?: boolean;
  readonly lastStatus?: string;
  readonly recordingGroup?: object;
  readonly recordingMode?: object;
  readonly servicePrincipal?: string;
};

/** What one region of one account has. */
export type RecordedRegion = {
  readonly recorders: readonly Recorder[];
  readonly items: readonly Recorded[];
  /** Which items its queries leave out, although they are there. */
  readonly unselected?: (item: Recorded) => boolean;
  /** Which items its lists leave out. */
  readonly undiscovered?: (item: Recorded) => boolean;
  /** When an aggregator gathered it last; `never` where it failed to; left out where none gathers it. */
  readonly gathered?: string;
  /** Items that can't be fetched by id. */
  readonly unfetched?: (item: Recorded) => boolean;
};

export const RECORDER: Recorder = {
  recording: true,
  lastStatus: "SUCCESS",
  recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
};

export type ConfigServer = Wire & {
  /** By account and region: `111111111111 eu-central-1`. */
  readonly regions: Map<string, RecordedRegion>;
  /** Answers in the place of Config; null: Config answers. */
  fault: (request: WireRequest) => WireAnswer | null;
};

type Body = {
  readonly Expression?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
  readonly resourceType?: string;
  readonly resourceIds?: readonly string[];
  readonly limit?: number;
  readonly nextToken?: string;
  readonly resourceKeys?: readonly { readonly resourceType: string; readonly resourceId: string }[];
};

const AGGREGATES = [
  "SelectAggregateResourceConfig",
  "ListAggregateDiscoveredResources",
  "BatchGetAggregateResourceConfig",
  "DescribeConfigurationAggregatorSourcesStatus",
];

const CALLS = new Set([
  "SelectResourceConfig",
  "ListDiscoveredResources",
  "BatchGetResourceConfig",
  "DescribeConfigurationRecorders",
  "DescribeConfigurationRecorderStatus",
  "DescribeDeliveryChannelStatus",
  ...AGGREGATES,
]);

/** Starts it. `accountOf` tells the account of an access key; requests of other services go to `target`, or to `other`. */
export async function startConfigServer(
  accountOf: (accessKey: string) => string,
  other: (request: WireRequest) => WireAnswer | Promise<WireAnswer> | null = () => null,
  target: string | null = null,
): Promise<ConfigServer> {
  const regions = new Map<string, RecordedRegion>();
  let fault: ConfigServer["fault"] = () => null;
  const wire = await startWire((request) => {
    const failed = fault(request);
    if (failed !== null || !CALLS.has(request.call)) return failed ?? other(request);
    if (AGGREGATES.includes(request.call)) {
      return json(aggregate(request.call, JSON.parse(request.body) as AggregateBody, regions));
    }
    const region = regions.get(`${accountOf(request.accessKey)} ${request.region}`) ?? { recorders: [], items: [] };
    const account = accountOf(request.accessKey);
    const answer = answerTo(request.call, JSON.parse(request.body) as Body, region, {
      account,
      region: request.region,
    });
    return typeof answer === "string" ? jsonError("ValidationException", answer) : json(answer);
  }, target);
  return {
    ...wire,
    regions,
    get fault() {
      return fault;
    },
    set fault(to: ConfigServer["fault"]) {
      fault = to;
    },
  };
}

const json = (value: object): WireAnswer => ({
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(value),
});

type Place = { readonly account: string; readonly region: string };

/** The answer, or what is wrong with the request. */
function answerTo(call: string, body: Body, region: RecordedRegion, place: Place): object | string {
  switch (call) {
    case "DescribeConfigurationRecorders":
      return {
        ConfigurationRecorders: region.recorders.map(({ recordingGroup, recordingMode, servicePrincipal }, i) => ({
          name: `recorder-${i}`,
          recordingGroup,
          recordingMode,
          servicePrincipal,
        })),
      };
    case "DescribeConfigurationRecorderStatus":
      return {
        ConfigurationRecordersStatus: region.recorders.map(({ recording, lastStatus }, i) => ({
          name: `recorder-${i}`,
          recording,
          lastStatus,
        })),
      };
    case "DescribeDeliveryChannelStatus":
      return { DeliveryChannelsStatus: [{ name: "default", configHistoryDeliveryInfo: { lastStatus: "SUCCESS" } }] };
    case "ListDiscoveredResources":
      return list(body, region);
    case "BatchGetResourceConfig":
      return batch(body, region, place);
    default:
      return select(body, region, place);
  }
}

type AggregateBody = {
  readonly Expression?: string;
  readonly NextToken?: string;
  readonly ResourceType?: string;
  readonly Filters?: { readonly AccountId: string; readonly Region: string; readonly ResourceId?: string };
  readonly ResourceIdentifiers?: readonly {
    readonly SourceAccountId: string;
    readonly SourceRegion: string;
    readonly ResourceId: string;
    readonly ResourceType: string;
  }[];
};

const isGlobal = (type: string | undefined): boolean => type?.startsWith("AWS::IAM::") === true;

/** What an aggregator of all regions says. Of what is one for an account it names no region. */
function aggregate(call: string, body: AggregateBody, regions: ReadonlyMap<string, RecordedRegion>): object {
  const all = [...regions].flatMap(([name, region]) => {
    const [account = "", of = ""] = name.split(" ");
    return region.items.map((item) => ({ item, region, account, of: isGlobal(item.resourceType) ? "global" : of }));
  });
  if (call === "DescribeConfigurationAggregatorSourcesStatus") {
    const gathered = [...regions].filter(([, { gathered: at }]) => at !== undefined);
    return {
      AggregatedSourceStatusList: gathered.map(([name, { gathered: at = "" }]) => ({
        SourceId: name.split(" ")[0],
        SourceType: "ACCOUNT",
        AwsRegion: name.split(" ")[1],
        LastUpdateStatus: at === "never" ? "FAILED" : "SUCCEEDED",
        ...(at === "never" ? {} : { LastUpdateTime: Date.parse(at) / 1000 }),
      })),
    };
  }
  if (call === "ListAggregateDiscoveredResources") {
    const { AccountId, Region, ResourceId } = body.Filters ?? { AccountId: "", Region: "" };
    const listed = all.filter(
      ({ item, region, account, of }) =>
        account === AccountId &&
        of === Region &&
        item.resourceType === body.ResourceType &&
        region.undiscovered?.(item) !== true &&
        (ResourceId === undefined || item.resourceId === ResourceId),
    );
    return {
      ResourceIdentifiers: listed.map(({ item, account, of }) => ({
        SourceAccountId: account,
        SourceRegion: of,
        ResourceId: item.resourceId,
        ResourceType: item.resourceType,
      })),
    };
  }
  if (call === "BatchGetAggregateResourceConfig") {
    const asked = body.ResourceIdentifiers ?? [];
    const found = all.filter(({ item, account, of }) =>
      asked.some(
        (each) =>
          each.SourceAccountId === account &&
          each.SourceRegion === of &&
          each.ResourceId === item.resourceId &&
          each.ResourceType === item.resourceType,
      ),
    );
    return { BaseConfigurationItems: found.map(({ item, account, of }) => batchForm(item, { account, region: of })) };
  }
  const [, account] = /accountId = '(\d+)'/.exec(body.Expression ?? "") ?? [];
  const among = (name: string): string[] =>
    [...(new RegExp(`${name} IN \\(([^)]*)\\)`).exec(body.Expression ?? "")?.[1] ?? "").matchAll(/'([^']*)'/g)].map(
      ([, value]) => value as string,
    );
  const types = among("resourceType");
  const of = among("awsRegion");
  const selected = all.filter(
    (each) =>
      each.account === account &&
      of.includes(each.of) &&
      types.includes(each.item.resourceType) &&
      each.region.unselected?.(each.item) !== true,
  );
  const from = Number(body.NextToken ?? 0);
  return {
    Results: selected
      .slice(from, from + 100)
      .map((each) => selectForm(each.item, { account: each.account, region: each.of })),
    ...(from + 100 < selected.length ? { NextToken: String(from + 100) } : {}),
  };
}

function list({ resourceType, resourceIds, limit = 100, nextToken }: Body, region: RecordedRegion): object | string {
  if (limit > 100) return "limit must be at most 100";
  if ((resourceIds?.length ?? 0) > 20) return "at most 20 resourceIds";
  const all = region.items.filter(
    (item) =>
      item.resourceType === resourceType &&
      region.undiscovered?.(item) !== true &&
      (resourceIds === undefined || resourceIds.includes(item.resourceId)),
  );
  const from = Number(nextToken ?? 0);
  const resourceIdentifiers = all
    .slice(from, from + limit)
    .map(({ resourceId, resourceName }) => ({ resourceType, resourceId, resourceName }));
  return { resourceIdentifiers, ...(from + limit < all.length ? { nextToken: String(from + limit) } : {}) };
}

function select(
  { Expression = "", Limit = 25, NextToken }: Body,
  region: RecordedRegion,
  place: Place,
): object | string {
  if (Expression.length < 1 || Expression.length > 4096) return "Expression must have length between 1 and 4096";
  if (Limit > 100) return "Limit must be at most 100";
  const types = [...(/resourceType IN \(([^)]*)\)/.exec(Expression)?.[1] ?? "").matchAll(/'([^']*)'/g)].map(
    ([, type]) => type,
  );
  if (types.length === 0) return "no types in the expression";
  const all = region.items.filter((item) => types.includes(item.resourceType) && region.unselected?.(item) !== true);
  const from = Number(NextToken ?? 0);
  return {
    Results: all.slice(from, from + Limit).map((item) => selectForm(item, place)),
    QueryInfo: { SelectFields: [{ Name: "configuration" }] },
    ...(from + Limit < all.length ? { NextToken: String(from + Limit) } : {}),
  };
}

function batch({ resourceKeys = [] }: Body, region: RecordedRegion, place: Place): object | string {
  if (resourceKeys.length < 1 || resourceKeys.length > 100) return "resourceKeys must have 1 to 100 members";
  const items = resourceKeys.map((key) => ({
    key,
    item: region.items.find(
      (each) =>
        each.resourceType === key.resourceType &&
        each.resourceId === key.resourceId &&
        region.unfetched?.(each) !== true,
    ),
  }));
  return {
    baseConfigurationItems: items.flatMap(({ item }) => (item === undefined ? [] : [batchForm(item, place)])),
    unprocessedResourceKeys: items.flatMap(({ key, item }) => (item === undefined ? [key] : [])),
  };
}

const CAPTURED = "2026-08-01T10:00:00.000Z";

/** As queries give it: objects, without what is null, numbers with a fraction, enums and names in wrappers; JSON in a string. */
export function selectForm(item: Recorded, { account, region }: Place): string {
  const { resourceType, resourceId, resourceName, arn, tags, configuration, supplementaryConfiguration, createdAt } =
    item;
  return floats(
    JSON.stringify({
      version: "1.3",
      accountId: account,
      resourceType,
      resourceId,
      ...(resourceName === undefined ? {} : { resourceName }),
      ...(arn === undefined ? {} : { arn }),
      awsRegion: region,
      configurationItemCaptureTime: item.capturedAt ?? CAPTURED,
      configurationItemStatus: item.status ?? "OK",
      ...(createdAt === undefined ? {} : { resourceCreationTime: createdAt }),
      ...(tags === undefined
        ? {}
        : { tags: Object.entries(tags).map(([key, value]) => ({ key, value, tag: `${key}=${value}` })) }),
      configuration: wrapped(configuration),
      ...(supplementaryConfiguration === undefined
        ? {}
        : { supplementaryConfiguration: withoutNulls(supplementaryConfiguration) }),
    }),
  );
}

/** As items by id are given: JSON in strings, nulls kept, seconds since 1970, no tags. */
export function batchForm(item: Recorded, { account, region }: Place): object {
  const {
    resourceType,
    resourceId,
    resourceName,
    arn,
    configuration,
    supplementaryConfiguration = {},
    createdAt,
  } = item;
  const seconds = (text: string): number => Date.parse(text) / 1000;
  return {
    version: "1.3",
    accountId: account,
    resourceType,
    resourceId,
    resourceName,
    arn,
    awsRegion: region,
    configurationItemCaptureTime: seconds(item.capturedAt ?? CAPTURED),
    configurationItemStatus: item.status ?? "OK",
    ...(createdAt === undefined ? {} : { resourceCreationTime: seconds(createdAt) }),
    configuration: JSON.stringify(configuration),
    supplementaryConfiguration: Object.fromEntries(
      Object.entries(supplementaryConfiguration).map(([key, value]) => [key, JSON.stringify(value)]),
    ),
  };
}

// Enums that are seen in wrappers, and lists of plain texts, whose members are.
function wrapped(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => (typeof each === "string" ? { value: each } : wrapped(each)));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, wrapped(member, key)]])),
    );
  }
  return /^(?:state|status)$/i.test(name) && typeof value === "string" ? { value } : value;
}

const withoutNulls = (members: object): object =>
  Object.fromEntries(Object.entries(members).filter(([, member]) => member !== null));

/** Integers as queries write them: `3306.0`. */
const floats = (text: string): string => text.replaceAll(/(":|[[,])(\d{1,15})(?=[,}\]])/g, "$1$2.0");
