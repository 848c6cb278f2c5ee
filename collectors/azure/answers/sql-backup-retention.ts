// Reads for how many days an Azure SQL database can be restored to any moment, as Resource Manager tells its short-term retention.
import { z } from "zod";
import type { ArmChild } from "./arm-child.ts";

/** https://learn.microsoft.com/en-us/rest/api/sql/backup-short-term-retention-policies/get */
const Answer = z.object({ properties: z.object({ retentionDays: z.int().nullish() }) });

export const SQL_BACKUP_RETENTION: ArmChild = {
  slug: "sql-backup-retention",
  type: "Tidemark::Sql::ShortTermRetention",
  action: "Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/read",
  // The master database is backed up by Azure and has no policy.
  subject: { type: "microsoft.sql/servers/databases", unless: { member: "name", is: ["master"] } },
  path: "/backupShortTermRetentionPolicies/default",
  apiVersion: "2021-11-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const { retentionDays } = parsed.data.properties;
    return { Database: subject, ...(retentionDays == null ? {} : { retentionDays }) };
  },
};
