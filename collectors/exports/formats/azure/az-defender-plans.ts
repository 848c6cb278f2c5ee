// Reads the plans of Microsoft Defender for Cloud in a subscription, as `az rest` tells them.
import { DEFENDER_PLANS, defenderPlansIn } from "../../../azure/answers/defender-plans.ts";
import { oneCall } from "../call.ts";
import { SUBSCRIPTION_ID } from "./az-child.ts";

export const azDefenderPlans = oneCall({
  provider: "azure",
  lane: "az-defender-plans",
  scopeId: SUBSCRIPTION_ID,
  type: DEFENDER_PLANS,
  global: true,
  items: (answer, { id }) => defenderPlansIn(answer, id),
  exports(subscription, types) {
    const source = `azure-${subscription}-defender-plans`;
    const path = `/subscriptions/${subscription}/providers/Microsoft.Security/pricings`;
    const version = "2024-01-01";
    const command = `az rest --method get --url ${path}?api-version=${version}`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["az_one", path, version] }];
  },
});
