// Whether a bucket's policy refuses requests without TLS.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition, Statement } from "../../../../checks/engines/policy/policy-document.ts";
import { runs } from "../../../support/scale.ts";
import { isAllowed, type IamRequest } from "./iam-by-definition.ts";
import { plainHttp } from "../../../../checks/engines/policy/plain-http.ts";
import { policy, type StatementText } from "./policy-text.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
const recommended: StatementText = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const NOW = "2026-11-28T06:00:00.000Z";
const and = (operator: string, key: string, ...values: string[]): StatementText => ({
  ...recommended,
  Condition: { Bool: { "aws:SecureTransport": "false" }, [operator]: { [key]: values } },
});
const transport = (operator: string, value: string) => ({ [operator]: { "aws:SecureTransport": value } });

test.each<[string, StatementText[]]>([
  ["the statement that AWS recommends", [recommended]],
  ["every account", [{ ...recommended, Principal: { AWS: "*" } }]],
  ["every action of every service", [{ ...recommended, Action: "*" }]],
  ["another spelling", [{ ...recommended, Action: "S3:*", Condition: { Bool: { "AWS:securetransport": "False" } } }]],
  ["BoolIfExists: the key is in every request", [{ ...recommended, Condition: transport("BoolIfExists", "false") }]],
  ["one pattern for the bucket and its objects", [{ ...recommended, Resource: "arn:aws:s3:::acme*" }]],
  ["every resource", [{ ...recommended, Resource: "*" }]],
  ["another partition", [{ ...recommended, Resource: ["arn:aws-cn:s3:::acme", "arn:aws-cn:s3:::acme/*"] }]],
  [
    "a statement for the bucket and one for its objects",
    [
      { ...recommended, Resource: "arn:aws:s3:::acme" },
      { ...recommended, Resource: "arn:aws:s3:::acme/*" },
    ],
  ],
  ["all actions but those of another service", [{ ...recommended, Action: undefined, NotAction: "iam:*" }]],
  ["all resources but another bucket", [{ ...recommended, Resource: undefined, NotResource: "arn:aws:s3:::other" }]],
  ["ForAnyValue: the key has one value", [{ ...recommended, Condition: transport("ForAnyValue:Bool", "false") }]],
  ["since a date that is past", [and("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z")]],
  ["until a date that has not come", [and("DateLessThan", "aws:CurrentTime", "2999-01-01T00:00:00Z")]],
  ["since a date that is past, in seconds", [and("DateGreaterThan", "aws:CurrentTime", "1577836800")]],
  ["since seconds that are past", [and("NumericGreaterThan", "aws:EpochTime", "1577836800")]],
  ["since seconds that are past, compared as dates", [and("DateGreaterThanEquals", "aws:EpochTime", "1577836800")]],
  ["but at one instant", [and("DateNotEquals", "aws:CurrentTime", "2020-01-01T00:00:00Z")]],
  ["IfExists of a version that plain HTTP does not have", [and("NumericLessThanIfExists", "s3:TlsVersion", "1.2")]],
  [
    "a statement for some actions and one for all but those",
    [
      { ...recommended, Action: "s3:Get*" },
      { ...recommended, Action: undefined, NotAction: "s3:Get*" },
    ],
  ],
  [
    "a statement for some objects and one for all but those",
    [
      { ...recommended, Resource: "arn:aws:s3:::acme/private/*" },
      { ...recommended, Resource: undefined, NotResource: "arn:aws:s3:::acme/private/*" },
    ],
  ],
  ["everything denied, by TLS or not", [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }]],
])("refuses: %s", (_, statements) => {
  expect(plainHttp(policy(...statements), "acme", NOW)).toBe("refused");
  const others: StatementText = { Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" };
  expect(plainHttp(policy(others, ...statements), "acme", NOW)).toBe("refused");
});

test.each<[string, StatementText[]]>([
  ["nothing", []],
  ["an allow of TLS, which denies nothing else", [{ ...recommended, Effect: "Allow" }]],
  ["objects only", [{ ...recommended, Resource: "arn:aws:s3:::acme/*" }]],
  ["the bucket only", [{ ...recommended, Resource: "arn:aws:s3:::acme" }]],
  ["some objects", [{ ...recommended, Resource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/private/*"] }]],
  ["another bucket", [{ ...recommended, Resource: ["arn:aws:s3:::acme-2", "arn:aws:s3:::acme-2/*"] }]],
  ["all resources but some", [{ ...recommended, Resource: undefined, NotResource: "arn:aws:s3:::acme/public/*" }]],
  ["reading only", [{ ...recommended, Action: ["s3:Get*", "s3:List*"] }]],
  ["all actions but one", [{ ...recommended, Action: undefined, NotAction: "s3:GetObject" }]],
  ["one account", [{ ...recommended, Principal: { AWS: "arn:aws:iam::111122223333:root" } }]],
  [
    "all but one role",
    [{ ...recommended, Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/legacy" } }],
  ],
  ["requests by TLS", [{ ...recommended, Condition: transport("Bool", "true") }]],
  ["since a date that has not come", [and("DateGreaterThan", "aws:CurrentTime", "2999-01-01T00:00:00Z")]],
  ["until a date that is past", [and("DateLessThan", "aws:CurrentTime", "2020-01-01T00:00:00Z")]],
  ["since a month that has not come", [and("DateGreaterThan", "aws:CurrentTime", "2999-01")]],
  ["since a day that has not come", [and("DateGreaterThanEquals", "aws:EpochTime", "2999-01-01")]],
  ["since seconds that have not come", [and("NumericGreaterThan", "aws:EpochTime", "32472144000")]],
  ["a version of TLS, which plain HTTP does not have", [and("NumericLessThan", "s3:TlsVersion", "1.2")]],
  ["everybody but one organisation", [and("StringNotEquals", "aws:PrincipalOrgID", "o-1")]],
  [
    "what each caller's name says",
    [{ ...recommended, Resource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/${aws:username}"] }],
  ],
  [
    "requests of one network only",
    [
      {
        ...recommended,
        Condition: { ...transport("Bool", "false"), IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
      },
    ],
  ],
])("does not refuse: %s", (_, statements) => {
  expect(plainHttp(policy(...statements), "acme", NOW)).toBe("accepted");
});

test.each<[string, StatementText[]]>([
  ["an operator of another type", [{ ...recommended, Condition: transport("StringEquals", "false") }]],
  ["an operator that nobody knows", [and("DateSomething", "aws:CurrentTime", "2020-01-01T00:00:00Z")]],
  ["a key that nobody knows", [and("Bool", "acme:Internal", "true")]],
  ["a value that may be anything", [and("StringLike", "aws:userid", "*")]],
  ["a date that is none", [and("DateGreaterThan", "aws:CurrentTime", "soon")]],
  ["a year, which may be seconds", [and("DateGreaterThan", "aws:CurrentTime", "2030")]],
  ["a day in digits", [and("DateGreaterThan", "aws:CurrentTime", "20300101")]],
  ["a date without an offset", [and("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00")]],
  ["a date that is compared as a number", [and("NumericGreaterThan", "aws:CurrentTime", "1577836800")]],
  ["a number that is a date", [and("NumericGreaterThan", "aws:EpochTime", "2020-01-01T00:00:00Z")]],
  ["milliseconds", [and("NumericGreaterThan", "aws:EpochTime", "1577836800000")]],
  ["milliseconds as a date", [and("DateGreaterThan", "aws:EpochTime", "1577836800000")]],
  ["a text that is compared", [and("StringNotEquals", "aws:CurrentTime", "2020-01-01T00:00:00Z")]],
])("is not understood: %s", (_, statements) => {
  expect(plainHttp(policy(...statements), "acme", NOW)).toBe("unknown");
  // Beside a deny that is understood it makes no difference.
  expect(plainHttp(policy(...statements, recommended), "acme", NOW)).toBe("refused");
});

test("whatever the denies say: where plain HTTP is said to be refused, no request without TLS gets past them", () => {
  const some = (...texts: string[]) => fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 });
  const either = (name: string, value: fc.Arbitrary<string[]>) =>
    fc.tuple(fc.constantFrom(name, name, `Not${name}`), value).map(([key, given]) => ({ [key]: given }));
  const condition = fc.constantFrom<Condition>(
    { Operator: "Bool", Key: "aws:SecureTransport", Values: ["false"] },
    { Operator: "Bool", Key: "aws:SecureTransport", Values: ["false"] },
    { Operator: "Bool", Key: "aws:SecureTransport", Values: ["true"] },
    { Operator: "Null", Key: "aws:SecureTransport", Values: ["false"] },
    { Operator: "StringNotEquals", Key: "aws:SourceVpc", Values: ["vpc-1"] },
  );
  const statement = fc
    .tuple(
      either("Actions", some("s3:*", "*", "s3:Get*", "s3:GetObject", "s3:P*", "iam:*")),
      either(
        "Resources",
        some("arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/x*", "arn:aws:s3:::b*", "arn:aws:s3:::c", "*"),
      ),
      fc.array(condition, { maxLength: 2 }),
    )
    .map(([what, where, Conditions]): Statement => ({
      Effect: "Deny",
      Principals: [{ Type: "*", Values: ["*"] }],
      ...what,
      ...where,
      Conditions,
    }));
  const requests: IamRequest[] = [
    ...["s3:GetObject", "s3:PutObject", "s3:DeleteObject"].flatMap((action) =>
      ["arn:aws:s3:::b/x1", "arn:aws:s3:::b/y"].map((resource) => [action, resource] as const),
    ),
    ["s3:ListBucket", "arn:aws:s3:::b"] as const,
    ["s3:GetBucketLocation", "arn:aws:s3:::b"] as const,
  ].flatMap(([action, resource]) =>
    [{ "aws:sourceip": ["192.0.2.7"] }, { "aws:sourcevpc": ["vpc-1"] }].map((network) => ({
      account: null,
      action,
      resource,
      keys: { ...network, "aws:securetransport": ["false"] },
    })),
  );
  const everyone: Statement = {
    Effect: "Allow",
    Principals: [{ Type: "*", Values: ["*"] }],
    Actions: ["*"],
    Resources: ["*"],
  };
  const count = { policies: 0, refused: 0, falseFails: 0 };
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (denies) => {
      const past = requests.filter((request) => isAllowed({ Statements: [everyone, ...denies] }, request));
      const said = plainHttp({ Statements: denies }, "b", NOW);
      count.policies += 1;
      count.refused += said === "refused" ? 1 : 0;
      count.falseFails += said === "accepted" && past.length === 0 ? 1 : 0;
      if (said === "refused") expect(past).toEqual([]);
    }),
    { numRuns: runs(20_000) },
  );
  console.log("denies of plain HTTP:", count);
  expect(count.refused).toBeGreaterThan(count.policies / 20);
  // Several denies that each name a part are not put together.
  expect(count.falseFails / count.policies).toBeLessThan(0.05);
});
