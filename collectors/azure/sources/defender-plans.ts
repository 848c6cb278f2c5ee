// Reads which plans of Microsoft Defender for Cloud a subscription has.
import { isRefused } from "../../answer.ts";
import { DEFENDER_PLANS, defenderPlansIn, defenderPlansKey } from "../answers/defender-plans.ts";
import type { AzureSource } from "../source.ts";

const ACTION = "Microsoft.Security/pricings/read";

/** https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list: all plans of a subscription in one answer. */
export const defenderPlans: AzureSource = {
  name: "defender-plans",
  types: [DEFENDER_PLANS],
  calls: [{ action: ACTION, per: "few" }],
  async read(azure) {
    const { subscription } = azure;
    const path = `/subscriptions/${subscription}/providers/Microsoft.Security/pricings?api-version=2024-01-01`;
    const made = defenderPlansIn(await azure.whole(ACTION, path, true), subscription);
    if (made === undefined || isRefused(made)) {
      const detail = `the answer to ${ACTION} ${made === undefined ? "has another form than documented" : `has ${made.found}, expected ${made.expected}`}`;
      return azure.emitUnread(DEFENDER_PLANS, defenderPlansKey(subscription), { code: "unexpected-shape", detail });
    }
    for (const fact of made) azure.emitFact(DEFENDER_PLANS, fact);
  },
};
