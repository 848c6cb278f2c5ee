// A member called __proto__ is a member like any other: its value is asked for by the same schema.
import { expect, test } from "vitest";
import { readRoster, readTests } from "../../../evidence-schema/documents/document-schema.ts";
import { withPlainNames } from "../../../evidence-schema/record/own-members.ts";
import { parseBody } from "../../../evidence-schema/record/parse-body.ts";
import { checkAct } from "../../../evidence-schema/record/check-act.ts";
import { TESTS } from "../../support/forge/small.ts";

const parse = (text: string): never => JSON.parse(text) as never;

test.each([
  ["lanes", '{"__proto__":1}'],
  ["lanes", '{"__proto__":""}'],
  ["lanesOf", '{"__proto__":1}'],
  ["lanesOf", '{"aws/1":{"__proto__":null}}'],
  ["slices", '{"__proto__":[]}'],
  ["slices", '{"AWS::S3::Bucket":{"__proto__":"no digest"}}'],
])("tests with %s %s break K5", (member, text) => {
  expect(() => readTests({ ...TESTS, [member]: parse(text) })).toThrow("K5");
  const good = text.replaceAll(/(?<="__proto__":)[^}]+/g, member === "lanes" ? '"config"' : "{}");
  if (member !== "slices" && !text.includes("aws/1")) readTests({ ...TESTS, [member]: parse(good) });
});

test("a run's calls, and the documents of a deployment, are counted and named under any name", () => {
  const closed = (calls: string): never =>
    parse(
      `{"counts":{"pass":0,"fail":0,"indeterminate":0,"not-applicable":0},"population":0,"root":"${"0".repeat(64)}","calls":${calls}}`,
    );
  expect(parseBody("run-closed", closed('{"__proto__":1}'))).toBeTruthy();
  expect(() => parseBody("run-closed", closed('{"__proto__":-1}'))).toThrow("R8");
  const deployment = parse('{"principal":"me","documents":{"before":{"__proto__":1},"after":{}}}');
  expect(() => checkAct({ type: "deployment", body: deployment }, { restarting: false, first: true })).toThrow("A1");
});

test("an unknown member of that name may have any value", () => {
  const roster = parse('{"v":1,"kind":"roster","enrolled":[],"excluded":[],"__proto__":7}');
  expect(readRoster(roster)).toBeTruthy();
});

test("what has no such member is the same value, and nothing else is renamed", () => {
  const value = parse('{"a":[{"constructor":1,"toString":{"b":null}}]}');
  expect(withPlainNames(value)).toBe(value);
  expect(JSON.stringify(withPlainNames(parse('{"a":[{"__proto__":{"__proto__":1},"b":2}]}')))).toBe(
    '{"a":[{"(__proto__)":{"(__proto__)":1},"b":2}]}',
  );
});
