// Conditions of several keys, values and operators as the documentation of AWS says they hold. Each table names its page.
import { describe, expect, test } from "vitest";
import type { Condition } from "../support/iam/statement.ts";
import { account, allows, arn, conditionTable, type Context } from "./condition-table.ts";

// Title: Conditions with multiple context keys or values
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
const ofLedger = { "aws:PrincipalTag/team": ["ledger", "audit"], "aws:PrincipalTag/role": "seals" };
conditionTable("multiple keys or values", [
  ["any of several values", { StringEquals: { "s3:tier": ["a", "b"] } }, { "s3:tier": "b" }, true],
  ["none of several values", { StringNotEquals: { "s3:tier": ["a", "b"] } }, { "s3:tier": "b" }, false],
  ["neither of several values", { StringNotEquals: { "s3:tier": ["a", "b"] } }, { "s3:tier": "c" }, true],
  [
    "all keys of an operator",
    { StringEquals: ofLedger },
    { "aws:PrincipalTag/team": "audit", "aws:PrincipalTag/role": "seals" },
    true,
  ],
  ["one key of an operator is not enough", { StringEquals: ofLedger }, { "aws:PrincipalTag/team": "audit" }, false],
  [
    "all operators",
    { StringEquals: { a: "1" }, ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/w*" } },
    { a: "1" },
    true,
  ],
  [
    "one operator is not enough",
    { StringEquals: { a: "1" }, ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } },
    { a: "1" },
    false,
  ],
  ["the trap of a negated operator: an absent key", { StringNotEquals: { "s3:sse": "aws:kms" } }, {}, true],
  [
    "Null false beside it closes the trap",
    { StringNotEquals: { "s3:sse": "aws:kms" }, Null: { "s3:sse": "false" } },
    {},
    false,
  ],
  [
    "and lets another value through",
    { StringNotEquals: { "s3:sse": "aws:kms" }, Null: { "s3:sse": "false" } },
    { "s3:sse": "AES256" },
    true,
  ],
]);

// Title: Single-valued vs. multivalued context keys
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
const tags = (...keys: string[]): Context => ({ "aws:TagKeys": keys });
conditionTable("set operators", [
  ["ForAllValues: all of them", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }, tags("a", "b"), true],
  ["ForAllValues: not all", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }, tags("a", "c"), false],
  ["ForAllValues of an absent key", { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }, {}, true],
  ["ForAllValues of an empty value", { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }, tags(""), true],
  [
    "ForAllValues with Null false, of an absent key",
    { "ForAllValues:StringEquals": { "aws:TagKeys": "a" }, Null: { "aws:TagKeys": "false" } },
    {},
    false,
  ],
  ["ForAnyValue: one of them", { "ForAnyValue:StringLike": { "aws:TagKeys": "team*" } }, tags("x", "team1"), true],
  ["ForAnyValue: none", { "ForAnyValue:StringLike": { "aws:TagKeys": "team*" } }, tags("x", "y"), false],
  ["ForAnyValue of an absent key", { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }, {}, false],
  ["ForAnyValue, negated, of an absent key", { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } }, {}, false],
  ["ForAnyValue of an empty value", { "ForAnyValue:StringLike": { "aws:TagKeys": "*" } }, tags(""), false],
  [
    "ForAllValues, negated: one is named",
    { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["a", "b"] } },
    tags("a", "c"),
    false,
  ],
  [
    "ForAllValues, negated: none is named",
    { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["a", "b"] } },
    tags("c", "d"),
    true,
  ],
  [
    "ForAnyValue, negated: one is not named",
    { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["a", "b"] } },
    tags("a", "c"),
    true,
  ],
  [
    "ForAnyValue, negated: all are named",
    { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["a", "b"] } },
    tags("a", "b"),
    false,
  ],
  [
    "ForAnyValue with IfExists of an absent key",
    { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" } },
    {},
    true,
  ],
]);

// Title: IAM policy elements: Variables and tags
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
const team = "aws:PrincipalTag/Team";
const ofTeam = { "s3:ExistingObjectTag/Team": `\${${team}}` };
conditionTable("policy variables", [
  [
    "a variable is its key's value",
    { StringEquals: ofTeam },
    { "s3:ExistingObjectTag/Team": "red", [team]: "red" },
    true,
  ],
  ["of another value", { StringEquals: ofTeam }, { "s3:ExistingObjectTag/Team": "red", [team]: "blue" }, false],
  [
    "a variable without a value equals nothing",
    { StringEquals: ofTeam },
    { "s3:ExistingObjectTag/Team": "red" },
    false,
  ],
  [
    "nor is anything like it",
    { StringLike: { "s3:prefix": `*\${${team}}*` }, StringNotLike: { "s3:prefix": `\${${team}}*` } },
    { "s3:prefix": "red" },
    false,
  ],
  ["and is not equal to anything", { StringNotEquals: ofTeam }, { "s3:ExistingObjectTag/Team": "red" }, true],
  ["a default", { StringEquals: { owner: "team-${aws:PrincipalTag/Team, 'none'}" } }, { owner: "team-none" }, true],
  [
    "no default where there is a value",
    { StringEquals: { owner: "${aws:PrincipalTag/Team, 'none'}" } },
    { owner: "none", [team]: "a" },
    false,
  ],
  [
    "what follows from the principal",
    { StringEquals: { "aws:SourceAccount": "${aws:PrincipalAccount}" } },
    { "aws:SourceAccount": account },
    true,
  ],
  [
    "in an ARN operator",
    { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:${aws:PrincipalAccount}:*" } },
    { "aws:SourceArn": `arn:aws:sns:r:${account}:t` },
    true,
  ],
  ["an asterisk that is one", { StringLike: { "s3:prefix": "a${*}" } }, { "s3:prefix": "ab" }, false],
  ["matches an asterisk", { StringLike: { "s3:prefix": "a${*}*" } }, { "s3:prefix": "a*b" }, true],
  ["a question mark that is one", { StringLike: { "s3:prefix": "a${?}" } }, { "s3:prefix": "a?" }, true],
  ["a dollar sign", { StringEquals: { "s3:prefix": "${$}{a}" } }, { "s3:prefix": "${a}" }, true],
]);

test("before version 2012-10-17 a variable is literal text", () => {
  expect(
    allows({ StringEquals: { a: "${aws:PrincipalAccount}" } }, { a: "${aws:PrincipalAccount}" }, "2008-10-17"),
  ).toBe(true);
  expect(allows({ StringEquals: { a: "${aws:PrincipalAccount}" } }, { a: account }, "2008-10-17")).toBe(false);
});

describe("what is not known is refused", () => {
  test.each<readonly [Condition, Context, RegExp]>([
    [{ BinaryEquals: { a: "QQ==" } }, {}, /condition operator BinaryEquals/],
    [{ stringequals: { a: "b" } }, {}, /condition operator stringequals/],
    [{ "ForEachValue:StringEquals": { a: "b" } }, {}, /condition operator ForEachValue:StringEquals/],
    [{ NullIfExists: { a: "true" } }, {}, /condition operator NullIfExists/],
    [{ "ForAllValues:Null": { a: "true" } }, {}, /condition operator ForAllValues:Null/],
    [{ Null: { a: "yes" } }, {}, /expected true or false/],
    [{ Null: { a: "true" } }, { a: "" }, /empty value of a/],
    [{ Bool: { a: "yes" } }, { a: "true" }, /found yes/],
    [{ StringEquals: { a: [] } }, {}, /no value for a/],
    [{ StringEquals: { a: "b" } }, { a: ["b", "c"] }, /several values of a/],
    [{ NumericLessThan: { a: "ten" } }, { a: "1" }, /found ten, expected a number/],
    [{ DateLessThan: { a: "2026" } }, { a: "2026-01-01" }, /found 2026, expected a date/],
    [{ IpAddress: { a: "2001:db8::1" } }, { a: "2001:db8::1" }, /expected an IP address/],
    [{ ArnLike: { "aws:PrincipalArn": "*" } }, {}, /found \* in an ARN operator/],
    [{ ArnLike: { a: "arn:aws:s3:::b" } }, { a: "b" }, /found b in an ARN operator/],
    [{ StringEquals: { a: "${b" + "!}" } }, { a: "b" }, /found variable \$\{b!\}/],
    [{ StringEquals: { a: "${b}" } }, { a: "b", b: ["c", "d"] }, /of several values/],
    [{ StringLike: { a: "${b}" } }, { a: "b", b: "c*" }, /neither \* nor \?/],
    [{ StringEquals: { "aws:userid": "x" } }, {}, /found aws:userid in a policy/],
    [{}, { "AWS:PrincipalArn": arn }, /it follows from who asks/],
    [{}, { a: "1", A: "2" }, /twice in the context/],
  ])("%j with %j", (condition, context, message) => {
    expect(() => allows(condition, context)).toThrow(message);
    expect(() => allows(condition, context)).toThrow(TypeError);
  });

  test("also behind a condition that does not hold", () => {
    expect(() => allows({ StringEquals: { a: "b" }, Bool: { c: "yes" } }, { a: "x", c: "true" })).toThrow(/found yes/);
  });
});
