// Reads the custom roles that may be assigned in a subscription, as `az rest` tells them.
import { CUSTOM_ROLES, customRolesCall, customRolesIn } from "../../../azure/answers/custom-roles.ts";
import { oneCall } from "../call.ts";
import { SUBSCRIPTION_ID } from "./az-child.ts";

export const azCustomRoles = oneCall({
  provider: "azure",
  lane: "az-custom-roles",
  scopeId: SUBSCRIPTION_ID,
  type: CUSTOM_ROLES,
  global: true,
  items: (answer, { id }) => customRolesIn(answer, `/subscriptions/${id}`),
  exports(subscription, types) {
    const source = `azure-${subscription}-custom-roles`;
    const { path, version } = customRolesCall(`/subscriptions/${subscription}`);
    const command = `az rest --method get --url '${path}?api-version=${version}'`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["az_one", path, version] }];
  },
});
