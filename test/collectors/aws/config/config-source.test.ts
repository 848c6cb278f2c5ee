// The Config lane by the real client against a server that answers as AWS Config does, and as it does on its bad days.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aggregator } from "../../../../collectors/aws/account.ts";
import { openAws } from "../../../../collectors/aws/reader.ts";
import { credentialsAtHand } from "../../../../collectors/aws/client/session.ts";
import type { Item, PlannedUnit, ScopeReading } from "../../../../collectors/port.ts";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { NO_CREDENTIALS, withEnvironment } from "../../../support/environment.ts";
import {
  RECORDER,
  startConfigServer,
  type ConfigServer,
  type Recorded,
  type RecordedRegion,
} from "../../../support/servers/config-server.ts";
import { runs } from "../../../support/scale.ts";
import { identity, jsonError, xml, type WireRequest } from "../../../support/servers/wire.ts";

const ID = "111111111111";
const REGION = "eu-central-1";
const VPC = "AWS::EC2::VPC";
const BUCKET = "AWS::S3::Bucket";
const USER = "AWS::IAM::User";

let server: ConfigServer;
let restore: () => void;
beforeEach(async () => {
  server = await startConfigServer(
    () => ID,
    ({ call }) =>
      call === "GetCallerIdentity"
        ? identity(ID)
        : xml(
            "<DescribeRegionsResponse><regionInfo><item><regionName>eu-central-1</regionName></item></regionInfo></DescribeRegionsResponse>",
          ),
  );
  restore = withEnvironment({ ...NO_CREDENTIALS, ...server.env });
});
afterEach(async () => {
  restore();
  await server.stop();
});

const vpc = (n: number): Recorded => ({
  resourceType: VPC,
  resourceId: `vpc-${n}`,
  arn: `arn:aws:ec2:${REGION}:${ID}:vpc/vpc-${n}`,
  tags: { env: "production" },
  configuration: { vpcId: `vpc-${n}`, cidrBlock: "10.0.0.0/16", isDefault: false, state: "available", ownerId: ID },
});

const bucket = (name: string): Recorded => ({
  resourceType: BUCKET,
  resourceId: name,
  resourceName: name,
  arn: `arn:aws:s3:::${name}`,
  createdAt: "2024-01-01T00:00:00.000Z",
  configuration: { name, creationDate: "2024-01-01T00:00:00.000Z" },
  supplementaryConfiguration: { BucketVersioningConfiguration: { status: "Enabled", isMfaDeleteEnabled: null } },
});

const region = (items: readonly Recorded[], members: Partial<RecordedRegion> = {}): void =>
  void server.regions.set(`${ID} ${REGION}`, { recorders: [RECORDER], items, ...members });

async function read(
  types: readonly string[] = [VPC],
  aggregator: Aggregator | null = null,
): Promise<{ reading: ScopeReading; items: Item[]; keys: string[] }> {
  const items: Item[] = [];
  const account = { id: ID, regions: [REGION], role: null, externalId: null, lane: "config", aggregator } as const;
  const reader = openAws({ accounts: [account], credentials: credentialsAtHand(), clock: Date.now });
  const units: PlannedUnit[] = types.map((type) => ({ type, region: type === USER ? "global" : REGION }));
  const people = { person: (provider: string, value: string) => `${provider}:${value}`, remember: () => undefined };
  const reading = await reader.read({ scope: `aws/${ID}`, units, ...people }, (item) => items.push(item));
  return { reading, items, keys: items.map(({ key }) => key).toSorted() };
}

const problemOf = ({ units }: ScopeReading, type = VPC): unknown => {
  const unit = units.find((each) => each.unit === unitOf(type, type === USER ? "global" : REGION));
  return unit?.complete === true ? null : unit?.problem;
};
const countsOf = ({ units }: ScopeReading, type = VPC): readonly unknown[] => {
  const unit = units.find((each) => each.unit === unitOf(type, REGION));
  return [unit?.listed, unit?.expected];
};
const callsOf = (call: string): number => server.requests.filter((each) => each.call === call).length;
const many = (count: number): Recorded[] => Array.from({ length: count }, (_, n) => vpc(n));

describe("a type whose queries and lists agree", () => {
  test("is complete, with capture times for data times and tags for labels", async () => {
    region([vpc(1), bucket("b")]);
    const { reading, items } = await read([VPC, BUCKET]);
    expect(problemOf(reading)).toBeNull();
    expect(problemOf(reading, BUCKET)).toBeNull();
    expect(items).toHaveLength(2);
    expect([countsOf(reading), countsOf(reading, BUCKET)]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(items.find(({ unit }) => unit.startsWith(VPC))).toMatchObject({
      key: `arn:aws:ec2:${REGION}:${ID}:vpc/vpc-1`,
      dataTime: "2026-08-01T10:00:00.000Z",
      labels: { env: "production" },
      body: { VpcId: "vpc-1", State: "available", IsDefault: false },
    });
    expect(reading.sources).toMatchObject([{ source: `aws-config-${REGION}`, lane: "aws-config", lagSeconds: 900 }]);
  });

  test("is read in two calls for a hundred resources, and a few for each type", async () => {
    const n = runs(2_350);
    region([...many(n), ...Array.from({ length: 150 }, (_, i) => bucket(`bucket-${i}`))]);
    const types = [VPC, BUCKET, "AWS::EC2::FlowLog", "AWS::KMS::Key"];
    const { reading, items } = await read(types);
    expect(items).toHaveLength(n + 150);
    for (const type of types) expect(problemOf(reading, type)).toBeNull();
    const calls = reading.calls["config"] as number;
    expect(calls).toBe(server.requests.filter(({ service }) => service === "config").length);
    expect(calls).toBeLessThanOrEqual((2 * (n + 150)) / 100 + 2 * types.length);
  });
});

describe("a resource that another account shares", () => {
  const shared = (n: number, spelling: object = { ownerId: "222222222222" }): Recorded => {
    const own = vpc(n);
    return { ...own, configuration: { ...own.configuration, ...spelling } };
  };

  test("is read in the other account, and counts in no unit here", async () => {
    region([vpc(1), shared(2), shared(3)]);
    const { reading, keys } = await read();
    expect(keys).toEqual([`arn:aws:ec2:${REGION}:${ID}:vpc/vpc-1`]);
    expect(problemOf(reading)).toBeNull();
    expect(countsOf(reading)).toEqual([1, 1]);
  });

  test("is passed over where queries leave it out, too", async () => {
    region([vpc(1), shared(2)], { unselected: () => true });
    const { reading, keys } = await read();
    expect(keys).toEqual([`arn:aws:ec2:${REGION}:${ID}:vpc/vpc-1`]);
    expect(problemOf(reading)).toBeNull();
    expect(countsOf(reading)).toEqual([1, 1]);
  });

  test.each([
    ["no owner", { ownerId: undefined }],
    ["null", { ownerId: null }],
    ["an empty text", { ownerId: "" }],
  ])("is not one of %s", async (_, spelling) => {
    region([shared(1, spelling)]);
    const { reading, keys } = await read();
    expect(keys).toHaveLength(1);
    expect(countsOf(reading)).toEqual([1, 1]);
  });
});

describe("what queries quietly leave out", () => {
  test("a whole type is fetched by id, without labels", async () => {
    region(many(250), { unselected: () => true });
    const { reading, items } = await read();
    expect(problemOf(reading)).toBeNull();
    expect(items).toHaveLength(250);
    expect(items[0]).toMatchObject({ labels: {}, body: { State: "available" } });
    expect(callsOf("BatchGetResourceConfig")).toBe(3);
  });

  test("some of it is fetched by id, and the forms of both agree", async () => {
    region(many(3), { unselected: ({ resourceId }) => resourceId === "vpc-1" });
    const { reading, items } = await read();
    expect(problemOf(reading)).toBeNull();
    const bodies = items.map((item) => ("body" in item ? { ...item.body, VpcId: "" } : null));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  test("what is gone by the time it is fetched is gone", async () => {
    let lists = 0;
    region(many(2), { unselected: ({ resourceId }) => resourceId === "vpc-1", unfetched: () => true });
    server.fault = ({ call }: WireRequest) => {
      if (call === "ListDiscoveredResources" && (lists += 1) === 2) region([vpc(0)]);
      return null;
    };
    const { reading, keys } = await read();
    expect(problemOf(reading)).toBeNull();
    expect(countsOf(reading)).toEqual([1, 1]);
    expect(keys).toEqual([`arn:aws:ec2:${REGION}:${ID}:vpc/vpc-0`]);
  });

  test("what is still listed and can't be fetched leaves the type incomplete", async () => {
    region(many(2), { unselected: ({ resourceId }) => resourceId === "vpc-1", unfetched: () => true });
    const { reading } = await read();
    expect(problemOf(reading)).toMatchObject({ code: "contradictory" });
    expect(countsOf(reading)).toEqual([1, 2]);
  });
});

describe("what queries name and lists do not", () => {
  test("is contradictory where a second list does not have it either", async () => {
    region(many(2), { undiscovered: ({ resourceId }) => resourceId === "vpc-1" });
    const { reading, items } = await read();
    expect(problemOf(reading)).toMatchObject({ code: "contradictory" });
    expect(countsOf(reading)).toEqual([2, 1]);
    expect(items).toHaveLength(2);
  });

  test("is there where it came between the two", async () => {
    let lists = 0;
    region(many(2), { undiscovered: ({ resourceId }) => resourceId === "vpc-1" });
    server.fault = ({ call }: WireRequest) => {
      if (call === "ListDiscoveredResources" && (lists += 1) === 2) region(many(2));
      return null;
    };
    const { reading } = await read();
    expect(problemOf(reading)).toBeNull();
    expect(countsOf(reading)).toEqual([2, 2]);
  });
});

describe("the recorder", () => {
  test.each([
    ["is not there", [], { code: "disabled", detail: `AWS Config has no configuration recorder in ${REGION}` }, 0],
    [
      "is one of a service",
      [{ ...RECORDER, servicePrincipal: "x.amazonaws.com" }],
      { code: "disabled", detail: `AWS Config has no configuration recorder in ${REGION}` },
      0,
    ],
    [
      "is stopped",
      [{ ...RECORDER, recording: false }],
      { code: "not-recorded", detail: `the AWS Config recorder in ${REGION} is stopped` },
      1,
    ],
    [
      "fails",
      [{ ...RECORDER, lastStatus: "FAILURE" }],
      { code: "not-recorded", detail: `the AWS Config recorder in ${REGION} reports that its last recording failed` },
      1,
    ],
  ])("%s", async (_what, recorders, problem, items) => {
    region([vpc(1)], { recorders });
    const answer = await read();
    expect(problemOf(answer.reading)).toEqual(problem);
    expect(answer.items).toHaveLength(items);
  });

  test.each([
    ["named ones", { allSupported: false, resourceTypes: [BUCKET] }, [VPC, USER]],
    [
      "all but some",
      {
        recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
        exclusionByResourceTypes: { resourceTypes: [VPC] },
      },
      [VPC],
    ],
    ["no global ones", { allSupported: true, includeGlobalResourceTypes: false }, [USER]],
  ])("records %s: the others are not recorded, and are not asked for", async (_what, recordingGroup, left) => {
    region([vpc(1), bucket("b")], { recorders: [{ ...RECORDER, recordingGroup }] });
    const { reading } = await read([VPC, BUCKET, USER]);
    for (const type of [VPC, BUCKET, USER]) {
      if (left.includes(type)) expect(problemOf(reading, type)).toMatchObject({ code: "not-recorded" });
      else expect(problemOf(reading, type)).toBeNull();
    }
    const asked = server.requests.map(({ body }) => body).join("\n");
    for (const type of left) expect(asked).not.toContain(type);
  });

  test("a recorder that does not say what it records leaves every type incomplete, and is not said to record none", async () => {
    region([vpc(1)], { recorders: [{ recording: true, lastStatus: "SUCCESS" }] });
    const { reading, items } = await read();
    expect(problemOf(reading)).toEqual({
      code: "not-in-answer",
      detail: `the answer from AWS does not say which types the AWS Config recorder in ${REGION} records`,
    });
    expect(items).toHaveLength(1);
  });

  const lagsOf = ({ units, sources }: ScopeReading): object =>
    Object.fromEntries(
      units.map(({ unit, source }) => [unit, sources.find((each) => each.source === source)?.lagSeconds]),
    );

  test.each([
    ["continuously", { recordingFrequency: "CONTINUOUS", recordingModeOverrides: [] }, 900, 900],
    ["once a day", { recordingFrequency: "DAILY" }, 86_400, 86_400],
    [
      "one type once a day",
      {
        recordingFrequency: "CONTINUOUS",
        recordingModeOverrides: [{ recordingFrequency: "DAILY", resourceTypes: [BUCKET] }],
      },
      900,
      86_400,
    ],
    [
      "one type continuously",
      {
        recordingFrequency: "DAILY",
        recordingModeOverrides: [{ recordingFrequency: "CONTINUOUS", resourceTypes: [BUCKET] }],
      },
      86_400,
      900,
    ],
    ["by a mode that is not known", { recordingFrequency: "HOURLY" }, 86_400, 86_400],
  ])("records %s: the lag of each type says so", async (_what, recordingMode, vpcs, buckets) => {
    region([vpc(1), bucket("b")], { recorders: [{ ...RECORDER, recordingMode }] });
    const { reading, items } = await read([VPC, BUCKET]);
    expect(lagsOf(reading)).toEqual({ [unitOf(VPC, REGION)]: vpcs, [unitOf(BUCKET, REGION)]: buckets });
    // An item names the source that its unit does.
    for (const { unit, source } of items) {
      expect(reading.units.find((each) => each.unit === unit)?.source).toBe(source);
    }
    expect(reading.sources.every(({ lane }) => lane === "aws-config")).toBe(true);
  });

  test("an item that is not recorded makes its type incomplete; one that is deleted is not there", async () => {
    region([vpc(1), { ...vpc(2), status: "ResourceNotRecorded" }, { ...bucket("gone"), status: "ResourceDeleted" }]);
    const { reading, items } = await read([VPC, BUCKET]);
    expect(problemOf(reading)).toMatchObject({ code: "not-recorded" });
    expect(items).toHaveLength(1);
  });
});

describe("failures", () => {
  test("throttled calls are repeated", async () => {
    region(many(150));
    let throttled = 0;
    server.fault = ({ call }: WireRequest) =>
      call === "SelectResourceConfig" && (throttled += 1) <= 2
        ? jsonError("ThrottlingException", "Rate exceeded")
        : null;
    const { reading, items } = await read();
    expect(problemOf(reading)).toBeNull();
    expect(items).toHaveLength(150);
    expect(callsOf("SelectResourceConfig")).toBe(4);
  });

  test.each([
    ["DescribeConfigurationRecorders", "config:DescribeConfigurationRecorders"],
    ["SelectResourceConfig", "config:SelectResourceConfig"],
    ["ListDiscoveredResources", "config:ListDiscoveredResources"],
  ])("a denied %s names its action", async (call, detail) => {
    region([vpc(1)]);
    server.fault = (asked: WireRequest) => (asked.call === call ? jsonError("AccessDeniedException", "no") : null);
    const { reading } = await read();
    expect(problemOf(reading)).toEqual({ code: "denied", detail: `${detail} (AccessDeniedException)` });
    // A list that gave no answer counted nothing, which is not none.
    if (call === "ListDiscoveredResources") expect(countsOf(reading)).toEqual([1, undefined]);
  });

  test("a denied item by id names its action, and what queries told stays", async () => {
    region(many(2), { unselected: ({ resourceId }) => resourceId === "vpc-1" });
    server.fault = ({ call }: WireRequest) =>
      call === "BatchGetResourceConfig" ? jsonError("AccessDeniedException", "no") : null;
    const { reading, items } = await read();
    expect(problemOf(reading)).toEqual({
      code: "denied",
      detail: "config:BatchGetResourceConfig (AccessDeniedException)",
    });
    expect(items).toHaveLength(1);
  });

  test("queries that end in the middle leave every type incomplete, with what was read", async () => {
    region([...many(150), bucket("b")]);
    let selects = 0;
    server.fault = ({ call }: WireRequest) => (call === "SelectResourceConfig" && (selects += 1) > 1 ? "cut" : null);
    const { reading, items } = await read([VPC, BUCKET]);
    expect(problemOf(reading)).toMatchObject({ code: "unavailable" });
    expect(problemOf(reading, BUCKET)).toMatchObject({ code: "unavailable" });
    expect(items).toHaveLength(100);
  });

  test("a result that is no item, and an item of another account, are told", async () => {
    region([vpc(1)]);
    const answer = (result: string) => ({ headers: {}, body: JSON.stringify({ Results: [result] }) });
    server.fault = ({ call }: WireRequest) => (call === "SelectResourceConfig" ? answer("{") : null);
    expect(problemOf((await read()).reading)).toMatchObject({ code: "unexpected-shape" });
    const other = JSON.stringify({
      ...vpc(1),
      accountId: "222222222222",
      awsRegion: REGION,
      configurationItemCaptureTime: "2026-08-01T10:00:00.000Z",
    });
    server.fault = ({ call }: WireRequest) => (call === "SelectResourceConfig" ? answer(other) : null);
    expect(problemOf((await read()).reading)).toMatchObject({ code: "contradictory" });
  });
});

describe("by an aggregator", () => {
  const AGGREGATOR = { name: "everything", region: "eu-west-1" };
  const GATHERED = "2026-11-01T00:00:00.000Z";

  test("a region of an account is read as of when it was gathered, and other accounts' items stay out of it", async () => {
    region([vpc(1), bucket("b")], { gathered: GATHERED });
    server.regions.set(`222222222222 ${REGION}`, { recorders: [RECORDER], items: [vpc(2)], gathered: GATHERED });
    const { reading, keys } = await read([VPC, BUCKET], AGGREGATOR);
    expect(problemOf(reading)).toBeNull();
    expect(keys).toEqual([`arn:aws:ec2:${REGION}:${ID}:vpc/vpc-1`, "arn:aws:s3:::b"]);
    expect(reading.units.find(({ unit }) => unit.startsWith(VPC))?.dataTime).toBe(GATHERED);
    const asked = server.requests.filter(({ call }) => call.includes("Aggregat"));
    expect(new Set(asked.map((each) => each.region))).toEqual(new Set([AGGREGATOR.region]));
    expect(callsOf("SelectResourceConfig")).toBe(0);
  });

  test("what its queries leave out is fetched by id", async () => {
    region(many(3), { gathered: GATHERED, unselected: ({ resourceId }) => resourceId === "vpc-1" });
    const { reading, items } = await read([VPC], AGGREGATOR);
    expect(problemOf(reading)).toBeNull();
    expect(countsOf(reading)).toEqual([3, 3]);
    expect(items).toHaveLength(3);
  });

  test.each([
    ["never", "does not show its last update of"],
    [undefined, "does not collect"],
  ])("a region that it has not gathered (%s) is not recorded", async (gathered, words) => {
    region([vpc(1)], gathered === undefined ? {} : { gathered });
    const { reading } = await read([VPC], AGGREGATOR);
    expect(problemOf(reading)).toMatchObject({
      code: "not-recorded",
      detail: expect.stringContaining(words) as string,
    });
  });

  test("a recorder that is stopped is told by the account itself", async () => {
    region([vpc(1)], { gathered: GATHERED, recorders: [{ ...RECORDER, recording: false }] });
    expect(problemOf((await read([VPC], AGGREGATOR)).reading)).toMatchObject({ code: "not-recorded" });
  });

  test("a denied query names its action", async () => {
    region([vpc(1)], { gathered: GATHERED });
    server.fault = ({ call }: WireRequest) =>
      call === "SelectAggregateResourceConfig" ? jsonError("AccessDeniedException", "no") : null;
    expect(problemOf((await read([VPC], AGGREGATOR)).reading)).toEqual({
      code: "denied",
      detail: "config:SelectAggregateResourceConfig (AccessDeniedException)",
    });
  });
});
