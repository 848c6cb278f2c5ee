// Reads the diagnostic settings of a subscription, as `az rest` tells them.
import {
  SUBSCRIPTION_DIAGNOSTIC_SETTINGS,
  subscriptionDiagnosticSettingsIn,
} from "../../../azure/answers/subscription-diagnostic-settings.ts";
import { oneCall } from "../call.ts";
import { SUBSCRIPTION_ID } from "./az-child.ts";

export const azSubscriptionDiagnosticSettings = oneCall({
  provider: "azure",
  lane: "az-subscription-diagnostic-settings",
  scopeId: SUBSCRIPTION_ID,
  type: SUBSCRIPTION_DIAGNOSTIC_SETTINGS,
  global: true,
  items: (answer, { id }) => subscriptionDiagnosticSettingsIn(answer, id),
  exports(subscription, types) {
    const source = `azure-${subscription}-subscription-diagnostic-settings`;
    const path = `/subscriptions/${subscription}/providers/Microsoft.Insights/diagnosticSettings`;
    const version = "2021-05-01-preview";
    const command = `az rest --method get --url ${path}?api-version=${version}`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["az_one", path, version] }];
  },
});
