// One normaliser for every form: what a service's API answers, what AWS Config's queries, items by id and delivered files hold of
// the same resource come to one snapshot.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AwsRegionRead } from "../../../../collectors/aws/region-read.ts";
import { parseItem, toItem } from "../../../../collectors/aws/item/configuration-item.ts";
import { RESOURCE_TYPES } from "../../../../collectors/aws/item/resource-types.ts";
import { parseJsonValue } from "../../../../collectors/json-value.ts";
import type { Item } from "../../../../collectors/port.ts";
import { UnitIntake } from "../../../../collectors/unit-intake.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { batchForm, selectForm, type Recorded } from "../../../support/servers/config-server.ts";
import { ACCOUNT, REGION, SAMPLES, type Sample } from "./samples.ts";

const people = {
  person: (provider: string, value: string) => `person:${provider}:${value.length}`,
  remember: () => undefined,
};
const telling = { source: "config", dataTime: "2026-09-01T00:00:00.000Z" };

/** The snapshot of an item in any form of Config; what is told of when and by whom left out. */
function normal(value: Json): object {
  const item = parseItem(value);
  if ("lacks" in item) throw new Error(`lacks ${item.lacks}`);
  const region = RESOURCE_TYPES[item.resourceType]?.global === true ? "global" : REGION;
  return timeless(toItem(item, region, telling, people));
}

function timeless(item: Item): object {
  const { dataTime: _dataTime, source: _source, ...rest } = item;
  return rest;
}

const place = { account: ACCOUNT, region: REGION };
const selected = (recorded: Recorded): Json => parseJsonValue(selectForm(recorded, place));
const batched = (recorded: Recorded): Json => {
  const {
    configurationItemCaptureTime: at,
    resourceCreationTime: created,
    ...item
  } = batchForm(recorded, place) as {
    configurationItemCaptureTime: number;
    resourceCreationTime?: number;
  };
  // The SDK makes dates of seconds.
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const times = {
    configurationItemCaptureTime: iso(at),
    ...(created === undefined ? {} : { resourceCreationTime: iso(created) }),
  };
  return parseJsonValue(JSON.stringify({ ...item, ...times }));
};

const silent = (): never => {
  throw new Error("asks for nothing");
};

/** What the direct lane gives of the same resource. */
function told({ told: each }: Sample): object {
  const items: Item[] = [];
  const unit = unitOf(each.type, RESOURCE_TYPES[each.type]?.global === true ? "global" : REGION);
  const options = {
    account: ACCOUNT,
    region: REGION,
    regions: [REGION],
    people,
    only: null,
    intake: new UnitIntake(telling, [unit], (item) => items.push(item)),
    now: () => telling.dataTime,
    asOf: () => undefined,
    client: silent,
    aggregator: null,
    clientAtHand: silent,
  };
  new AwsRegionRead(options, [unit]).emitApiResource(each);
  expect(items).toHaveLength(1);
  return timeless(items[0] as Item);
}

test("there is a sample of every type", () => {
  expect(SAMPLES.map(({ told: { type } }) => type).toSorted()).toEqual(Object.keys(RESOURCE_TYPES).toSorted());
});

describe.each(SAMPLES.map((sample) => [sample.told.type, sample] as const))("%s", (_type, sample) => {
  const { recorded } = sample;

  test("is one snapshot by the service's API and by a query of AWS Config", () => {
    expect(normal(selected(recorded))).toEqual(told(sample));
  });

  test("is the same fetched by id, but for labels, which that answer has not", () => {
    expect({ ...normal(batched(recorded)), labels: {} }).toEqual({ ...normal(selected(recorded)), labels: {} });
  });

  test("is the same however Config spells it", () => {
    const plain = normal(selected(recorded));
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(99)), (stream) => {
        const roll = (): number => stream.next().value as number;
        expect(normal(parseJsonValue(respelt(recorded, roll)))).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });
});

/** The item in a form of its own: casing, wrappers, JSON in strings, floats, nulls, lists or maps of tags, as `roll` decides. */
function respelt(
  { configuration, supplementaryConfiguration = {}, tags = {}, ...item }: Recorded,
  roll: () => number,
): string {
  const chance = (percent: number): boolean => roll() < percent;
  const cased = (name: string): string =>
    Array.from(name, (letter) => {
      if (!chance(20)) return letter;
      return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    }).join("");
  const quoted = (value: unknown): unknown => (chance(40) ? quoted(JSON.stringify(value)) : value);
  const spelt = (value: unknown, top: boolean): unknown => {
    if (Array.isArray(value))
      return inner(
        value.map((each) => spelt(each, false)),
        top,
      );
    if (typeof value === "object" && value !== null) {
      const members = Object.entries(value).flatMap(([name, member]) =>
        member === null && chance(50) ? [] : [[cased(name), spelt(member, false)] as const],
      );
      return inner(Object.fromEntries(chance(30) ? [...members, [`unknown${roll()}`, null]] : members), top);
    }
    return value !== null && chance(20) ? { value } : value;
  };
  const inner = (value: unknown, top: boolean): unknown => (!top && chance(20) ? JSON.stringify(value) : value);
  const pairs = Object.entries(tags);
  const list = pairs.map(([key, value]) => (chance(50) ? { key, value } : { Key: key, Value: value }));
  const text = JSON.stringify({
    [chance(50) ? "accountId" : "awsAccountId"]: ACCOUNT,
    [chance(50) ? "arn" : "ARN"]: item.arn ?? null,
    resourceType: item.resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName ?? null,
    resourceCreationTime: item.createdAt ?? null,
    awsRegion: REGION,
    configurationItemCaptureTime: "2026-08-01T10:00:00.000Z",
    tags: quoted(chance(50) ? tags : list),
    configuration: quoted(spelt(configuration, true)),
    // What has a language of its own (policies, access lists, lifecycles) is quoted as a whole.
    supplementaryConfiguration: Object.fromEntries(
      Object.entries(supplementaryConfiguration).map(([name, value]) => [name, quoted(value)]),
    ),
  });
  return chance(50) ? text : text.replaceAll(/(":|[[,])(\d{1,15})(?=[,}\]])/g, "$1$2.0");
}
