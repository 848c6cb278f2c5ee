// Which actions and resources a statement is about. Each table names its page.
import { describe, expect, test } from "vitest";
import { decide } from "../support/iam/decide.ts";
import { grants, isUsedBy } from "../support/iam/grants.ts";
import type { Statement } from "../support/iam/statement.ts";

type About = Pick<Statement, "Action" | "NotAction" | "Resource" | "NotResource">;
type Row = readonly [what: string, about: About, action: string, resource: string, isAbout: boolean];

const account = "111122223333";
const arn = `arn:aws:iam::${account}:role/writer`;
const [log, other] = ["arn:aws:s3:::ledger/log/7.json", "arn:aws:s3:::names/7.json"];
const queue = `arn:aws:sqs:eu-west-1:${account}:mails`;

const allows = (about: About, action: string, resource: string): boolean => {
  const policies = [{ Version: "2012-10-17", Statement: { Effect: "Allow", ...about } }] as const;
  return decide({ by: { kind: "aws", arn, account, policies }, action, resource }).allowed;
};

function table(page: string, rows: readonly Row[]): void {
  describe(page, () => {
    test.each(rows)("%s", (_, about, action, resource, isAbout) => {
      expect(allows(about, action, resource)).toBe(isAbout);
    });
  });
}

// Title: IAM JSON policy elements: Action
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
const all = { Resource: "*" };
table("Action", [
  ["the action", { ...all, Action: "s3:GetObject" }, "s3:GetObject", log, true],
  ["another action", { ...all, Action: "s3:GetObject" }, "s3:GetObjectVersion", log, false],
  ["prefix and name ignore case", { ...all, Action: "S3:getobject" }, "s3:GetObject", log, true],
  ["one of several", { ...all, Action: ["s3:GetObject", "sqs:SendMessage"] }, "sqs:SendMessage", queue, true],
  ["all of a service", { ...all, Action: "s3:*" }, "s3:PutObject", log, true],
  ["of that service alone", { ...all, Action: "s3:*" }, "s3express:CreateSession", "*", false],
  ["an asterisk within", { ...all, Action: "iam:*AccessKey*" }, "iam:ListAccessKeys", "*", true],
  ["an asterisk within, of another name", { ...all, Action: "iam:*AccessKey*" }, "iam:ListUsers", "*", false],
  ["everything", { ...all, Action: "*" }, "kms:Sign", "*", true],
]);

// Title: IAM JSON policy elements: NotAction
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
table("NotAction", [
  ["all but these", { ...all, NotAction: ["iam:*", "sts:*"] }, "s3:GetObject", log, true],
  ["not these", { ...all, NotAction: ["iam:*", "sts:*"] }, "STS:assumerole", "*", false],
  ["of these resources alone", { NotAction: "s3:DeleteBucket", Resource: log }, "s3:PutObject", other, false],
]);

// Title: IAM JSON policy elements: Resource
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
const read = { Action: "*" };
table("Resource", [
  ["the resource", { ...read, Resource: queue }, "sqs:SendMessage", queue, true],
  ["resources mind case", { ...read, Resource: queue.replace("mails", "Mails") }, "sqs:SendMessage", queue, false],
  ["the bucket is not its objects", { ...read, Resource: "arn:aws:s3:::ledger" }, "s3:GetObject", log, false],
  ["all objects of a bucket", { ...read, Resource: "arn:aws:s3:::ledger/*" }, "s3:GetObject", log, true],
  [
    "all objects are not the bucket",
    { ...read, Resource: "arn:aws:s3:::ledger/*" },
    "s3:ListBucket",
    "arn:aws:s3:::ledger",
    false,
  ],
  ["an asterisk goes past slashes", { ...read, Resource: "arn:aws:s3:::*/7.json" }, "s3:GetObject", log, true],
  [
    "a question mark is one character",
    { ...read, Resource: "arn:aws:s3:::ledger/log/?.json" },
    "s3:GetObject",
    log,
    true,
  ],
  ["and not two", { ...read, Resource: "arn:aws:s3:::ledger/lo?.json" }, "s3:GetObject", log, false],
  ["any region", { ...read, Resource: `arn:aws:sqs:*:${account}:mails` }, "sqs:SendMessage", queue, true],
  [
    "a wildcard within a part stays in it",
    { ...read, Resource: "arn:aws:sqs:eu-*3:mails" },
    "sqs:SendMessage",
    queue,
    false,
  ],
  ["one that ends a part goes on", { ...read, Resource: "arn:aws:sqs:eu-*:mails" }, "sqs:SendMessage", queue, true],
  ["fields that are missing are any", { ...read, Resource: "arn:aws:sqs" }, "sqs:SendMessage", queue, true],
  ["of that service alone", { ...read, Resource: "arn:aws:sqs" }, "s3:GetObject", log, false],
  ["one of several", { ...read, Resource: [queue, log] }, "s3:GetObject", log, true],
  ["an action without a resource wants the asterisk", { ...read, Resource: queue }, "sqs:ListQueues", "*", false],
  ["and has it", { ...read, Resource: [queue, "*"] }, "sqs:ListQueues", "*", true],
  [
    "a variable",
    { ...read, Resource: "arn:aws:s3:::ledger-${aws:PrincipalAccount}/*" },
    "s3:GetObject",
    `arn:aws:s3:::ledger-${account}/1`,
    true,
  ],
  [
    "a variable without a value",
    { ...read, Resource: "arn:aws:s3:::${aws:PrincipalTag/a}" },
    "s3:ListBucket",
    "arn:aws:s3:::a",
    false,
  ],
]);

// Title: IAM JSON policy elements: NotResource
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
table("NotResource", [
  [
    "all but these",
    { ...read, NotResource: ["arn:aws:s3:::ledger", "arn:aws:s3:::ledger/*"] },
    "s3:GetObject",
    other,
    true,
  ],
  ["not these", { ...read, NotResource: ["arn:aws:s3:::ledger", "arn:aws:s3:::ledger/*"] }, "s3:GetObject", log, false],
  [
    "a variable without a value excepts nothing",
    { ...read, NotResource: "arn:aws:s3:::${aws:PrincipalTag/a}/*" },
    "s3:GetObject",
    log,
    true,
  ],
]);

describe("what is not known is refused", () => {
  test.each<readonly [About, string, string, RegExp]>([
    [{ Action: "GetObject", Resource: "*" }, "s3:GetObject", log, /found action GetObject/],
    [{ Action: "s?:GetObject", Resource: "*" }, "s3:GetObject", log, /found action s\?:GetObject/],
    [{ Action: "*", Resource: "ledger/*" }, "s3:GetObject", log, /found resource ledger\/\*/],
    [{ Action: "*", Resource: "arn:aws:s*:::ledger" }, "s3:GetObject", log, /names its service/],
    [{ Action: "*" }, "s3:GetObject", log, /Resource and NotResource/],
    [{ Action: "*", Resource: "*", NotResource: log }, "s3:GetObject", log, /Resource and NotResource/],
    [{ Resource: "*" }, "s3:GetObject", log, /Action and NotAction/],
    [{ Action: "*", Resource: "*", Resources: "*" } as About, "s3:GetObject", log, /member Resources/],
    [{ Action: "*", Resource: "*" }, "GetObject", log, /found action GetObject/],
    [{ Action: "*", Resource: "*" }, "s3:Get*", log, /found action s3:Get\*/],
    [{ Action: "*", Resource: "*" }, "s3:GetObject", "ledger/log", /found resource ledger\/log/],
  ])("%j, %s on %s", (about, action, resource, message) => {
    expect(() => allows(about, action, resource)).toThrow(message);
  });

  test("an effect, a version", () => {
    const decided = (policy: object): unknown =>
      decide({ by: { kind: "aws", arn, account, policies: [policy as never] }, action: "s3:GetObject", resource: log });
    expect(() => decided({ Statement: { Effect: "allow", Action: "*", Resource: "*" } })).toThrow(/Effect allow/);
    expect(() => decided({ Version: "2026-01-01", Statement: [] })).toThrow(/Version 2026-01-01/);
  });
});

test("grants are the actions and resources of what is allowed, one by one", () => {
  const Statement = [
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] },
    { Effect: "Deny", Action: "s3:*", Resource: "*" },
    { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" },
  ] as const;
  const granted = grants({ Statement });
  expect(granted.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
    "s3:GetObject arn:aws:s3:::a/*",
    "s3:GetObject arn:aws:s3:::b/*",
    "s3:PutObject arn:aws:s3:::a/*",
    "s3:PutObject arn:aws:s3:::b/*",
    "sts:AssumeRole *",
  ]);
  const used = granted.filter((grant) => isUsedBy(grant, { action: "s3:GetObject", resource: "arn:aws:s3:::b/log/1" }));
  expect(used).toEqual([{ action: "s3:GetObject", resource: "arn:aws:s3:::b/*" }]);
  expect(() => grants({ Statement: { Effect: "Allow", NotAction: "s3:*", Resource: "*" } })).toThrow(/no list/);
});
