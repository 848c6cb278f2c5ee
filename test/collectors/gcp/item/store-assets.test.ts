// Assets of stores of data: names and times that BigQuery writes otherwise than other services.
import { expect, test } from "vitest";
import { isRefused } from "../../../../collectors/answer.ts";
import { readAsset, resourceItem } from "../../../../collectors/gcp/item/asset.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

const PROJECT = "projects/481516234201";

function itemOf(assetType: string, name: string, data: Json) {
  const read = readAsset({ name, assetType, ancestors: [PROJECT], resource: { location: "EU", data } }, PROJECT);
  if (isRefused(read)) throw new Error(`found ${read.found}`);
  return resourceItem(read, { id: PROJECT, source: "s", dataTime: "2026-09-01T00:00:00.000Z" });
}

const DATASET = "//bigquery.googleapis.com/projects/northlight/datasets/cohorts";

test("a dataset of BigQuery has its id as its name, and its creation from milliseconds", () => {
  expect(itemOf("bigquery.googleapis.com/Dataset", DATASET, { creationTime: "1740564014120" })).toMatchObject({
    key: "//bigquery.googleapis.com/projects/481516234201/datasets/cohorts",
    name: "cohorts",
    createdAt: "2025-02-26T10:00:14.120Z",
    incarnation: "2025-02-26T10:00:14.120Z",
  });
});

test.each([{}, { creationTime: null }, { creationTime: "soon" }, { creationTime: "99999999999999999" }])(
  "a creation that is no time is none: %j",
  (data) => {
    expect(itemOf("bigquery.googleapis.com/Dataset", DATASET, data)).toMatchObject({
      createdAt: null,
      incarnation: "",
    });
  },
);

test("a database of Spanner has the name and the time of its own answer", () => {
  const name = "projects/northlight/instances/consent/databases/consents";
  expect(
    itemOf("spanner.googleapis.com/Database", `//spanner.googleapis.com/${name}`, {
      name,
      createTime: "2025-03-04T12:11:09.402Z",
    }),
  ).toMatchObject({
    key: "//spanner.googleapis.com/projects/481516234201/instances/consent/databases/consents",
    name,
    createdAt: "2025-03-04T12:11:09.402Z",
  });
});
