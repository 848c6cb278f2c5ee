// Cases of the check that databases are encrypted at rest: Google Cloud.
import type { Cases } from "../../cases.ts";

const strict = { requireCustomerKey: true };
const cmek = "projects/acme/locations/eu/keyRings/sql/cryptoKeys/orders";

export const cases: Cases = {
  "gcp sqladmin.googleapis.com/Instance": {
    cases: [
      {
        name: "Google's key",
        slice: { name: "orders", instanceType: "CLOUD_SQL_INSTANCE", databaseVersion: "POSTGRES_16" },
        expect: "pass",
        basis: "provider",
        facts: { kmsKeyName: null },
      },
      {
        name: "Google's key where the company's is required",
        slice: { instanceType: "CLOUD_SQL_INSTANCE", diskEncryptionConfiguration: {} },
        parameters: strict,
        expect: "fail",
        because: "diskEncryptionConfiguration names no customer managed key",
      },
      {
        name: "null for the key, where the company's is required",
        slice: { instanceType: null, diskEncryptionConfiguration: { kmsKeyName: null } },
        parameters: strict,
        expect: "fail",
        facts: { kmsKeyName: null },
      },
      {
        name: "null for what is said of the key",
        slice: { diskEncryptionConfiguration: null },
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a key of the company where one is required",
        slice: { instanceType: "READ_REPLICA_INSTANCE", diskEncryptionConfiguration: { kmsKeyName: cmek } },
        parameters: strict,
        expect: "pass",
        basis: "configured",
        facts: { kmsKeyName: cmek },
      },
      {
        name: "a server on the company's premises that Cloud SQL replicates from",
        slice: { instanceType: "ON_PREMISES_INSTANCE" },
        parameters: strict,
        expect: "not-applicable",
        facts: { instanceType: "ON_PREMISES_INSTANCE" },
      },
      {
        name: "a key that is a list",
        slice: { diskEncryptionConfiguration: { kmsKeyName: [cmek] } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
