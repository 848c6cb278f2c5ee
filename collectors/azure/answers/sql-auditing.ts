// Reads whether a server of Azure SQL audits, and where to, as Resource Manager tells its blob auditing policy.
import { z } from "zod";
import type { ArmChild } from "./arm-child.ts";

/** https://learn.microsoft.com/en-us/rest/api/sql/server-blob-auditing-policies/get */
const Answer = z.object({
  properties: z.object({
    state: z.string(),
    retentionDays: z.int().nullish(),
    storageEndpoint: z.string().nullish(),
    isAzureMonitorTargetEnabled: z.boolean().nullish(),
    auditActionsAndGroups: z.array(z.string()).nullish(),
  }),
});

export const SQL_AUDITING: ArmChild = {
  slug: "sql-auditing",
  type: "Tidemark::Sql::Auditing",
  action: "Microsoft.Sql/servers/auditingSettings/read",
  subject: { type: "microsoft.sql/servers" },
  path: "/auditingSettings/default",
  apiVersion: "2021-11-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const { state, retentionDays, storageEndpoint, isAzureMonitorTargetEnabled, auditActionsAndGroups } =
      parsed.data.properties;
    return {
      Server: subject,
      state,
      ...(retentionDays == null ? {} : { retentionDays }),
      ...(isAzureMonitorTargetEnabled == null ? {} : { isAzureMonitorTargetEnabled }),
      // Azure gives an empty endpoint where no storage is set.
      ...((storageEndpoint ?? "") === "" ? {} : { storageEndpoint }),
      auditActionsAndGroups: (auditActionsAndGroups ?? []).toSorted(),
    };
  },
};
