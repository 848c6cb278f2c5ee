// Judges backups of flexible servers, which restore to any moment, and of Cosmos DB accounts by their backup policy, and lists the
// evaluators for databases of Azure.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { azureSql } from "./azure-sql.ts";
import type { WithParameters } from "./parameters.ts";

/** Values of replicationRole in the APIs of both services, without those of replicas. */
const NO_REPLICA: ReadonlySet<string> = new Set(["", "none", "primary", "source"]);

const flexibleServer = (resourceType: string) =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    // https://learn.microsoft.com/en-us/rest/api/postgresql/servers/get
    // https://learn.microsoft.com/en-us/rest/api/mysql/flexibleserver/servers/get
    reads: z.object({
      properties: z.object({
        backup: z.object({ backupRetentionDays: z.int().min(0).nullish() }).nullish(),
        replicationRole: z.string().nullish(),
      }),
    }),
    evaluate({ properties: { backup, replicationRole } }, { parameters: { days } }: WithParameters) {
      if (!NO_REPLICA.has((replicationRole ?? "").toLowerCase()))
        return notApplicable("the server is a read replica: its data is that of its source", {
          replicationRole: replicationRole ?? null,
        });
      const retentionDays = backup?.backupRetentionDays ?? null;
      const facts = { retentionDays };
      if (retentionDays === null)
        return indeterminate(
          { code: "not-in-answer", detail: "the answer from Azure lacks properties.backup.backupRetentionDays" },
          facts,
        );
      return retentionDays < days
        ? fail("backups are kept for fewer days than required (backupRetentionDays)", facts)
        : pass("backups are kept for as long as required (backupRetentionDays)", facts);
    },
  });

/** https://learn.microsoft.com/en-us/azure/cosmos-db/continuous-backup-restore-introduction; without a tier it is 30 days. */
const CONTINUOUS_DAYS: ReadonlyMap<string, number> = new Map([
  ["", 30],
  ["continuous7days", 7],
  ["continuous30days", 30],
]);

const cosmos = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.documentdb/databaseaccounts",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/cosmos-db-resource-provider/database-accounts/get
  reads: z.object({
    properties: z.object({
      backupPolicy: z
        .object({
          type: z.string().nullish(),
          continuousModeProperties: z.object({ tier: z.string().nullish() }).nullish(),
          periodicModeProperties: z.object({ backupRetentionIntervalInHours: z.number().min(0).nullish() }).nullish(),
        })
        .nullish(),
    }),
  }),
  evaluate({ properties: { backupPolicy } }, { parameters: { days, requirePointInTime } }: WithParameters) {
    const type = (backupPolicy?.type ?? "").toLowerCase();
    const tier = backupPolicy?.continuousModeProperties?.tier ?? null;
    const hours = backupPolicy?.periodicModeProperties?.backupRetentionIntervalInHours ?? null;
    const facts = { type: backupPolicy?.type ?? null, tier, hours };
    if (type === "continuous") {
      const kept = CONTINUOUS_DAYS.get((tier ?? "").toLowerCase());
      if (kept === undefined)
        return indeterminate(
          { code: "unexpected-shape", detail: "the tier of continuous backup is none that is known" },
          facts,
        );
      return kept < days
        ? fail("continuous backup reaches fewer days back than required", facts)
        : pass("continuous backup reaches as far back as required", facts);
    }
    if (type !== "periodic")
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from Azure does not say which backup policy the account has" },
        facts,
      );
    if (requirePointInTime)
      return fail("periodic backup can't restore the account to a moment (backupPolicy.type is Periodic)", facts);
    if (hours === null)
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from Azure does not say how long periodic backups are kept" },
        facts,
      );
    return hours < days * 24
      ? fail("periodic backups are kept for fewer days than required", facts)
      : pass("periodic backups are kept for as long as required", facts);
  },
});

export const azure = [
  flexibleServer("microsoft.dbformysql/flexibleservers"),
  flexibleServer("microsoft.dbforpostgresql/flexibleservers"),
  cosmos,
  azureSql,
];
