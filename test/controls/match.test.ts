// Which resources a rule speaks of: members hold together, items of a list hold one by one, and * stands for any rest.
import { describe, expect, test } from "vitest";
import { EVERYTHING, isWithin, PLACES, placeOf, type Boundary } from "../../controls/boundary.ts";
import { Match, matches, type Subject } from "../../controls/match.ts";
import { ownerOf } from "../../controls/owners.ts";
import { covers } from "../../controls/waiver.ts";

const subject: Subject = {
  scope: "aws/111111111111",
  key: "arn:aws:s3:::logs-eu",
  type: "AWS::S3::Bucket",
  region: "eu-central-1",
  labels: { env: "prod", empty: "" },
};
const global: Subject = { ...subject, region: null };

describe("a match", () => {
  test.each<[string, Match, Subject, boolean]>([
    ["one scope", { scopes: ["aws/111111111111"] }, subject, true],
    ["another scope", { scopes: ["aws/222222222222"] }, subject, false],
    ["the beginning of a scope without *", { scopes: ["aws/1111"] }, subject, false],
    ["the beginning of a scope and *", { scopes: ["aws/1111*"] }, subject, true],
    ["another beginning and *", { scopes: ["gcp/*"] }, subject, false],
    ["* alone", { scopes: ["*"] }, subject, true],
    ["* that stands for nothing", { types: ["AWS::S3::Bucket*"] }, subject, true],
    ["* in the middle, which is a character", { resources: ["arn:*:logs-eu"] }, subject, false],
    ["one of several", { regions: ["us-east-1", "eu-*"] }, subject, true],
    ["none of several", { regions: ["us-east-1", "ap-*"] }, subject, false],
    ["a region where there is none", { regions: ["eu-central-1"] }, global, false],
    ["any region where there is none", { regions: ["*"] }, global, false],
    ["a label's value", { labels: { env: ["test", "prod"] } }, subject, true],
    ["another value", { labels: { env: ["test"] } }, subject, false],
    ["the beginning of a value", { labels: { env: ["pr*"] } }, subject, true],
    ["a label that is not there", { labels: { team: ["*"] } }, subject, false],
    ["a label that is there and empty", { labels: { empty: ["*"] } }, subject, true],
    ["two labels, of which one holds", { labels: { env: ["prod"], team: ["data"] } }, subject, false],
    ["two members that hold", { scopes: ["aws/*"], types: ["AWS::S3::*"] }, subject, true],
    ["two members, of which one holds", { scopes: ["aws/*"], types: ["AWS::EC2::*"] }, subject, false],
  ])("%s", (_name, match, of, expected) => {
    expect(matches(match, of)).toBe(expected);
  });

  test.each([{}, { scopes: [] }, { scopes: [""] }, { tags: ["x"] }])("%j is none", (value) => {
    expect(Match.safeParse(value).success).toBe(false);
  });
});

test("the first rule that matches decides the place, and otherwise the rest", () => {
  const rule = (resources: string, place: Boundary["otherwise"]): Boundary["rules"][number] => ({
    match: { resources: [resources] },
    place,
    reason: "because",
  });
  const rules = [rule("a*", "sandbox"), rule("ab*", "out"), rule("c", "supporting")];
  const places = ["a", "ab", "c", "d"].map((key) => placeOf({ rules, otherwise: "out" }, { ...subject, key }));
  expect(places).toEqual(["sandbox", "sandbox", "supporting", "out"]);
  expect(placeOf({ rules: rules.toReversed(), otherwise: "out" }, { ...subject, key: "ab" })).toBe("out");
  expect(placeOf(EVERYTHING, subject)).toBe("production");
  expect(PLACES.filter(isWithin)).toEqual(["production", "supporting"]);
});

test("the first rule that matches names the owner, or nobody", () => {
  const owners = [
    { match: { labels: { env: ["prod"] } }, owner: "platform" },
    { match: { scopes: ["*"] }, owner: "data" },
  ];
  expect(ownerOf(owners, subject)).toBe("platform");
  expect(ownerOf(owners, { ...subject, labels: {} })).toBe("data");
  expect(ownerOf(owners.slice(0, 1), { ...subject, labels: {} })).toBeNull();
});

test("a waiver covers its checks on its resources alone", () => {
  const match = { checks: ["one"], resources: { scopes: ["aws/*"] } };
  expect(covers({ match }, "one", subject)).toBe(true);
  expect(covers({ match }, "two", subject)).toBe(false);
  expect(covers({ match }, "one", { ...subject, scope: "gcp/x" })).toBe(false);
});
