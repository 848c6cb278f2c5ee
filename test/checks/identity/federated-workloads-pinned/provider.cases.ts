// Cases of the check on federated workloads: providers of workload identity pools.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Outcome } from "../../../../evidence-schema/record/record.ts";
import type { Case, Cases, Members } from "../../cases.ts";

const POOL = "projects/481516234201/locations/global/workloadIdentityPools/ci";
const GITHUB = "https://token.actions.githubusercontent.com";
const HCP = "https://app.terraform.io";
const GITLAB = "https://gitlab.com";

const MAPPING = [
  { Attribute: "google.subject", Expression: "assertion.sub" },
  { Attribute: "attribute.repository", Expression: "assertion.repository" },
  { Attribute: "attribute.repository_owner", Expression: "assertion['repository_owner']" },
  { Attribute: "attribute.both", Expression: "assertion.repository + assertion.ref" },
];

const provider = (issuerUri: string, attributeCondition?: string, more: Members = {}): Json => ({
  name: `${POOL}/providers/p`,
  state: "ACTIVE",
  AttributeMapping: MAPPING,
  ...(attributeCondition === undefined ? {} : { attributeCondition }),
  oidc: { issuerUri },
  ...more,
});

type Row = readonly [name: string, expect: Outcome, slice: Json];
const rows = (...table: readonly Row[]): readonly Case[] =>
  table.map(([name, expect, slice]) => ({ name, slice, expect }));

export const cases: Cases = {
  "gcp iam.googleapis.com/WorkloadIdentityPoolProvider": {
    cases: [
      ...rows(
        // https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
        [
          "an organization of GitHub, as documented",
          "pass",
          provider(GITHUB, "assertion.repository_owner=='my-organization'"),
        ],
        ["a group of GitLab, as documented", "pass", provider(GITLAB, "assertion.namespace_id=='12345678'")],
        [
          "an organization of HCP Terraform, as documented",
          "pass",
          provider(HCP, "assertion.terraform_organization_id=='org-xxxxxxxxxxxxxxx'"),
        ],
        // https://github.com/google-github-actions/auth/blob/main/docs/SECURITY_CONSIDERATIONS.md
        [
          "an owner and a repository by their ids, as documented",
          "pass",
          provider(GITHUB, "assertion.repository_owner_id == '1342004' && assertion.repository_id == '260064828'"),
        ],
        // https://docs.cloud.google.com/iam/docs/workload-identity-federation: an attribute condition on the mapped subject
        [
          "a repository by the mapped subject",
          "pass",
          provider(GITHUB, "google.subject.startsWith('repo:octo-org/octo-repo:')"),
        ],
        ["no condition", "fail", provider(GITHUB)],
        ["an empty condition", "fail", provider(GITHUB, "")],
        ["a condition that lets everybody pass", "fail", provider(GITHUB, "true")],
        ["a branch of any repository", "fail", provider(GITHUB, 'assertion.ref=="refs/heads/main"')],
        ["all owners but one", "fail", provider(GITHUB, "assertion.repository_owner != 'evil'")],
        ["one owner or a branch", "fail", provider(GITHUB, "assertion.repository_owner=='a' || assertion.ref=='main'")],
        [
          "one owner and a branch",
          "pass",
          provider(GITHUB, "(assertion.repository_owner=='a') && assertion.ref=='main'"),
        ],
        ["two owners", "pass", provider(GITHUB, "assertion.repository_owner in ['a', 'b']")],
        ["owners whose names begin alike", "fail", provider(GITHUB, "assertion.repository.startsWith('octo')")],
        ["a mapped attribute", "pass", provider(GITHUB, "attribute.repository_owner == 'octo-org'")],
        [
          "an attribute made of two claims",
          "indeterminate",
          provider(GITHUB, "attribute.both == 'octo-org/repo-main'"),
        ],
        ["a part of the repository", "indeterminate", provider(GITHUB, "assertion.repository.contains('octo-org/')")],
        ["a negation", "indeterminate", provider(GITHUB, "!(assertion.repository_owner == 'evil')")],
        ["a condition that is not read", "indeterminate", provider(GITHUB, "assertion.x.map(y, y + 1).size() > 0")],
        [
          "one owner and what is not read",
          "pass",
          provider(GITHUB, "assertion.repository_owner=='a' && has(assertion.x)"),
        ],
        ["another issuer", "indeterminate", provider("https://idp.acme.example")],
        ["another issuer, by a subject", "pass", provider("https://idp.acme.example", "assertion.sub == 'deployer'")],
        ["a cluster of Kubernetes", "pass", provider("https://oidc.eks.eu-central-1.amazonaws.com/id/ABC")],
        ["an account of AWS", "pass", { name: `${POOL}/providers/p`, aws: { accountId: "111122223333" } }],
        ["SAML", "indeterminate", { name: `${POOL}/providers/p`, saml: { idpMetadataXml: "<x/>" } }],
        ["a disabled provider", "not-applicable", provider(GITHUB, undefined, { disabled: true })],
        ["a deleted provider", "not-applicable", provider(GITHUB, undefined, { state: "DELETED" })],
        ["a provider without a name", "indeterminate", { oidc: { issuerUri: GITHUB } }],
      ),
      {
        name: "a provider of a disabled pool",
        slice: provider(GITHUB),
        related: { pools: { rows: [{ name: POOL, state: "ACTIVE", disabled: true }] } },
        expect: "not-applicable",
      },
      {
        name: "the facts of a failure, beside a pool in use",
        slice: provider(GITHUB, "true", { oidc: { issuerUri: GITHUB, allowedAudiences: ["https://x"] } }),
        related: { pools: { rows: [{ name: POOL, state: "ACTIVE" }] } },
        expect: "fail",
        because: "the provider takes tokens of customers of the issuer that have nothing to do with each other",
        facts: { issuer: "token.actions.githubusercontent.com", attributeCondition: "true", allowedAudiences: 1 },
      },
      {
        name: "two owners, as facts and words have them",
        slice: provider(GITHUB, "assertion.repository_owner in ['a', 'b']"),
        expect: "pass",
        because: "the provider takes tokens of no owner, cluster or account but those that are named",
      },
      {
        name: "an address of a person, which facts leave out",
        slice: provider(GITHUB, "assertion.repository_owner == 'a' || assertion.email == 'ann@corp.example'"),
        expect: "indeterminate",
        facts: {
          issuer: "token.actions.githubusercontent.com",
          attributeCondition: "assertion.repository_owner == 'a' || assertion.email == 'ADDRESS'",
          allowedAudiences: 0,
        },
      },
      {
        name: "everybody, beside a pool that was not read",
        slice: provider(GITHUB),
        related: { pools: { rows: [], complete: false, problem: { code: "denied", detail: "not permitted" } } },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "an issuer of the company's own",
        slice: provider("https://idp.acme.example"),
        parameters: { ownIssuers: ["https://idp.acme.example"] },
        expect: "pass",
      },
    ],
  },
};
