// Cases of the check that databases are encrypted at rest: ElastiCache.
import type { Cases } from "../../cases.ts";
import { key, managedBy, strict } from "../kms-keys.ts";

export const cases: Cases = {
  "aws AWS::ElastiCache::ReplicationGroup": {
    cases: [
      // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
      {
        name: "encrypted with a key of KMS",
        slice: { Status: "available", AtRestEncryptionEnabled: true, StorageEncryptionType: "sse-kms", KmsKeyId: key },
        expect: "pass",
        basis: "configured",
        because: "the cache is encrypted with an AWS KMS key",
        facts: { encrypted: true, encryptionType: "sse-kms", key },
      },
      {
        name: "encrypted with a key of ElastiCache",
        slice: { AtRestEncryptionEnabled: true, StorageEncryptionType: "sse-elasticache" },
        expect: "pass",
        basis: "configured",
        because: "the replication group is encrypted at rest",
      },
      // Documented: the flag may be false where encryption is on, as in a cache with durability.
      {
        name: "a flag that is false beside a type that says encrypted",
        slice: { AtRestEncryptionEnabled: false, StorageEncryptionType: "sse-elasticache" },
        expect: "pass",
        facts: { encrypted: false, encryptionType: "sse-elasticache", key: null },
      },
      {
        name: "not encrypted",
        slice: { Status: "available", AtRestEncryptionEnabled: false, StorageEncryptionType: "none" },
        expect: "fail",
        because: "the replication group is not encrypted at rest",
        facts: { encrypted: false, encryptionType: "none", key: null },
      },
      { name: "a type that says none alone", slice: { StorageEncryptionType: "none" }, expect: "fail" },
      {
        name: "a snapshot being taken",
        slice: { Status: "snapshotting", StorageEncryptionType: "none" },
        expect: "fail",
      },
      {
        name: "an answer of before the type, encrypted",
        slice: { AtRestEncryptionEnabled: true, KmsKeyId: key },
        expect: "pass",
        facts: { encrypted: true, encryptionType: null, key },
      },
      {
        name: "an answer of before the type, with a flag that is false",
        slice: { AtRestEncryptionEnabled: false },
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks StorageEncryptionType, which shows whether the cache is encrypted",
      },
      {
        name: "no word on encryption",
        slice: { Status: "available" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a flag and a type that contradict each other",
        slice: { AtRestEncryptionEnabled: true, StorageEncryptionType: "none" },
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a type nobody knows",
        slice: { StorageEncryptionType: "sse-quantum" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "being deleted",
        slice: { Status: "deleting", StorageEncryptionType: "none" },
        expect: "not-applicable",
        facts: { status: "deleting" },
      },
      {
        name: "could not be made",
        slice: { Status: "create-failed", AtRestEncryptionEnabled: false },
        expect: "not-applicable",
      },
      {
        name: "a customer key where one is required",
        slice: { AtRestEncryptionEnabled: true, StorageEncryptionType: "sse-kms", KmsKeyId: key },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
        because: "the cache is encrypted with a customer managed KMS key",
      },
      {
        name: "a key that AWS manages where a customer's is required",
        slice: { AtRestEncryptionEnabled: true, StorageEncryptionType: "sse-kms", KmsKeyId: key },
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key of another account where a customer's is required",
        slice: { AtRestEncryptionEnabled: true, StorageEncryptionType: "sse-kms", KmsKeyId: key },
        related: { keys: { rows: [] } },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "a key of ElastiCache where a customer's is required",
        slice: { AtRestEncryptionEnabled: true, StorageEncryptionType: "sse-elasticache" },
        parameters: strict,
        expect: "fail",
        because: "the cache is encrypted with a key of ElastiCache, not with a customer managed key",
      },
      {
        name: "a key that is not named where a customer's is required",
        slice: { AtRestEncryptionEnabled: true, StorageEncryptionType: "sse-kms" },
        parameters: strict,
        expect: "indeterminate",
        because: "the answer from AWS lacks KmsKeyId",
      },
      {
        name: "an answer of before the type, without a key, where a customer's is required",
        slice: { AtRestEncryptionEnabled: true },
        parameters: strict,
        expect: "indeterminate",
        because: "the answer from AWS lacks StorageEncryptionType",
      },
    ],
  },
  "aws AWS::ElastiCache::ServerlessCache": {
    cases: [
      // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ServerlessCache.html
      {
        name: "a key of ElastiCache",
        slice: { Status: "available", StorageEncryptionType: "sse-elasticache" },
        expect: "pass",
        basis: "provider",
        facts: { encryptionType: "sse-elasticache", key: null },
      },
      { name: "an answer of before the type", slice: { Status: "available" }, expect: "pass", basis: "provider" },
      {
        name: "a key of KMS",
        slice: { StorageEncryptionType: "sse-kms", KmsKeyId: key },
        expect: "pass",
        basis: "configured",
      },
      { name: "being deleted", slice: { Status: "DELETING" }, expect: "not-applicable" },
      {
        name: "no encryption, which cannot be",
        slice: { StorageEncryptionType: "none" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a key of ElastiCache where a customer's is required",
        slice: { StorageEncryptionType: "sse-elasticache" },
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a customer key where one is required",
        slice: { StorageEncryptionType: "sse-kms", KmsKeyId: key },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "an answer of before the type where a customer key is required",
        slice: { Status: "available" },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
