// Cases of the check that access keys are rotated: Entra and Azure. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";

const application = (...PasswordCredentials: Json[]): Json => ({
  id: "1f9c0a0c-64d9-4a4d-8a35-5c2d52e3b9aa",
  appId: "5d01177c-3c30-4f4d-9c3c-0a3f4ee2b1d0",
  PasswordCredentials,
  KeyCredentials: [
    {
      keyId: "c",
      type: "AsymmetricX509Cert",
      startDateTime: "2020-01-01T00:00:00Z",
      endDateTime: "2030-01-01T00:00:00Z",
    },
  ],
});

const secret = (startDateTime: Json, endDateTime: Json): Json => ({ keyId: "k", startDateTime, endDateTime });

const young = secret("2026-07-15T10:00:00Z", "2028-07-15T10:00:00Z");
const old = secret("2025-07-15T10:00:00Z", "2027-07-15T10:00:00Z");
const ended = secret("2023-07-15T10:00:00.9876543Z", "2025-07-15T10:00:00Z");

const account = (members: Members = {}): Json => ({
  id: "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourcegroups/shop/providers/microsoft.storage/storageaccounts/shop",
  properties: {
    creationTime: "2023-03-06T17:33:57.4038440Z",
    keyCreationTime: { key1: "2026-08-10T14:37:41.3701630Z", key2: "2026-07-10T14:37:41.370163+00:00" },
    ...members,
  },
});

const times = { key1: "2026-08-10T14:37:41.370Z", key2: "2026-07-10T14:37:41.370Z" };

export const cases: Cases = {
  "entra microsoft.graph/application": {
    cases: [
      {
        name: "a young secret",
        slice: application(young),
        expect: "pass",
        facts: { secrets: [{ from: "2026-07-15T10:00:00.000Z", until: "2028-07-15T10:00:00.000Z" }] },
      },
      {
        name: "a secret that is valid for a year to come, and a year old",
        slice: application(young, old),
        expect: "fail",
        because: "a valid client secret of the application is older than allowed",
        facts: {
          secrets: [
            { from: "2025-07-15T10:00:00.000Z", until: "2027-07-15T10:00:00.000Z" },
            { from: "2026-07-15T10:00:00.000Z", until: "2028-07-15T10:00:00.000Z" },
          ],
        },
      },
      // Facts have it all the same: its end must not change what is written.
      {
        name: "a young secret beside an old one that has ended",
        slice: application(young, ended),
        expect: "pass",
        facts: {
          secrets: [
            { from: "2023-07-15T10:00:00.987Z", until: "2025-07-15T10:00:00.000Z" },
            { from: "2026-07-15T10:00:00.000Z", until: "2028-07-15T10:00:00.000Z" },
          ],
        },
      },
      { name: "only secrets that have ended", slice: application(ended), expect: "not-applicable" },
      {
        name: "an old secret that ends at the instant of the question",
        slice: application(secret("2025-07-15T10:00:00Z", "2026-09-01T06:00:00Z")),
        expect: "not-applicable",
      },
      { name: "no secret, but an old certificate", slice: application(), expect: "not-applicable", facts: {} },
      {
        name: "a secret that is valid from a later day on",
        slice: application(secret("2026-09-02T00:00:00Z", "2027-09-02T00:00:00Z")),
        expect: "indeterminate",
        because: "the date of a key lies in the future",
      },
      {
        name: "a secret without a start",
        slice: application(secret(null, "2027-09-02T00:00:00Z")),
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { secrets: [{ from: null, until: "2027-09-02T00:00:00.000Z" }] },
      },
      {
        name: "an old secret without an end",
        slice: application(secret("2025-07-15T10:00:00Z", null)),
        expect: "fail",
        facts: { secrets: [{ from: "2025-07-15T10:00:00.000Z", until: null }] },
      },
      ...["1970-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z", "0001-01-01T00:00:00+00:00", ""].map((end): Case => ({
        name: `an old secret whose end is not set: ${JSON.stringify(end)}`,
        slice: application(secret("2025-07-15T10:00:00Z", end)),
        expect: "fail",
        facts: { secrets: [{ from: "2025-07-15T10:00:00.000Z", until: null }] },
      })),
      {
        name: "an old secret that does not say whether it has an end",
        slice: application({ keyId: "k", startDateTime: "2025-07-15T10:00:00Z" }),
        expect: "indeterminate",
        because: "the answer from the cloud lacks a date of a key",
      },
      {
        name: "a secret whose start is not set",
        slice: application(secret("0001-01-01T00:00:00Z", "2027-09-02T00:00:00Z")),
        expect: "indeterminate",
        facts: { secrets: [{ from: null, until: "2027-09-02T00:00:00.000Z" }] },
      },
      {
        name: "a young secret without an end",
        slice: application(secret("2026-07-15T10:00:00Z", null)),
        expect: "pass",
      },
      {
        name: "an old secret decides although another's start is no date",
        slice: application(old, secret("yesterday", "2027-09-02T00:00:00Z")),
        expect: "fail",
      },
      {
        name: "an application without its secrets",
        slice: { appId: "5d01177c-3c30-4f4d-9c3c-0a3f4ee2b1d0" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure microsoft.storage/storageaccounts": {
    cases: [
      { name: "two young keys", slice: account(), expect: "pass", facts: times },
      {
        name: "two keys that were never rotated, of a young account",
        slice: account({
          creationTime: "2026-08-01T00:00:00Z",
          keyCreationTime: { key1: "0001-01-01T00:00:00Z", key2: null },
        }),
        expect: "pass",
        facts: { key1: null, key2: null, account: "2026-08-01T00:00:00.000Z" },
      },
      {
        name: "one old key",
        slice: account({ keyCreationTime: { key1: "2026-08-10T14:37:41.3701630Z", key2: "2024-02-01T00:00:00Z" } }),
        expect: "fail",
        because: "an access key of the storage account is older than allowed",
        facts: { key1: "2026-08-10T14:37:41.370Z", key2: "2024-02-01T00:00:00.000Z" },
      },
      // The default: https://learn.microsoft.com/en-us/azure/storage/common/shared-key-authorization-prevent
      {
        name: "old keys of an account that does not say whether it takes them",
        slice: account({ allowSharedKeyAccess: null, keyCreationTime: { key1: "2024-02-01T00:00:00Z", key2: null } }),
        expect: "fail",
      },
      {
        name: "old keys of an account that takes them",
        slice: account({
          allowSharedKeyAccess: true,
          keyCreationTime: { key1: "2024-02-01T00:00:00Z", key2: "2024-02-01T00:00:00Z" },
        }),
        expect: "fail",
      },
      {
        name: "old keys of an account that refuses them",
        slice: account({
          allowSharedKeyAccess: false,
          keyCreationTime: { key1: "2024-02-01T00:00:00Z", key2: "2024-02-01T00:00:00Z" },
        }),
        expect: "not-applicable",
        because: "the storage account refuses its access keys (allowSharedKeyAccess is false)",
      },
      // Older accounts have times from their first rotation on.
      {
        name: "an old account, one of whose keys was never rotated since times are kept",
        slice: account({ keyCreationTime: { key1: "2026-08-10T14:37:41.3701630Z", key2: null } }),
        expect: "fail",
        facts: { key1: "2026-08-10T14:37:41.370Z", key2: null, account: "2023-03-06T17:33:57.403Z" },
      },
      {
        name: "an old account without any time of a key",
        slice: account({ keyCreationTime: null }),
        expect: "fail",
        facts: { key1: null, key2: null, account: "2023-03-06T17:33:57.403Z" },
      },
      {
        name: "a young account without any time of a key: none is older than the account",
        slice: account({ keyCreationTime: {}, creationTime: "2026-08-10T14:37:41.3701630Z" }),
        expect: "pass",
      },
      {
        name: "an account of which nothing has a time",
        slice: account({ keyCreationTime: { key1: null, key2: null }, creationTime: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer without times of keys",
        slice: { properties: { creationTime: "2023-03-06T17:33:57.4038440Z" } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a time in the future",
        slice: account({ keyCreationTime: { key1: "2027-01-01T00:00:00Z", key2: "2026-08-10T00:00:00Z" } }),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a company that allows three years",
        slice: account({ keyCreationTime: { key1: "2024-02-01T00:00:00Z", key2: "2024-02-01T00:00:00Z" } }),
        parameters: { maxAgeDays: 1095 },
        expect: "pass",
      },
      {
        name: "times that are numbers",
        slice: account({ keyCreationTime: { key1: 1786372661, key2: 1786372661 } }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
