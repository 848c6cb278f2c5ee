// Cases of the check that nothing grants everything outside of listed holders: role assignments of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const SUBSCRIPTION = "/subscriptions/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4";
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const ACCESS = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const ID = "0a1b2c3d-1111-2222-3333-444455556666";
const GROUP = "/providers/Microsoft.Management/managementGroups/corp";

const assignment = (members: Members = {}, role = OWNER): Json => ({
  tenantId: "435db7b7-46e6-4674-82d8-193e11fadc02",
  properties: {
    roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId: ID,
    principalType: "User",
    scope: SUBSCRIPTION,
    ...members,
  },
});

export const cases: Cases = {
  "azure microsoft.authorization/roleassignments": {
    cases: [
      {
        name: "Owner for a person",
        slice: assignment(),
        expect: "fail",
        because: "Owner is assigned to a person by itself, who is not among allowedHolders",
        facts: { role: "Owner", level: "subscription", principalType: "User" },
      },
      {
        name: "User Access Administrator for a service principal",
        slice: assignment({ principalType: "ServicePrincipal" }, ACCESS),
        expect: "fail",
        because: "User Access Administrator is assigned to a service principal that is not among allowedHolders",
      },
      {
        name: "Owner for a listed account, in another case",
        slice: assignment({ principalId: ID.toUpperCase() }),
        parameters: { allowedHolders: [ID] },
        expect: "pass",
      },
      // https://learn.microsoft.com/en-us/azure/role-based-access-control/best-practices
      { name: "Owner for a group", slice: assignment({ principalType: "Group" }), expect: "pass" },
      {
        name: "Owner for a group, where groups are listed too",
        slice: assignment({ principalType: "Group" }),
        parameters: { allowGroups: false },
        expect: "fail",
      },
      {
        name: "Owner for a group of another directory",
        slice: assignment({ principalType: "ForeignGroup" }),
        expect: "fail",
      },
      { name: "Contributor", slice: assignment({}, CONTRIBUTOR), expect: "not-applicable" },
      {
        name: "Owner of a resource group",
        slice: assignment({ scope: `${SUBSCRIPTION}/resourceGroups/app` }),
        expect: "not-applicable",
        because: "Owner is assigned on a part of the subscription only",
      },
      {
        name: "Owner of a management group that is not enrolled",
        slice: assignment({ scope: GROUP }),
        expect: "fail",
        facts: { role: "Owner", level: "management group", principalType: "User" },
      },
      {
        name: "Owner of a management group that is enrolled",
        slice: assignment({ scope: GROUP }),
        related: { above: { rows: [assignment({ scope: GROUP })] } },
        expect: "not-applicable",
        because: "the role is assigned at a management group that is enrolled, and judged there",
      },
      {
        name: "another role of the same person at a management group that is enrolled",
        slice: assignment({ scope: GROUP }, ACCESS),
        related: { above: { rows: [assignment({ scope: GROUP })] } },
        expect: "fail",
      },
      {
        name: "Owner at the root",
        slice: assignment({ scope: "/" }, ACCESS),
        expect: "fail",
        facts: { role: "User Access Administrator", level: "root", principalType: "User" },
      },
      {
        name: "an account of a kind that is null",
        slice: assignment({ principalType: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
