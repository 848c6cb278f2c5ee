// Cases of the check that databases are backed up: databases of Azure SQL.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const id = (name: string): string =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/sql/databases/${name}`;
// https://learn.microsoft.com/en-us/rest/api/sql/databases/get
const database = (members: Members = {}): Json => ({
  id: id("Orders"),
  sku: { name: "GP_Gen5_2", tier: "GeneralPurpose" },
  properties: { status: "Online", currentBackupStorageRedundancy: "Geo" },
  ...members,
});
const kept = (members: Members): { readonly retention: RelatedRows } => ({
  retention: { rows: [{ Database: id("orders").toLowerCase(), ...members }] },
});

export const cases: Cases = {
  "azure microsoft.sql/servers/databases": {
    cases: [
      // https://learn.microsoft.com/en-us/rest/api/sql/backup-short-term-retention-policies/get
      {
        name: "backups that are kept for a week, as documented",
        slice: database(),
        related: kept({ retentionDays: 7 }),
        expect: "pass",
        because: "backups are kept for as long as required (retentionDays)",
        facts: { retentionDays: 7 },
      },
      {
        name: "backups of a day, as documented for Basic",
        slice: database({ sku: { tier: "Basic" } }),
        related: kept({ retentionDays: 1 }),
        expect: "fail",
        because: "backups are kept for fewer days than required (retentionDays)",
      },
      {
        name: "no days in the answer",
        slice: database(),
        related: kept({}),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "retention not read",
        slice: database(),
        related: { retention: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "retention of another database alone",
        slice: database(),
        related: { retention: { rows: [{ Database: id("billing").toLowerCase(), retentionDays: 7 }] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      { name: "the master database", slice: database({ id: id("master") }), expect: "not-applicable" },
      // https://learn.microsoft.com/en-us/rest/api/sql/databases/get
      {
        name: "a secondary, as documented",
        slice: database({ properties: { secondaryType: "Geo" } }),
        expect: "not-applicable",
        facts: { secondaryType: "Geo" },
      },
      {
        name: "no secondary: an empty text",
        slice: database({ properties: { secondaryType: "" } }),
        related: kept({ retentionDays: 7 }),
        expect: "pass",
      },
      {
        name: "a dedicated SQL pool",
        slice: database({ sku: { name: "DW100c", tier: "DataWarehouse" } }),
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "no sku", slice: database({ sku: null }), related: kept({ retentionDays: 14 }), expect: "pass" },
    ],
  },
};
