// Cases of the check on workloads' rights: managed identities of machines and apps of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";

const ID = "11111111-2222-4333-8444-555555555555";
const SUBSCRIPTION = "/subscriptions/6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const ROLES = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  access: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  rbac: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  // https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-owner
  blobs: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
};
const CUSTOM = "77777777-2222-4333-8444-555555555555";

const assigned = (role: string, more: { readonly [member: string]: Json } = {}): Json => ({
  properties: {
    roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId: ID.toUpperCase(),
    principalType: "ServicePrincipal",
    scope: SUBSCRIPTION,
    ...more,
  },
});
const custom = (actions: readonly string[], notActions: readonly string[] = []): Json => ({
  name: CUSTOM,
  properties: { permissions: [{ actions, notActions }] },
});

type Rows = readonly Json[];
const machine = (
  name: string,
  expect: Case["expect"],
  rows: Rows,
  more: Partial<Case> = {},
  customRows: Rows = [],
): Case => ({
  name,
  slice: { id: "m", PrincipalIds: [ID] },
  related: { assignments: { rows }, custom: { rows: customRows } },
  expect,
  ...more,
});
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg`;

const few = (subject: string): { readonly cases: readonly Case[] } => ({
  cases: [
    machine("Owner of the subscription", "fail", [assigned(ROLES.owner)]),
    machine("no role", "pass", []),
    {
      name: "no identity",
      slice: { PrincipalIds: [] },
      expect: "not-applicable",
      because: `${subject} has no managed identity`,
    },
    { name: "an identity whose id the answer lacks", slice: { id: "m" }, expect: "indeterminate" },
  ],
});

export const cases: Cases = {
  // https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged
  "azure microsoft.compute/virtualmachines": {
    cases: [
      machine("Owner of the subscription, as documented", "fail", [assigned(ROLES.owner)], {
        because: "a managed identity holds an administrator's role on a subscription or above",
        facts: { identities: 1, role: "Owner", level: "subscription" },
      }),
      machine("Contributor, as documented", "fail", [assigned(ROLES.contributor)]),
      machine("User Access Administrator, as documented", "fail", [assigned(ROLES.access)]),
      machine("Role Based Access Control Administrator, as documented", "fail", [assigned(ROLES.rbac)]),
      machine("Reader", "pass", [assigned(ROLES.reader)], {
        because: "no managed identity is assigned an administrator's role itself on a subscription or above",
        facts: { identities: 1 },
      }),
      machine("a role on data", "pass", [assigned(ROLES.blobs)]),
      machine("Owner of a resource group", "pass", [assigned(ROLES.owner, { scope: GROUP })]),
      machine("Owner of a management group", "fail", [
        assigned(ROLES.owner, { scope: "/providers/Microsoft.Management/managementGroups/g" }),
      ]),
      machine("Owner under a condition", "indeterminate", [assigned(ROLES.owner, { hasCondition: true })], {
        problem: "not-supported",
      }),
      machine("Owner of another identity", "pass", [assigned(ROLES.owner, { principalId: "x" })]),
      machine("a role that the config counts", "fail", [assigned(ROLES.blobs)], {
        parameters: { adminRoles: [ROLES.blobs] },
      }),
      machine("a deployer", "pass", [assigned(ROLES.owner)], { parameters: { deployers: [ID] } }),
      machine("a custom role of every action", "fail", [assigned(CUSTOM)], {}, [
        custom(["*"], ["Microsoft.Authorization/*"]),
      ]),
      machine("a custom role that gives rights", "fail", [assigned(CUSTOM)], {}, [
        custom(["Microsoft.Authorization/roleAssignments/*"]),
      ]),
      machine("a custom role of one service", "pass", [assigned(CUSTOM)], {}, [custom(["Microsoft.Storage/*"])]),
      machine("a custom role without its permissions", "indeterminate", [assigned(CUSTOM)], {}, [
        { name: CUSTOM, properties: {} },
      ]),
      {
        name: "two identities, of which one is Owner",
        slice: { PrincipalIds: ["00000000-0000-4000-8000-000000000000", ID] },
        related: { assignments: { rows: [assigned(ROLES.owner)] }, custom: { rows: [] } },
        expect: "fail",
      },
      {
        name: "assignments that were not read",
        slice: { PrincipalIds: [ID] },
        related: {
          assignments: { rows: [], complete: false, problem: { code: "denied", detail: "not permitted" } },
          custom: { rows: [] },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      { name: "a machine without an identity", slice: { PrincipalIds: [] }, expect: "not-applicable" },
      { name: "an identity whose id the answer lacks", slice: { id: "m" }, expect: "indeterminate" },
    ],
  },
  "azure microsoft.compute/virtualmachinescalesets": few("the scale set"),
  "azure microsoft.web/sites": few("the app"),
};
