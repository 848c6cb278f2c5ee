// The reader of accounts against a server on loopback: roles, regions, ranks, deadlines, and what can't be read.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AwsAccount } from "../../../collectors/aws/account.ts";
import { openAws } from "../../../collectors/aws/reader.ts";
import { credentialsAtHand } from "../../../collectors/aws/client/session.ts";
import type { Item, PlannedUnit, ReadRequest, ScopeReading } from "../../../collectors/port.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { NO_CREDENTIALS, withEnvironment } from "../../support/environment.ts";
import { regions } from "../../support/servers/listings.ts";
import {
  ec2Error,
  identity,
  queryError,
  roleTaken,
  startWire,
  xml,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../support/servers/wire.ts";

const ID = "111111111111";
const SCOPE = `aws/${ID}`;
const VPC = "AWS::EC2::VPC";

let wire: Wire;
let restore: () => void;
let answer: (request: WireRequest) => WireAnswer;
beforeEach(async () => {
  answer = usual;
  wire = await startWire((request) => answer(request));
  restore = withEnvironment({ ...NO_CREDENTIALS, ...wire.env });
});
afterEach(async () => {
  restore();
  await wire.stop();
});

const vpcs = (...ids: readonly string[]): WireAnswer =>
  xml(
    `<DescribeVpcsResponse><vpcSet>${ids.map((id) => `<item><vpcId>${id}</vpcId><ownerId>${ID}</ownerId></item>`).join("")}</vpcSet></DescribeVpcsResponse>`,
  );

function usual({ call, accessKey, region }: WireRequest): WireAnswer {
  if (call === "AssumeRole") return roleTaken(ID);
  if (call === "GetCallerIdentity") return identity(accessKey === "AKIATEST" ? "999999999999" : accessKey.slice(4));
  if (call === "DescribeVpcs") return vpcs(`vpc-${region}`);
  if (call === "DescribeRegions") return regions("eu-central-1", "us-east-1");
  return queryError("InvalidAction", `no answer for ${call}`);
}

const account = (members: Partial<AwsAccount> = {}): AwsAccount => ({
  id: ID,
  regions: ["eu-central-1", "us-east-1"],
  role: `arn:aws:iam::${ID}:role/TidemarkRead`,
  externalId: "external",
  lane: "direct",
  aggregator: null,
  ...members,
});

const request = (units: readonly PlannedUnit[], members: Partial<ReadRequest> = {}): ReadRequest => ({
  scope: SCOPE,
  units,
  person: (provider, value) => `${provider}:${value}`,
  remember: () => undefined,
  ...members,
});

async function read(of: AwsAccount, asked: ReadRequest): Promise<{ reading: ScopeReading; items: Item[] }> {
  const items: Item[] = [];
  const reader = openAws({ accounts: [of], credentials: credentialsAtHand(), clock: Date.now });
  return { reading: await reader.read(asked, (item) => items.push(item)), items };
}

const unitsOf = (reading: ScopeReading): unknown =>
  reading.units.map(({ unit, complete, problem }) => [unit, complete, problem]);

const BOTH: readonly PlannedUnit[] = [
  { type: VPC, region: "eu-central-1" },
  { type: VPC, region: "us-east-1" },
];

describe("an account that is read by its role", () => {
  test("is asked in each region with the role's credentials, taken once and with the external id", async () => {
    const { reading, items } = await read(account(), request(BOTH));
    expect(items.map(({ key }) => key).toSorted()).toEqual([
      `arn:aws:ec2:eu-central-1:${ID}:vpc/vpc-eu-central-1`,
      `arn:aws:ec2:us-east-1:${ID}:vpc/vpc-us-east-1`,
    ]);
    expect(unitsOf(reading)).toEqual(BOTH.map(({ type, region }) => [unitOf(type, region), true, null]));
    const taken = wire.requests.filter(({ call }) => call === "AssumeRole");
    expect(taken).toHaveLength(1);
    expect(Object.fromEntries(taken[0]?.form ?? [])).toMatchObject({
      RoleArn: `arn:aws:iam::${ID}:role/TidemarkRead`,
      ExternalId: "external",
      RoleSessionName: "tidemark",
    });
    const others = wire.requests.filter(({ call }) => call !== "AssumeRole");
    expect(new Set(others.map(({ accessKey }) => accessKey))).toEqual(new Set([`ASIA${ID}`]));
    expect(reading.calls).toEqual({ ec2: 3, sts: 2 });
    expect(reading.sources).toMatchObject([{ source: "aws-api", principal: `arn:aws:iam::${ID}:role/TidemarkRead` }]);
  });

  test("names the action where the role may not be taken, for every unit", async () => {
    answer = (asked) => (asked.call === "AssumeRole" ? queryError("AccessDenied", "no", 403) : usual(asked));
    const { reading, items } = await read(account(), request(BOTH));
    expect(items).toEqual([]);
    const problem = { code: "denied", detail: "sts:AssumeRole (AccessDenied)" };
    expect(unitsOf(reading)).toEqual(BOTH.map(({ type, region }) => [unitOf(type, region), false, problem]));
    expect(reading.calls).toEqual({ sts: 1 });
  });

  test("is not read where the role is of another account", async () => {
    answer = (asked) => (asked.call === "AssumeRole" ? roleTaken("222222222222") : usual(asked));
    const { reading, items } = await read(account(), request(BOTH));
    expect(items).toEqual([]);
    expect(reading.units.every(({ problem }) => problem?.code === "denied")).toBe(true);
  });

  test("is not read by credentials of another account without a role", async () => {
    const { reading, items } = await read(account({ role: null }), request(BOTH));
    expect(items).toEqual([]);
    expect(reading.units.every(({ problem }) => problem?.detail.startsWith("sts:AssumeRole") === true)).toBe(true);
  });
});

test("without credentials nothing is read, and one line says so", async () => {
  restore();
  restore = withEnvironment({ ...NO_CREDENTIALS, AWS_ENDPOINT_URL: wire.url });
  await expect(read(account(), request(BOTH))).rejects.toMatchObject({
    name: "NoCredentials",
    message: expect.stringMatching(/^credentials for AWS are missing\. [^\n]+$/) as string,
  });
});

test("what one region does not answer leaves the other whole", async () => {
  answer = (asked) =>
    asked.call === "DescribeVpcs" && asked.region === "us-east-1"
      ? ec2Error("UnauthorizedOperation", "no", 403)
      : usual(asked);
  const { reading, items } = await read(account(), request(BOTH));
  expect(items).toHaveLength(1);
  expect(unitsOf(reading)).toEqual([
    [unitOf(VPC, "eu-central-1"), true, null],
    [unitOf(VPC, "us-east-1"), false, { code: "denied", detail: "ec2:DescribeVpcs (UnauthorizedOperation)" }],
  ]);
});

test("regions that are turned on and not named are rows of coverage", async () => {
  const { reading } = await read(account({ regions: ["eu-central-1"] }), request(BOTH.slice(0, 1)));
  expect(unitsOf(reading)).toEqual([
    [unitOf(VPC, "eu-central-1"), true, null],
    ["AWS::Account::Region@us-east-1", false, expect.objectContaining({ code: "not-planned" })],
  ]);
});

test("a region that is left out on purpose is no row of coverage", async () => {
  const { reading } = await read(
    account({ regions: ["eu-central-1"], leftOut: ["us-east-1"] }),
    request(BOTH.slice(0, 1)),
  );
  expect(unitsOf(reading)).toEqual([[unitOf(VPC, "eu-central-1"), true, null]]);
});

test("an account whose regions can't be listed says so", async () => {
  answer = (asked) => (asked.call === "DescribeRegions" ? ec2Error("UnauthorizedOperation", "no", 403) : usual(asked));
  const { reading } = await read(account(), request(BOTH));
  expect(unitsOf(reading)).toContainEqual([
    "AWS::Account::Region@global",
    false,
    { code: "denied", detail: "ec2:DescribeRegions (UnauthorizedOperation)" },
  ]);
});

test("units of a higher rank begin after those of a lower one were answered", async () => {
  const order: string[] = [];
  answer = (asked) => {
    if (asked.call === "DescribeVpcs") order.push(asked.region);
    return usual(asked);
  };
  const { reading } = await read(
    account(),
    request([
      { type: VPC, region: "eu-central-1", rank: 1 },
      { type: VPC, region: "us-east-1", rank: 0 },
    ]),
  );
  expect(order).toEqual(["us-east-1", "eu-central-1"]);
  const times = Object.fromEntries(reading.units.map(({ unit, dataTime }) => [unit, dataTime ?? ""]));
  expect((times[unitOf(VPC, "us-east-1")] as string) <= (times[unitOf(VPC, "eu-central-1")] as string)).toBe(true);
});

test("a type that no source reads is not yet read", async () => {
  const { reading } = await read(account(), request([{ type: "AWS::Nothing::Here", region: "eu-central-1" }]));
  expect(unitsOf(reading)).toEqual([
    [
      "AWS::Nothing::Here@eu-central-1",
      false,
      { code: "not-supported", detail: "Tidemark does not read this type from AWS" },
    ],
  ]);
});

test("an answer that nobody foresaw hides its units and no others, and is told", async () => {
  const key = "<member><Arn>arn:aws:iam::111111111111:saml-provider/a</Arn></member>";
  answer = (asked) => {
    if (asked.call === "ListKeys") return { headers: {}, body: JSON.stringify({ Keys: [{ KeyId: "1" }] }) };
    if (asked.call === "ListBuckets" || asked.service === "s3") {
      return xml(
        "<ListAllMyBucketsResult><Buckets><Bucket><CreationDate>2024-01-01T00:00:00Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>",
      );
    }
    return asked.call === "ListSAMLProviders"
      ? xml(`<R><ListSAMLProvidersResult><SAMLProviderList>${key}</SAMLProviderList></ListSAMLProvidersResult></R>`)
      : usual(asked);
  };
  const { reading } = await read(
    account(),
    request([
      { type: VPC, region: "eu-central-1" },
      { type: "AWS::KMS::Key", region: "eu-central-1" },
      { type: "AWS::S3::Bucket", region: "eu-central-1" },
    ]),
  );
  const problems = Object.fromEntries(reading.units.map(({ unit, problem }) => [unit, problem]));
  expect(problems[unitOf(VPC, "eu-central-1")]).toBeNull();
  expect(problems[unitOf("AWS::KMS::Key", "eu-central-1")]).toMatchObject({ code: "unexpected-shape" });
  expect(problems[unitOf("AWS::S3::Bucket", "eu-central-1")]).toMatchObject({ code: "unexpected-shape" });
});

describe("the deadline", () => {
  test("leaves over what is not answered, and another request goes on with it", async () => {
    answer = (asked) => (asked.call === "DescribeVpcs" && asked.region === "us-east-1" ? "never" : usual(asked));
    const { reading } = await read(account(), request(BOTH, { deadline: Date.now() + 400 }));
    expect(unitsOf(reading)).toEqual([[unitOf(VPC, "eu-central-1"), true, null]]);
    expect(reading.left).toMatchObject([{ type: VPC, region: "us-east-1" }]);
    answer = usual;
    const { reading: rest } = await read(account(), request(reading.left ?? []));
    expect(unitsOf(rest)).toEqual([[unitOf(VPC, "us-east-1"), true, null]]);
    expect(rest.left).toBeUndefined();
  });

  test("that came before the beginning leaves over everything", async () => {
    const { reading, items } = await read(account(), request(BOTH, { deadline: Date.now() - 1 }));
    expect(items).toEqual([]);
    expect(reading.units).toEqual([]);
    expect(reading.left).toEqual(BOTH);
  });
});

describe("asked by name", () => {
  const key = `arn:aws:ec2:eu-central-1:${ID}:vpc/vpc-eu-central-1`;
  const ask = (keys: readonly string[]): Promise<ScopeReading> => {
    const reader = openAws({ accounts: [account()], credentials: credentialsAtHand(), clock: Date.now });
    const unit = unitOf(VPC, "eu-central-1");
    return reader.reread?.(
      request(BOTH.slice(0, 1)),
      keys.map((each) => ({ key: each, unit })),
    ) as Promise<ScopeReading>;
  };

  test("a resource that is there, one that is not, and no others", async () => {
    const { named: asked, units } = await ask([key, `${key}-gone`]);
    expect(units).toEqual([]);
    expect(asked).toMatchObject([
      { key, answer: { snapshot: { key } } },
      { key: `${key}-gone`, answer: "not-found" },
    ]);
  });

  test("what can't be listed is no resource that is gone", async () => {
    answer = (asked) => (asked.call === "DescribeVpcs" ? ec2Error("UnauthorizedOperation", "no", 403) : usual(asked));
    const { named: asked } = await ask([key]);
    expect(asked).toMatchObject([
      { key, answer: { problem: { code: "denied", detail: "ec2:DescribeVpcs (UnauthorizedOperation)" } } },
    ]);
  });
});
