// Judges databases of Azure SQL, which restore to any moment of their short-term retention.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  retention: relation({
    type: "Tidemark::Sql::ShortTermRetention",
    within: "scope",
    global: true,
    /** https://learn.microsoft.com/en-us/rest/api/sql/backup-short-term-retention-policies/get */
    reads: z.object({ Database: z.string(), retentionDays: z.int().min(0).optional() }),
    on: (row) => [row.Database.toLowerCase()],
  }),
};

/** Copies of a database elsewhere: https://learn.microsoft.com/en-us/rest/api/sql/databases/get, member secondaryType. */
const COPIES: ReadonlySet<string> = new Set(["geo", "named", "standby"]);

export const azureSql = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/servers/databases",
  global: true,
  reads: z.object({
    id: z.string(),
    sku: z.object({ tier: z.string().nullish() }).nullish(),
    properties: z.object({ secondaryType: z.string().nullish() }),
  }),
  related,
  evaluate(
    { id, sku, properties: { secondaryType } },
    { related: { retention }, parameters: { days } }: Question<Parameters, typeof related>,
  ) {
    const name = id.toLowerCase();
    if (name.endsWith("/databases/master"))
      return notApplicable("the master database holds no user data, and Azure backs it up by itself");
    if (COPIES.has((secondaryType ?? "").toLowerCase()))
      return notApplicable("the database is a secondary: its data is that of its primary", {
        secondaryType: secondaryType ?? null,
      });
    // It makes restore points by itself, keeps them for seven days, and restores to no moment between two.
    // https://learn.microsoft.com/en-us/azure/synapse-analytics/sql-data-warehouse/backup-and-restore
    if ((sku?.tier ?? "").toLowerCase() === "datawarehouse")
      return indeterminate({
        code: "not-supported",
        detail: "the database is a dedicated SQL pool, whose restore points Tidemark does not judge",
      });
    const answer = retention(name).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none")
      return indeterminate({ code: "not-seen", detail: "the short-term retention of the database was not read" });
    const retentionDays = answer.row.retentionDays ?? null;
    const facts = { retentionDays };
    if (retentionDays === null)
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from Azure lacks properties.retentionDays" },
        facts,
      );
    return retentionDays < days
      ? fail("backups are kept for fewer days than required (retentionDays)", facts)
      : pass("backups are kept for as long as required (retentionDays)", facts);
  },
});
