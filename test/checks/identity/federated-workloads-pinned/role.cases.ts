// Cases of the check on federated workloads: trust policies of IAM roles.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Outcome } from "../../../../evidence-schema/record/record.ts";
import type { Case, Cases } from "../../cases.ts";
import { policy, type StatementText } from "../../engines/policy/policy-text.ts";

type Conditions = NonNullable<StatementText["Condition"]>;

const GITHUB = "token.actions.githubusercontent.com";
const CLUSTER = "oidc.eks.region-code.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const HCP = "app.terraform.io";
const BITBUCKET = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";
const CIRCLE = "oidc.circleci.com/org/94b70a5e-0000-4000-8000-000000000000";
const OWN = "gitlab.acme.example";

const slice = (...statements: readonly StatementText[]): Json => ({
  AssumeRolePolicyDocument: policy(...statements) as Json,
});
const arn = (host: string): string => `arn:aws:iam::111122223333:oidc-provider/${host}`;
const allow = (provider: string, Condition?: Conditions): StatementText => ({
  Principal: { Federated: provider },
  Action: "sts:AssumeRoleWithWebIdentity",
  ...(Condition === undefined ? {} : { Condition }),
});
const github = (Condition?: Conditions): StatementText => allow(arn(GITHUB), Condition);
const subject = (operator: string, ...values: readonly string[]): Conditions => ({
  [operator]: { [`${GITHUB}:sub`]: values },
});
const of = (host: string, operator: string, ...values: readonly string[]): StatementText =>
  allow(arn(host), { [operator]: { [`${host}:sub`]: values } });
const shown = (by: string, lets: string): Json => ({ trusted: [{ by: by.toLowerCase(), lets }], trustedCount: 1 });

type Row = readonly [name: string, expect: Outcome, ...statements: StatementText[]];
const rows = (...table: readonly Row[]): readonly Case[] =>
  table.map(([name, expect, ...statements]) => ({ name, slice: slice(...statements), expect }));

const aud = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };

/** Trust policies as the pages of AWS and of the issuers have them. */
const documented = rows(
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
  [
    "a branch of a GitHub repository, as AWS documents",
    "pass",
    github({ StringEquals: { ...aud, [`${GITHUB}:sub`]: "repo:GitHubOrg/GitHubRepo:ref:refs/heads/GitHubBranch" } }),
  ],
  // https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
  [
    "a branch, as GitHub documents",
    "pass",
    github({ StringEquals: { ...aud, [`${GITHUB}:sub`]: "repo:octo-org/octo-repo:ref:refs/heads/octo-branch" } }),
  ],
  [
    "all branches of a repository, as GitHub documents",
    "pass",
    github({ StringEquals: aud, StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/octo-repo:*" } }),
  ],
  [
    "an environment, as GitHub documents",
    "pass",
    github({ StringEquals: { ...aud, [`${GITHUB}:sub`]: "repo:octo-org/octo-repo:environment:prod" } }),
  ],
  // https://docs.github.com/en/actions/reference/security/oidc
  [
    "all repositories of an owner by a subject made of the owner alone, as GitHub documents",
    "fail",
    github(subject("StringEquals", "repository_owner:monalisa")),
  ],
  [
    "a subject with the repository and the workflow that it calls, as GitHub documents",
    "pass",
    github(
      subject(
        "StringLike",
        "repo:octo-org/octo-repo:environment:Production:job_workflow_ref:octo-org/octo-automation/*",
      ),
    ),
  ],
  // https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
  [
    "a service account of a cluster, as AWS documents",
    "pass",
    allow(arn(CLUSTER), {
      StringEquals: {
        [`${CLUSTER}:aud`]: "sts.amazonaws.com",
        [`${CLUSTER}:sub`]: "system:serviceaccount:default:my-service-account",
      },
    }),
  ],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
  [
    "an identity pool of Cognito, as AWS documents",
    "pass",
    allow("cognito-identity.amazonaws.com", {
      StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-2:12345678-abcd-abcd-abcd-123456" },
      "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
    }),
  ],
  [
    "an application of Google, as AWS documents",
    "pass",
    allow("accounts.google.com", { StringEquals: { "accounts.google.com:aud": "66677788899900pro0" } }),
  ],
  [
    "an application of Login with Amazon, as AWS documents",
    "pass",
    allow("www.amazon.com", { StringEquals: { "www.amazon.com:app_id": "amzn1.application-oa2-123456" } }),
  ],
  // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
  [
    "a workspace of HCP Terraform, as HashiCorp documents",
    "pass",
    allow(arn(HCP), {
      StringEquals: { [`${HCP}:aud`]: "aws.workload.identity" },
      StringLike: { [`${HCP}:sub`]: "organization:my-org:project:my-project:workspace:my-workspace:run_phase:*" },
    }),
  ],
  // https://docs.gitlab.com/ci/cloud_services/aws/
  [
    "a branch of a GitLab project, as GitLab documents",
    "pass",
    of("gitlab.com", "StringEquals", "project_path:mygroup/myproject:ref_type:branch:ref:main"),
  ],
  [
    "all branches of a GitLab project, as GitLab documents",
    "pass",
    of("gitlab.com", "StringLike", "project_path:mygroup/myproject:ref_type:branch:ref:*"),
  ],
  [
    "all projects of a GitLab group, as GitLab documents",
    "fail",
    of("gitlab.com", "StringLike", "project_path:mygroup/*:ref_type:branch:ref:main"),
  ],
  // https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
  [
    "a repository of Bitbucket by its id, as Atlassian documents",
    "pass",
    of(BITBUCKET, "StringLike", "{a5a7f5b0-1234-4e5f-8a9b-0123456789ab}:*"),
  ],
  // https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
  [
    "a project of CircleCI, as CircleCI documents",
    "pass",
    of(CIRCLE, "StringLike", "org/94b70a5e-0000-4000-8000-000000000000/project/c1c1c1c1-0000-4000-8000-000000000000/*"),
  ],
);

const widths = rows(
  ["every repository of every owner", "fail", github(subject("StringLike", "repo:*"))],
  ["owners whose names begin alike", "fail", github(subject("StringLike", "repo:octo*"))],
  ["every subject", "fail", github(subject("StringLike", "*"))],
  ["an owner", "fail", github(subject("StringLike", "repo:octo-org/*"))],
  ["repositories whose names begin alike", "fail", github(subject("StringLike", "repo:octo-org/octo-repo*"))],
  ["one of two that is open", "fail", github(subject("StringLike", "repo:octo-org/octo-repo:*", "repo:octo-org/*"))],
  ["an owner of any name", "fail", github(subject("StringLike", "repo:*/octo-repo:ref:refs/heads/main"))],
  ["the owner that a variable names", "fail", github(subject("StringEquals", "repo:${aws:PrincipalTag/owner}/r:*"))],
  ["an environment that every owner may have", "fail", github(subject("StringEquals", "environment:prod"))],
  ["no subject, only an audience", "fail", github({ StringEquals: aud })],
  ["no condition", "fail", github()],
  ["a subject that may be missing", "fail", github(subject("StringLikeIfExists", "repo:octo-org/octo-repo:*"))],
  ["each value of none", "fail", github(subject("ForAllValues:StringLike", "repo:octo-org/octo-repo:*"))],
  [
    "each value, of which there has to be one",
    "pass",
    github({
      ...subject("ForAllValues:StringLike", "repo:octo-org/octo-repo:*"),
      Null: { [`${GITHUB}:sub`]: "false" },
    }),
  ],
  ["any value", "pass", github(subject("ForAnyValue:StringLike", "repo:octo-org/octo-repo:*"))],
  ["all subjects but one", "fail", github(subject("StringNotLike", "repo:octo-org/octo-repo:*"))],
  [
    "all subjects but those that are denied",
    "pass",
    github({ StringEquals: aud }),
    { ...github(subject("StringNotLike", "repo:octo-org/octo-repo:*")), Effect: "Deny" },
  ],
  [
    "a deny for everyone, with a list of actions",
    "not-applicable",
    github(),
    { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole*" },
  ],
  ["a deny of another action", "fail", github(), { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" }],
  ["a claim of GitHub's own", "indeterminate", github({ StringEquals: { [`${GITHUB}:repository_id`]: "123456" } })],
  ["a workflow, which others may call", "indeterminate", github(subject("StringLike", "job_workflow_ref:octo-org/*"))],
  ["the subject of another issuer", "fail", github({ StringLike: { "gitlab.com:sub": "project_path:acme/shop:*" } })],
  ["two statements, one open", "fail", github(subject("StringEquals", "repo:o/r:x")), github()],
  [
    "two conditions, one open",
    "pass",
    github({ ...subject("StringLike", "repo:*"), ...subject("StringEquals", "repo:o/r:x") }),
  ],
  ["a namespace of a cluster", "fail", of(CLUSTER, "StringLike", "system:serviceaccount:shop:*")],
  ["a cluster", "fail", allow(arn(CLUSTER), { StringEquals: { [`${CLUSTER}:aud`]: "sts.amazonaws.com" } })],
  ["a service account of every namespace", "fail", of(CLUSTER, "StringLike", "system:serviceaccount:*:cart")],
  [
    "a workspace of Terraform by its name, which is the organization's",
    "pass",
    of(HCP, "StringLike", "organization:acme:project:*:workspace:net:run_phase:*"),
  ],
  ["an organization of Terraform", "fail", of(HCP, "StringLike", "organization:acme:*")],
  ["a workspace of Bitbucket, which the issuer names", "fail", allow(arn(BITBUCKET))],
  ["a public provider without its application", "fail", allow("accounts.google.com")],
  [
    "any identity pool",
    "fail",
    allow("cognito-identity.amazonaws.com", { StringLike: { "cognito-identity.amazonaws.com:aud": "eu-*" } }),
  ],
  ["a server of its own, by a project", "pass", of(OWN, "StringLike", "project_path:acme/shop:*")],
  ["another issuer, by a fixed subject", "pass", of("idp.acme.example", "StringEquals", "deployer")],
  ["another issuer, by any subject", "fail", of("idp.acme.example", "StringLike", "*")],
  ["another issuer, by a part of a subject", "indeterminate", of("idp.acme.example", "StringLike", "deploy-*")],
  [
    "another issuer, by an audience",
    "indeterminate",
    allow(arn("idp.acme.example"), { StringEquals: { "idp.acme.example:azp": "x" } }),
  ],
  ["another issuer without a condition", "fail", allow(arn("idp.acme.example"))],
  [
    "a provider of SAML",
    "not-applicable",
    { Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/Okta" }, Action: "sts:AssumeRoleWithSAML" },
  ],
  ["a service of AWS", "not-applicable", { Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  ["everyone, by web identity", "fail", { Principal: "*", Action: "sts:AssumeRoleWithWebIdentity" }],
  [
    "everyone of an organization, who has no token",
    "not-applicable",
    { Principal: "*", Action: "sts:*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
  ],
  [
    "everyone whose token names a repository",
    "pass",
    {
      Principal: "*",
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: subject("StringEquals", "repo:o/r:ref:refs/heads/main"),
    },
  ],
);

export const cases: Cases = {
  "aws AWS::IAM::Role": {
    cases: [
      ...documented,
      ...widths,
      {
        name: "the words of a pass",
        slice: slice(github(subject("StringLike", "repo:octo-org/octo-repo:*"))),
        expect: "pass",
        because: "the trust policy lets in workloads by name",
        facts: shown(GITHUB, "workload"),
      },
      {
        name: "the words of an owner",
        slice: slice(github(subject("StringLike", "repo:octo-org/*"))),
        expect: "fail",
        because: "the trust policy lets in all workloads of an owner",
        facts: shown(GITHUB, "owner"),
      },
      {
        name: "an owner, where that is allowed",
        slice: slice(github(subject("StringLike", "repo:octo-org/*"))),
        parameters: { allowOwner: true },
        expect: "pass",
        because: "the trust policy lets in all workloads of an owner",
      },
      {
        name: "everybody, where an owner is allowed",
        slice: slice(github(subject("StringLike", "repo:*"))),
        parameters: { allowOwner: true },
        expect: "fail",
        because: "the trust policy lets in workloads of more than one owner or namespace",
        facts: shown(GITHUB, "anybody"),
      },
      // https://docs.github.com/en/actions/reference/security/oidc: the owner and the repository with their ids
      {
        name: "a repository by names and ids",
        slice: slice(
          allow(arn("token.actions.githubusercontent.com"), {
            StringLike: { "token.actions.githubusercontent.com:sub": "repo:octocat@123456/my-repo@456789:*" },
          }),
        ),
        expect: "pass",
      },
      {
        name: "an issuer of the company's own, whose provider has the slash at its end",
        slice: slice(allow(arn("gitlab.acme.example/"))),
        parameters: { allowOwner: true, ownIssuers: ["https://gitlab.acme.example/"] },
        expect: "pass",
      },
      {
        name: "an issuer of the company's own, where an owner is allowed",
        slice: slice(allow(arn("gitlab.acme.example"))),
        parameters: { allowOwner: true, ownIssuers: ["https://gitlab.acme.example/"] },
        expect: "pass",
        facts: shown(OWN, "owner"),
      },
      {
        name: "a condition that is not understood, with its range",
        slice: slice(of("idp.acme.example", "StringLike", "deploy-*")),
        expect: "indeterminate",
        problem: "not-supported",
        facts: shown("idp.acme.example", "workload-anybody"),
      },
      { name: "a role without its trust policy", slice: { RoleName: "x" }, expect: "indeterminate" },
    ],
  },
};
