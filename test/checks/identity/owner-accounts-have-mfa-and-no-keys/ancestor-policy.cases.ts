// Cases of the check that owner accounts have MFA and no keys: policies of Google Cloud.
import type { Cases } from "../../cases.ts";
import { inheritedCases } from "./container-policy.cases.ts";
import { ownerPeopleCases } from "./owner-people.ts";
import { account, accounts, alice, conditional, machine, policy, throttled } from "./owners.ts";

export const ancestorPolicyCases: Cases[keyof Cases] = {
  cases: [
    ...ownerPeopleCases,
    ...inheritedCases,
    {
      name: "an organization that a whole domain owns",
      slice: policy("organization", ["roles/owner", { Kind: "domain", Domain: "example.com" }]),
      expect: "indeterminate",
      problem: "not-supported",
      because:
        "the IAM policy grants roles/owner or admin to members of a kind whose MFA Tidemark does not read, such as a whole domain",
    },
    {
      name: "a project that anybody owns",
      slice: policy("project", ["roles/owner", alice, { Kind: "allUsers", Reference: "" }]),
      expect: "fail",
      because: "the IAM policy grants roles/owner or admin to allUsers or allAuthenticatedUsers",
    },
    {
      name: "a project that a person owns under a condition that version 1 of the policy hides",
      slice: policy("project", ["roles/owner_withcond_2b17", alice]),
      expect: "indeterminate",
      problem: "not-supported",
      facts: { level: "project", owners: [{ kind: "user", members: 1 }], people: 1, withoutMfa: 0 },
    },
    {
      name: "a project that anybody owns under a condition that version 1 of the policy hides",
      slice: policy("project", ["roles/owner_withcond_2b17", { Kind: "allUsers" }]),
      expect: "indeterminate",
      because: "the IAM policy grants roles/owner or admin to everyone under a condition, which Tidemark does not read",
    },
    {
      name: "a project that anybody owns under a condition",
      slice: conditional(policy("project", ["roles/owner", { Kind: "allAuthenticatedUsers", Reference: null }])),
      expect: "indeterminate",
    },
    {
      name: "a role of the company whose name looks like another's",
      slice: policy("project", ["projects/p/roles/owner_withcond_2b17", alice]),
      expect: "not-applicable",
    },
    {
      name: "a folder that its service accounts own",
      slice: policy("folder", ["roles/owner", machine()]),
      related: accounts(account()),
      expect: "not-applicable",
      facts: { level: "folder", owners: [{ kind: "serviceAccount", members: 1 }] },
    },
    {
      name: "a project that a service account of another one owns",
      slice: policy("project", ["roles/owner", machine(), machine("ci@build.iam.gserviceaccount.com")]),
      related: accounts(account()),
      expect: "indeterminate",
      because:
        "the IAM policy grants roles/owner or admin to a service account outside the project, whose keys Tidemark does not read",
    },
    {
      name: "a project whose service accounts were not read",
      slice: policy("project", ["roles/owner", machine()]),
      related: { accounts: { rows: [], complete: false, problem: throttled } },
      expect: "indeterminate",
      problem: "throttled",
    },
    {
      name: "a policy without owners",
      slice: policy("folder", ["roles/editor", alice]),
      expect: "not-applicable",
      facts: { level: "folder", owners: [] },
    },
    {
      name: "an owner that was deleted",
      slice: policy("project", ["roles/owner", { Kind: "deleted", Reference: "deleted:serviceAccount" }]),
      expect: "not-applicable",
    },
    {
      name: "a policy without bindings",
      slice: { Type: "project" },
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
  ],
};
