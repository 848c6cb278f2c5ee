// Cases of the check that encryption keys rotate: AWS KMS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";

// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html (examples)
const key = (members: Members = {}): Json => ({
  AWSAccountId: "111122223333",
  Arn: `arn:aws:kms:us-east-2:111122223333:key/${KeyId}`,
  KeyId,
  Enabled: true,
  KeyState: "Enabled",
  KeyManager: "CUSTOMER",
  KeyUsage: "ENCRYPT_DECRYPT",
  KeySpec: "SYMMETRIC_DEFAULT",
  CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
  Origin: "AWS_KMS",
  MultiRegion: false,
  ...members,
});
const multiRegion = (MultiRegionKeyType: string): Json =>
  key({
    KeyId: "mrk-1234abcd12ab34cd56ef1234567890ab",
    MultiRegion: true,
    MultiRegionConfiguration: { MultiRegionKeyType },
  });

// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html (examples)
const rotates = (members: Members = {}): { rotations: RelatedRows } => ({
  rotations: {
    rows: [
      { KeyId, KeyRotationEnabled: true, NextRotationDate: 1712345678, RotationPeriodInDays: 365, ...members },
      { KeyId: "another", KeyRotationEnabled: false },
    ],
  },
});
const off = rotates({ KeyRotationEnabled: false, RotationPeriodInDays: null });
const none = { rotations: { rows: [] } };
const facts = { spec: "SYMMETRIC_DEFAULT", origin: "AWS_KMS" };

export const cases: Cases = {
  "aws AWS::KMS::Key": {
    cases: [
      {
        name: "a key that rotates every year",
        slice: key(),
        related: rotates(),
        expect: "pass",
        because: "the key rotates by itself as often as required (RotationPeriodInDays)",
        facts: { ...facts, everyDays: 365 },
      },
      {
        name: "a key that rotates every 90 days",
        slice: key(),
        related: rotates({ RotationPeriodInDays: 90 }),
        expect: "pass",
      },
      {
        name: "a key that rotates a day later than required",
        slice: key(),
        related: rotates({ RotationPeriodInDays: 366 }),
        expect: "fail",
        because: "the key rotates by itself less often than required (RotationPeriodInDays)",
        facts: { ...facts, everyDays: 366 },
      },
      {
        name: "a key that rotates every year, where more is required",
        slice: key(),
        related: rotates(),
        parameters: { maxDays: 90 },
        expect: "fail",
      },
      {
        name: "a key that rotates every seven years, where that is allowed",
        slice: key(),
        related: rotates({ RotationPeriodInDays: 2560 }),
        parameters: { maxDays: 2560 },
        expect: "pass",
      },
      {
        name: "a key that does not rotate",
        slice: key(),
        related: { rotations: { rows: [{ KeyId, KeyRotationEnabled: false }] } },
        expect: "fail",
        because: "the key does not rotate by itself (KeyRotationEnabled is false)",
        facts,
      },
      {
        name: "a key that rotates, without its period",
        slice: key(),
        related: { rotations: { rows: [{ KeyId, KeyRotationEnabled: true }] } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a period that is null",
        slice: key(),
        related: off,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a key whose rotation was not read, as in exports of AWS Config alone",
        slice: key(),
        related: { rotations: { rows: [], complete: false, problem: { code: "not-planned", detail: "no source" } } },
        expect: "indeterminate",
        problem: "not-planned",
      },
      {
        name: "a key whose rotation may not be read",
        slice: key(),
        related: {
          rotations: { rows: [], complete: false, problem: { code: "denied", detail: "kms:GetKeyRotationStatus" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a key that is newer than the list",
        slice: key(),
        related: none,
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "a primary key of several Regions",
        slice: multiRegion("PRIMARY"),
        related: {
          rotations: { rows: [{ KeyId: "mrk-1234abcd12ab34cd56ef1234567890ab", KeyRotationEnabled: false }] },
        },
        expect: "fail",
      },
      {
        name: "a replica, whose primary key rotates",
        slice: multiRegion("REPLICA"),
        related: off,
        expect: "not-applicable",
        because: "the key is a replica: its primary key rotates, and the primary key is judged",
      },
      {
        name: "a key that AWS manages",
        slice: key({ KeyManager: "AWS" }),
        related: none,
        expect: "not-applicable",
        because: "AWS manages the key, and rotates it every year",
      },
      {
        name: "a key that AWS manages, of AWS Config, which has its manager alone",
        slice: { KeyId, KeyManager: "AWS", KeyState: "Enabled" },
        related: none,
        expect: "not-applicable",
      },
      {
        name: "a disabled key",
        slice: key({ KeyState: "Disabled", Enabled: false }),
        related: off,
        expect: "not-applicable",
      },
      {
        name: "a key that is being deleted",
        slice: key({ KeyState: "PendingDeletion", Enabled: false }),
        related: off,
        expect: "not-applicable",
        facts: { state: "PendingDeletion" },
      },
      {
        name: "a replicated key that is being deleted",
        slice: key({ KeyState: "PendingReplicaDeletion" }),
        related: off,
        expect: "not-applicable",
      },
      {
        name: "a key that changes its alias",
        slice: key({ KeyState: "Updating" }),
        related: rotates(),
        expect: "pass",
      },
      {
        name: "imported material",
        slice: key({ Origin: "EXTERNAL", ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" }),
        related: off,
        expect: "not-applicable",
        because: "the key material was imported, and KMS rotates by itself only material that it made",
      },
      { name: "a key in CloudHSM", slice: key({ Origin: "AWS_CLOUDHSM" }), related: none, expect: "not-applicable" },
      {
        name: "a key in an external store",
        slice: key({ Origin: "EXTERNAL_KEY_STORE" }),
        related: none,
        expect: "not-applicable",
      },
      {
        name: "an origin that is new",
        slice: key({ Origin: "ELSEWHERE" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an asymmetric key",
        slice: key({ KeySpec: "RSA_4096", CustomerMasterKeySpec: "RSA_4096" }),
        related: none,
        expect: "not-applicable",
        because: "KMS rotates no asymmetric or HMAC key by itself (KeySpec)",
        facts: { spec: "RSA_4096", origin: "AWS_KMS" },
      },
      {
        name: "an HMAC key",
        slice: key({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }),
        related: none,
        expect: "not-applicable",
      },
      {
        name: "an item that has the older name of the kind alone",
        slice: {
          KeyId,
          KeyManager: "CUSTOMER",
          KeyState: "Enabled",
          CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
          Origin: "AWS_KMS",
        },
        related: rotates(),
        expect: "pass",
      },
      {
        name: "an item that does not say its kind",
        slice: { KeyId, KeyManager: "CUSTOMER", KeyState: "Enabled" },
        related: rotates(),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an item that does not say its state",
        slice: { KeyId, KeyManager: "CUSTOMER" },
        related: rotates(),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
