// Cases of the check that service account keys and API keys are rotated: Google Cloud. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";

const email = "deploy@shop-prod.iam.gserviceaccount.com";
const uniqueId = "100000000000000000001";

const key = (members: Members = {}): Json => ({
  name: `projects/shop-prod/serviceAccounts/${email}/keys/a1b2`,
  keyAlgorithm: "KEY_ALG_RSA_2048",
  keyType: "USER_MANAGED",
  keyOrigin: "GOOGLE_PROVIDED",
  validAfterTime: "2026-08-01T17:35:07Z",
  validBeforeTime: "9999-12-31T23:59:59Z",
  ...members,
});

const old = { validAfterTime: "2022-05-26T17:35:07Z" };

const nameless = { keyType: "USER_MANAGED", keyOrigin: "GOOGLE_PROVIDED", ...old };
const asset = (account: string): string =>
  `//iam.googleapis.com/projects/shop-prod/serviceAccounts/${account}/keys/a1b2`;

const accounts = (...rows: Json[]): { accounts: RelatedRows } => ({ accounts: { rows } });
const enabled = accounts({ email, uniqueId });

/** As the reference of API Keys has it: https://docs.cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys */
const apiKey = (members: Members = {}): Json => ({
  name: "projects/123456867718/locations/global/keys/b7ff1f9f-8275-410a-94dd-3855ee9b5dd2",
  uid: "b7ff1f9f-8275-410a-94dd-3855ee9b5dd2",
  displayName: "maps of jane",
  createTime: "2026-08-01T10:00:00.123456Z",
  updateTime: "2026-08-20T10:00:00Z",
  restrictions: { apiTargets: [{ service: "maps.googleapis.com" }] },
  ...members,
});
const oldApiKey = { createTime: "2024-02-29T10:00:00Z" };

export const cases: Cases = {
  "gcp apikeys.googleapis.com/Key": {
    cases: [
      {
        name: "a young API key",
        slice: apiKey(),
        expect: "pass",
        because: "the API key is not older than allowed",
        facts: { from: "2026-08-01T10:00:00.123Z" },
      },
      {
        name: "an old API key, whenever its restrictions were changed",
        slice: apiKey(oldApiKey),
        expect: "fail",
        because: "the API key is older than allowed",
        facts: { from: "2024-02-29T10:00:00.000Z" },
      },
      {
        name: "an old API key without restrictions",
        slice: apiKey({ ...oldApiKey, restrictions: null }),
        expect: "fail",
      },
      { name: "an API key of exactly 90 days", slice: apiKey({ createTime: "2026-06-03T06:00:00Z" }), expect: "pass" },
      {
        name: "an API key of 90 days and a second",
        slice: apiKey({ createTime: "2026-06-03T05:59:59Z" }),
        expect: "fail",
      },
      {
        name: "a company that allows three years",
        slice: apiKey(oldApiKey),
        parameters: { maxAgeDays: 1095 },
        expect: "pass",
      },
      {
        name: "an old API key that is deleted",
        slice: apiKey({ ...oldApiKey, deleteTime: "2026-08-30T08:00:00Z" }),
        expect: "not-applicable",
        facts: { deleted: "2026-08-30T08:00:00.000Z" },
      },
      ...["1970-01-01T00:00:00Z", "", null].map((deleteTime): Case => ({
        name: `an old API key that nobody deleted: ${JSON.stringify(deleteTime)}`,
        slice: apiKey({ ...oldApiKey, deleteTime }),
        expect: "fail",
      })),
      ...["1970-01-01T00:00:00Z", "", null].map((createTime): Case => ({
        name: `an API key of which nobody says when it was made: ${JSON.stringify(createTime)}`,
        slice: apiKey({ createTime }),
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { from: null },
      })),
      {
        name: "an API key whose date is no date",
        slice: apiKey({ createTime: "last year" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an API key of a later day",
        slice: apiKey({ createTime: "2026-12-01T00:00:00Z" }),
        expect: "indeterminate",
        problem: "contradictory",
      },
    ],
  },
  "gcp iam.googleapis.com/ServiceAccountKey": {
    cases: [
      {
        name: "a young key",
        slice: key(),
        related: enabled,
        expect: "pass",
        basis: "configured",
        facts: { origin: "GOOGLE_PROVIDED", from: "2026-08-01T17:35:07.000Z", until: "9999-12-31T23:59:59.000Z" },
      },
      {
        name: "an old key",
        slice: key(old),
        related: enabled,
        expect: "fail",
        because: "the service account key is older than allowed",
        facts: { origin: "GOOGLE_PROVIDED", from: "2022-05-26T17:35:07.000Z", until: "9999-12-31T23:59:59.000Z" },
      },
      {
        name: "an old key whose name has the account's id",
        slice: key({ ...old, name: `projects/shop-prod/serviceAccounts/${uniqueId}/keys/a1b2` }),
        related: enabled,
        expect: "fail",
      },
      {
        name: "an old key that was uploaded, and has no end",
        slice: {
          name: `projects/shop-prod/serviceAccounts/${email}/keys/a1b2`,
          keyType: "USER_MANAGED",
          keyOrigin: "USER_PROVIDED",
          ...old,
        },
        related: enabled,
        expect: "fail",
        facts: { origin: "USER_PROVIDED", from: "2022-05-26T17:35:07.000Z", until: null },
      },
      {
        name: "a key that Google manages",
        slice: key({ keyType: "SYSTEM_MANAGED", ...old }),
        expect: "pass",
        basis: "provider",
        facts: {},
      },
      { name: "an old key that is disabled", slice: key({ ...old, disabled: true }), expect: "not-applicable" },
      {
        name: "an old key that has ended",
        slice: key({ ...old, validBeforeTime: "2026-09-01T06:00:00Z" }),
        expect: "not-applicable",
        because: "the key has expired (validBeforeTime)",
      },
      {
        name: "an old key of a disabled account",
        slice: key(old),
        related: accounts({ email, uniqueId, disabled: true }),
        expect: "not-applicable",
        because: "the key's service account is disabled",
      },
      { name: "a young key, whatever its account", slice: key(), related: accounts(), expect: "pass" },
      {
        name: "an old key of an account that the complete list lacks",
        slice: key(old),
        related: accounts({ email: "other@shop-prod.iam.gserviceaccount.com" }),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "an old key whose account was not read",
        slice: key(old),
        related: {
          accounts: { rows: [], complete: false, problem: { code: "denied", detail: "iam.serviceAccounts.list" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "an old key whose end is no date",
        slice: key({ ...old, validBeforeTime: "never" }),
        related: enabled,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      ...["1970-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z", "1970-01-01T00:00:00+00:00", "", null].map(
        (end): Case => ({
          name: `an old key whose end is not set: ${JSON.stringify(end)}`,
          slice: key({ ...old, validBeforeTime: end }),
          related: enabled,
          expect: "fail",
          facts: { origin: "GOOGLE_PROVIDED", from: "2022-05-26T17:35:07.000Z", until: null },
        }),
      ),
      {
        name: "a key whose start is not set",
        slice: key({ validAfterTime: "1970-01-01T00:00:00Z" }),
        related: enabled,
        expect: "indeterminate",
        facts: { origin: "GOOGLE_PROVIDED", from: null, until: "9999-12-31T23:59:59.000Z" },
      },
      {
        name: "an old key whose name only the asset has",
        slice: { ...nameless, AssetName: asset(uniqueId) },
        related: enabled,
        expect: "fail",
      },
      {
        name: "an old key whose name is null, and is no key's in the asset either",
        slice: { ...nameless, name: null, AssetName: "//iam.googleapis.com/projects/shop-prod" },
        related: enabled,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an old key of an account none of whose members is set but the address",
        slice: key({ ...old, disabled: null, keyOrigin: null }),
        related: accounts({ email, uniqueId: null, disabled: null }),
        expect: "fail",
        facts: { origin: null, from: "2022-05-26T17:35:07.000Z", until: "9999-12-31T23:59:59.000Z" },
      },
      {
        name: "a key without a start",
        slice: { name: `projects/shop-prod/serviceAccounts/${email}/keys/a1b2`, keyType: "USER_MANAGED" },
        related: enabled,
        expect: "indeterminate",
        because: "the answer from the cloud lacks a date of a key",
      },
      {
        name: "a key that is valid from a later day on",
        slice: key({ validAfterTime: "2026-12-01T00:00:00Z" }),
        related: enabled,
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a key of which nobody knows who manages it",
        slice: key({ keyType: "KEY_TYPE_UNSPECIFIED" }),
        related: enabled,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      ...["", null].map((keyType) => ({
        name: `a key whose answer does not say who manages it: ${JSON.stringify(keyType)}`,
        slice: key({ keyType }),
        related: enabled,
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
      })),
      {
        name: "a company that allows three years, and a key of four",
        slice: key(old),
        related: enabled,
        parameters: { maxAgeDays: 1095 },
        expect: "fail",
      },
      {
        name: "a key without a name",
        slice: { keyType: "USER_MANAGED" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
