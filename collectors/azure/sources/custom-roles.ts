// Reads the custom roles that may be assigned in a subscription, as Resource Manager tells them.
import { CUSTOM_ROLES } from "../answers/custom-roles.ts";
import { GRANT_CALLS } from "../inventory/granted.ts";
import { readCustomRoles } from "../read-custom-roles.ts";
import type { AzureSource } from "../source.ts";

/** Without a role that allows the action on the whole subscription the list may be short, so it counts for nothing then. */
export const customRoles: AzureSource = {
  name: "custom-roles",
  types: [CUSTOM_ROLES],
  calls: [{ action: GRANT_CALLS.definitions, per: "page" }],
  async read(azure) {
    const refusal = azure.only === null ? (await azure.inventory()).refusalOf(GRANT_CALLS.definitions) : null;
    if (refusal !== null) return azure.spoil(CUSTOM_ROLES, refusal);
    // The list is of now, and assignments were read before it: what it lacks was no custom role when they were.
    azure.asOf(azure.now());
    await readCustomRoles(azure, `/subscriptions/${azure.subscription}`);
  },
};
