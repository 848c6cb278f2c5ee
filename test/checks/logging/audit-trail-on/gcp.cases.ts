// Cases of the check that the audit trail is on: Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, RelatedRows } from "../../cases.ts";

const project: Json = {
  AssetName: "//cloudresourcemanager.googleapis.com/projects/123",
  projectId: "nl-prod",
  projectNumber: "123",
};

const types = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];

const config = (Service: string, logTypes: readonly string[], exempted = 0): Json => ({
  Service,
  LogConfigs: logTypes.map((LogType) => ({ LogType, ExemptedMembers: exempted })),
});

const policy = (Type: string, ...AuditConfigs: Json[]): Json => ({
  Ancestor: `${Type}s/1`,
  Type,
  Bindings: [],
  AuditConfigs,
});

const policies = (...rows: Json[]): { policies: RelatedRows } => ({ policies: { rows } });

const on = (exempted = 0): Json => config("allServices", types, exempted);

export const cases: Cases = {
  "gcp cloudresourcemanager.googleapis.com/Project": {
    cases: [
      {
        name: "on in the project",
        slice: project,
        related: policies(policy("project", on()), policy("organization")),
        expect: "pass",
        basis: "configured",
        facts: { missing: [], exempted: false, logged: types },
      },
      {
        name: "on in the organization",
        slice: project,
        related: policies(policy("project"), policy("folder"), policy("organization", on())),
        expect: "pass",
      },
      {
        name: "on by a folder and the project together",
        slice: project,
        related: policies(
          policy("project", config("allServices", ["DATA_READ", "DATA_WRITE"])),
          policy("folder", config("allServices", ["ADMIN_READ"])),
        ),
        expect: "pass",
      },
      {
        name: "on in the project, with null for who is exempt, and null above it",
        slice: project,
        related: policies(
          policy("project", {
            Service: "allServices",
            LogConfigs: types.map((LogType) => ({ LogType, ExemptedMembers: null })),
          }),
          { Ancestor: "organizations/1", Type: "organization", AuditConfigs: null },
        ),
        expect: "pass",
      },
      // A child cannot turn off what is on above it, by listing less.
      {
        name: "less in the project than in the organization",
        slice: project,
        related: policies(policy("project", config("allServices", ["ADMIN_READ"])), policy("organization", on())),
        expect: "pass",
      },
      {
        name: "off",
        slice: project,
        related: policies(policy("project"), policy("organization")),
        expect: "fail",
        because: "these Data Access audit logs are not enabled for all services: ADMIN_READ, DATA_READ, DATA_WRITE",
        facts: { missing: types, exempted: false },
      },
      {
        name: "a policy that says nothing of audit",
        slice: project,
        related: policies({ Ancestor: "projects/123", Type: "project", Bindings: [] }),
        expect: "fail",
      },
      {
        name: "without what reads data",
        slice: project,
        related: policies(policy("project", config("allServices", ["ADMIN_READ", "DATA_WRITE"]))),
        expect: "fail",
        facts: { missing: ["DATA_READ"], exempted: false },
      },
      {
        name: "without what reads data, where only reads of configuration are required",
        slice: project,
        related: policies(policy("project", config("allServices", ["ADMIN_READ"]))),
        parameters: { dataAccessLogs: ["ADMIN_READ"] },
        expect: "pass",
      },
      {
        name: "on for one service",
        slice: project,
        related: policies(policy("project", config("storage.googleapis.com", types))),
        expect: "fail",
        facts: { missing: types, exempted: false },
      },
      {
        name: "somebody is exempted",
        slice: project,
        related: policies(policy("project", on(1))),
        expect: "fail",
        because: "principals are exempted from required Data Access audit logs",
        facts: { missing: [], exempted: true },
      },
      // Configs of one service and of all are united, exemptions too.
      {
        name: "on in the organization, and somebody is exempted for one service of the project",
        slice: project,
        related: policies(
          policy("project", config("storage.googleapis.com", ["DATA_READ"], 2)),
          policy("organization", on()),
        ),
        expect: "fail",
        facts: { missing: [], exempted: true },
      },
      {
        name: "somebody is exempted, which is allowed",
        slice: project,
        related: policies(policy("project", on(1))),
        parameters: { exemptionsAllowed: true },
        expect: "pass",
      },
      {
        name: "somebody is exempted from what is not required",
        slice: project,
        related: policies(
          policy("project", config("allServices", ["ADMIN_READ"]), config("allServices", ["DATA_READ"], 5)),
        ),
        parameters: { dataAccessLogs: ["ADMIN_READ"] },
        expect: "pass",
      },
      {
        name: "nothing required that can be turned off",
        slice: project,
        related: policies(),
        parameters: { dataAccessLogs: [] },
        expect: "pass",
        basis: "provider",
        because:
          "Google Cloud lets nobody turn off Admin Activity audit logs, and no Data Access audit logs are required",
      },
      {
        name: "on in the project, and the organization's policy was not read",
        slice: project,
        related: {
          policies: {
            rows: [policy("project", on())],
            complete: false,
            problem: { code: "denied", detail: "resourcemanager.organizations.getIamPolicy" },
          },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "the same, where exemptions are allowed",
        slice: project,
        related: { policies: { rows: [policy("project", on())], complete: false } },
        parameters: { exemptionsAllowed: true },
        expect: "pass",
      },
      {
        name: "somebody is exempted, and the rest was not read",
        slice: project,
        related: { policies: { rows: [policy("folder", on(1))], complete: false } },
        expect: "fail",
      },
      {
        name: "off in the project, and the organization's policy was not read",
        slice: project,
        related: { policies: { rows: [policy("project")], complete: false } },
        expect: "indeterminate",
      },
      {
        name: "a policy of an unexpected shape",
        slice: project,
        related: policies(policy("project", { Service: "allServices" })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
