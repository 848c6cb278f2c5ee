// Cases of the check that nothing grants everything outside of listed holders: IAM policies of Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";
import { alice, conditional, machine, policy } from "../owner-accounts-have-mfa-and-no-keys/owners.ts";

const group: Json = { Kind: "group", Domain: "example.com", Reference: `person:${"c".repeat(64)}` };
const agent = machine("481516234201@cloudservices.gserviceaccount.com");
const compute = machine("481516234201-compute@developer.gserviceaccount.com");
const facts = (members: { readonly [name: string]: Json }): Json => ({
  level: "project",
  listed: 0,
  groups: 0,
  serviceAgent: 0,
  defaultServiceAccounts: 0,
  others: [],
  ...members,
});

const anywhere = (type: string): readonly Case[] => [
  {
    name: "an owner by herself",
    slice: policy(type, ["roles/owner", alice], ["roles/viewer", group]),
    expect: "fail",
    because: "the IAM policy grants roles/owner or roles/editor to 1 that are not among allowedHolders",
    facts: facts({ level: type, others: [{ to: "roles/owner user", members: 1 }] }),
  },
  {
    name: "a listed person and a listed service account",
    slice: policy(type, ["roles/owner", alice, machine()]),
    parameters: { allowedHolders: [alice.Reference, "serviceAccount:Deploy@shop-prod.iam.gserviceaccount.com"] },
    expect: "pass",
    facts: facts({ level: type, listed: 2 }),
  },
  { name: "a group", slice: policy(type, ["roles/owner", group]), expect: "pass" },
  {
    name: "a group, where groups are listed too",
    slice: policy(type, ["roles/owner", group]),
    parameters: { allowGroups: false },
    expect: "fail",
  },
  { name: "a service account with Editor", slice: policy(type, ["roles/editor", machine()]), expect: "fail" },
  {
    name: "a whole domain",
    slice: policy(type, ["roles/editor", { Kind: "domain", Domain: "example.com" }]),
    expect: "fail",
  },
  { name: "other roles", slice: policy(type, ["roles/viewer", alice]), expect: "not-applicable" },
  {
    name: "an owner who was deleted",
    slice: policy(type, ["roles/owner", { ...alice, Kind: "deleted" }]),
    expect: "not-applicable",
  },
  {
    name: "an owner under a condition",
    slice: conditional(policy(type, ["roles/owner", alice])),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "an owner under a condition that is not shown",
    slice: policy(type, ["roles/owner_withcond_0a1b2c3d", alice]),
    expect: "indeterminate",
    problem: "not-supported",
  },
];

export const cases: Cases = {
  "gcp Tidemark::ResourceManager::AncestorPolicy": {
    cases: [
      ...anywhere("project"),
      // https://docs.cloud.google.com/iam/docs/service-account-types
      {
        name: "Google's own agent and default service accounts, as in a new project",
        slice: policy(
          "project",
          ["roles/editor", agent, compute, machine("shop-prod@appspot.gserviceaccount.com")],
          ["roles/owner", group],
        ),
        expect: "pass",
        because: "the IAM policy grants roles/owner and roles/editor only where the check allows it",
        facts: facts({ groups: 1, serviceAgent: 1, defaultServiceAccounts: 2 }),
      },
      {
        name: "a default service account that owns",
        slice: policy("project", ["roles/owner", compute]),
        expect: "fail",
      },
      {
        name: "a service account whose name looks like an agent's",
        slice: policy("project", ["roles/editor", machine("service-1@cloudservices-robot.iam.gserviceaccount.com")]),
        expect: "fail",
      },
      {
        name: "a folder that is enrolled",
        slice: policy("folder", ["roles/editor", alice]),
        related: { folders: { rows: [policy("folder", ["roles/editor", alice])] } },
        expect: "not-applicable",
        because: "the IAM policy is of a folder or organization that is enrolled, and judged there",
      },
      {
        name: "a folder that is enrolled, where the person has another role",
        slice: policy("folder", ["roles/owner", alice]),
        related: { folders: { rows: [policy("folder", ["roles/editor", alice])] } },
        expect: "fail",
      },
      {
        name: "a folder that was denied",
        slice: policy("folder", ["roles/owner", alice]),
        related: {
          folders: {
            rows: [],
            complete: false,
            problem: { code: "denied", detail: "resourcemanager.folders.getIamPolicy (PERMISSION_DENIED)" },
          },
        },
        expect: "indeterminate",
        problem: "denied",
      },
    ],
  },
  "gcp Tidemark::ResourceManager::ContainerPolicy": { cases: anywhere("folder") },
};
