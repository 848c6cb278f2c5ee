// Makes role assignments of Azure, and the custom roles that they may be of, for the check that nothing grants everything.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const SUBSCRIPTION = "/subscriptions/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4";
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
export const ACCESS = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
export const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
export const ID = "0a1b2c3d-1111-2222-3333-444455556666";
export const GROUP = "/providers/Microsoft.Management/managementGroups/corp";
export const RBAC = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
export const CUSTOM = "6e1f0a2b-7c3d-4e5f-8a9b-0c1d2e3f4a5b";

export const assignment = (members: Members = {}, role = OWNER): Json => ({
  tenantId: "435db7b7-46e6-4674-82d8-193e11fadc02",
  properties: {
    roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId: ID,
    principalType: "User",
    scope: SUBSCRIPTION,
    ...members,
  },
});

export type Lists = { readonly actions?: Json; readonly notActions?: Json; readonly hasCondition?: Json };

/** The custom roles of the scope: one with these permissions. */
export const custom = (permissions: readonly Lists[] | null, name = CUSTOM): RelatedRows => ({
  rows: [{ type: "microsoft.authorization/roledefinitions", name, properties: { permissions: permissions as Json } }],
});

/** Custom roles that were not read. */
export const unread: RelatedRows = {
  rows: [],
  complete: false,
  problem: { code: "denied", detail: "Microsoft.Authorization/roleDefinitions/read" },
};
