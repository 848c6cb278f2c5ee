// Cases of the check that disks and snapshots are encrypted: EBS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";
import { key, managedBy, strict } from "../kms-keys.ts";

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html
const volume = (members: Members): Json => ({
  VolumeId: "vol-049df61146c4d7901",
  State: "in-use",
  Size: 8,
  VolumeType: "standard",
  SnapshotId: "snap-1234567890abcdef0",
  ...members,
});
const snapshot = (members: Members): Json => ({ SnapshotId: "snap-1234567890abcdef0", Public: false, ...members });
const defaults = (members: Members): Json => ({ EncryptionByDefault: true, KmsKeyId: "alias/aws/ebs", ...members });

const ofOne = (what: string, one: (members: Members) => Json): readonly Case[] => [
  {
    name: "encrypted",
    slice: one({ Encrypted: true, KmsKeyId: key }),
    expect: "pass",
    basis: "configured",
    because: `the ${what} is encrypted`,
    facts: { encrypted: true, key },
  },
  {
    name: "not encrypted",
    slice: one({ Encrypted: false }),
    expect: "fail",
    because: `the ${what} is not encrypted`,
    facts: { encrypted: false, key: null },
  },
  { name: "encrypted, with no word on the key", slice: one({ Encrypted: true }), expect: "pass" },
  {
    name: "no word on encryption",
    slice: one({}),
    expect: "indeterminate",
    problem: "not-in-answer",
    because: "the answer from AWS lacks Encrypted",
  },
  {
    name: "a word in the place of the flag",
    slice: one({ Encrypted: "true" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "not encrypted, where a customer key is required",
    slice: one({ Encrypted: false }),
    parameters: strict,
    expect: "fail",
    because: `the ${what} is not encrypted`,
  },
  {
    name: "a customer key, where one is required",
    slice: one({ Encrypted: true, KmsKeyId: key }),
    related: managedBy("CUSTOMER"),
    parameters: strict,
    expect: "pass",
    because: `the ${what} is encrypted with a customer managed KMS key`,
  },
  {
    name: "the key aws/ebs, where a customer key is required",
    slice: one({ Encrypted: true, KmsKeyId: key }),
    related: managedBy("AWS"),
    parameters: strict,
    expect: "fail",
    because: `the ${what} is encrypted with a KMS key that AWS manages, not with a customer managed key`,
  },
  {
    name: "a key of another account, where a customer key is required",
    slice: one({ Encrypted: true, KmsKeyId: key }),
    related: { keys: { rows: [] } },
    parameters: strict,
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "keys that may not be read, where a customer key is required",
    slice: one({ Encrypted: true, KmsKeyId: key }),
    related: { keys: { rows: [], complete: false, problem: { code: "denied", detail: "kms:ListKeys" } } },
    parameters: strict,
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "no word on the key, where a customer key is required",
    slice: one({ Encrypted: true }),
    parameters: strict,
    expect: "indeterminate",
    problem: "not-in-answer",
    because: "the answer from AWS lacks KmsKeyId",
  },
];

export const cases: Cases = {
  "aws AWS::EC2::Volume": {
    cases: [
      ...ofOne("volume", volume),
      {
        name: "the example of DescribeVolumes, which does not say",
        slice: volume({ CreateTime: "2013-12-18T22:35:00.084Z" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a volume that is being deleted",
        slice: volume({ State: "deleting", Encrypted: false }),
        expect: "not-applicable",
        facts: { state: "deleting" },
      },
      { name: "a volume that nobody uses", slice: volume({ State: "available", Encrypted: false }), expect: "fail" },
      { name: "a volume that failed", slice: volume({ State: "error", Encrypted: false }), expect: "fail" },
      { name: "an answer without a state", slice: { Encrypted: true }, expect: "pass" },
    ],
  },
  "aws Tidemark::EC2::Snapshot": {
    never: { "not-applicable": "a snapshot that was deleted is in no answer" },
    cases: [
      ...ofOne("snapshot", snapshot),
      {
        name: "a public snapshot, which another check judges",
        slice: snapshot({ Encrypted: true, Public: true }),
        expect: "pass",
      },
    ],
  },
  "aws Tidemark::EC2::EbsDefaults": {
    cases: [
      {
        name: "a region that encrypts by default",
        slice: defaults({}),
        expect: "pass",
        because: "EBS encrypts new volumes of the region by default",
        facts: { encryptionByDefault: true, key: "alias/aws/ebs" },
      },
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html
      {
        name: "a region that does not, as by default",
        slice: defaults({ EncryptionByDefault: false }),
        expect: "fail",
        because: "EBS does not encrypt new volumes of the region by default",
        facts: { encryptionByDefault: false, key: "alias/aws/ebs" },
      },
      {
        name: "a region that does not, where that is not required",
        slice: defaults({ EncryptionByDefault: false }),
        parameters: { requireDefault: false },
        expect: "not-applicable",
        facts: { encryptionByDefault: false, key: "alias/aws/ebs" },
      },
      {
        name: "a region that does not, with a key of the company all the same",
        slice: defaults({ EncryptionByDefault: false, KmsKeyId: key }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "the key aws/ebs, where a customer key is required",
        slice: defaults({}),
        parameters: strict,
        expect: "fail",
        because: "EBS encrypts new volumes by default with a KMS key that AWS manages, not with a customer managed key",
      },
      {
        name: "the alias aws/ebs by its ARN, where a customer key is required",
        slice: defaults({ KmsKeyId: "arn:aws:kms:eu-central-1:111122223333:alias/aws/ebs" }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "an alias of the company, where a customer key is required",
        slice: defaults({ KmsKeyId: "alias/disks" }),
        parameters: strict,
        expect: "pass",
        because: "EBS encrypts new volumes of the region by default with a customer managed KMS key",
      },
      {
        name: "a customer key by its ARN, where one is required",
        slice: defaults({ KmsKeyId: key }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "a key that AWS manages by its ARN, where a customer key is required",
        slice: defaults({ KmsKeyId: key }),
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key of another account, where a customer key is required",
        slice: defaults({ KmsKeyId: key }),
        related: { keys: { rows: [] } },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "a customer key that nobody asks for, where no default is required",
        slice: defaults({}),
        parameters: { ...strict, requireDefault: false },
        expect: "not-applicable",
      },
      {
        name: "no word on the key, where a customer key is required",
        slice: { EncryptionByDefault: true },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "no word on the key", slice: { EncryptionByDefault: true }, expect: "pass" },
      {
        name: "no word on the default",
        slice: { KmsKeyId: "alias/aws/ebs" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
