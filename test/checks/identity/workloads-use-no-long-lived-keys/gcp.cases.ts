// Cases of the check on stored keys: keys of service accounts, and API keys. The question is asked as of 1 September 2026.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";

const EMAIL = "ci@nl-prod.iam.gserviceaccount.com";
const key = (members: Members = {}): Json => ({
  name: `projects/nl-prod/serviceAccounts/${EMAIL}/keys/1`,
  keyType: "USER_MANAGED",
  keyOrigin: "GOOGLE_PROVIDED",
  validBeforeTime: "9999-12-31T23:59:59Z",
  ...members,
});
const account = (members: Members = {}) => ({ accounts: { rows: [{ email: EMAIL, uniqueId: "1", ...members }] } });
const beside = (name: string, slice: Json, expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice,
  related: account(),
  expect,
  ...more,
});

const apiKey = (members: Members = {}): Json => ({ name: "k", createTime: "2026-08-01T00:00:00Z", ...members });
const restricted = { restrictions: { apiTargets: [{ service: "translate.googleapis.com", methods: ["Get*"] }] } };
const allowed = { allowRestrictedApiKeys: true };

export const cases: Cases = {
  // https://docs.cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys
  "gcp iam.googleapis.com/ServiceAccountKey": {
    cases: [
      beside("a key that users manage", key(), "fail", {
        because: "the service account has a key that users manage",
        facts: { origin: "GOOGLE_PROVIDED", until: "9999-12-31T23:59:59.000Z" },
      }),
      beside("a key that somebody uploaded", key({ keyOrigin: "USER_PROVIDED" }), "fail"),
      beside("a key of Google's own", key({ keyType: "SYSTEM_MANAGED" }), "pass", { basis: "provider" }),
      beside("a disabled key", key({ disabled: true }), "not-applicable"),
      beside("a key past its end", key({ validBeforeTime: "2026-01-01T00:00:00Z" }), "not-applicable"),
      beside("a key whose end is not set", key({ validBeforeTime: "1970-01-01T00:00:00Z" }), "fail"),
      beside("a key whose end can't be read", key({ validBeforeTime: "soon" }), "indeterminate"),
      beside("a key of a disabled account", key(), "not-applicable", { related: account({ disabled: true }) }),
      beside("a key that does not say who manages it", key({ keyType: "KEY_TYPE_UNSPECIFIED" }), "indeterminate"),
      beside("a key where accounts were not read", key(), "indeterminate", {
        related: { accounts: { rows: [], complete: false, problem: { code: "denied", detail: "not permitted" } } },
      }),
      beside("a key of nobody", key({ name: "x" }), "indeterminate"),
    ],
  },
  // https://docs.cloud.google.com/docs/authentication/api-keys-best-practices
  "gcp apikeys.googleapis.com/Key": {
    cases: [
      {
        name: "a key for a listed service, where no key is allowed",
        slice: apiKey(restricted),
        parameters: { allowRestrictedApiKeys: false },
        expect: "fail",
        because: "the project has an API key",
        facts: { services: ["translate.googleapis.com"], serviceCount: 1 },
      },
      {
        name: "a key for a listed service, by default",
        slice: apiKey(restricted),
        expect: "pass",
      },
      {
        name: "an unrestricted key, where restricted ones are allowed",
        slice: apiKey(),
        parameters: allowed,
        expect: "fail",
      },
      {
        name: "a key bound to addresses alone, where restricted ones are allowed",
        slice: apiKey({ restrictions: { serverKeyRestrictions: { allowedIps: ["198.51.100.1"] } } }),
        parameters: allowed,
        expect: "fail",
        because: "the API key is good for every service that takes API keys",
      },
      {
        name: "an empty list of services",
        slice: apiKey({ restrictions: { apiTargets: [] } }),
        parameters: allowed,
        expect: "fail",
      },
      { name: "a deleted key", slice: apiKey({ deleteTime: "2026-08-02T00:00:00Z" }), expect: "not-applicable" },
      { name: "restrictions of another form", slice: apiKey({ restrictions: "none" }), expect: "indeterminate" },
    ],
  },
};
