// Cases of the check on workloads' rights: service accounts in IAM policies of Google Cloud, and machines that act as default accounts.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";

const ACCOUNT = "serviceAccount:shop@nl-prod.iam.gserviceaccount.com";
const DEFAULT = "serviceAccount:481516234201-compute@developer.gserviceaccount.com";
const AGENT = "serviceAccount:481516234201@cloudservices.gserviceaccount.com";

const member = (reference: string): Json => ({ Kind: "serviceAccount", Reference: reference });
const binding = (role: string, ...references: readonly string[]): { readonly [member: string]: Json } => ({
  Role: role,
  HasCondition: false,
  Members: references.map(member),
});
const policy = (...bindings: readonly Json[]): Json => ({
  Ancestor: "projects/481516234201",
  Type: "project",
  Bindings: bindings,
});
const container = (...bindings: readonly Json[]): Json => ({ Type: "organization", Bindings: bindings });

type Row = readonly [name: string, expect: Case["expect"], slice: Json, more?: Partial<Case>];
const rows = (...table: readonly Row[]): readonly Case[] =>
  table.map(([name, expect, slice, more = {}]) => ({ name, slice, expect, ...more }));

const OWN = "projects/nl-prod/roles/release";
const own = (includedPermissions: readonly string[]): Partial<Case> => ({
  related: { projectRoles: { rows: [{ name: OWN, includedPermissions }] } },
});

const EVERY = "https://www.googleapis.com/auth/cloud-platform";
const machine = (email: string, scopes: readonly string[] = [EVERY]): Json => ({
  name: "m",
  serviceAccounts: [{ email, scopes }],
});
const email = (account: string): string => account.slice("serviceAccount:".length);
const beside = (...bindings: readonly Json[]): Partial<Case> => ({
  related: { policies: { rows: [policy(...bindings)] } },
});

export const cases: Cases = {
  "gcp Tidemark::ResourceManager::AncestorPolicy": {
    cases: rows(
      // https://docs.cloud.google.com/iam/docs/best-practices-service-accounts
      [
        "Editor, as documented",
        "fail",
        policy(binding("roles/editor", ACCOUNT)),
        {
          because: "by the IAM policy, service accounts hold an administrator's role: 1",
          facts: {
            level: "project",
            roles: [{ role: "roles/editor", accounts: 1 }],
            roleCount: 1,
            deployers: 0,
            defaultAccounts: 0,
            agentsOfGoogle: 0,
          },
        },
      ],
      // https://docs.cloud.google.com/iam/docs/roles-overview
      ["Owner, as documented", "fail", policy(binding("roles/owner", ACCOUNT))],
      ["an administrator of a service", "fail", policy(binding("roles/storage.admin", ACCOUNT))],
      ["an administrator of a part of a service", "fail", policy(binding("roles/compute.networkAdmin", ACCOUNT))],
      // https://docs.cloud.google.com/iam/docs/roles-permissions/compute and /integrations
      ...["roles/compute.instanceAdmin.v1", "roles/integrations.apigeeIntegrationAdminRole"].map((role): Row => [
        `${role}, as documented`,
        "fail",
        policy(binding(role, ACCOUNT)),
      ]),
      ["a role of one task", "pass", policy(binding("roles/storage.objectViewer", ACCOUNT))],
      ["objects alone are administered", "pass", policy(binding("roles/storage.objectAdmin", ACCOUNT))],
      ["a deployer", "pass", policy(binding("roles/owner", ACCOUNT)), { parameters: { deployers: [ACCOUNT] } }],
      [
        "a role that the config counts",
        "fail",
        policy(binding("roles/cloudsql.editor", ACCOUNT)),
        { parameters: { adminRoles: ["roles/cloudsql.editor"] } },
      ],
      ["the agent of Google's own", "pass", policy(binding("roles/editor", AGENT))],
      [
        "an account of the company's own that is called like an agent",
        "fail",
        policy(binding("roles/owner", "serviceAccount:service-deployer@my-project.iam.gserviceaccount.com")),
      ],
      [
        "an account of the company's own with a number like an agent's",
        "fail",
        policy(binding("roles/owner", "serviceAccount:service-481516234201@my-project.iam.gserviceaccount.com")),
      ],
      [
        "an agent of a service",
        "pass",
        policy(binding("roles/editor", "serviceAccount:service-481516234201@compute-system.iam.gserviceaccount.com")),
      ],
      ["a default account, which machines are judged by", "pass", policy(binding("roles/editor", DEFAULT))],
      [
        "a condition",
        "indeterminate",
        policy({ ...binding("roles/editor", ACCOUNT), HasCondition: true }),
        { problem: "not-supported" },
      ],
      [
        "a condition, shown by the role's name",
        "indeterminate",
        policy(binding("roles/editor_withcond_2b17", ACCOUNT)),
      ],
      [
        "a custom role that gives rights",
        "fail",
        policy(binding(OWN, ACCOUNT)),
        own(["resourcemanager.projects.setIamPolicy"]),
      ],
      ["a custom role of one task", "pass", policy(binding(OWN, ACCOUNT)), own(["storage.objects.get"])],
      ["a custom role that was not read", "indeterminate", policy(binding(OWN, ACCOUNT))],
      [
        "people alone",
        "not-applicable",
        policy({ Role: "roles/owner", Members: [{ Kind: "user", Reference: "person:1" }] }),
      ],
      ["a policy without bindings", "indeterminate", { Type: "project", Ancestor: "projects/1" }],
    ),
  },
  "gcp Tidemark::ResourceManager::ContainerPolicy": {
    cases: rows(
      ["Owner of the organization", "fail", container(binding("roles/owner", ACCOUNT))],
      ["a role of one task", "pass", container(binding("roles/browser", ACCOUNT))],
      ["nobody", "not-applicable", container()],
      ["a policy without bindings", "indeterminate", { Type: "folder" }],
    ),
  },
  // https://docs.cloud.google.com/compute/docs/access/service-accounts
  "gcp compute.googleapis.com/Instance": {
    cases: rows(
      [
        "the default account with Editor and all scopes, as documented",
        "fail",
        machine(email(DEFAULT)),
        {
          ...beside(binding("roles/editor", DEFAULT)),
          because: "the machine acts as a default account that holds an administrator's role, for all services",
          facts: { isDefault: true, everyService: true },
        },
      ],
      ["the default account without a role", "pass", machine(email(DEFAULT)), beside()],
      [
        "the default account with a role of one task",
        "pass",
        machine(email(DEFAULT)),
        beside(binding("roles/viewer", DEFAULT)),
      ],
      [
        "the default account with default scopes, as documented",
        "pass",
        machine(email(DEFAULT), ["https://www.googleapis.com/auth/devstorage.read_only"]),
        beside(binding("roles/editor", DEFAULT)),
      ],
      [
        "the default account, where that is allowed",
        "pass",
        machine(email(DEFAULT)),
        { ...beside(binding("roles/editor", DEFAULT)), parameters: { allowDefaultServiceAccount: true } },
      ],
      [
        "the default account under a condition",
        "indeterminate",
        machine(email(DEFAULT)),
        beside({ ...binding("roles/editor", DEFAULT), HasCondition: true }),
      ],
      [
        "the default account with a custom role that gives rights",
        "fail",
        machine(email(DEFAULT)),
        {
          related: {
            ...beside(binding(OWN, DEFAULT)).related,
            ...own(["resourcemanager.projects.setIamPolicy"]).related,
          },
        },
      ],
      [
        "the default account with a custom role of one task",
        "pass",
        machine(email(DEFAULT)),
        { related: { ...beside(binding(OWN, DEFAULT)).related, ...own(["storage.objects.get"]).related } },
      ],
      [
        "the default account with a custom role that was not read",
        "indeterminate",
        machine(email(DEFAULT)),
        beside(binding(OWN, DEFAULT)),
      ],
      [
        "the default account with an administrator's role of a version",
        "fail",
        machine(email(DEFAULT)),
        beside(binding("roles/compute.instanceAdmin.v1", DEFAULT)),
      ],
      ["an account of its own", "not-applicable", machine(email(ACCOUNT)), beside(binding("roles/editor", ACCOUNT))],
      ["no account", "not-applicable", { name: "m" }],
      ["an account without its address", "indeterminate", { serviceAccounts: [{ scopes: [EVERY] }] }],
      [
        "policies that were not read",
        "indeterminate",
        machine(email(DEFAULT)),
        { related: { policies: { rows: [], complete: false, problem: { code: "denied", detail: "not permitted" } } } },
      ],
    ),
  },
};
