// Cases of the check that encryption keys rotate: Azure Key Vault.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://github.com/Azure/azure-rest-api-specs, keyvault 2023-07-01, examples/getKey.json
const key = (rotationPolicy: Json, attributes: Members = {}): Json => ({
  properties: {
    attributes: {
      enabled: true,
      created: 1598533051,
      updated: 1598533051,
      recoveryLevel: "Recoverable",
      ...attributes,
    },
    kty: "RSA",
    keySize: 2048,
    ...(rotationPolicy === null ? {} : { rotationPolicy }),
  },
});
// https://learn.microsoft.com/en-us/azure/key-vault/keys/how-to-configure-key-rotation (key rotation policy by ARM template)
const policy = (trigger: Json, expiryTime: Json = "P2Y", type = "rotate"): Json => ({
  lifetimeActions: [
    { trigger, action: { type } },
    { trigger: { timeBeforeExpiry: "P30D" }, action: { type: "notify" } },
  ],
  attributes: { expiryTime },
});
const after = (timeAfterCreate: Json): Json => key(policy({ timeAfterCreate, timeBeforeExpiry: "" }));
const CREATED = 1598533051;
/** A version that lasts for `days`, or without an end. */
const before = (timeBeforeExpiry: Json, days: number | null, members: Members = {}): Json =>
  key(policy({ timeAfterCreate: null, timeBeforeExpiry }), {
    ...(days === null ? {} : { exp: CREATED + days * 24 * 60 * 60 }),
    ...members,
  });

export const cases: Cases = {
  "azure microsoft.keyvault/vaults/keys": {
    cases: [
      {
        name: "a key that rotates after 90 days",
        slice: after("P90D"),
        expect: "pass",
        because: "the key rotates by itself as often as required (rotationPolicy)",
        facts: { everyDays: 90, notifies: true, expires: null },
      },
      {
        name: "a key that rotates after 12 months",
        slice: after("P12M"),
        expect: "pass",
        facts: { everyDays: 365, notifies: true, expires: null },
      },
      { name: "a key that rotates after a year", slice: after("P1Y"), expect: "pass" },
      {
        name: "a key that rotates after 18 months",
        slice: after("P18M"),
        expect: "fail",
        facts: { everyDays: 547, notifies: true, expires: null },
      },
      { name: "a key that rotates after a year and a day", slice: after("P1Y1D"), expect: "fail" },
      {
        name: "a key that rotates after 90 days, where 30 are required",
        slice: after("P90D"),
        parameters: { maxDays: 30 },
        expect: "fail",
        because: "the key rotates by itself less often than required (rotationPolicy)",
      },
      {
        name: "an action that is written in upper case, as the vault itself writes it",
        slice: key({ lifetimeActions: [{ trigger: { timeAfterCreate: "P28D" }, action: { type: "Rotate" } }] }),
        expect: "pass",
        facts: { everyDays: 28, notifies: false, expires: null },
      },
      {
        name: "a key that rotates a month before its version expires",
        slice: before("P30D", 90),
        expect: "pass",
        facts: { everyDays: 60, notifies: true, expires: "2020-11-25T12:57:31.000Z" },
      },
      { name: "a key that rotates a month before the end of two years", slice: before("P30D", 730), expect: "fail" },
      {
        name: "a rotation before an expiry that the current version does not have, as documented",
        slice: before("P30D", null),
        expect: "fail",
        because: "the key rotates before its expiry alone, and its current version has none (attributes.exp)",
        facts: { everyDays: null, notifies: true, expires: null },
      },
      { name: "an expiry of 0, which is none", slice: before("P30D", null, { exp: 0 }), expect: "fail" },
      { name: "an expiry in many years", slice: before("P30D", 5000), expect: "fail" },
      {
        name: "a rotation before an expiry, and no time at which the version was made",
        slice: before("P30D", 90, { created: null }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a key without a policy, which is left out",
        slice: key(null),
        expect: "fail",
        because: "the key does not rotate by itself (rotationPolicy has no action that rotates)",
        facts: { everyDays: null, notifies: false, expires: null },
      },
      {
        name: "a policy without actions",
        slice: key({ attributes: { expiryTime: null }, lifetimeActions: [] }),
        expect: "fail",
      },
      {
        name: "the policy that a new key gets, which only notifies",
        slice: key({ lifetimeActions: [{ trigger: { timeBeforeExpiry: "P30D" }, action: { type: "notify" } }] }),
        expect: "fail",
        because: "the key's rotation policy only notifies, and nothing rotates the key",
        facts: { everyDays: null, notifies: true, expires: null },
      },
      {
        name: "a key that expires, and does not rotate",
        slice: key(null, { exp: 1798761600 }),
        expect: "fail",
        facts: { everyDays: null, notifies: false, expires: "2027-01-01T00:00:00.000Z" },
      },
      {
        name: "a key that rotates and never expires, where expiry is required",
        slice: after("P90D"),
        parameters: { requireExpiry: true },
        expect: "fail",
        because: "the key has no expiry date (attributes.exp), and the company requires one",
      },
      {
        name: "a key that rotates and expires, where expiry is required",
        slice: key(policy({ timeAfterCreate: "P90D" }), { exp: 1798761600 }),
        parameters: { requireExpiry: true },
        expect: "pass",
      },
      {
        name: "an expiry that is 0, where expiry is required",
        slice: key(policy({ timeAfterCreate: "P90D" }), { exp: 0 }),
        parameters: { requireExpiry: true },
        expect: "fail",
      },
      { name: "a disabled key", slice: key(null, { enabled: false }), expect: "not-applicable" },
      { name: "a key that does not say whether it is enabled", slice: key(null, { enabled: null }), expect: "fail" },
      { name: "a duration with hours", slice: after("P90DT1H"), expect: "indeterminate", problem: "unexpected-shape" },
      { name: "a duration that is none", slice: after("90"), expect: "indeterminate", problem: "unexpected-shape" },
      {
        name: "a rotation that is soon enough, beside one that can't be read",
        slice: key({
          lifetimeActions: [
            { trigger: { timeAfterCreate: "P30D" }, action: { type: "rotate" } },
            { trigger: {}, action: { type: "rotate" } },
          ],
        }),
        expect: "pass",
      },
      {
        name: "a rotation that is too late, beside one that can't be read",
        slice: key({
          lifetimeActions: [
            { trigger: { timeAfterCreate: "P3Y" }, action: { type: "rotate" } },
            { trigger: {}, action: { type: "rotate" } },
          ],
        }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an answer without attributes",
        slice: { properties: { kty: "EC" } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
