// Cases of the check that stores refuse unencrypted connections: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";

const server = "/subscriptions/s/resourceGroups/Data/providers/Microsoft.DBforPostgreSQL/flexibleServers/Acme";

const flexible: Json = { id: server, name: "Acme", properties: { version: "16" } };

const parameters = (values: Members, pending: Members = {}): { parameters: RelatedRows } => ({
  parameters: {
    rows: [
      {
        Server: server.toLowerCase(),
        Parameters: Object.entries(values).map(([name, value]) => ({
          name,
          value,
          isConfigPendingRestart: pending[name] ?? false,
        })),
      },
    ],
  },
});

const account = (properties: Members): Json => ({ id: "/subscriptions/s/accounts/a", properties });

const newest = { minimumTlsVersion: "1.3" };
const oldest = { minimumTlsVersion: "1.0" };

const sql: readonly Case[] = [
  {
    name: "a minimum of 1.2",
    slice: account({ minimalTlsVersion: "1.2" }),
    expect: "pass",
    basis: "configured",
    facts: { minimumTlsVersion: "1.2" },
  },
  // Without one, clients without encryption get in as well.
  {
    name: "no minimum",
    slice: account({ minimalTlsVersion: "None" }),
    expect: "fail",
    because: "no minimum version of TLS is set (minimalTlsVersion)",
    facts: { minimumTlsVersion: "None" },
  },
  { name: "no minimum where any version will do", slice: account({}), parameters: oldest, expect: "fail" },
  {
    name: "a minimum of 1.1",
    slice: account({ minimalTlsVersion: "1.1" }),
    expect: "fail",
    because: "minimalTlsVersion allows TLS older than 1.2",
  },
  {
    name: "a minimum of 1.0 where that will do",
    slice: account({ minimalTlsVersion: "1.0" }),
    parameters: oldest,
    expect: "pass",
  },
  {
    name: "a minimum of 1.2 where 1.3 is required",
    slice: account({ minimalTlsVersion: "1.2" }),
    parameters: newest,
    expect: "fail",
  },
  {
    name: "a minimum nobody knows",
    slice: account({ minimalTlsVersion: "2.0" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

const flexibleCases = (versions: string, newer: string): readonly Case[] => [
  {
    name: "TLS required, version 1.2",
    slice: flexible,
    related: parameters({ require_secure_transport: "ON", [versions]: "TLSv1.2" }),
    expect: "pass",
    facts: { requireSecureTransport: "ON", tlsVersions: "TLSv1.2" },
  },
  {
    name: "TLS not required",
    slice: flexible,
    related: parameters({ require_secure_transport: "off", [versions]: "TLSv1.2" }),
    expect: "fail",
    because: "the server accepts connections without TLS (require_secure_transport is off)",
  },
  {
    name: "an older version than required",
    slice: flexible,
    related: parameters({ require_secure_transport: "on", [versions]: "TLSv1.1" }),
    expect: "fail",
    because: `the server parameter ${versions} allows TLS older than 1.2`,
  },
  {
    name: "version 1.3 where it is required",
    slice: flexible,
    related: parameters({ require_secure_transport: "on", [versions]: newer }),
    parameters: newest,
    expect: "pass",
  },
  {
    name: "a change that waits for a restart",
    slice: flexible,
    related: parameters({ require_secure_transport: "on", [versions]: "TLSv1.2" }, { [versions]: "True" }),
    expect: "indeterminate",
    problem: "contradictory",
  },
  {
    name: "no word on whether TLS is required",
    slice: flexible,
    related: parameters({ [versions]: "TLSv1.2" }),
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "no word on versions",
    slice: flexible,
    related: parameters({ require_secure_transport: "on" }),
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "a version nobody knows",
    slice: flexible,
    related: parameters({ require_secure_transport: "on", [versions]: "SSLv3" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "parameters that were not read",
    slice: flexible,
    related: { parameters: { rows: [], complete: false, problem: { code: "throttled", detail: "parameter list" } } },
    expect: "indeterminate",
    problem: "throttled",
  },
  {
    name: "parameters of another server",
    slice: { ...(flexible as Members), id: `${server}2` },
    related: parameters({ require_secure_transport: "on", [versions]: "TLSv1.2" }),
    expect: "indeterminate",
    problem: "not-in-answer",
  },
];

export const cases: Cases = {
  "azure microsoft.storage/storageaccounts": {
    cases: [
      {
        name: "secure transfer required, version 1.2",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" }),
        expect: "pass",
        facts: { httpsOnly: true, minimumTlsVersion: "TLS1_2" },
      },
      {
        name: "plain HTTP accepted",
        slice: account({ supportsHttpsTrafficOnly: false, minimumTlsVersion: "TLS1_2" }),
        expect: "fail",
        because: "the account accepts plain HTTP (supportsHttpsTrafficOnly is false)",
      },
      // Absent means 1.0.
      {
        name: "no minimum version",
        slice: account({ supportsHttpsTrafficOnly: true }),
        expect: "fail",
        because: "minimumTlsVersion of the account allows TLS older than 1.2",
        facts: { httpsOnly: true, minimumTlsVersion: null },
      },
      {
        name: "no minimum version where any will do",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: null }),
        parameters: oldest,
        expect: "pass",
      },
      {
        name: "version 1.1",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_1" }),
        expect: "fail",
      },
      {
        name: "version 1.2 where 1.3 is required",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" }),
        parameters: newest,
        expect: "fail",
      },
      {
        name: "no word on plain HTTP",
        slice: account({ minimumTlsVersion: "TLS1_2" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a version nobody knows",
        slice: account({ supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS9_9" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure microsoft.sql/servers": { cases: sql },
  "azure microsoft.sql/managedinstances": { cases: sql },
  "azure microsoft.dbforpostgresql/flexibleservers": { cases: flexibleCases("ssl_min_protocol_version", "TLSv1.3") },
  "azure microsoft.dbformysql/flexibleservers": {
    cases: [
      ...flexibleCases("tls_version", "TLSv1.3"),
      // A list of all versions, and the oldest counts.
      {
        name: "two versions, of which both will do",
        slice: flexible,
        related: parameters({ require_secure_transport: "ON", tls_version: "TLSv1.3,TLSv1.2" }),
        expect: "pass",
      },
      {
        name: "two versions, of which one is too old",
        slice: flexible,
        related: parameters({ require_secure_transport: "ON", tls_version: "TLSv1.2,TLSv1" }),
        expect: "fail",
      },
    ],
  },
  "azure microsoft.documentdb/databaseaccounts": {
    cases: [
      {
        name: "version 1.2",
        slice: account({ minimalTlsVersion: "Tls12" }),
        expect: "pass",
        basis: "provider",
        facts: { minimumTlsVersion: "Tls12" },
      },
      { name: "no minimum version", slice: account({}), expect: "pass", basis: "provider" },
      // The service accepts nothing older whatever an account says.
      { name: "version 1.0", slice: account({ minimalTlsVersion: "Tls" }), expect: "pass", basis: "provider" },
      {
        name: "version 1.2 where 1.3 is required",
        slice: account({ minimalTlsVersion: "Tls12" }),
        parameters: newest,
        expect: "fail",
      },
      {
        name: "version 1.3 where it is required",
        slice: account({ minimalTlsVersion: "Tls13" }),
        parameters: newest,
        expect: "pass",
        basis: "configured",
      },
      {
        name: "a version nobody knows",
        slice: account({ minimalTlsVersion: "Quantum" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
