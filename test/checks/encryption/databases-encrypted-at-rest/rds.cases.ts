// Cases of the check that databases are encrypted at rest: RDS, Aurora, DocumentDB and Neptune.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { key, managedBy, strict } from "../kms-keys.ts";

const instance = (members: Members): Json => ({
  DBInstanceIdentifier: "orders",
  Engine: "postgres",
  PubliclyAccessible: false,
  ...members,
});

const cluster = (members: Members): Json => ({
  DBClusterIdentifier: "orders",
  Engine: "aurora-postgresql",
  ClusterCreateTime: "2024-03-01T10:00:00.000Z",
  ...members,
});

export const cases: Cases = {
  "aws AWS::RDS::DBInstance": {
    cases: [
      {
        name: "encrypted",
        slice: instance({ StorageEncrypted: true, KmsKeyId: key }),
        expect: "pass",
        basis: "configured",
        because: "the database is encrypted with an AWS KMS key",
        facts: { encrypted: true, encryptionType: null, key },
      },
      {
        name: "not encrypted",
        slice: instance({ StorageEncrypted: false }),
        expect: "fail",
        because: "the storage of the database is not encrypted",
        facts: { encrypted: false, encryptionType: null, key: null },
      },
      { name: "encrypted, with no word on the key", slice: instance({ StorageEncrypted: true }), expect: "pass" },
      {
        name: "no word on encryption",
        slice: instance({}),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks StorageEncrypted",
      },
      {
        name: "a type of encryption alone",
        slice: instance({ StorageEncryptionType: "sse-kms", KmsKeyId: key }),
        expect: "pass",
      },
      {
        name: "a type that says none",
        slice: instance({ StorageEncrypted: false, StorageEncryptionType: "none" }),
        expect: "fail",
      },
      // The flag tells of keys in KMS only.
      {
        name: "a key that AWS owns",
        slice: instance({ StorageEncrypted: false, StorageEncryptionType: "sse-rds" }),
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a flag and a type that contradict each other",
        slice: instance({ StorageEncrypted: true, StorageEncryptionType: "none" }),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a type nobody knows",
        slice: instance({ StorageEncrypted: true, StorageEncryptionType: "sse-quantum" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      // Aurora says false for an instance of an encrypted cluster.
      {
        name: "an instance of a cluster",
        slice: instance({ Engine: "aurora-mysql", StorageEncrypted: false, DBClusterIdentifier: "orders-cluster" }),
        expect: "not-applicable",
        facts: { cluster: "orders-cluster" },
      },
      {
        name: "an instance of Neptune, which RDS lists too",
        slice: instance({ Engine: "neptune", StorageEncrypted: false, DBClusterIdentifier: "graph" }),
        expect: "not-applicable",
      },
      {
        name: "a customer key where one is required",
        slice: instance({ StorageEncrypted: true, KmsKeyId: key }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
        because: "the database is encrypted with a customer managed KMS key",
      },
      {
        name: "the key aws/rds, by its ARN, where a customer's is required",
        slice: instance({ StorageEncrypted: true, KmsKeyId: key }),
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
        because: "the database is encrypted with a KMS key that AWS manages, not with a customer managed key",
      },
      {
        name: "the alias aws/rds where a customer key is required",
        slice: instance({ StorageEncrypted: true, KmsKeyId: "alias/aws/rds" }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "another alias where a customer key is required",
        slice: instance({ StorageEncrypted: true, KmsKeyId: "arn:aws:kms:eu-central-1:111122223333:alias/orders" }),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "a key by its id where a customer key is required",
        slice: instance({ StorageEncrypted: true, KmsKeyId: key.replace(/^.*\//, "") }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "a key of another account where a customer key is required",
        slice: instance({ StorageEncrypted: true, KmsKeyId: key.replace("1234abcd", "9999abcd") }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "keys that were not all read, where a customer key is required",
        slice: instance({ StorageEncrypted: true, KmsKeyId: key }),
        related: { keys: { rows: [], complete: false, problem: { code: "not-recorded", detail: "AWS::KMS::Key" } } },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-recorded",
      },
      {
        name: "encrypted with no word on the key, where a customer key is required",
        slice: instance({ StorageEncrypted: true }),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a key that AWS owns where a customer key is required",
        slice: instance({ StorageEncrypted: false, StorageEncryptionType: "sse-rds" }),
        parameters: strict,
        expect: "fail",
        because: "the database is encrypted with a key that AWS owns, not with a customer managed key",
      },
    ],
  },
  "aws AWS::RDS::DBCluster": {
    cases: [
      {
        name: "encrypted",
        slice: cluster({ StorageEncrypted: true, KmsKeyId: key }),
        expect: "pass",
        basis: "configured",
      },
      {
        name: "an Aurora cluster from before encryption was the default",
        slice: cluster({ StorageEncrypted: false }),
        expect: "fail",
        facts: { encrypted: false, encryptionType: null, key: null },
      },
      // It is encrypted with a key that AWS owns, or was restored from something that is not.
      {
        name: "a newer Aurora cluster that does not say which kind of key it has",
        slice: cluster({ StorageEncrypted: false, ClusterCreateTime: "2026-02-18T00:00:00.000Z" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "the same with the time in milliseconds",
        slice: cluster({ StorageEncrypted: false, ClusterCreateTime: 1_780_000_000_000 }),
        expect: "indeterminate",
      },
      {
        name: "an older one with the time in milliseconds",
        slice: cluster({ StorageEncrypted: false, ClusterCreateTime: 1_599_146_000_000 }),
        expect: "fail",
      },
      ...[0, "1970-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z", ""].map((ClusterCreateTime) => ({
        name: `an Aurora cluster whose creation time is not set: ${JSON.stringify(ClusterCreateTime)}`,
        slice: cluster({ StorageEncrypted: false, ClusterCreateTime }),
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
      })),
      {
        name: "an Aurora cluster of unknown age",
        slice: { DBClusterIdentifier: "orders", Engine: "aurora-mysql", StorageEncrypted: false },
        expect: "indeterminate",
      },
      {
        name: "a newer Aurora cluster with a key that AWS owns",
        slice: cluster({
          StorageEncrypted: false,
          StorageEncryptionType: "sse-rds",
          ClusterCreateTime: "2026-03-01T10:00:00.000Z",
        }),
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a newer Aurora cluster that says that it is not encrypted",
        slice: cluster({
          StorageEncrypted: false,
          StorageEncryptionType: "none",
          ClusterCreateTime: "2026-03-01T10:00:00.000Z",
        }),
        expect: "fail",
      },
      // Only Aurora has that default.
      {
        name: "a newer cluster of DocumentDB without encryption",
        slice: cluster({ Engine: "docdb", StorageEncrypted: false, ClusterCreateTime: "2026-03-01T10:00:00.000Z" }),
        expect: "fail",
      },
      {
        name: "a Multi-AZ cluster without encryption",
        slice: cluster({ Engine: "mysql", StorageEncrypted: false, ClusterCreateTime: "2026-03-01T10:00:00.000Z" }),
        expect: "fail",
      },
      {
        name: "a customer key where one is required",
        slice: cluster({ StorageEncrypted: true, KmsKeyId: key }),
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "a flag that is text",
        slice: cluster({ StorageEncrypted: "true" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
