// Cases of the check on federated workloads: IAM policies that give roles to workloads of identity pools.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";

const POOL = "projects/481516234201/locations/global/workloadIdentityPools/ci";
const CLUSTER = "projects/481516234201/locations/global/workloadIdentityPools/shop.svc.id.goog";
const GITHUB = "https://token.actions.githubusercontent.com";

const set = (rest: string, pool = POOL): Json => ({
  Kind: "principalSet",
  Reference: `principalSet://iam.googleapis.com/${pool}/${rest}`,
});
const one = (subject: string, pool = POOL): Json => ({
  Kind: "principal",
  Reference: `principal://iam.googleapis.com/${pool}/subject/${subject}`,
});

const policy = (members: readonly Json[], more: { readonly [member: string]: Json } = {}): Json => ({
  Ancestor: "projects/481516234201",
  Type: "project",
  Bindings: [{ Role: "roles/storage.objectAdmin", HasCondition: false, Members: members }],
  ...more,
});

const provider = (attributeCondition: string, more: { readonly [member: string]: Json } = {}) => ({
  rows: [
    {
      name: `${POOL}/providers/github`,
      attributeCondition,
      AttributeMapping: [
        { Attribute: "google.subject", Expression: "assertion.sub" },
        { Attribute: "attribute.repository", Expression: "assertion.repository" },
        { Attribute: "attribute.repository_owner", Expression: "assertion.repository_owner" },
        { Attribute: "attribute.ref", Expression: "assertion.ref" },
      ],
      oidc: { issuerUri: GITHUB },
      ...more,
    },
  ],
});
const owner = provider("assertion.repository_owner == 'octo-org'");

/** The project's own policy, beside a provider that cuts GitHub down to one owner. */
const beside = (name: string, members: readonly Json[], expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice: policy(members),
  related: { providers: owner },
  expect,
  ...more,
});

const container = (members: readonly Json[]): Json => ({
  Type: "organization",
  Bindings: [{ Role: "roles/viewer", HasCondition: false, Members: members }],
});

export const cases: Cases = {
  "gcp Tidemark::ResourceManager::AncestorPolicy": {
    cases: [
      // https://docs.cloud.google.com/iam/docs/principal-identifiers
      beside("a subject of a pool, as documented", [one("repo:octo-org/octo-repo:ref:refs/heads/main")], "pass", {
        because: "the IAM policy of the project lets in workloads by name",
        facts: { trusted: [{ by: POOL, lets: "workload" }], trustedCount: 1 },
      }),
      // https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
      beside("a repository by its attribute, as documented", [set("attribute.repository/octo-org/octo-repo")], "pass"),
      // https://docs.cloud.google.com/iam/docs/principal-identifiers
      beside("all of the pool, as documented", [set("*")], "fail", {
        because: "the IAM policy of the project lets in all workloads of an owner",
        facts: { trusted: [{ by: POOL, lets: "owner" }], trustedCount: 1 },
      }),
      beside("all of the pool, where an owner is allowed", [set("*")], "pass", { parameters: { allowOwner: true } }),
      beside("an owner by its attribute", [set("attribute.repository_owner/octo-org")], "fail"),
      beside("a branch of any repository", [set("attribute.ref/refs/heads/main")], "fail"),
      beside("an attribute that the provider does not make", [set("attribute.team/x")], "indeterminate"),
      beside("a group", [set("group/admins")], "indeterminate"),
      beside("a repository whose escapes are broken", [set("attribute.repository/50%off")], "indeterminate", {
        problem: "not-supported",
      }),
      ...(
        [
          ["assertion.repository", "octo-org/octo-repo", "pass"],
          ["assertion.repository_owner", "octo-org", "fail"],
          ["assertion.environment", "production", "fail"],
          ["assertion.ref", "refs/heads/main", "fail"],
          ["assertion.actor", "octocat", "fail"],
          ["assertion.repository + assertion.ref", "octo-org/octo-repo", "indeterminate"],
        ] as const
      ).map(([expression, subject, expect]): Case => ({
        name: `a subject made of ${expression}`,
        slice: policy([one(subject)]),
        related: {
          providers: provider("", { AttributeMapping: [{ Attribute: "google.subject", Expression: expression }] }),
        },
        expect,
      })),
      {
        name: "a subject of a pool whose providers are of another project",
        slice: policy([
          one(
            "repo:octo-org/octo-repo:ref:refs/heads/main",
            "projects/99/locations/global/workloadIdentityPools/theirs",
          ),
        ]),
        related: { providers: owner },
        expect: "indeterminate",
      },
      // https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds: the ARN is the subject
      {
        name: "a role of AWS",
        slice: policy([one("arn:aws:sts::111122223333:assumed-role/deploy/i-0")]),
        related: { providers: { rows: [{ name: `${POOL}/providers/aws`, aws: { accountId: "111122223333" } }] } },
        expect: "pass",
      },
      beside("all of a disabled pool", [set("*")], "not-applicable", {
        related: { providers: owner, pools: { rows: [{ name: POOL, state: "ACTIVE", disabled: true }] } },
        because: "the IAM policy names only workloads of identity pools that are disabled or deleted",
      }),
      beside("all of a deleted pool", [set("*")], "not-applicable", {
        related: { providers: owner, pools: { rows: [{ name: POOL, state: "DELETED" }] } },
      }),
      beside("all of a pool in use", [set("*")], "fail", {
        related: { providers: owner, pools: { rows: [{ name: POOL, state: "ACTIVE" }] } },
      }),
      beside("all of a pool that was not read", [set("*")], "indeterminate", {
        related: {
          providers: owner,
          pools: { rows: [], complete: false, problem: { code: "denied", detail: "not permitted" } },
        },
        problem: "denied",
      }),
      beside("a cluster's own workloads", [set("namespace/shop", CLUSTER), set("*", CLUSTER)], "not-applicable"),
      beside(
        "people and service accounts",
        [{ Kind: "serviceAccount", Reference: "serviceAccount:a@b" }],
        "not-applicable",
      ),
      {
        name: "all of a pool whose provider names one repository",
        slice: policy([set("*")]),
        related: { providers: provider("assertion.repository == 'octo-org/octo-repo'") },
        expect: "pass",
      },
      {
        name: "all of a pool of every repository",
        slice: policy([set("*")]),
        related: { providers: provider("") },
        parameters: { allowOwner: true },
        expect: "fail",
        because: "the IAM policy of the project lets in workloads of more than one owner or namespace",
      },
      {
        name: "all of a pool whose only provider is disabled",
        slice: policy([set("*")]),
        related: { providers: provider("", { disabled: true }) },
        expect: "indeterminate",
      },
      {
        name: "all of a pool, under a condition that Tidemark does not read",
        slice: policy([], { Bindings: [{ HasCondition: true, Members: [set("*")] }] }),
        related: { providers: owner },
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "all of a pool of another project",
        slice: policy([set("*", "projects/99/locations/global/workloadIdentityPools/theirs")]),
        related: { providers: owner },
        expect: "indeterminate",
      },
      {
        name: "all of a pool, where providers were not read",
        slice: policy([set("*")]),
        related: { providers: { rows: [], complete: false, problem: { code: "denied", detail: "not permitted" } } },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "all of a pool, where one provider was read and lets an owner in",
        slice: policy([set("*")]),
        related: { providers: { ...owner, complete: false, problem: { code: "denied", detail: "not permitted" } } },
        expect: "fail",
      },
      {
        name: "a policy without bindings",
        slice: { Type: "project", Ancestor: "projects/1" },
        expect: "indeterminate",
      },
    ],
  },
  "gcp Tidemark::ResourceManager::ContainerPolicy": {
    never: {
      fail: "pools lie in projects, whose providers an organization does not read",
      pass: "pools lie in projects, whose providers an organization does not read",
    },
    cases: [
      { name: "a subject of a pool", slice: container([one("repo:o/r:x")]), expect: "indeterminate" },
      { name: "all of a pool", slice: container([set("*")]), expect: "indeterminate" },
      { name: "nobody of a pool", slice: container([]), expect: "not-applicable" },
    ],
  },
};
