// AWS Config snapshots as files: what makes a unit incomplete, and what is refused.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { S3, SCOPE, SG, bucket, config, item, readItems, snapshot, type Members } from "./config-items.ts";
import { AT, makeDirectory, manifest, readUnits, refusal } from "../../fixture.ts";

const refuse = (items: readonly Members[]): Promise<string> => refusal(readItems(items));

test("deleted items are no resources, unrecorded ones make their unit incomplete", async () => {
  const { items, unit } = await readItems(
    [
      bucket({ configurationItemStatus: "ResourceDeleted" }),
      item("AWS::EC2::SecurityGroup", "sg-1", { configurationItemStatus: "ResourceNotRecorded", configuration: null }),
      bucket({ resourceId: "b", ARN: "arn:aws:s3:::b", configurationItemStatus: "ResourceDeletedNotRecorded" }),
    ],
    [S3, SG],
  );
  expect(items).toEqual([]);
  expect(unit(S3)).toMatchObject({ complete: true, listed: 0 });
  expect(unit(SG)).toMatchObject({ complete: false, problem: { code: "not-recorded" } });
});

test("an item whose configuration is missing is listed and unread", async () => {
  const { items, unit } = await readItems([
    bucket({ configuration: "null" }),
    bucket({ ARN: "arn:aws:s3:::b", configurationItemCaptureTime: "yesterday" }),
  ]);
  expect(items).toEqual([
    {
      key: "arn:aws:s3:::logs",
      unit: S3,
      source: "one",
      dataTime: "2026-08-30T11:39:10.807Z",
      problem: {
        code: "unexpected-shape",
        detail: "the configuration item has no configuration in the documented form",
      },
    },
    {
      key: "arn:aws:s3:::b",
      unit: S3,
      source: "one",
      dataTime: AT,
      problem: {
        code: "unexpected-shape",
        detail: "the configuration item has no configurationItemCaptureTime in the documented form",
      },
    },
  ]);
  expect(unit(S3)).toMatchObject({ complete: true, listed: 2 });
});

test("a type that the recorder does not record is not an empty one", async () => {
  const types = ["AWS::EC2::VPC"];
  const directory = await makeDirectory({
    "export.json": manifest(config({ types })),
    "config.json": snapshot([bucket()]),
  });
  const { items, unit } = await readUnits(directory, SCOPE, [
    S3,
    "AWS::EC2::VPC@eu-central-1",
    "AWS::EC2::VPC@eu-west-1",
  ]);
  expect(items).toEqual([]);
  expect(unit("AWS::EC2::VPC@eu-central-1")).toMatchObject({ complete: true, listed: 0, problem: null });
  expect(unit(S3)).toMatchObject({
    complete: false,
    source: "one",
    dataTime: null,
    problem: { code: "not-recorded", detail: "export one does not include this type" },
  });
  expect(unit("AWS::EC2::VPC@eu-west-1")).toMatchObject({
    complete: false,
    source: "none",
    problem: { code: "no-answer" },
  });
});

test("a file that ends early gives what came before, and no complete unit", async () => {
  const text = snapshot([bucket(), bucket({ resourceId: "b", ARN: "arn:aws:s3:::b" })]);
  for (const [name, bytes] of [
    ["config.json", Buffer.from(text.slice(0, -40))],
    ["config.json.gz", gzipSync(text).subarray(0, -9)],
  ] as const) {
    const directory = await makeDirectory({ "export.json": manifest(config({ file: name })), [name]: bytes });
    const { items, unit } = await readUnits(directory, SCOPE, [S3, SG]);
    expect(items.length).toBeGreaterThan(0);
    for (const each of [S3, SG])
      expect(unit(each)).toMatchObject({
        complete: false,
        dataTime: AT,
        problem: { code: "truncated", detail: `${name} ends before its closing bracket` },
      });
  }
});

test("one item written twice counts once, a key with two contents is unread", async () => {
  expect((await readItems([bucket(), bucket()])).unit(S3)).toMatchObject({ complete: true, listed: 1 });
  const { items, unit } = await readItems([bucket(), bucket({ configuration: { name: "other" } })]);
  expect(items.at(-1)).toMatchObject({ key: "arn:aws:s3:::logs", problem: { code: "contradictory" } });
  expect(unit(S3)).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
});

describe("files of something else are refused with the place", () => {
  test("another account", async () => {
    expect(await refuse([bucket(), item("AWS::KMS::Key", "k", { awsAccountId: "999999999999" })])).toMatch(
      /^config\.json: byte \d+: found an item of another account, expected account 111122223333$/,
    );
  });
  test("another region", async () => {
    expect(await refuse([bucket({ awsRegion: "us-east-1" })])).toBe(
      "config.json: byte 71: found an item of another region, expected region eu-central-1 or global",
    );
  });
  test("an item without a key", async () => {
    expect(await refuse([bucket({ ARN: "logs" })])).toBe(
      "config.json: byte 71: found an item without a key, expected an ARN and a resourceId of AWS::S3::Bucket",
    );
    expect(await refuse([bucket({ resourceId: undefined })])).toBe(
      "config.json: byte 71: found an item without resourceId, expected a configuration item",
    );
  });
  test("an item that does not say what it is", async () => {
    expect(await refuse([bucket({ resourceType: undefined })])).toBe(
      "config.json: byte 71: found an item without resourceType, expected a configuration item",
    );
  });
  test("an element that is no item", async () => {
    expect(await refuse([[] as unknown as Members])).toBe(
      "config.json: byte 71: found a value that is not an object, expected a configuration item",
    );
  });
});
