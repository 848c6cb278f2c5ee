// Who is allowed what by identity policies and a resource's own, as the documentation of AWS says. Each table names its page.
import { describe, expect, test } from "vitest";
import type { Principal } from "../support/iam/principal.ts";
import type { Statement } from "../support/iam/statement.ts";
import {
  ACCOUNT,
  anything,
  asWriter,
  decided,
  decisionTable,
  HERE,
  may,
  mayNot,
  NO,
  of,
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

// Title: Policy evaluation for requests within a single account
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
// and: How AWS enforcement code logic evaluates requests to allow or deny access
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
decisionTable("one account", [
  ["nothing allows", role(), undefined, "no statement allows it"],
  ["an identity policy alone", role(may), undefined, "allowed by identity policy"],
  [
    "an identity policy, on a resource without a policy",
    role(may),
    { policy: null, account: HERE },
    "allowed by identity policy",
  ],
  [
    "an identity policy, and a resource's that does not speak of it",
    role(may),
    policy({ Principal: STRANGER }),
    "allowed by identity policy",
  ],
  ["a resource's policy alone", role(), policy({ Principal: ROLE }), "allowed by resource policy"],
  ["both", role(may), policy({ Principal: ROLE }), "allowed by both"],
  ["an identity policy denies what both allow", role(mayNot), policy({ Principal: ROLE }), "explicit deny"],
  ["another of its policies denies", role(may, mayNot), undefined, "explicit deny"],
  [
    "a resource's policy denies what both allow",
    role(may),
    policy({ Principal: ROLE }, { Principal: "*", Effect: NO }),
    "explicit deny",
  ],
  ["the root user may", root, { policy: null, account: HERE }, "allowed by identity policy"],
  ["what nobody denies the root user", root, policy({ Principal: "*", Effect: NO }), "explicit deny"],
]);

// Title: Cross-account policy evaluation logic
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
decisionTable("two accounts", [
  ["an identity policy is not enough", stranger(may), { policy: null, account: HERE }, "no statement allows it"],
  ["nor with a policy for others", stranger(may), policy({ Principal: ROLE }), "no statement allows it"],
  ["a resource's policy is not enough", stranger(), policy({ Principal: STRANGER }), "no statement allows it"],
  ["not even for everybody", stranger(), policy({ Principal: "*" }), "no statement allows it"],
  ["both do", stranger(may), policy({ Principal: STRANGER }), "allowed by both"],
  ["by the account", stranger(may), policy({ Principal: { AWS: THERE } }), "allowed by both"],
  [
    "the account delegates and nobody takes it up",
    stranger(),
    policy({ Principal: { AWS: THERE } }),
    "no statement allows it",
  ],
  ["the identity policy denies", stranger(mayNot), policy({ Principal: STRANGER }), "explicit deny"],
  [
    "the resource's account denies",
    stranger(may),
    policy({ Principal: STRANGER }, { Principal: "*", Effect: NO }),
    "explicit deny",
  ],
  ["a role of the same name elsewhere", stranger(may), policy({ Principal: { AWS: HERE } }), "no statement allows it"],
  ["the other account's root user", of(THERE, "root"), policy({ Principal: { AWS: THERE } }), "allowed by both"],
]);

// Title: AWS JSON policy elements: Principal
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
decisionTable("Principal", [
  ["everybody, of the account", user(), policy({ Principal: "*" }), "allowed by resource policy"],
  ["everybody, as AWS", user(), policy({ Principal: { AWS: "*" } }), "allowed by resource policy"],
  [
    "one of several",
    user(),
    policy({ Principal: { AWS: [ROLE.AWS, `arn:aws:iam::${HERE}:user/ann`] } }),
    "allowed by resource policy",
  ],
  [
    "names mind case",
    user(),
    policy({ Principal: { AWS: `arn:aws:iam::${HERE}:user/Ann` } }),
    "no statement allows it",
  ],
  ["an account delegates and names nobody", role(), policy({ Principal: ACCOUNT }), "no statement allows it"],
  ["so does its number", role(), policy({ Principal: { AWS: HERE } }), "no statement allows it"],
  [
    "a condition on who asks does not change that",
    role(),
    policy({ Principal: ACCOUNT, Condition: asWriter }),
    "no statement allows it",
  ],
  [
    "the same condition beside everybody names them",
    role(),
    policy({ Principal: "*", Condition: asWriter }),
    "allowed by resource policy",
  ],
  [
    "with an identity policy the account's role may",
    role(may),
    policy({ Principal: ACCOUNT }),
    "allowed by identity policy",
  ],
  ["the root user is the account", root, policy({ Principal: ACCOUNT }), "allowed by both"],
  [
    "an account that is denied is everybody in it",
    role(may),
    policy({ Principal: ACCOUNT, Effect: NO }),
    "explicit deny",
  ],
  ["by its number too", user(may), policy({ Principal: { AWS: HERE }, Effect: NO }), "explicit deny"],
  [
    "and nobody outside",
    stranger(may),
    policy({ Principal: STRANGER }, { Principal: ACCOUNT, Effect: NO }),
    "allowed by both",
  ],
  ["a service is none of the account", service("sns"), policy({ Principal: ACCOUNT }), "no statement allows it"],
  [
    "services by name",
    service("sns"),
    policy({ Principal: { Service: ["s3.amazonaws.com", "sns.amazonaws.com"] } }),
    "allowed by resource policy",
  ],
  [
    "another service",
    service("sqs"),
    policy({ Principal: { Service: "sns.amazonaws.com" } }),
    "no statement allows it",
  ],
  ["a role is no service", role(), policy({ Principal: { Service: "sns.amazonaws.com" } }), "no statement allows it"],
]);

// Title: AWS JSON policy elements: NotPrincipal
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
const but = (NotPrincipal: NonNullable<Statement["NotPrincipal"]>): On => ({
  account: HERE,
  policy: { Version, Statement: { Effect: NO, NotPrincipal, ...anything } },
});
decisionTable("NotPrincipal", [
  ["denies others", user(may), but({ AWS: [ROLE.AWS, HERE] }), "explicit deny"],
  [
    "excepts a role that is named with its account",
    role(may),
    but({ AWS: [ROLE.AWS, HERE] }),
    "allowed by identity policy",
  ],
  ["by the account's ARN too", role(may), but({ AWS: [ROLE.AWS, ACCOUNT.AWS] }), "allowed by identity policy"],
  ["not one whose account is missing", role(may), but(ROLE), "explicit deny"],
  ["not one that is missing beside its account", role(may), but(ACCOUNT), "explicit deny"],
  ["grants nothing by itself", role(), but({ AWS: [ROLE.AWS, HERE] }), "no statement allows it"],
]);

test("the statement that decided is told", () => {
  const on = policy({ Sid: "named", Principal: ROLE });
  expect(decided(role(may), on).statement?.Sid).toBe("named");
  expect(decided(role(may), undefined).statement).toBe(may.Statement);
  expect(decided(role(), undefined).statement).toBeNull();
  const denies = policy({ Sid: "allows", Principal: "*" }, { Sid: "denies", Principal: "*", Effect: NO });
  expect(decided(role(), denies).statement?.Sid).toBe("denies");
});

describe("what is not known is refused", () => {
  test.each<readonly [string, Principal, On | undefined, RegExp]>([
    [
      "a session",
      role(),
      policy({ Principal: { AWS: `arn:aws:sts::${HERE}:assumed-role/writer/1` } }),
      /found principal arn:aws:sts/,
    ],
    [
      "part of a name",
      role(),
      policy({ Principal: { AWS: `arn:aws:iam::${HERE}:role/*` } }),
      /found principal arn:aws:iam/,
    ],
    ["a federated identity", role(), policy({ Principal: { Federated: "accounts.google.com" } }), /kind Federated/],
    ["a canonical user", role(), policy({ Principal: { CanonicalUser: "79a59d" } }), /kind CanonicalUser/],
    ["any service", role(), policy({ Principal: { Service: "*" } }), /found service \*/],
    ["no principal", role(), policy({}), /Principal and NotPrincipal/],
    [
      "NotPrincipal beside Allow",
      role(),
      { account: HERE, policy: { Statement: { Effect: YES, NotPrincipal: ROLE, ...anything } } },
      /beside Allow/,
    ],
    ["nobody", role(), but("*"), /would mean nobody/],
    [
      "a principal in an identity policy",
      role({ Statement: { Effect: YES, Principal: "*", ...anything } }),
      undefined,
      /in an identity policy/,
    ],
    ["who asks as a session", of(HERE, "assumed-role/writer/1"), undefined, /expected a role, user or root/],
    ["who asks of another account", { ...stranger(), account: HERE } as Principal, undefined, /of that account/],
    ["identity policies of a root user", of(HERE, "root", may), undefined, /nothing can be attached/],
    ["a key that holds objects", role(), { policy: null, account: HERE, kind: "kms" }, /found s3:GetObject on a key/],
    ["an account that is none", role(), { policy: null, account: "here" }, /found account here/],
  ])("%s", (_, by, on, message) => {
    expect(() => decided(by, on)).toThrow(message);
    expect(() => decided(by, on)).toThrow(TypeError);
  });
});
