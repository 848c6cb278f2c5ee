// Cases of the check that databases are encrypted at rest: BigQuery, Spanner, Bigtable, AlloyDB and Firestore.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";
import { strict } from "../kms-keys.ts";

const cmek = "projects/acme/locations/europe-west3/keyRings/data/cryptoKeys/orders";

/** Keys by which one of the type is encrypted. `slice`: what names a key. */
const named = (what: string, slice: (kmsKeyName: Json) => Json): readonly Case[] => [
  {
    name: "Google's key",
    slice: {},
    expect: "pass",
    basis: "provider",
    because: `Google Cloud encrypts every ${what}`,
    facts: { kmsKeyName: null },
  },
  { name: "a key of the company", slice: slice(cmek), expect: "pass", basis: "provider", facts: { kmsKeyName: cmek } },
  {
    name: "a key of the company where one is required",
    slice: slice(cmek),
    parameters: strict,
    expect: "pass",
    basis: "configured",
    facts: { kmsKeyName: cmek },
  },
  ...["", null].map((none): Case => ({
    name: `a key that is ${JSON.stringify(none)}, where the company's is required`,
    slice: slice(none),
    parameters: strict,
    expect: "fail",
    facts: { kmsKeyName: null },
  })),
  { name: "a key that is a number", slice: slice(1), expect: "indeterminate", problem: "unexpected-shape" },
];

export const cases: Cases = {
  // https://docs.cloud.google.com/bigquery/docs/customer-managed-encryption
  "gcp bigquery.googleapis.com/Dataset": {
    cases: [
      ...named("dataset", (kmsKeyName) => ({ type: "DEFAULT", defaultEncryptionConfiguration: { kmsKeyName } })),
      {
        name: "no default key, where the company's is required",
        slice: { type: "DEFAULT", location: "EU" },
        parameters: strict,
        expect: "fail",
        because: "the dataset has no default customer managed key (defaultEncryptionConfiguration)",
      },
      ...["LINKED", "EXTERNAL"].map((type): Case => ({
        name: `a dataset of the type ${type}, whose data lie elsewhere`,
        slice: { type },
        parameters: strict,
        expect: "not-applicable",
        facts: { type },
      })),
    ],
  },
  // https://docs.cloud.google.com/spanner/docs/cmek
  "gcp spanner.googleapis.com/Database": {
    never: { "not-applicable": "a database that is dropped is no longer listed" },
    cases: [
      ...named("database", (kmsKeyName) => ({ encryptionConfig: { kmsKeyName } })),
      {
        name: "null for what is said of the key",
        slice: { encryptionConfig: null },
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a key in each of several regions, where the company's is required",
        slice: { encryptionConfig: { kmsKeyNames: [cmek, cmek.replace("west3", "west4")] } },
        parameters: strict,
        expect: "pass",
        facts: { kmsKeyName: cmek },
      },
      {
        name: "an empty list of keys, where the company's is required",
        slice: { encryptionConfig: { kmsKeyName: "", kmsKeyNames: [] } },
        parameters: strict,
        expect: "fail",
        because: "the database names no customer managed key",
      },
      {
        name: "Google's key by the kind of encryption, where the company's is required",
        slice: { encryptionInfo: [{ encryptionType: "GOOGLE_DEFAULT_ENCRYPTION" }] },
        parameters: strict,
        expect: "fail",
      },
    ],
  },
  // https://docs.cloud.google.com/bigtable/docs/cmek
  "gcp bigtableadmin.googleapis.com/Cluster": {
    never: { "not-applicable": "a cluster that is deleted is no longer listed" },
    cases: [
      ...named("cluster", (kmsKeyName) => ({ state: "READY", encryptionConfig: { kmsKeyName } })),
      {
        name: "null for what is said of the key",
        slice: { encryptionConfig: null },
        expect: "pass",
        basis: "provider",
      },
    ],
  },
  // https://docs.cloud.google.com/alloydb/docs/cmek
  "gcp alloydb.googleapis.com/Cluster": {
    cases: [
      ...named("cluster", (kmsKeyName) => ({ state: "READY", encryptionConfig: { kmsKeyName } })),
      {
        name: "Google's key by the kind of encryption, where the company's is required",
        slice: { encryptionInfo: { encryptionType: "GOOGLE_DEFAULT_ENCRYPTION" } },
        parameters: strict,
        expect: "fail",
        because: "the cluster names no customer managed key",
      },
      {
        name: "being deleted",
        slice: { state: "DELETING" },
        parameters: strict,
        expect: "not-applicable",
        facts: { state: "DELETING" },
      },
    ],
  },
  // https://docs.cloud.google.com/firestore/native/docs/cmek
  "gcp firestore.googleapis.com/Database": {
    cases: [
      ...named("database", (kmsKeyName) => ({ type: "FIRESTORE_NATIVE", cmekConfig: { kmsKeyName } })),
      {
        name: "deleted",
        slice: { deleteTime: "2026-08-30T10:00:00Z" },
        parameters: strict,
        expect: "not-applicable",
        facts: { deleteTime: "2026-08-30T10:00:00Z" },
      },
      { name: "not deleted", slice: { deleteTime: "" }, expect: "pass", basis: "provider" },
    ],
  },
};
