// Whether a bucket's policy refuses requests without TLS.
import { expect, test } from "vitest";
import { refusesPlainHttp } from "../../../../checks/engines/policy/plain-http.ts";
import { policy, type StatementText } from "./policy-text.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
const recommended: StatementText = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
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
  ["everything denied, by TLS or not", [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }]],
])("refuses: %s", (_, statements) => {
  expect(refusesPlainHttp(policy(...statements), "acme")).toBe(true);
  const others: StatementText = { Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" };
  expect(refusesPlainHttp(policy(others, ...statements), "acme")).toBe(true);
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
  ["the wrong type of operator", [{ ...recommended, Condition: transport("StringEquals", "false") }]],
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
  expect(refusesPlainHttp(policy(...statements), "acme")).toBe(false);
});
