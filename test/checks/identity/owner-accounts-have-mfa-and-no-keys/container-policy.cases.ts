// Cases of the check that owner accounts have MFA and no keys: folders and organizations of Google Cloud, in their scopes and below.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { ownerPeopleCases } from "./owner-people.ts";
import { alice, conditional, machine, policy } from "./owners.ts";

const bob = { ...alice, Reference: `person:${"b".repeat(64)}` };
const FOLDER = policy("folder", ["roles/owner", alice, machine()], ["roles/viewer", bob]);
const ORGANIZATION = policy("organization", ["roles/owner", alice]);

/** Alice has no 2-step verification. */
const people: { readonly users: RelatedRows } = {
  users: { rows: [{ References: [alice.Reference], isEnrolledIn2Sv: false }] },
};
const inFolder = (...rows: Json[]): { readonly folders: RelatedRows } => ({ folders: { rows } });
const inOrganization = (...rows: Json[]): { readonly organizations: RelatedRows } => ({ organizations: { rows } });
const denied: RelatedRows = {
  rows: [],
  complete: false,
  problem: { code: "denied", detail: "resourcemanager.folders.getIamPolicy (PERMISSION_DENIED)" },
};

/** A policy that a project inherits. */
export const inheritedCases: readonly Case[] = [
  {
    name: "a folder that is enrolled, whose policy stands there",
    slice: FOLDER,
    related: { ...people, ...inFolder(policy("folder", ["roles/owner", bob, machine(), alice])) },
    expect: "not-applicable",
    because: "the IAM policy is of a folder or organization that is enrolled, and judged there",
    facts: {
      level: "folder",
      owners: [
        { kind: "serviceAccount", members: 1 },
        { kind: "user", members: 1 },
      ],
    },
  },
  {
    name: "an organization that is enrolled, whose policy stands there",
    slice: ORGANIZATION,
    related: { ...people, ...inOrganization(ORGANIZATION), ...inFolder(FOLDER) },
    expect: "not-applicable",
  },
  {
    name: "an organization that is not enrolled, below it a folder that is",
    slice: ORGANIZATION,
    related: { ...people, ...inFolder(ORGANIZATION) },
    expect: "fail",
  },
  {
    name: "a folder whose policy lacks an owner there: the owner came since",
    slice: policy("folder", ["roles/owner", alice, bob]),
    related: { ...people, ...inFolder(policy("folder", ["roles/owner", bob])) },
    expect: "fail",
  },
  {
    name: "a folder whose policy has the owner there under a condition, and here without one",
    slice: policy("folder", ["roles/owner", alice]),
    related: { ...people, ...inFolder(conditional(policy("folder", ["roles/owner", alice]))) },
    expect: "fail",
  },
  {
    name: "a folder whose policy has the person there with another role",
    slice: policy("folder", ["roles/owner", alice]),
    related: { ...people, ...inFolder(policy("folder", ["roles/editor", alice])) },
    expect: "fail",
  },
  {
    name: "a folder that anybody owns, which is enrolled",
    slice: policy("folder", ["roles/owner", { Kind: "allUsers" }]),
    related: inFolder(policy("folder", ["roles/owner", { Kind: "allUsers", Reference: null }])),
    expect: "not-applicable",
  },
  {
    name: "a folder that is enrolled and may not be read",
    slice: policy("folder", ["roles/owner", alice]),
    related: { ...people, folders: denied },
    expect: "indeterminate",
    problem: "denied",
    facts: { level: "folder", owners: [{ kind: "user", members: 1 }] },
  },
  {
    name: "a folder without owners, which is enrolled and may not be read",
    slice: policy("folder", ["roles/viewer", alice]),
    related: { folders: denied },
    expect: "not-applicable",
    because: "the IAM policy grants roles/owner or admin to nobody",
  },
  {
    name: "the project's own policy, whatever stands above",
    slice: policy("project", ["roles/owner", alice]),
    related: { ...people, folders: denied, organizations: denied },
    expect: "fail",
  },
  {
    name: "a policy without the name of what it is of",
    slice: { ...(ORGANIZATION as Members), Ancestor: null },
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

export const containerPolicyCases: Cases[keyof Cases] = {
  cases: [
    // People are judged as in a project; there alone service accounts are known.
    ...ownerPeopleCases.filter(({ related = {} }) => !("accounts" in related)),
    {
      name: "an organization with a person who lacks 2-step verification, beside a service account",
      slice: policy("organization", ["roles/owner", alice, machine()]),
      related: people,
      expect: "fail",
      facts: {
        level: "organization",
        owners: [
          { kind: "serviceAccount", members: 1 },
          { kind: "user", members: 1 },
        ],
        people: 1,
        withoutMfa: 1,
      },
    },
    {
      name: "a folder with a service account alone",
      slice: policy("folder", ["roles/owner", machine()]),
      expect: "indeterminate",
      problem: "not-supported",
      because:
        "the IAM policy grants roles/owner or admin to a service account, whose keys Tidemark reads only with its project",
    },
    {
      name: "an organization that a whole domain owns",
      slice: policy("organization", ["roles/owner", { Kind: "domain", Domain: "example.com" }]),
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: "a folder that anybody owns",
      slice: policy("folder", ["roles/owner", { Kind: "allUsers" }]),
      expect: "fail",
    },
    {
      name: "a folder without owners",
      slice: policy("folder", ["roles/editor", alice]),
      expect: "not-applicable",
      facts: { level: "folder", owners: [] },
    },
    {
      name: "a policy without bindings",
      slice: { Type: "folder" },
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
  ],
};
