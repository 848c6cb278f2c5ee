// Cases of the check that stores refuse unencrypted connections: flexible servers of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { newest } from "./azure-resources.ts";

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
  // Too old a version is too old, whatever the other parameter says.
  {
    name: "an older version than required, and no word on whether TLS is required",
    slice: flexible,
    related: parameters({ [versions]: "TLSv1" }),
    expect: "fail",
    because: `the server parameter ${versions} allows TLS older than 1.2`,
    facts: { requireSecureTransport: null, tlsVersions: "TLSv1" },
  },
  ...[null, "", "maybe"].map((value): Case => ({
    name: `an older version than required beside ${JSON.stringify(value)}`,
    slice: flexible,
    related: parameters({ require_secure_transport: value, [versions]: "TLSv1.1" }),
    expect: "fail",
  })),
  {
    name: "a version nobody knows, and no word on whether TLS is required",
    slice: flexible,
    related: parameters({ [versions]: "SSLv3" }),
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
    problem: "not-seen",
  },
];

export const cases: Cases = {
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
        name: "two versions, of which one is too old, and no word on whether TLS is required",
        slice: flexible,
        related: parameters({ tls_version: "TLSv1.2,TLSv1" }),
        expect: "fail",
      },
      // A version that is too old decides, whatever the rest of the list means.
      {
        name: "two versions, of which one is too old and one unknown",
        slice: flexible,
        related: parameters({ require_secure_transport: "ON", tls_version: "TLSv1,TLSv9" }),
        expect: "fail",
      },
      {
        name: "two versions, of which one is unknown",
        slice: flexible,
        related: parameters({ require_secure_transport: "ON", tls_version: "TLSv1.2,TLSv9" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "two versions, of which one is too old",
        slice: flexible,
        related: parameters({ require_secure_transport: "ON", tls_version: "TLSv1.2,TLSv1" }),
        expect: "fail",
      },
    ],
  },
};
