// What a query of AWS Config answers, as a file: what is complete, and what select may have left out.
import { describe, expect, test } from "vitest";
import {
  ACCOUNT,
  S3,
  SCOPE,
  SG,
  USER,
  bucket,
  config,
  item,
  readItems,
  readSelected,
  selected,
  snapshot,
  type Members,
} from "./config-items.ts";
import { AT, makeDirectory, manifest, readUnits, refusal } from "../../fixture.ts";

const VPC = "AWS::EC2::VPC@eu-central-1";

// Select answers with the API's names, and with tags as a list that says each twice.
const asSelected = ({ ARN, awsAccountId, tags, ...members }: Members): Members => ({
  ...members,
  arn: ARN,
  accountId: awsAccountId,
  tags: Object.entries((tags ?? {}) as Members).map(([key, value]) => ({ tag: `${key}=${String(value)}`, key, value })),
});

test("a resource that is selected is the one that a snapshot has", async () => {
  const one = bucket({ tags: { Team: "platform" } });
  const answer = await readSelected(selected([asSelected(one)]));
  expect(answer.items).toEqual((await readItems([one])).items);
  expect(answer.unit(S3)).toMatchObject({ complete: true, listed: 1, dataTime: AT });
  expect(answer.sources).toMatchObject([{ lane: "aws-config", atomic: false, lagSeconds: 900 }]);
});

test("a user is read from the region that records IAM, and named nowhere", async () => {
  const arn = `arn:aws:iam::${ACCOUNT}:user/jane.doe`;
  const user = item("AWS::IAM::User", "AIDACKCEVSQ6C2EXAMPLE", {
    ARN: arn,
    awsRegion: "global",
    resourceName: "jane.doe",
    configuration: { userName: "jane.doe", arn, userId: "AIDACKCEVSQ6C2EXAMPLE" },
  });
  const { items, unit } = await readSelected(selected([asSelected(user)]), [USER]);
  expect(items).toMatchObject([{ key: `tidemark:aws/${ACCOUNT}/iam-user%2FAIDACKCEVSQ6C2EXAMPLE` }]);
  expect(JSON.stringify(items)).not.toMatch(/jane|doe/i);
  expect(unit(USER)).toMatchObject({ complete: true, listed: 1 });
});

describe("what was discovered and not selected", () => {
  const Discovered = { "AWS::S3::Bucket": ["logs", "gone"], "AWS::EC2::SecurityGroup": ["sg-1"], "AWS::EC2::VPC": [] };

  test("makes its unit incomplete, and no other", async () => {
    const { items, unit } = await readSelected(selected([bucket()], { Discovered }), [S3, SG, VPC]);
    expect(items.length).toBe(1);
    const problem = {
      code: "contradictory",
      detail: "AWS Config discovered resources that select-resource-config did not return",
    };
    expect(unit(S3)).toMatchObject({ complete: false, listed: 1, expected: 2, problem });
    expect(unit(SG)).toMatchObject({ complete: false, listed: 0, expected: 1, problem });
    expect(unit(VPC)).toMatchObject({ complete: true, listed: 0, expected: 0, problem: null });
  });

  test("the same ids are all there is", async () => {
    const { unit } = await readSelected(
      selected([bucket()], { Discovered: { ...Discovered, "AWS::S3::Bucket": ["logs"] } }),
    );
    expect(unit(S3)).toMatchObject({ complete: true, listed: 1 });
  });

  test.each([[{}], [{ Discovered: null }], [{ Discovered: { "AWS::S3::Bucket": "none" } }]])(
    "a type without results is not empty only because nobody listed it: %j",
    async (members) => {
      const { unit } = await readSelected(selected([], members));
      expect(unit(S3)).toMatchObject({ complete: false, problem: { code: "not-in-answer" } });
      expect(unit(S3)).not.toHaveProperty("expected");
    },
  );
});

test("what was discovered is counted also where pages are left", async () => {
  const Discovered = { "AWS::S3::Bucket": ["logs", "data", "data"] };
  const { unit } = await readSelected(selected([bucket()], { NextToken: "t", Discovered }));
  expect(unit(S3)).toMatchObject({ complete: false, listed: 1, expected: 2, problem: { code: "truncated" } });
});

test("pages that are left, and pages that shifted, are not all there is", async () => {
  const left = await readSelected(selected([bucket()], { NextToken: "t" }), [S3, SG]);
  for (const each of [S3, SG]) {
    expect(left.unit(each)).toMatchObject({
      complete: false,
      problem: { code: "truncated", detail: "config.json has a NextToken, so pages of the answer are missing" },
    });
  }
  expect((await readSelected(selected([bucket(), bucket()]))).unit(S3)).toMatchObject({
    complete: false,
    listed: 1,
    problem: { code: "contradictory" },
  });
});

test("a file that ends early gives what came before", async () => {
  const text = selected([bucket(), bucket({ resourceId: "b", ARN: "arn:aws:s3:::b" })]);
  const { items, unit } = await readSelected(text.slice(0, -80));
  expect(items.length).toBe(1);
  expect(unit(S3)).toMatchObject({ complete: false, problem: { code: "truncated" } });
});

describe("files of something else are refused with the place", () => {
  const refuse = (text: string): Promise<string> => refusal(readSelected(text));

  test("another account, another region", async () => {
    expect(await refuse(selected([bucket({ awsAccountId: "999999999999" })]))).toBe(
      "config.json: byte 12: found an item of another account, expected account 111122223333",
    );
    expect(await refuse(selected([bucket({ awsRegion: "us-east-1" })]))).toBe(
      "config.json: byte 12: found an item of another region, expected region eu-central-1 or global",
    );
  });
  test("columns that were not selected", async () => {
    expect(await refuse(selected([bucket({ resourceType: undefined })]))).toBe(
      "config.json: byte 12: found an item without resourceType, expected a configuration item",
    );
  });
  test("results that are no items", async () => {
    expect(await refuse('{"Results":[{"configuration":{}}]}')).toBe(
      "config.json: byte 12: found a value that is not a string, expected a result of a query, JSON in a string",
    );
    expect(await refuse('{"Results":["{jane"]}')).toBe(
      "config.json: byte 12: found a result that is not JSON, expected a configuration item",
    );
    expect(await refuse('{"Results":["[]"]}')).toBe(
      "config.json: byte 12: found a value that is not an object, expected a configuration item",
    );
  });
});

test("of a snapshot and a selection of one unit the later one answers", async () => {
  const later = "2026-09-02T06:00:00.000Z";
  const exports = [
    config({ source: "snapshot" }),
    config({ source: "select", format: "aws-config-select", file: "select.json", dataTime: later }),
  ];
  const directory = await makeDirectory({
    "export.json": manifest(...exports),
    "config.json": snapshot([bucket({ resourceId: "b", ARN: "arn:aws:s3:::b" })]),
    "select.json": selected([bucket()]),
  });
  const { items, unit } = await readUnits(directory, SCOPE, [S3]);
  expect(items.map(({ key }) => key)).toEqual(["arn:aws:s3:::logs"]);
  expect(unit(S3)).toMatchObject({ source: "select", dataTime: later, complete: true });
});

test("a query that failed says why", async () => {
  const error =
    "An error occurred (AccessDeniedException) when calling the SelectResourceConfig operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: config:SelectResourceConfig";
  const failed = config({ format: "aws-config-select", exitStatus: 254, error, file: null });
  const { unit } = await readUnits(await makeDirectory({ "export.json": manifest(failed) }), SCOPE, [S3]);
  expect(unit(S3)).toMatchObject({
    complete: false,
    dataTime: null,
    problem: { code: "denied", detail: "config:SelectResourceConfig (AccessDeniedException)" },
  });
});
