// Policies of AWS as lists: every way to write one statement, and no name of a person.
import { describe, expect, test } from "vitest";
import { policyDocument } from "../../../../collectors/aws/item/policy-document.ts";
import { UNREADABLE } from "../../../../collectors/aws/item/spelling.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

const people = {
  person: (provider: string, value: string) => `person:${provider}-${value.length}`,
  remember: () => {},
};
const read = (policy: unknown): Json =>
  policyDocument(typeof policy === "string" ? policy : JSON.stringify(policy), people);
const statement = (members: object): Json =>
  read({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...members }] });

test("values become sorted lists, names of statements go", () => {
  expect(
    read({
      Version: "2012-10-17",
      Id: "policy",
      Statement: {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: { Service: ["logs.amazonaws.com", "cloudtrail.amazonaws.com"], AWS: "*" },
        NotAction: "s3:GetObject",
        Resource: ["arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::b"],
        Condition: {
          NumericLessThan: { "s3:TlsVersion": 1.2 },
          Bool: { "aws:SecureTransport": false, "aws:PrincipalIsAWSService": ["false"] },
        },
      },
    }),
  ).toEqual({
    Statements: [
      {
        Effect: "Deny",
        Principals: [
          { Type: "AWS", Values: ["*"] },
          { Type: "Service", Values: ["cloudtrail.amazonaws.com", "logs.amazonaws.com"] },
        ],
        NotActions: ["s3:GetObject"],
        Resources: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
        Conditions: [
          { Operator: "Bool", Key: "aws:PrincipalIsAWSService", Values: ["false"] },
          { Operator: "Bool", Key: "aws:SecureTransport", Values: ["false"] },
          { Operator: "NumericLessThan", Key: "s3:TlsVersion", Values: ["1.2"] },
        ],
      },
    ],
  });
});

test("everybody is a principal of the type *", () => {
  expect(statement({ Principal: "*", Action: "*" })).toEqual({
    Statements: [{ Effect: "Allow", Principals: [{ Type: "*", Values: ["*"] }], Actions: ["*"] }],
  });
  expect(statement({ NotPrincipal: { AWS: ["b", "a"] }, NotResource: "arn:aws:s3:::b" })).toEqual({
    Statements: [
      { Effect: "Allow", NotPrincipals: [{ Type: "AWS", Values: ["a", "b"] }], NotResources: ["arn:aws:s3:::b"] },
    ],
  });
});

test("the order in which sets are written does not matter, that of statements is kept", () => {
  const allow = { Effect: "Allow", Principal: { AWS: ["1", "2"], Service: "s" }, Action: ["b", "a"] };
  const turned = { Action: ["a", "b"], Principal: { Service: ["s"], AWS: ["2", "1"] }, Effect: "Allow" };
  const deny = { Effect: "Deny", Principal: "*" };
  expect(read({ Statement: [allow, deny] })).toEqual(read({ Statement: [turned, deny] }));
  expect(read({ Statement: [allow, deny] })).not.toEqual(read({ Statement: [deny, allow] }));
});

test.each([
  ["no JSON", '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:user/jane"'],
  ["another value", "[]"],
  ["no statements", {}],
  ["a statement without an effect", { Statement: [{ Principal: "*" }] }],
  ["an action that is no text", { Statement: [{ Effect: "Allow", Action: 1 }] }],
  ["a principal that is a name", { Statement: [{ Effect: "Allow", Principal: "jane" }] }],
  ["a condition without keys", { Statement: [{ Effect: "Allow", Condition: { Bool: "true" } }] }],
  ["an element that may narrow it", { Statement: [{ Effect: "Allow", Principal: "*", Unless: {} }] }],
])("what is no policy is no document, and its text stays here: %s", (_, policy) => {
  expect(read(policy)).toBe(UNREADABLE);
});

describe("people", () => {
  const values = (principal: string): Json => statement({ Principal: { AWS: principal } });
  const one = (value: string): Json => ({
    Statements: [{ Effect: "Allow", Principals: [{ Type: "AWS", Values: [value] }] }],
  });

  test("users, sessions and federated users are references beside their account, machines keep their names", () => {
    const user = "arn:aws:iam::111122223333:user/people/jane.doe";
    expect(values(user)).toEqual(one(`arn:aws:iam::111122223333:user/person:aws-${user.length}`));
    expect(values("arn:aws:sts::111122223333:assumed-role/Admin/jane@northlight.example")).toEqual(
      one("arn:aws:sts::111122223333:assumed-role/Admin/person:aws-23"),
    );
    expect(values("arn:aws:sts::111122223333:federated-user/jane")).toEqual(
      one("arn:aws:sts::111122223333:federated-user/person:aws-4"),
    );
    for (const machine of [
      "arn:aws:iam::111122223333:role/ci",
      "arn:aws:iam::111122223333:root",
      "111122223333",
      "AIDACKCEVSQ6C2EXAMPLE",
    ]) {
      expect(values(machine)).toEqual(one(machine));
    }
  });

  const condition = (key: string, value: string): string =>
    JSON.stringify(statement({ Condition: { StringLike: { [key]: value } } }));

  test.each([
    ["aws:PrincipalArn", "arn:aws:iam::111122223333:user/jane*", "arn:aws:iam::111122223333:user/person:aws-4*"],
    ["aws:PrincipalArn", "arn:aws:iam::111122223333:user/*", "arn:aws:iam::111122223333:user/*"],
    ["aws:PrincipalArn", "*:user/jane", "*:user/person:aws-4"],
    ["aws:username", "jane.doe", "person:aws-8"],
    ["AWS:UserName", "jane*", "person:aws-4*"],
    ["aws:username", "*", "*"],
    ["aws:username", " ", " "],
    ["aws:username", "${aws:PrincipalTag/owner}", "${aws:PrincipalTag/owner}"],
    ["aws:userid", "AIDACKCEVSQ6C2EXAMPLE", "AIDACKCEVSQ6C2EXAMPLE"],
    ["aws:userid", "AROACKCEVSQ6C2EXAMPLE:*", "AROACKCEVSQ6C2EXAMPLE:*"],
    ["aws:userid", "AROACKCEVSQ6C2EXAMPLE:jane", "AROACKCEVSQ6C2EXAMPLE:person:aws-4"],
    ["aws:userid", "anonymous", "anonymous"],
    ["aws:userid", "${aws:userid}", "${aws:userid}"],
    ["aws:userid", "jane", "person:aws-4"],
    ["sts:RoleSessionName", "jane", "person:aws-4"],
    ["aws:PrincipalTag/email", "jane.doe@northlight.example", "person:aws-27"],
    ["aws:PrincipalTag/email", "*@northlight.example", "*@northlight.example"],
    ["aws:PrincipalTag/email", "jane*@northlight.example", "person:aws-4*person:aws-19"],
    ["aws:PrincipalTag/handle", "@", "@"],
    [
      "token.actions.githubusercontent.com:sub",
      "repo:octocat@123456/my-repo@456789:*",
      "repo:octocat@123456/my-repo@456789:*",
    ],
    ["accounts.google.com:sub", "jane@northlight.example", "person:aws-23"],
    ["saml:sub", "jane@northlight", "person:aws-15"],
    ["aws:PrincipalTag/team", "platform", "platform"],
    ["aws:SourceIp", "203.0.113.0/24", "203.0.113.0/24"],
  ])("the value of %s %s is %s", (key, value, expected) => {
    const written = condition(key, value);
    expect(JSON.parse(written)).toEqual({
      Statements: [{ Effect: "Allow", Conditions: [{ Operator: "StringLike", Key: key, Values: [expected] }] }],
    });
    expect(written).not.toMatch(/jane|doe/i);
  });

  test("an address in a resource is a reference too", () => {
    expect(JSON.stringify(statement({ Resource: "arn:aws:s3:::b/home/jane.doe@northlight.example/*" }))).toContain(
      "arn:aws:s3:::b/home/person:aws-27/*",
    );
  });
});

// What goes over a value once for each of its characters does not end in the time that a test has.
test.each([["a"], ["@a"], ["${"], [":user/"], [":assumed-role/"]])("a value of a great many %j is read", (piece) => {
  const value = piece.repeat(200_000);
  const read = statement({ Condition: { StringLike: { "aws:PrincipalArn": value, "s3:prefix": value } } });
  expect(read).not.toBe(UNREADABLE);
});
