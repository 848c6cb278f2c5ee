// Cases of the check that stores refuse unencrypted connections: Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const policies = (...rows: Json[]): { policies: RelatedRows } => ({ policies: { rows } });

const instance = (ipConfiguration: Members, databaseVersion = "POSTGRES_16"): Json => ({
  name: "orders",
  databaseVersion,
  instanceType: "CLOUD_SQL_INSTANCE",
  settings: { ipConfiguration },
});

export const cases: Cases = {
  "gcp storage.googleapis.com/Bucket": {
    cases: [
      {
        name: "a policy that is enforced",
        slice: { name: "acme" },
        related: policies(
          { Constraint: "storage.publicAccessPrevention", Enforced: false },
          { Constraint: "storage.secureHttpTransport", Enforced: true },
        ),
        expect: "pass",
        because: "the organization policy storage.secureHttpTransport, which refuses plain HTTP, is enforced",
        facts: { constraint: "storage.secureHttpTransport" },
      },
      // What holds where nobody in the organization set it.
      {
        name: "a policy that is not enforced",
        slice: { name: "acme" },
        related: policies(
          { Constraint: "storage.publicAccessPrevention", Enforced: true },
          { Constraint: "storage.secureHttpTransport", Enforced: false },
        ),
        expect: "fail",
        because: "the organization policy storage.secureHttpTransport, which refuses plain HTTP, is not enforced",
      },
      {
        name: "a policy that nobody asked for",
        slice: { name: "acme" },
        related: policies({ Constraint: "storage.publicAccessPrevention", Enforced: true }),
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "policies that were denied",
        slice: { name: "acme" },
        related: {
          policies: { rows: [], complete: false, problem: { code: "denied", detail: "orgpolicy.policy.get" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
    ],
  },
  "gcp sqladmin.googleapis.com/Instance": {
    cases: [
      {
        name: "encrypted connections only",
        slice: instance({ sslMode: "ENCRYPTED_ONLY", requireSsl: false }),
        expect: "pass",
        facts: { sslMode: "ENCRYPTED_ONLY", requireSsl: false },
      },
      {
        name: "client certificates",
        slice: instance({ sslMode: "TRUSTED_CLIENT_CERTIFICATE_REQUIRED", requireSsl: true }),
        expect: "pass",
      },
      {
        name: "both kinds of connections",
        slice: instance({ sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED" }),
        expect: "fail",
        because: "the instance accepts connections without TLS (sslMode, requireSsl)",
      },
      // The mode has priority.
      {
        name: "both kinds of connections, while the older field says otherwise",
        slice: instance({ sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED", requireSsl: true }),
        expect: "fail",
        facts: { sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED", requireSsl: true },
      },
      {
        name: "SQL Server with encrypted connections only",
        slice: instance({ sslMode: "ENCRYPTED_ONLY", requireSsl: true }, "SQLSERVER_2022_STANDARD"),
        expect: "pass",
      },
      {
        name: "SQL Server that is to ask for client certificates, which it cannot",
        slice: instance({ sslMode: "TRUSTED_CLIENT_CERTIFICATE_REQUIRED" }, "SQLSERVER_2022_STANDARD"),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "encrypted connections only, beside null for the older field",
        slice: instance({ sslMode: "ENCRYPTED_ONLY", requireSsl: null }),
        expect: "pass",
        facts: { sslMode: "ENCRYPTED_ONLY", requireSsl: null },
      },
      {
        name: "both kinds of connections, beside null",
        slice: instance({ sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED", requireSsl: null }),
        expect: "fail",
      },
      {
        name: "the older field, beside null for the mode",
        slice: instance({ sslMode: null, requireSsl: true }),
        expect: "pass",
      },
      {
        name: "the older field, beside an empty mode",
        slice: instance({ sslMode: "", requireSsl: true }),
        expect: "pass",
      },
      { name: "null for both fields", slice: instance({ sslMode: null, requireSsl: null }), expect: "fail" },
      {
        name: "null for kind, version and configuration of connections",
        slice: { instanceType: null, databaseVersion: null, settings: { ipConfiguration: null } },
        expect: "fail",
      },
      { name: "null for settings", slice: { settings: null }, expect: "indeterminate", problem: "not-in-answer" },
      { name: "the older field alone", slice: instance({ requireSsl: true }, "MYSQL_5_7"), expect: "pass" },
      { name: "the older field alone, off", slice: instance({ requireSsl: false }), expect: "fail" },
      {
        name: "a mode that is not specified beside the older field",
        slice: instance({ sslMode: "SSL_MODE_UNSPECIFIED", requireSsl: true }),
        expect: "pass",
      },
      // The API leaves out what is false.
      {
        name: "nothing set",
        slice: instance({ ipv4Enabled: true }),
        expect: "fail",
        facts: { sslMode: null, requireSsl: null },
      },
      {
        name: "no configuration of connections",
        slice: { name: "orders", settings: { tier: "db-f1-micro" } },
        expect: "fail",
      },
      {
        name: "a read replica that accepts both",
        slice: {
          instanceType: "READ_REPLICA_INSTANCE",
          settings: { ipConfiguration: { sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED" } },
        },
        expect: "fail",
      },
      {
        name: "a server on the company's premises that Cloud SQL replicates from",
        slice: { instanceType: "ON_PREMISES_INSTANCE", settings: {} },
        expect: "not-applicable",
      },
      { name: "no settings", slice: { name: "orders" }, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "a mode nobody knows",
        slice: instance({ sslMode: "ENCRYPTED_SOMETIMES" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
