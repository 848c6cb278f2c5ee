// How a resource was described over time: by its labels, its type and where it lay, and not by its name.
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { allDescriptions, descriptionsOf, placesOf } from "../../../audit/tables/policy/laid-over.ts";
import { Rows } from "../../../audit/tables/rows.ts";
import { makingTables } from "../../../audit/tables/schema/schema.ts";

const SCOPE = "aws/111111111111";
const at = (day: number): string => `2026-09-0${day}T00:00:00.000Z`;

function rowsWith(...described: readonly (readonly [day: number, region: string, name: string])[]): Rows {
  const rows = new Rows(new DatabaseSync(":memory:"));
  rows.database.exec(makingTables());
  for (const [day, region, name] of described)
    rows.insert("label", {
      scope: SCOPE,
      key: "one",
      incarnation: "i",
      from_time: at(day),
      to_time: null,
      labels: "{}",
      unit: `AWS::S3::Bucket@${region}`,
      region,
      name,
    });
  return rows;
}

test("a resource that moves counts by the boundary where it lies, and a new name alone changes nothing", () => {
  const rows = rowsWith([1, "eu-central-1", "a"], [2, "eu-central-1", "b"], [3, "us-east-1", "b"]);
  const described = descriptionsOf(rows, SCOPE, "one");
  const moved = Date.parse(at(3));
  expect(described).toEqual([
    { from: -Infinity, to: moved, subject: subjectIn("eu-central-1") },
    { from: moved, to: Infinity, subject: subjectIn("us-east-1") },
  ]);
  expect(allDescriptions(rows).get(`${SCOPE} one`)).toEqual(described);
  const document = {
    rules: [{ match: { regions: ["us-east-1"] }, place: "sandbox" as const, reason: "Nothing of ours." }],
    otherwise: "production" as const,
  };
  const boundary = [{ from: -Infinity, to: Infinity, digest: null, document }];
  expect(placesOf(described, { boundary }).map(({ to, place }) => [to, place])).toEqual([
    [moved, "production"],
    [Infinity, "sandbox"],
  ]);
  rows.database.close();
});

const subjectIn = (region: string) => ({ scope: SCOPE, key: "one", type: "AWS::S3::Bucket", region, labels: {} });
