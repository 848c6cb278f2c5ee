// Times of configuration items, in every form in which tools of AWS write them.
import { expect, test } from "vitest";
import { parseItem, toItem } from "../../../../collectors/aws/item/configuration-item.ts";
import { instant } from "../../../../collectors/aws/item/spelling.ts";
import { parseJsonValue } from "../../../../collectors/json-value.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { ACCOUNT, REGION } from "./samples.ts";

const people = { person: () => "somebody", remember: () => undefined };
const told = { source: "config", dataTime: "2026-09-01T00:00:00.000Z" };

function itemAt(time: string) {
  const item = parseItem(
    parseJsonValue(
      `{"accountId":"${ACCOUNT}","awsRegion":"${REGION}","resourceType":"AWS::EC2::VPC","resourceId":"vpc-1","resourceName":"v",` +
        `"configurationItemCaptureTime":${time},"resourceCreationTime":${time},"configuration":{"vpcId":"vpc-1"}}`,
    ),
  );
  if ("lacks" in item) throw new Error(`lacks ${item.lacks}`);
  return toItem(item, REGION, told, people);
}

test.each([
  ['"2017-08-13T09:47:42.927Z"', "2017-08-13T09:47:42.927Z"],
  ['{"value":"2017-08-13T09:47:42.927Z"}', "2017-08-13T09:47:42.927Z"],
  // The AWS CLI writes seconds where cli_timestamp_format is none, and the Java SDK milliseconds.
  ["1502617662.927", "2017-08-13T09:47:42.927Z"],
  ["1.502617662927E9", "2017-08-13T09:47:42.927Z"],
  ['"1502617662.927"', "2017-08-13T09:47:42.927Z"],
  ["1502617662", "2017-08-13T09:47:42.000Z"],
  ["1502617662927", "2017-08-13T09:47:42.927Z"],
])("%s is a time", (time, written) => {
  expect(itemAt(time)).toMatchObject({ dataTime: written, createdAt: written, body: { VpcId: "vpc-1" } });
});

test.each([
  "2026",
  "20260101",
  '"20260101"',
  "999999999",
  "null",
  "0",
  "0.0",
  "-1",
  '""',
  '"soon"',
  "{}",
  "[]",
  "1e30",
  "99999999999999999999",
])("%s is none, so that the item is unread", (time) => {
  expect(itemAt(time)).toMatchObject({ problem: { code: "unexpected-shape" }, dataTime: told.dataTime });
});

test("a member that is a time stays as it is where it can't be read", () => {
  const read = (value: Json) => instant(value, people);
  expect([1_599_146_000_000, 1_599_146_000, "2020-09-03T15:13:20Z", 0, "soon"].map(read)).toEqual([
    "2020-09-03T15:13:20.000Z",
    "2020-09-03T15:13:20.000Z",
    "2020-09-03T15:13:20.000Z",
    0,
    "soon",
  ]);
});
