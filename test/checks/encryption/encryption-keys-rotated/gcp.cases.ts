// Cases of the check that encryption keys rotate: Cloud KMS. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys
const name = "projects/shop-prod/locations/europe-west3/keyRings/data/cryptoKeys/orders";
const key = (members: Members = {}): Json => ({
  name,
  purpose: "ENCRYPT_DECRYPT",
  createTime: "2025-03-12T09:00:00.123456Z",
  primary: { name: `${name}/cryptoKeyVersions/7`, state: "ENABLED", protectionLevel: "SOFTWARE" },
  versionTemplate: { protectionLevel: "SOFTWARE", algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION" },
  destroyScheduledDuration: "2592000s",
  ...members,
});
const rotating = (
  rotationPeriod: string,
  nextRotationTime: Json = "2026-11-10T09:00:00Z",
  members: Members = {},
): Json => key({ rotationPeriod, nextRotationTime, ...members });
const primary = (state: Json): Json => ({ name: `${name}/cryptoKeyVersions/7`, state });

export const cases: Cases = {
  "gcp cloudkms.googleapis.com/CryptoKey": {
    cases: [
      {
        name: "a key that rotates every 90 days",
        slice: rotating("7776000s"),
        expect: "pass",
        because: "the key rotates by itself as often as required (rotationPeriod)",
        facts: { everyDays: 90, next: "2026-11-10T09:00:00.000Z" },
      },
      { name: "a key that rotates every 365 days", slice: rotating("31536000s"), expect: "pass" },
      {
        name: "a key that rotates a second later than required",
        slice: rotating("31536001s"),
        expect: "fail",
        because: "the key rotates by itself less often than required (rotationPeriod)",
        facts: { everyDays: 366, next: "2026-11-10T09:00:00.000Z" },
      },
      {
        name: "a key that rotates every 365 days, where 90 are required",
        slice: rotating("31536000s"),
        parameters: { maxDays: 90 },
        expect: "fail",
      },
      {
        name: "a key without a schedule, which is left out: it never rotates",
        slice: key(),
        expect: "fail",
        because: "the key does not rotate by itself (it has no rotationPeriod)",
        facts: { everyDays: null, next: null },
      },
      {
        name: "a key that rotates once more, and then never",
        slice: key({ nextRotationTime: "2026-11-10T09:00:00Z" }),
        expect: "fail",
        facts: { everyDays: null, next: "2026-11-10T09:00:00.000Z" },
      },
      {
        name: "a key whose next rotation is in ten years",
        slice: rotating("7776000s", "2036-09-01T00:00:00Z"),
        expect: "fail",
        because: "the key's next rotation is later than required (nextRotationTime)",
        facts: { everyDays: 90, next: "2036-09-01T00:00:00.000Z" },
      },
      {
        name: "a next rotation at the last moment",
        slice: rotating("7776000s", "2027-09-01T06:00:00Z"),
        expect: "pass",
      },
      { name: "a next rotation a second later", slice: rotating("7776000s", "2027-09-01T06:00:01Z"), expect: "fail" },
      {
        name: "a rotation that was due an hour ago",
        slice: rotating("7776000s", "2026-09-01T05:00:00Z"),
        expect: "pass",
      },
      {
        name: "a period without the next rotation",
        slice: rotating("7776000s", null),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "a period in days", slice: rotating("90d"), expect: "indeterminate", problem: "unexpected-shape" },
      { name: "a period of nothing", slice: rotating("0s"), expect: "fail" },
      { name: "a key of an HSM", slice: key({ versionTemplate: { protectionLevel: "HSM" } }), expect: "fail" },
      {
        name: "a key that signs",
        slice: key({ purpose: "ASYMMETRIC_SIGN", primary: null }),
        expect: "not-applicable",
        facts: { purpose: "ASYMMETRIC_SIGN" },
      },
      {
        name: "a key that decrypts by a pair",
        slice: key({ purpose: "ASYMMETRIC_DECRYPT" }),
        expect: "not-applicable",
      },
      { name: "a key for codes of messages", slice: key({ purpose: "MAC" }), expect: "not-applicable" },
      { name: "a key for raw encryption", slice: key({ purpose: "RAW_ENCRYPT_DECRYPT" }), expect: "not-applicable" },
      { name: "a key that takes only imported versions", slice: key({ importOnly: true }), expect: "not-applicable" },
      {
        name: "a key of an external manager",
        slice: key({ versionTemplate: { protectionLevel: "EXTERNAL_VPC" } }),
        expect: "not-applicable",
        facts: { protection: "EXTERNAL_VPC" },
      },
      { name: "a disabled primary version", slice: key({ primary: primary("DISABLED") }), expect: "not-applicable" },
      {
        name: "a primary version that is being destroyed",
        slice: key({ primary: primary("DESTROY_SCHEDULED") }),
        expect: "not-applicable",
        facts: { state: "DESTROY_SCHEDULED" },
      },
      { name: "a key without a version", slice: key({ primary: null }), expect: "not-applicable" },
      { name: "a primary version without a state", slice: key({ primary: { name } }), expect: "fail" },
      { name: "an answer without a purpose", slice: { name }, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "a purpose that is a number",
        slice: key({ purpose: 1 }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
