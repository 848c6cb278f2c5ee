// Policies without which identity policies are nothing: of keys, and of roles that are assumed. Each table names its page.
import type { Statement } from "../support/iam/statement.ts";
import {
  ACCOUNT,
  asWriter,
  decisionTable,
  HERE,
  may,
  mayNot,
  policy,
  role,
  ROLE,
  root,
  service,
  stranger,
  STRANGER,
  THERE,
  user,
  Version,
  YES,
  type On,
} from "./decision-table.ts";

// Title: Default key policy
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
// and: Key policies in AWS KMS, https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
// and: Allowing users in other accounts to use a KMS key
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
const key = (...statements: Partial<Statement>[]): On => ({ ...policy(...statements), kind: "kms" });
const sign = { action: "kms:Sign", resource: `arn:aws:kms:eu-west-1:${HERE}:key/1` };
decisionTable(
  "KMS",
  [
    [
      "an identity policy does not reach a key whose policy is silent",
      role(may),
      key({ Principal: STRANGER }),
      "no statement allows it",
    ],
    [
      "nor one that lets the account do something else",
      role(may),
      key({ Principal: ACCOUNT, Action: "kms:DescribeKey" }),
      "no statement allows it",
    ],
    ["the account lets its identity policies decide", role(may), key({ Principal: ACCOUNT }), "allowed by both"],
    ["and gives nobody a permission by itself", role(), key({ Principal: ACCOUNT }), "no statement allows it"],
    [
      "also with a condition on who asks",
      role(),
      key({ Principal: ACCOUNT, Condition: asWriter }),
      "no statement allows it",
    ],
    [
      "which holds for others no more",
      user(may),
      key({ Principal: ACCOUNT, Condition: asWriter }),
      "no statement allows it",
    ],
    ["the key policy names the role", role(), key({ Principal: ROLE }), "allowed by resource policy"],
    ["an identity policy denies", role(mayNot), key({ Principal: ROLE }), "explicit deny"],
    ["the root user has no right of its own", root, key({ Principal: ROLE }), "no statement allows it"],
    ["but by the account", root, key({ Principal: ACCOUNT }), "allowed by both"],
    ["another account's role by both", stranger(may), key({ Principal: { AWS: THERE } }), "allowed by both"],
    ["and not by one", stranger(), key({ Principal: STRANGER }), "no statement allows it"],
    ["a call of KMS is one without being told", role(may), policy({ Principal: STRANGER }), "no statement allows it"],
  ],
  sign,
);

// Title: How AWS enforcement code logic evaluates requests to allow or deny access: trust policies have to allow, too.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
const trust = (Principal: NonNullable<Statement["Principal"]>): On => ({
  account: HERE,
  policy: { Version, Statement: { Effect: YES, Principal, Action: "sts:AssumeRole" } },
});
decisionTable(
  "trust policies",
  [
    ["an identity policy is not enough", role(may), trust(STRANGER), "no statement allows it"],
    ["the account lets its identity policies decide", role(may), trust(ACCOUNT), "allowed by both"],
    ["and nobody else", role(), trust(ACCOUNT), "no statement allows it"],
    ["the trust policy names the role", role(), trust(ROLE), "allowed by resource policy"],
    ["a service", service("lambda"), trust({ Service: "lambda.amazonaws.com" }), "allowed by resource policy"],
  ],
  { action: "sts:AssumeRole", resource: `arn:aws:iam::${HERE}:role/reader` },
);
