// Cases of the check that databases are backed up: flexible servers and Cosmos DB.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://learn.microsoft.com/en-us/rest/api/postgresql/servers/get
const server = (backup: Json, members: Members = {}): Json => ({
  properties: { version: "16", state: "Ready", replicationRole: "Primary", backup, ...members },
});
const kept = (backupRetentionDays: Json): Json => ({
  backupRetentionDays,
  geoRedundantBackup: "Disabled",
  earliestRestoreDate: "2026-08-25T06:00:00.0000000+00:00",
});

const servers: Cases["azure x"] = {
  cases: [
    { name: "backups that are kept for a week", slice: server(kept(7)), expect: "pass", facts: { retentionDays: 7 } },
    { name: "backups that are kept for longer", slice: server(kept(35)), expect: "pass" },
    {
      name: "backups that are kept for a week, where more is required",
      slice: server(kept(7)),
      parameters: { days: 14 },
      expect: "fail",
      because: "backups are kept for fewer days than required (backupRetentionDays)",
    },
    {
      name: "a read replica",
      slice: server(kept(7), { replicationRole: "AsyncReplica" }),
      parameters: { days: 14 },
      expect: "not-applicable",
      facts: { replicationRole: "AsyncReplica" },
    },
    {
      name: "a read replica of MySQL",
      slice: server(kept(7), { replicationRole: "Replica" }),
      parameters: { days: 14 },
      expect: "not-applicable",
    },
    {
      name: "a server that is a source of replicas",
      slice: server(kept(7), { replicationRole: "Source" }),
      parameters: { days: 14 },
      expect: "fail",
    },
    {
      name: "a server without a role, as older versions of the API answer",
      slice: server(kept(7), { replicationRole: null }),
      expect: "pass",
    },
    {
      name: "an answer without backups",
      slice: { properties: { version: "16" } },
      expect: "indeterminate",
      problem: "not-in-answer",
      facts: { retentionDays: null },
    },
    {
      name: "backups without their days",
      slice: server(kept(null)),
      expect: "indeterminate",
      problem: "not-in-answer",
    },
    { name: "days that are a string", slice: server(kept("7")), expect: "indeterminate", problem: "unexpected-shape" },
  ],
};

// https://learn.microsoft.com/en-us/rest/api/cosmos-db-resource-provider/database-accounts/get
const account = (backupPolicy: Json): Json => ({
  kind: "GlobalDocumentDB",
  properties: { documentEndpoint: "https://nl.documents.azure.com:443/", backupPolicy },
});
const continuous = (tier: Json): Json =>
  account({ type: "Continuous", continuousModeProperties: { tier }, migrationState: null });
const periodic = (backupRetentionIntervalInHours: Json): Json =>
  account({
    type: "Periodic",
    periodicModeProperties: {
      backupIntervalInMinutes: 240,
      backupRetentionIntervalInHours,
      backupStorageRedundancy: "Geo",
    },
  });

export const cases: Cases = {
  "azure microsoft.dbforpostgresql/flexibleservers": servers,
  "azure microsoft.dbformysql/flexibleservers": servers,
  "azure microsoft.documentdb/databaseaccounts": {
    cases: [
      {
        name: "continuous backup of 30 days",
        slice: continuous("Continuous30Days"),
        expect: "pass",
        facts: { type: "Continuous", tier: "Continuous30Days", hours: null },
      },
      { name: "continuous backup of 7 days", slice: continuous("Continuous7Days"), expect: "pass" },
      {
        name: "continuous backup of 7 days, where more is required",
        slice: continuous("Continuous7Days"),
        parameters: { days: 8 },
        expect: "fail",
      },
      {
        name: "continuous backup without a tier: 30 days",
        slice: account({ type: "Continuous" }),
        parameters: { days: 30 },
        expect: "pass",
      },
      {
        name: "continuous backup, where more than 30 days are required",
        slice: continuous("Continuous30Days"),
        parameters: { days: 31 },
        expect: "fail",
      },
      {
        name: "a tier that is new",
        slice: continuous("Continuous35Days"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "periodic backup, as by default",
        slice: periodic(8),
        expect: "fail",
        because: "periodic backup can't restore the account to a moment (backupPolicy.type is Periodic)",
        facts: { type: "Periodic", tier: null, hours: 8 },
      },
      {
        name: "periodic backups that are kept for a week, where no moment is asked for",
        slice: periodic(168),
        parameters: { requirePointInTime: false },
        expect: "pass",
      },
      {
        name: "periodic backups that are kept for an hour less",
        slice: periodic(167),
        parameters: { requirePointInTime: false },
        expect: "fail",
      },
      {
        name: "periodic backups, and no word on how long",
        slice: periodic(null),
        parameters: { requirePointInTime: false },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "an account without a policy", slice: account(null), expect: "indeterminate", problem: "not-in-answer" },
      { name: "a policy without a type", slice: account({}), expect: "indeterminate", problem: "not-in-answer" },
    ],
  },
};
