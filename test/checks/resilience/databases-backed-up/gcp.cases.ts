// Cases of the check that databases are backed up: Cloud SQL.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://docs.cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances
const backup = (members: Members = {}): Json => ({
  kind: "sql#backupConfiguration",
  startTime: "02:00",
  enabled: true,
  pointInTimeRecoveryEnabled: true,
  transactionLogRetentionDays: 7,
  backupRetentionSettings: { retentionUnit: "COUNT", retainedBackups: 7 },
  ...members,
});
const instance = (backupConfiguration: Json = backup(), members: Members = {}): Json => ({
  name: "analytics",
  databaseVersion: "POSTGRES_16",
  instanceType: "CLOUD_SQL_INSTANCE",
  settings: { tier: "db-custom-2-7680", backupConfiguration },
  ...members,
});
const mysql = (members: Members = {}): Json =>
  instance(backup({ pointInTimeRecoveryEnabled: null, binaryLogEnabled: true, ...members }), {
    databaseVersion: "MYSQL_8_4",
  });
const noMoment = { requirePointInTime: false };

export const cases: Cases = {
  "gcp sqladmin.googleapis.com/Instance": {
    cases: [
      {
        name: "daily backups and logs of a week",
        slice: instance(),
        expect: "pass",
        because: "daily backups and point-in-time recovery reach as far back as required",
        facts: { enabled: true, backups: 7, pointInTime: true, logDays: 7 },
      },
      { name: "an instance of MySQL with its binary log", slice: mysql(), expect: "pass" },
      {
        name: "an instance of MySQL without its binary log",
        slice: mysql({ binaryLogEnabled: false }),
        expect: "fail",
        because: "point-in-time recovery is off",
      },
      {
        name: "an instance without automated backups",
        slice: instance(backup({ enabled: false, pointInTimeRecoveryEnabled: false })),
        expect: "fail",
        because: "automated backups are off (backupConfiguration.enabled)",
      },
      {
        name: "backups without point-in-time recovery",
        slice: instance(backup({ pointInTimeRecoveryEnabled: false })),
        expect: "fail",
        because: "point-in-time recovery is off",
      },
      {
        name: "backups without point-in-time recovery, where no moment is asked for",
        slice: instance(backup({ pointInTimeRecoveryEnabled: false })),
        parameters: noMoment,
        expect: "pass",
        because: "as many daily backups are kept as days are required",
      },
      {
        name: "fewer backups than days",
        slice: instance(backup({ backupRetentionSettings: { retentionUnit: "COUNT", retainedBackups: 6 } })),
        expect: "fail",
        because: "fewer daily backups are kept than days are required",
      },
      {
        name: "logs of fewer days",
        slice: instance(backup({ transactionLogRetentionDays: 3 })),
        expect: "fail",
        because: "point-in-time recovery reaches fewer days back than required (transactionLogRetentionDays)",
      },
      {
        name: "logs of fewer days, where no moment is asked for",
        slice: instance(backup({ transactionLogRetentionDays: 3 })),
        parameters: noMoment,
        expect: "pass",
      },
      {
        name: "a company that asks for a month, and gets it",
        slice: instance(backup({ transactionLogRetentionDays: 35, backupRetentionSettings: { retainedBackups: 35 } })),
        parameters: { days: 30 },
        expect: "pass",
      },
      {
        name: "a read replica",
        slice: instance(backup({ enabled: false }), { instanceType: "READ_REPLICA_INSTANCE" }),
        expect: "not-applicable",
      },
      {
        name: "a pool of read replicas",
        slice: instance(null, { instanceType: "READ_POOL_INSTANCE" }),
        expect: "not-applicable",
      },
      {
        name: "a server outside Cloud SQL",
        slice: instance(null, { instanceType: "ON_PREMISES_INSTANCE" }),
        expect: "not-applicable",
      },
      {
        name: "backups by a plan of the Backup and DR Service",
        slice: instance(backup({ backupTier: "ADVANCED", enabled: false })),
        expect: "indeterminate",
        problem: "not-supported",
      },
      // https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances#backuptier
      {
        name: "the same by its name of today, as documented",
        slice: instance(backup({ backupTier: "ENHANCED", enabled: true })),
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "backups by Cloud SQL itself", slice: instance(backup({ backupTier: "STANDARD" })), expect: "pass" },
      {
        name: "an answer without settings",
        slice: { instanceType: "CLOUD_SQL_INSTANCE" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer that does not say whether backups are on",
        slice: instance(backup({ enabled: null })),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer that does not count backups",
        slice: instance(backup({ backupRetentionSettings: null })),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "backups that are counted by a unit that is new",
        slice: instance(
          backup({ backupRetentionSettings: { retentionUnit: "RETENTION_UNIT_UNSPECIFIED", retainedBackups: 7 } }),
        ),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer without a word on recovery to a moment",
        slice: instance(backup({ pointInTimeRecoveryEnabled: null })),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer that does not say how long logs are kept",
        slice: instance(backup({ transactionLogRetentionDays: null })),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
