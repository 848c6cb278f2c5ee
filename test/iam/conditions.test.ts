// Conditions as the documentation of AWS says they hold. Each table names its page.
import { describe, expect, test } from "vitest";
import { decide } from "../support/iam/decide.ts";
import type { Condition } from "../support/iam/statement.ts";

type Context = { readonly [key: string]: string | readonly string[] };
type Row = readonly [what: string, condition: Condition, context: Context, holds: boolean];

const account = "111122223333";
const arn = `arn:aws:iam::${account}:role/writer`;

const allows = (Condition: Condition, context: Context, Version = "2012-10-17"): boolean => {
  const policies = [{ Version, Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition } }] as const;
  const by = { kind: "aws", arn, account, policies } as const;
  return decide({ by, action: "s3:PutObject", resource: "arn:aws:s3:::ledger/log/7", context }).allowed;
};

const table = (page: string, rows: readonly Row[]): void =>
  describe(page, () => {
    test.each(rows)("%s", (_, condition, context, holds) => {
      expect(allows(condition, context)).toBe(holds);
    });
  });

// Title: IAM JSON policy elements: Condition operators
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
table("condition operators", [
  ["StringEquals is exact", { StringEquals: { "s3:tier": "Cold" } }, { "s3:tier": "Cold" }, true],
  ["StringEquals minds case", { StringEquals: { "s3:tier": "Cold" } }, { "s3:tier": "cold" }, false],
  ["StringEquals takes an asterisk as one", { StringEquals: { "s3:tier": "C*" } }, { "s3:tier": "Cold" }, false],
  ["StringEquals of an absent key", { StringEquals: { "s3:tier": "Cold" } }, {}, false],
  ["StringNotEquals of another value", { StringNotEquals: { "s3:tier": "Cold" } }, { "s3:tier": "Warm" }, true],
  ["StringNotEquals of the value", { StringNotEquals: { "s3:tier": "Cold" } }, { "s3:tier": "Cold" }, false],
  ["StringNotEquals of an absent key", { StringNotEquals: { "s3:tier": "Cold" } }, {}, true],
  ["key names ignore case", { StringEquals: { "S3:TIER": "Cold" } }, { "s3:Tier": "Cold" }, true],
  ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { "s3:tier": "COLD" } }, { "s3:tier": "cold" }, true],
  ["StringEqualsIgnoreCase of an absent key", { StringEqualsIgnoreCase: { "s3:tier": "COLD" } }, {}, false],
  ["StringNotEqualsIgnoreCase", { StringNotEqualsIgnoreCase: { "s3:tier": "COLD" } }, { "s3:tier": "cold" }, false],
  ["StringNotEqualsIgnoreCase of an absent key", { StringNotEqualsIgnoreCase: { "s3:tier": "COLD" } }, {}, true],
  ["StringLike with an asterisk", { StringLike: { "s3:prefix": "log/*" } }, { "s3:prefix": "log/2026/1" }, true],
  ["StringLike with a question mark", { StringLike: { "s3:prefix": "log/?" } }, { "s3:prefix": "log/7" }, true],
  ["a question mark is one character", { StringLike: { "s3:prefix": "log/?" } }, { "s3:prefix": "log/77" }, false],
  ["StringLike matches the whole", { StringLike: { "s3:prefix": "log" } }, { "s3:prefix": "log/7" }, false],
  ["StringLike minds case", { StringLike: { "s3:prefix": "LOG/*" } }, { "s3:prefix": "log/7" }, false],
  ["StringLike takes a dot as one", { StringLike: { "s3:prefix": "l.g/*" } }, { "s3:prefix": "log/7" }, false],
  ["StringLike of an absent key", { StringLike: { "s3:prefix": "*" } }, {}, false],
  ["StringLike of an empty value", { StringLike: { "s3:prefix": ["", "log/"] } }, { "s3:prefix": "" }, true],
  ["StringNotLike of what is like", { StringNotLike: { "s3:prefix": "log/*" } }, { "s3:prefix": "log/7" }, false],
  ["StringNotLike of an absent key", { StringNotLike: { "s3:prefix": "log/*" } }, {}, true],
  ["NumericEquals", { NumericEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10.0" }, true],
  ["NumericNotEquals", { NumericNotEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10.0" }, false],
  ["NumericNotEquals of an absent key", { NumericNotEquals: { "s3:max-keys": "10" } }, {}, true],
  ["NumericLessThan", { NumericLessThan: { "s3:TlsVersion": 1.2 } }, { "s3:TlsVersion": "1.1" }, true],
  ["NumericLessThan of the same", { NumericLessThan: { "s3:TlsVersion": 1.2 } }, { "s3:TlsVersion": "1.2" }, false],
  ["NumericLessThan of an absent key", { NumericLessThan: { "s3:TlsVersion": 1.2 } }, {}, false],
  ["numbers are no texts", { NumericLessThan: { "s3:max-keys": "10" } }, { "s3:max-keys": "9" }, true],
  ["NumericLessThanEquals", { NumericLessThanEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10" }, true],
  ["NumericGreaterThan", { NumericGreaterThan: { "s3:max-keys": "10" } }, { "s3:max-keys": "10" }, false],
  ["NumericGreaterThanEquals", { NumericGreaterThanEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10" }, true],
  [
    "DateGreaterThan",
    { DateGreaterThan: { "aws:TokenIssueTime": "2026-01-01T00:00:01Z" } },
    { "aws:TokenIssueTime": "2026-03-01T12:00:00Z" },
    true,
  ],
  [
    "DateGreaterThan of an absent key",
    { DateGreaterThan: { "aws:TokenIssueTime": "2026-01-01T00:00:01Z" } },
    {},
    false,
  ],
  [
    "DateLessThan",
    { DateLessThan: { "aws:CurrentTime": "2026-01-02" } },
    { "aws:CurrentTime": "2026-01-02T00:00:00Z" },
    false,
  ],
  [
    "DateEquals of another offset",
    { DateEquals: { "aws:CurrentTime": "2026-01-02T01:00:00+01:00" } },
    { "aws:CurrentTime": "2026-01-02T00:00:00Z" },
    true,
  ],
  [
    "DateLessThanEquals of Unix time",
    { DateLessThanEquals: { "aws:CurrentTime": "1767312000" } },
    { "aws:CurrentTime": "2026-01-02T00:00:00Z" },
    true,
  ],
  ["DateNotEquals of an absent key", { DateNotEquals: { "aws:CurrentTime": "2026-01-02" } }, {}, true],
  ["Bool", { Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "false" }, true],
  ["Bool of the other", { Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "true" }, false],
  ["Bool of an absent key", { Bool: { "aws:SecureTransport": "false" } }, {}, false],
  [
    "IpAddress in a range",
    { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    { "aws:SourceIp": "203.0.113.9" },
    true,
  ],
  ["IpAddress outside", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, { "aws:SourceIp": "203.0.114.9" }, false],
  [
    "an address is a range of one",
    { IpAddress: { "aws:SourceIp": "203.0.113.1" } },
    { "aws:SourceIp": "203.0.113.2" },
    false,
  ],
  [
    "IpAddress of version 6",
    { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } },
    { "aws:SourceIp": "2001:DB8::7" },
    true,
  ],
  ["IpAddress of an absent key", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, {}, false],
  ["NotIpAddress of an absent key", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, {}, true],
  [
    "NotIpAddress in the range",
    { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    { "aws:SourceIp": "203.0.113.9" },
    false,
  ],
  [
    "ArnLike goes part by part",
    { ArnLike: { "aws:SourceArn": "arn:aws:some:*:111122223333:finance/*" } },
    { "aws:SourceArn": "arn:aws:some:us-east-2:999999999999:store/abc:111122223333:finance/1" },
    false,
  ],
  [
    "StringLike does not",
    { StringLike: { "aws:SourceArn": "arn:aws:some:*:111122223333:finance/*" } },
    { "aws:SourceArn": "arn:aws:some:us-east-2:999999999999:store/abc:111122223333:finance/1" },
    true,
  ],
  ["ArnEquals knows wildcards too", { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/wr?ter" } }, {}, true],
  [
    "the last part has colons",
    { ArnEquals: { "aws:SourceArn": "arn:aws:sns:*:*:a:*" } },
    { "aws:SourceArn": "arn:aws:sns:r:1:a:b:c" },
    true,
  ],
  ["ArnEquals minds case", { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/Writer" } }, {}, false],
  ["ArnEquals of an absent key", { ArnEquals: { "aws:SourceArn": "arn:aws:sns:*:*:*" } }, {}, false],
  ["ArnNotEquals of the ARN", { ArnNotEquals: { "aws:PrincipalArn": arn } }, {}, false],
  ["ArnNotEquals of an absent key", { ArnNotEquals: { "aws:SourceArn": "arn:aws:sns:*:*:*" } }, {}, true],
  ["ArnNotLike of one like it", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }, {}, false],
  ["IfExists of an absent key", { StringLikeIfExists: { "ec2:InstanceType": "t2.*" } }, {}, true],
  [
    "IfExists of a match",
    { StringLikeIfExists: { "ec2:InstanceType": "t2.*" } },
    { "ec2:InstanceType": "t2.nano" },
    true,
  ],
  [
    "IfExists of no match",
    { StringLikeIfExists: { "ec2:InstanceType": "t2.*" } },
    { "ec2:InstanceType": "m5.large" },
    false,
  ],
  ["negated IfExists of an absent key", { StringNotEqualsIfExists: { "aws:RequestTag/a": "b" } }, {}, true],
  ["Null true of an absent key", { Null: { "s3:if-none-match": "true" } }, {}, true],
  ["Null true of a key", { Null: { "s3:if-none-match": "true" } }, { "s3:if-none-match": "*" }, false],
  ["Null false of an absent key", { Null: { "aws:TokenIssueTime": "false" } }, {}, false],
  ["Null false of a key", { Null: { "aws:TokenIssueTime": "false" } }, { "aws:TokenIssueTime": "2026-01-01" }, true],
  ["Null of a key without values", { Null: { "aws:TagKeys": true } }, { "aws:TagKeys": [] }, true],
]);

// Title: Conditions with multiple context keys or values
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
const ofLedger = { "aws:PrincipalTag/team": ["ledger", "audit"], "aws:PrincipalTag/role": "seals" };
table("multiple keys or values", [
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
table("set operators", [
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
table("policy variables", [
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
