// Cases of the check that disks and snapshots are encrypted: file systems of EFS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { key, managedBy, strict } from "../kms-keys.ts";

// https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html
const system = (members: Members): Json => ({
  FileSystemId: "fs-01234567",
  LifeCycleState: "available",
  PerformanceMode: "generalPurpose",
  ...members,
});

export const cases: Cases = {
  "aws AWS::EFS::FileSystem": {
    cases: [
      {
        name: "encrypted",
        slice: system({ Encrypted: true, KmsKeyId: key }),
        expect: "pass",
        because: "the file system is encrypted",
        facts: { encrypted: true, key },
      },
      {
        name: "not encrypted",
        slice: system({ Encrypted: false }),
        expect: "fail",
        because: "the file system is not encrypted",
        facts: { encrypted: false, key: null },
      },
      { name: "no word on encryption, which EFS leaves off", slice: system({}), expect: "fail" },
      {
        name: "an item of AWS Config, which has no state",
        slice: { FileSystemId: "fs-01234567", Encrypted: true, KmsKeyId: key },
        expect: "pass",
      },
      {
        name: "a file system that is being deleted",
        slice: system({ LifeCycleState: "deleting", Encrypted: false }),
        expect: "not-applicable",
        facts: { state: "deleting" },
      },
      {
        name: "a file system that is being updated",
        slice: system({ LifeCycleState: "updating", Encrypted: false }),
        expect: "fail",
      },
      {
        name: "a word in the place of the flag",
        slice: system({ Encrypted: "yes" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a customer key, where one is required",
        slice: system({ Encrypted: true, KmsKeyId: key }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "the key aws/elasticfilesystem, where a customer key is required",
        slice: system({ Encrypted: true, KmsKeyId: key }),
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "keys that were not read completely, where a customer key is required",
        slice: system({ Encrypted: true, KmsKeyId: key }),
        related: { keys: { rows: [], complete: false } },
        parameters: strict,
        expect: "indeterminate",
      },
    ],
  },
};
