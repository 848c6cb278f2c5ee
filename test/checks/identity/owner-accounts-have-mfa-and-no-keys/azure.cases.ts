// Cases of the check that owner accounts have MFA and no keys: owners of an Azure subscription.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const subscription = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";

const assignment = (members: Members = {}): Json => ({
  id: `${subscription}/providers/microsoft.authorization/roleassignments/2c1ae8fb-5b5e-4e7c-9a0f-3a3b9e1d8f11`,
  properties: {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/RoleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
    principalId: "ace08ec9-aa11-4ada-9145-addf0398233e",
    principalType: "User",
    scope: subscription,
    ...members,
  },
});

export const cases: Cases = {
  "azure microsoft.authorization/roleassignments": {
    never: {
      pass: "who the owner is only the directory knows, which is another scope",
      fail: "who the owner is only the directory knows, which is another scope",
    },
    cases: [
      {
        name: "a user who owns the subscription",
        slice: assignment(),
        expect: "indeterminate",
        problem: "not-supported",
        because:
          "a user of the directory holds the Owner role, and Tidemark does not read the user's MFA with the subscription",
        facts: { principalType: "User", level: "subscription" },
      },
      {
        name: "a group that owns the management group above",
        slice: assignment({
          principalType: "Group",
          roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-A8FF-443C-A75C-2FE8C4BCB635",
          scope: "/providers/Microsoft.Management/managementGroups/contoso",
        }),
        expect: "indeterminate",
        facts: { principalType: "Group", level: "management group" },
      },
      {
        name: "a service principal that owns the root",
        slice: assignment({ principalType: "ServicePrincipal", scope: "/" }),
        expect: "indeterminate",
        facts: { principalType: "ServicePrincipal", level: "root" },
      },
      {
        name: "a group of another directory",
        slice: assignment({ principalType: "ForeignGroup" }),
        expect: "indeterminate",
        because: "a group of another directory holds the Owner role, and Tidemark does not read the group's members",
      },
      {
        name: "an owner of whom the answer does not say what kind of account it is",
        slice: assignment({ principalType: null }),
        expect: "indeterminate",
        facts: { principalType: null, level: "subscription" },
      },
      {
        name: "an owner of a resource group only",
        slice: assignment({ scope: `${subscription}/resourceGroups/shop` }),
        expect: "not-applicable",
        because: "the Owner role is assigned on a part of the subscription only",
      },
      {
        name: "a reader of the subscription",
        slice: assignment({
          roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        }),
        expect: "not-applicable",
        because: "the assigned role is not Owner",
      },
      {
        name: "an assignment without a scope",
        slice: { properties: { roleDefinitionId: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", principalType: "User" } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
