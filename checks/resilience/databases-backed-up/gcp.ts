// Judges automated backups of Cloud SQL instances, and the logs by which an instance is restored to a moment.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import type { WithParameters } from "./parameters.ts";

/** https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances#BackupConfiguration */
const BackupConfiguration = z.object({
  enabled: z.boolean().nullish(),
  pointInTimeRecoveryEnabled: z.boolean().nullish(),
  binaryLogEnabled: z.boolean().nullish(),
  transactionLogRetentionDays: z.int().min(0).nullish(),
  backupRetentionSettings: z
    .object({ retainedBackups: z.int().min(0).nullish(), retentionUnit: z.string().nullish() })
    .nullish(),
  backupTier: z.string().nullish(),
});

const notSaid = (what: string) =>
  ({ code: "not-in-answer", detail: `the answer from Google Cloud does not say ${what}` }) as const;

/** Backups that Cloud SQL makes itself. */
const STANDARD: ReadonlySet<string> = new Set(["", "BACKUP_TIER_UNSPECIFIED", "STANDARD"]);

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "sqladmin.googleapis.com/Instance",
  global: true,
  reads: z.object({
    instanceType: z.string().nullish(),
    settings: z.object({ backupConfiguration: BackupConfiguration.nullish() }).nullish(),
  }),
  evaluate({ instanceType, settings }, { parameters: { days, requirePointInTime } }: WithParameters) {
    if (instanceType === "ON_PREMISES_INSTANCE")
      return notApplicable(
        "the instance stands for a server outside Cloud SQL (instanceType is ON_PREMISES_INSTANCE)",
        { instanceType },
      );
    // https://docs.cloud.google.com/sql/docs/mysql/replication: a replica has no backups of its own.
    if (instanceType === "READ_REPLICA_INSTANCE" || instanceType === "READ_POOL_INSTANCE")
      return notApplicable("the instance is a read replica: its data is that of its primary instance", {
        instanceType,
      });
    const configuration = settings?.backupConfiguration ?? {};
    const { backupRetentionSettings: kept, transactionLogRetentionDays: logDays, backupTier } = configuration;
    // MySQL restores to a moment by its binary log, and says so in a member of its own.
    const logs = [configuration.pointInTimeRecoveryEnabled, configuration.binaryLogEnabled];
    const pointInTime = logs.includes(true) ? true : logs.includes(false) ? false : null;
    const facts = {
      enabled: configuration.enabled ?? null,
      backups: kept?.retainedBackups ?? null,
      pointInTime,
      logDays: logDays ?? null,
    };
    // The Backup and DR Service keeps these by a plan of its own (ENHANCED, which was called ADVANCED before).
    // https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances#backuptier
    if (!STANDARD.has(backupTier ?? ""))
      return indeterminate(
        { code: "not-supported", detail: "Tidemark does not read plans of the Backup and DR Service" },
        facts,
      );
    if (configuration.enabled === false) return fail("automated backups are off (backupConfiguration.enabled)", facts);
    if (requirePointInTime && pointInTime === false) return fail("point-in-time recovery is off", facts);
    if (configuration.enabled !== true) return indeterminate(notSaid("whether automated backups are on"), facts);
    if (kept?.retainedBackups == null || (kept.retentionUnit ?? "COUNT") !== "COUNT")
      return indeterminate(notSaid("how many automated backups are kept"), facts);
    // Cloud SQL makes a backup each day.
    if (kept.retainedBackups < days) return fail("fewer daily backups are kept than days are required", facts);
    if (!requirePointInTime) return pass("as many daily backups are kept as days are required", facts);
    if (pointInTime === null) return indeterminate(notSaid("whether point-in-time recovery is on"), facts);
    if (logDays == null) return indeterminate(notSaid("for how many days logs are kept"), facts);
    return logDays < days
      ? fail("point-in-time recovery reaches fewer days back than required (transactionLogRetentionDays)", facts)
      : pass("daily backups and point-in-time recovery reach as far back as required", facts);
  },
});
