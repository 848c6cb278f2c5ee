// Reads where a subscription sends its activity log.
import { isRefused } from "../../answer.ts";
import {
  SUBSCRIPTION_DIAGNOSTIC_SETTINGS,
  subscriptionDiagnosticSettingsIn,
  subscriptionDiagnosticSettingsKey,
} from "../answers/subscription-diagnostic-settings.ts";
import type { AzureSource } from "../source.ts";

const ACTION = "Microsoft.Insights/diagnosticSettings/read";

/** https://learn.microsoft.com/en-us/rest/api/monitor/subscription-diagnostic-settings/list */
export const subscriptionDiagnosticSettings: AzureSource = {
  name: "subscription-diagnostic-settings",
  types: [SUBSCRIPTION_DIAGNOSTIC_SETTINGS],
  calls: [{ action: ACTION, per: "few" }],
  async read(azure) {
    const { subscription } = azure;
    const path = `/subscriptions/${subscription}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`;
    const answer = await azure.whole(ACTION, path, true);
    const made = subscriptionDiagnosticSettingsIn(answer, subscription);
    if (made === undefined || isRefused(made)) {
      const detail = `the answer to ${ACTION} ${made === undefined ? "has another form than documented" : `has ${made.found}, expected ${made.expected}`}`;
      return azure.emitUnread(SUBSCRIPTION_DIAGNOSTIC_SETTINGS, subscriptionDiagnosticSettingsKey(subscription), {
        code: "unexpected-shape",
        detail,
      });
    }
    for (const fact of made) azure.emitFact(SUBSCRIPTION_DIAGNOSTIC_SETTINGS, fact);
  },
};
