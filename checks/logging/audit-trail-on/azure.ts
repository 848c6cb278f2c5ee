// Judges Azure subscriptions, which have to export their activity log, and logical SQL servers, which have to audit.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import { DiagnosticSettings, sends, type Setting } from "../../readings/azure/activity-log.ts";
import type { Parameters } from "./parameters.ts";

const Subject = z.object({ id: z.string() });

const diagnostics = {
  settings: relation({
    type: "Tidemark::Insights::SubscriptionDiagnosticSettings",
    within: "scope",
    global: true,
    reads: DiagnosticSettings,
    on: (row) => [row.Subscription.toLowerCase()],
  }),
};

const hasDestination = (setting: Setting): boolean =>
  [
    setting.workspaceId,
    setting.storageAccountId,
    setting.eventHubAuthorizationRuleId,
    setting.marketplacePartnerId,
  ].some((id) => (id ?? "") !== "");

const subscription = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.resources/subscriptions",
  global: true,
  reads: Subject,
  related: diagnostics,
  evaluate({ id }, { related: { settings }, parameters }: Question<Parameters, typeof diagnostics>) {
    const answer = settings(id.toLowerCase()).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none") {
      return indeterminate({ code: "not-seen", detail: "the subscription's diagnostic settings were not read" });
    }
    const exporting = answer.row.Settings.filter(hasDestination);
    const categories = [...new Set(parameters.activityLogCategories)].sort();
    const missing = categories.filter((category) => !exporting.some((setting) => sends(setting, category)));
    const facts = { missing, settings: answer.row.Settings.length };
    if (answer.row.Settings.length === 0)
      return fail("the subscription has no diagnostic setting, so the activity log is not exported", facts);
    if (missing.length > 0)
      return fail("diagnostic settings do not export every required category of the activity log", facts);
    return pass("diagnostic settings export every required category of the activity log", facts);
  },
});

/** https://learn.microsoft.com/en-us/rest/api/sql/server-blob-auditing-policies/get */
const Auditing = z.object({
  Server: z.string(),
  state: z.enum(["Enabled", "Disabled"]),
  storageEndpoint: z.string().nullish(),
  isAzureMonitorTargetEnabled: z.boolean().nullish(),
  auditActionsAndGroups: z.array(z.string()).nullish(),
});

const policies = {
  auditing: relation({
    type: "Tidemark::Sql::Auditing",
    within: "scope",
    global: true,
    reads: Auditing,
    on: (row) => [row.Server.toLowerCase()],
  }),
};

const sqlServer = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/servers",
  global: true,
  reads: Subject,
  related: policies,
  // A server's policy always applies to its databases, whatever theirs say.
  // https://learn.microsoft.com/en-us/azure/azure-sql/database/auditing-server-level-database-level
  evaluate({ id }, { related: { auditing }, parameters }: Question<Parameters, typeof policies>) {
    const answer = auditing(id.toLowerCase()).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none") {
      return indeterminate({ code: "not-seen", detail: "the auditing settings of the server were not read" });
    }
    const { state, storageEndpoint, isAzureMonitorTargetEnabled, auditActionsAndGroups } = answer.row;
    // A policy that is off keeps its destinations and groups, which then say nothing.
    if (state === "Disabled") return fail("auditing of the server is disabled", { auditing: false });
    const destinations = {
      storage: (storageEndpoint ?? "") !== "",
      azureMonitor: isAzureMonitorTargetEnabled ?? false,
    };
    const groups = new Set(parameters.sqlActionGroups);
    const missing = [...groups.difference(new Set(auditActionsAndGroups ?? []))].sort();
    const facts = { auditing: true, ...destinations, missing };
    if (!destinations.storage && !destinations.azureMonitor)
      return fail("auditing of the server has no destination", facts);
    if (missing.length > 0) return fail("auditing of the server leaves out required action groups", facts);
    return pass("auditing of the server is enabled, has a destination and covers the required action groups", facts);
  },
});

export const azure = [subscription, sqlServer];
