// Cases of the check that nothing grants everything outside of listed holders: IAM policies of Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";
import { alice, conditional, machine, policy } from "../owner-accounts-have-mfa-and-no-keys/owners.ts";
import { ofContainer, ofOrganization, ofProject, predefined } from "./gcp-roles.ts";

const group = { Kind: "group", Domain: "example.com", Reference: `person:${"c".repeat(64)}` };
const agent = machine("481516234201@cloudservices.gserviceaccount.com");
const compute = machine("481516234201-compute@developer.gserviceaccount.com");
const appEngine = machine("Shop-Prod@appspot.gserviceaccount.com");
const own = { project: { rows: [{ projectId: "shop-prod" }] } };
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
    because: "by the IAM policy, holders outside of allowedHolders may do everything or give rights: 1",
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
  // https://docs.cloud.google.com/iam/docs/roles-overview#basic
  {
    name: "an administrator by herself",
    slice: policy(type, ["roles/admin", alice], ["roles/reader", alice]),
    expect: "fail",
    facts: facts({ level: type, others: [{ to: "roles/admin user", members: 1 }] }),
  },
  {
    name: "a service account with Writer",
    slice: policy(type, ["roles/writer", machine()]),
    expect: "fail",
    facts: facts({ level: type, others: [{ to: "roles/writer serviceAccount", members: 1 }] }),
  },
  {
    name: "a group with Admin, and a listed service account with Writer",
    slice: policy(type, ["roles/admin", group], ["roles/writer", machine()]),
    parameters: { allowedHolders: ["serviceAccount:deploy@shop-prod.iam.gserviceaccount.com"] },
    expect: "pass",
    facts: facts({ level: type, groups: 1, listed: 1 }),
  },
  {
    name: "a group of a domain where anybody may make one",
    slice: policy(type, ["roles/editor", { ...group, Domain: "GoogleGroups.com" }]),
    expect: "fail",
    facts: facts({ level: type, others: [{ to: "roles/editor group", members: 1 }] }),
  },
  {
    name: "a group of another domain",
    slice: policy(type, ["roles/editor", { ...group, Domain: "example.net" }]),
    expect: "pass",
  },
  { name: "a service account with Editor", slice: policy(type, ["roles/editor", machine()]), expect: "fail" },
  {
    name: "a whole domain",
    slice: policy(type, ["roles/editor", { Kind: "domain", Domain: "example.com" }]),
    expect: "fail",
  },
  {
    name: "other roles",
    slice: policy(type, ["roles/viewer", alice], ["roles/reader", alice]),
    expect: "not-applicable",
    because: "the IAM policy grants no role that may do everything or give rights",
  },
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
      ...predefined("project"),
      ...predefined("organization"),
      ...ofProject,
      ...ofOrganization,
      // https://docs.cloud.google.com/iam/docs/service-account-types
      {
        name: "Google's own agent and default service accounts, as in a new project",
        slice: policy("project", ["roles/editor", agent, compute, appEngine], ["roles/owner", group]),
        related: own,
        expect: "pass",
        because: "the IAM policy grants roles that do everything or give rights only where the check allows it",
        facts: facts({ groups: 1, serviceAgent: 1, defaultServiceAccounts: 2 }),
      },
      {
        name: "a default service account that owns",
        slice: policy("project", ["roles/owner", compute]),
        expect: "fail",
      },
      {
        name: "Google's own agent that owns",
        slice: policy("project", ["roles/owner", agent]),
        expect: "fail",
        facts: facts({ others: [{ to: "roles/owner serviceAccount", members: 1 }] }),
      },
      {
        name: "Google's own agent with Writer",
        slice: policy("project", ["roles/writer", agent]),
        expect: "fail",
      },
      ...["999999999999@cloudservices", "999999999999-compute@developer", "other-project@appspot"].map(
        (name): Case => ({
          name: `an account that Google made for another project: ${name}`,
          slice: policy("project", ["roles/editor", machine(`${name}.gserviceaccount.com`), agent]),
          related: own,
          expect: "fail",
          facts: facts({ serviceAgent: 1, others: [{ to: "roles/editor serviceAccount", members: 1 }] }),
        }),
      ),
      ...["folder", "organization"].map((type): Case => ({
        name: `accounts that Google made for the project, with Editor of the ${type}`,
        slice: policy(type, ["roles/editor", agent, compute, appEngine]),
        related: own,
        expect: "fail",
        facts: facts({ level: type, others: [{ to: "roles/editor serviceAccount", members: 3 }] }),
      })),
      {
        name: "the account of App Engine, in a project whose id was not read",
        slice: policy("project", ["roles/editor", agent, appEngine]),
        expect: "indeterminate",
        problem: "not-seen",
        facts: facts({ serviceAgent: 1, others: [{ to: "roles/editor serviceAccount", members: 1 }] }),
      },
      {
        name: "the account of App Engine, where the project was denied",
        slice: policy("project", ["roles/editor", appEngine]),
        related: { project: { rows: [], complete: false, problem: { code: "denied", detail: "the project" } } },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "the account of App Engine and a person, in a project whose id was not read",
        slice: policy("project", ["roles/editor", appEngine, alice]),
        expect: "fail",
        because: "by the IAM policy, holders outside of allowedHolders may do everything or give rights: 1",
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
  "gcp Tidemark::ResourceManager::ContainerPolicy": {
    cases: [
      ...anywhere("folder"),
      ...predefined("folder"),
      ...ofContainer,
      {
        name: "accounts that Google made for a project, with Editor of the folder",
        slice: policy("folder", ["roles/editor", agent, compute, appEngine]),
        scope: "gcp/folders/481516234201",
        expect: "fail",
        facts: facts({ level: "folder", others: [{ to: "roles/editor serviceAccount", members: 3 }] }),
      },
    ],
  },
};
