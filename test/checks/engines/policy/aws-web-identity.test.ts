// Subjects that trust policies ask of OpenID Connect providers: which of them name a customer.
import { expect, test } from "vitest";
import { unpinned } from "../../../../checks/engines/policy/aws/web-identity.ts";
import { policy } from "./policy-text.ts";

const GITHUB = "token.actions.githubusercontent.com";
const CLUSTER = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const of = (host: string, operator: string, key: string, ...values: readonly string[]) =>
  policy({
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    ...(operator === "" ? {} : { Condition: { [operator]: { [key]: values } } }),
  }).Statements.flatMap(unpinned);

test.each([
  // https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
  ["a branch, as documented", GITHUB, "StringEquals", `${GITHUB}:sub`, ["repo:octo-org/octo-repo:ref:refs/heads/main"]],
  ["a repository, as documented", GITHUB, "StringLike", `${GITHUB}:sub`, ["repo:octo-org/octo-repo:*"]],
  ["an owner", GITHUB, "StringLike", `${GITHUB}:SUB`, ["repo:octo-org/*"]],
  ["a group of GitLab", "gitlab.com", "StringLike", "gitlab.com:sub", ["project_path:acme/*:ref_type:branch:ref:main"]],
  // https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
  ["a service account, as documented", CLUSTER, "StringEquals", `${CLUSTER}:sub`, ["system:serviceaccount:shop:cart"]],
  ["a namespace", CLUSTER, "StringLike", `${CLUSTER}:sub`, ["system:serviceaccount:shop:*"]],
])("%s is named", (_, host, operator, key, values) => {
  expect(of(host, operator, key, ...values)).toEqual([]);
});

test.each([
  ["no condition", GITHUB, "", "", []],
  ["the audience alone", GITHUB, "StringEquals", `${GITHUB}:aud`, ["sts.amazonaws.com"]],
  ["every subject", GITHUB, "StringLike", `${GITHUB}:sub`, ["*"]],
  ["every repository", GITHUB, "StringLike", `${GITHUB}:sub`, ["repo:*"]],
  ["owners whose name begins alike", GITHUB, "StringLike", `${GITHUB}:sub`, ["repo:octo*"]],
  ["one of two that is open", GITHUB, "StringLike", `${GITHUB}:sub`, ["repo:octo-org/*", "*"]],
  ["a subject that may be missing", GITHUB, "StringEqualsIfExists", `${GITHUB}:sub`, ["repo:octo-org/octo-repo:*"]],
  ["all subjects but one", GITHUB, "StringNotEquals", `${GITHUB}:sub`, ["repo:octo-org/octo-repo:*"]],
  ["the subject of another provider", GITHUB, "StringEquals", "gitlab.com:sub", ["project_path:acme/shop:*"]],
])("%s names nobody", (_, host, operator, key, values) => {
  expect(of(host, operator, key, ...values)).toEqual(["shared"]);
});

test("a provider of the company's own is no shared one", () => {
  expect(of(CLUSTER, "", "")).toEqual(["other"]);
  expect(of(CLUSTER, "StringLike", `${CLUSTER}:sub`, "*")).toEqual(["other"]);
});
