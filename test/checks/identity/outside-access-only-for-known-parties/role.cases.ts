// Cases of the check on outside parties: roles of IAM by their trust policies.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";
import { policy, type StatementText } from "../../engines/policy/policy-text.ts";

const OTHER = "444455556666";
const reference = `person:${"ab".repeat(32)}`;

const trusts = (...statements: readonly StatementText[]): Json => ({
  AssumeRolePolicyDocument: policy(...statements.map((each) => ({ Action: "sts:AssumeRole", ...each }))) as Json,
});
const account = (id: string): StatementText => ({ Principal: { AWS: `arn:aws:iam::${id}:root` } });
const withId = (statement: StatementText, operator = "StringEquals"): StatementText => ({
  ...statement,
  Condition: { [operator]: { "sts:ExternalId": "12345" } },
});
const federated = (provider: string): StatementText => ({
  Principal: { Federated: provider },
  Action: "sts:AssumeRoleWithWebIdentity",
});

const github = (Condition: NonNullable<StatementText["Condition"]>): StatementText => ({
  ...federated("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"),
  Condition,
});

const none = { everyone: false, unlisted: [], unlistedCount: 0 };
const one = (party: string): Json => ({ everyone: false, unlisted: [party], unlistedCount: 1 });
const known = { knownParties: [OTHER] };
const passed = "the trust policy lets in the account itself, services of AWS and listed parties at most";

export const cases: Cases = {
  "aws AWS::IAM::Role": {
    never: { "not-applicable": "each role trusts somebody" },
    cases: [
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
      {
        name: "a service of AWS, as documented",
        slice: trusts({ Principal: { Service: "ec2.amazonaws.com" } }),
        expect: "pass",
        because: passed,
        facts: none,
      },
      { name: "the account itself", slice: trusts(account("111122223333")), expect: "pass" },
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html
      {
        name: "another account, as documented",
        slice: trusts(account(OTHER)),
        expect: "fail",
        because: "the trust policy lets in parties that the config does not list: 1",
        facts: one(OTHER),
      },
      {
        name: "another account of the company",
        slice: trusts(account(OTHER)),
        parameters: { ownParties: [OTHER] },
        expect: "pass",
      },
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
      {
        name: "a known account with an external id, as documented",
        slice: trusts(withId(account(OTHER))),
        parameters: known,
        expect: "pass",
      },
      {
        name: "a known account without an external id",
        slice: trusts(account(OTHER)),
        parameters: known,
        expect: "fail",
        because: "a party of knownParties may assume the role without an external id",
        facts: none,
      },
      {
        name: "a known account without an external id, which the config does not ask for",
        slice: trusts(account(OTHER)),
        parameters: { ...known, requireExternalId: false },
        expect: "pass",
      },
      {
        name: "an external id that a missing one passes",
        slice: trusts(withId(account(OTHER), "StringEqualsIfExists")),
        parameters: known,
        expect: "fail",
      },
      {
        name: "an external id in one of two statements",
        slice: trusts(withId(account(OTHER)), account(OTHER)),
        parameters: known,
        expect: "fail",
      },
      {
        name: "an external id, and an account that is not known",
        slice: trusts(withId(account("999988887777"))),
        parameters: known,
        expect: "fail",
        facts: one("999988887777"),
      },
      {
        name: "everyone",
        slice: trusts({ Principal: "*" }),
        expect: "fail",
        because: "the trust policy lets everyone assume the role",
        facts: { everyone: true, unlisted: [], unlistedCount: 0 },
      },
      { name: "everyone who has the external id", slice: trusts(withId({ Principal: "*" })), expect: "fail" },
      {
        name: "everyone in the own organization",
        slice: trusts({ Principal: { AWS: "*" }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
        parameters: { ownParties: ["o-1"] },
        expect: "pass",
      },
      {
        name: "everyone in another organization",
        slice: trusts({ Principal: { AWS: "*" }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-2" } } }),
        parameters: { ownParties: ["o-1"] },
        expect: "fail",
        because: "the trust policy lets in parties that the config does not list: 1",
        facts: one("o-2"),
      },
      {
        name: "a provider of identities of the account",
        slice: trusts(federated("arn:aws:iam::111122223333:saml-provider/acme")),
        expect: "pass",
      },
      // https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
      {
        name: "repositories of an owner, as documented",
        slice: trusts(github({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" } })),
        expect: "pass",
      },
      {
        name: "everybody on GitHub",
        slice: trusts(github({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } })),
        expect: "fail",
        because: "the trust policy pins no subject (sub) of an identity provider whose customer anybody can be",
      },
      {
        name: "everybody of a cluster",
        slice: trusts(federated("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/AB")),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a public provider of identities",
        slice: trusts(federated("cognito-identity.amazonaws.com")),
        expect: "fail",
        facts: one("cognito-identity.amazonaws.com"),
      },
      {
        name: "a public provider of identities that is listed",
        slice: trusts(federated("cognito-identity.amazonaws.com")),
        parameters: { knownParties: ["cognito-identity.amazonaws.com"] },
        expect: "pass",
      },
      {
        name: "another account, which may tag sessions and assume nothing",
        slice: trusts({ ...account(OTHER), Action: "sts:TagSession" }),
        expect: "pass",
      },
      {
        name: "another account by NotAction",
        slice: trusts({ ...account(OTHER), Action: undefined, NotAction: "s3:*" }),
        expect: "fail",
      },
      {
        name: "another account, and a deny for all but the own organization",
        slice: trusts(account(OTHER), {
          Effect: "Deny",
          Principal: "*",
          Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
        }),
        parameters: { ownParties: ["o-1"] },
        expect: "pass",
      },
      {
        name: "a user of the account",
        slice: trusts({ Principal: { AWS: reference } }),
        related: { users: { rows: [{ ArnReference: reference }] } },
        expect: "pass",
      },
      {
        name: "a user of another account",
        slice: trusts({ Principal: { AWS: reference } }),
        related: { users: { rows: [] } },
        expect: "indeterminate",
        problem: "not-supported",
        because: "the trust policy lets in callers whom it names by no account, such as a user by a condition",
      },
      {
        name: "a user, and the users of the account not read",
        slice: trusts({ Principal: { AWS: reference } }),
        related: { users: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "a user of another account by ARN, whose account is known, with an external id",
        slice: trusts(withId({ Principal: { AWS: `arn:aws:iam::${OTHER}:user/${reference}` } })),
        parameters: known,
        expect: "pass",
      },
      {
        name: "a user of another account by ARN",
        slice: trusts({ Principal: { AWS: `arn:aws:iam::${OTHER}:user/${reference}` } }),
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "an account that may tag sessions alone, beside a user by a reference",
        slice: trusts({ ...account(OTHER), Action: "sts:TagSession" }, { Principal: { AWS: reference } }),
        related: { users: { rows: [] } },
        expect: "indeterminate",
        facts: none,
      },
      {
        name: "a principal with a wildcard",
        slice: trusts({ Principal: { AWS: "arn:aws:iam::*:root" } }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "no trust policy in the answer", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
      {
        name: "a trust policy that can't be read",
        slice: { AssumeRolePolicyDocument: "not JSON" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
