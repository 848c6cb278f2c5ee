// Answers for subscriptions, and lists what is in one.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Subscription } from "../estate/estate.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { World } from "../world.ts";
import type { Access } from "./access.ts";
import { armError, authorizationFailed } from "./arm-error.ts";
import { armPages } from "./arm-pages.ts";
import { armPath, type ArmPath } from "./arm-path.ts";
import { mayRead } from "./resources.ts";

/** https://learn.microsoft.com/en-us/rest/api/resources/subscriptions/get */
const subscriptionBody = (
  tenantId: string,
  { subscriptionId, displayName, state, tags }: Subscription,
): JsonObject => ({
  id: `/subscriptions/${subscriptionId}`,
  authorizationSource: "RoleBased",
  managedByTenants: [],
  ...(tags === undefined ? {} : { tags }),
  subscriptionId,
  tenantId,
  displayName,
  state,
  subscriptionPolicies: {
    locationPlacementId: "Public_2014-09-01",
    quotaId: "EnterpriseAgreement_2014-09-01",
    spendingLimit: "Off",
  },
});

/** `/subscriptions` lists those that the caller sees, without a word about others. */
export function listSubscriptions({ estate, settings }: World, access: Access, asked: Asked): Answer {
  const seen = estate.subscriptions.filter((subscription) => access.sees(subscription));
  return armPages(
    seen.map((subscription) => subscriptionBody(estate.tenantId, subscription)),
    asked,
    settings.armPage,
  );
}

/** `/subscriptions/{id}` and its lists of resources and resource groups; null for other paths. */
export function answerSubscription(
  { estate, settings }: World,
  access: Access,
  asked: Asked,
  path: ArmPath,
): Answer | null {
  const [, , id = "", list] = path.path.split("/");
  const subscription = estate.subscriptions.find(({ subscriptionId }) => subscriptionId === id.toLowerCase());
  if (subscription === undefined)
    return armError(404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
  if (!access.sees(subscription)) return authorizationFailed(path, access.principal);
  if (list === undefined) return json(200, subscriptionBody(estate.tenantId, subscription));
  const readable = estate.resources.filter(
    (resource) =>
      resource.id.toLowerCase().startsWith(`/subscriptions/${subscription.subscriptionId}/`) &&
      mayRead(access, resource),
  );
  switch (list.toLowerCase()) {
    case "resources":
      // Without `properties`: https://learn.microsoft.com/en-us/rest/api/resources/resources/list
      return armPages(
        readable.map(({ properties: _left, ...resource }) => resource),
        asked,
        settings.armPage,
      );
    case "resourcegroups": {
      const ids = [...new Set(readable.map((resource) => resource.id.split("/").slice(0, 5).join("/")))];
      return armPages(
        ids.map((each) => groupBody(each)),
        asked,
        settings.armPage,
      );
    }
    default:
      return null;
  }
}

const groupBody = (id: string): JsonObject => ({
  id,
  name: armPath(id)?.path.split("/")[4] ?? "",
  type: "Microsoft.Resources/resourceGroups",
  location: "westeurope",
  properties: { provisioningState: "Succeeded" },
});
