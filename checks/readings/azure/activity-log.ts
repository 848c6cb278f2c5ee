// Reads the diagnostic settings of an Azure subscription: which activity log categories they send, and where to.
import { z } from "zod";

/**
 * https://learn.microsoft.com/en-us/rest/api/monitor/subscription-diagnostic-settings/list. Names of settings are not read.
 */
const Setting = z.object({
  workspaceId: z.string().nullish(),
  storageAccountId: z.string().nullish(),
  eventHubAuthorizationRuleId: z.string().nullish(),
  marketplacePartnerId: z.string().nullish(),
  logs: z.array(
    z.object({
      category: z.string().nullish(),
      categoryGroup: z.string().nullish(),
      enabled: z.boolean(),
    }),
  ),
});
export type Setting = z.infer<typeof Setting>;

export const DiagnosticSettings = z.object({ Subscription: z.string(), Settings: z.array(Setting) });

/** The group "allLogs" stands for every category, those of the future too. A setting lists categories that are off as well. */
export const sends = ({ logs }: Setting, category: string): boolean =>
  logs.some((log) => log.enabled && (log.category === category || log.categoryGroup === "allLogs"));

/** https://learn.microsoft.com/en-us/azure/azure-monitor/essentials/activity-log-schema */
export const activityLogCategories = z
  .array(
    z.enum([
      "Administrative",
      "Alert",
      "Autoscale",
      "Policy",
      "Recommendation",
      "ResourceHealth",
      "Security",
      "ServiceHealth",
    ]),
  )
  .min(1)
  .default(["Administrative", "Alert", "Policy", "Security"])
  .describe("Categories of Azure's activity log that are audit logs. They say who changed what, and what was flagged.");
