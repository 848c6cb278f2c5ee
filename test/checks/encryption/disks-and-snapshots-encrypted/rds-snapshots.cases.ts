// Cases of the check that disks and snapshots are encrypted: snapshots of RDS, Aurora, DocumentDB and Neptune.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { key, managedBy, strict } from "../kms-keys.ts";

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html
const snapshot = (members: Members): Json => ({
  DBSnapshotIdentifier: "mydbsnapshot",
  DBInstanceIdentifier: "mysqldb",
  Engine: "mysql",
  SnapshotType: "manual",
  Status: "available",
  ...members,
});

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html
const cluster = (members: Members): Json => ({
  DBClusterSnapshotIdentifier: "myclustersnapshotcopy",
  DBClusterIdentifier: "mydbcluster",
  Engine: "aurora-mysql",
  SnapshotType: "manual",
  ClusterCreateTime: "2019-04-15T14:18:42.785Z",
  ...members,
});

const NEW = "2026-03-01T00:00:00.000Z";

export const cases: Cases = {
  "aws AWS::RDS::DBSnapshot": {
    never: { "not-applicable": "every snapshot holds data, and one that was deleted is in no answer" },
    cases: [
      {
        name: "the example of DescribeDBSnapshots",
        slice: snapshot({ Encrypted: false }),
        expect: "fail",
        because: "the snapshot is not encrypted",
        facts: { encrypted: false, encryptionType: null, key: null },
      },
      {
        name: "encrypted",
        slice: snapshot({ Encrypted: true, KmsKeyId: key }),
        expect: "pass",
        basis: "configured",
        because: "the snapshot is encrypted",
        facts: { encrypted: true, encryptionType: null, key },
      },
      {
        name: "an automated snapshot of a database that is not encrypted",
        slice: snapshot({
          DBSnapshotIdentifier: "rds:mysqldb-2026-08-31-03-11",
          SnapshotType: "automated",
          Encrypted: false,
        }),
        expect: "fail",
      },
      {
        name: "a key that AWS owns",
        slice: snapshot({ Encrypted: false, StorageEncryptionType: "sse-rds" }),
        expect: "pass",
        basis: "provider",
        because: "the snapshot is encrypted with a key that AWS owns",
      },
      {
        name: "a key that AWS owns, where a customer key is required",
        slice: snapshot({ Encrypted: false, StorageEncryptionType: "sse-rds" }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a flag and a type that contradict each other",
        slice: snapshot({ Encrypted: true, StorageEncryptionType: "none" }),
        expect: "indeterminate",
        problem: "contradictory",
        because: "Encrypted and StorageEncryptionType contradict each other",
      },
      { name: "a type alone", slice: snapshot({ StorageEncryptionType: "sse-kms" }), expect: "pass" },
      { name: "a type that says none", slice: snapshot({ StorageEncryptionType: "none" }), expect: "fail" },
      {
        name: "a type that is new",
        slice: snapshot({ Encrypted: true, StorageEncryptionType: "sse-quantum" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "no word on encryption",
        slice: snapshot({}),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks Encrypted",
      },
      {
        name: "a customer key, where one is required",
        slice: snapshot({ Encrypted: true, KmsKeyId: key }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "the key aws/rds, where a customer key is required",
        slice: snapshot({ Encrypted: true, KmsKeyId: key }),
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key of another account, where a customer key is required",
        slice: snapshot({ Encrypted: true, KmsKeyId: key }),
        related: { keys: { rows: [] } },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-seen",
      },
    ],
  },
  "aws AWS::RDS::DBClusterSnapshot": {
    never: { "not-applicable": "every snapshot holds data, and one that was deleted is in no answer" },
    cases: [
      {
        name: "the example of DescribeDBClusterSnapshots",
        slice: cluster({ StorageEncrypted: true, KmsKeyId: key }),
        expect: "pass",
        facts: { encrypted: true, encryptionType: null, key },
      },
      {
        name: "a snapshot of a cluster that is not encrypted",
        slice: cluster({ StorageEncrypted: false }),
        expect: "fail",
        because: "the snapshot is not encrypted",
      },
      // Aurora encrypts every new cluster since 18 February 2026 with a key that the flag does not tell of.
      {
        name: "a snapshot of a newer Aurora cluster, with no word on the type",
        slice: cluster({ StorageEncrypted: false, ClusterCreateTime: NEW }),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks StorageEncryptionType, which shows whether AWS owns the key",
      },
      {
        name: "a snapshot of a newer Aurora cluster, with a key that AWS owns",
        slice: cluster({ StorageEncrypted: false, StorageEncryptionType: "sse-rds", ClusterCreateTime: NEW }),
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a snapshot of a newer Aurora cluster that is not encrypted",
        slice: cluster({ StorageEncrypted: false, StorageEncryptionType: "none", ClusterCreateTime: NEW }),
        expect: "fail",
      },
      {
        name: "a snapshot of an Aurora cluster of which nobody knows the age",
        slice: cluster({ StorageEncrypted: false, ClusterCreateTime: null }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a snapshot of a newer Neptune cluster that is not encrypted",
        slice: cluster({ Engine: "neptune", StorageEncrypted: false, ClusterCreateTime: NEW }),
        expect: "fail",
      },
      {
        name: "a snapshot of a DocumentDB cluster that is encrypted",
        slice: cluster({ Engine: "docdb", StorageEncrypted: true, KmsKeyId: key }),
        expect: "pass",
      },
      {
        name: "no word on encryption",
        slice: cluster({ Engine: "neptune" }),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks StorageEncrypted",
      },
      {
        name: "a customer key, where one is required",
        slice: cluster({ StorageEncrypted: true, KmsKeyId: key }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "no word on the key, where a customer key is required",
        slice: cluster({ StorageEncrypted: true }),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
