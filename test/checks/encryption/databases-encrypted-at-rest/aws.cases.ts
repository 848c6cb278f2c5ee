// Cases of the check that databases are encrypted at rest: Redshift and DynamoDB.
import type { Cases } from "../../cases.ts";
import { key, managedBy, strict } from "../kms-keys.ts";

export const cases: Cases = {
  "aws AWS::Redshift::Cluster": {
    cases: [
      {
        name: "encrypted with a key of KMS",
        slice: { ClusterIdentifier: "dwh", Encrypted: true, KmsKeyId: key },
        expect: "pass",
        facts: { encrypted: true, key },
      },
      // The default since January 2025.
      { name: "encrypted with a key that AWS owns", slice: { Encrypted: true }, expect: "pass", basis: "configured" },
      {
        name: "not encrypted",
        slice: { Encrypted: false },
        expect: "fail",
        because: "the cluster is not encrypted",
      },
      {
        name: "no word on encryption",
        slice: { ClusterIdentifier: "dwh" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a customer key where one is required",
        slice: { Encrypted: true, KmsKeyId: key },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "the key aws/redshift where a customer's is required",
        slice: { Encrypted: true, KmsKeyId: key },
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key that AWS owns where a customer's is required",
        slice: { Encrypted: true },
        parameters: strict,
        expect: "fail",
        because: "the cluster is encrypted without an AWS KMS key (KmsKeyId is not set)",
      },
      {
        name: "the word for a key that AWS owns",
        slice: { Encrypted: true, KmsKeyId: "AWS_OWNED_KMS_KEY" },
        expect: "pass",
        because: "the cluster is encrypted",
        facts: { encrypted: true, key: "AWS_OWNED_KMS_KEY" },
      },
      {
        name: "the word for a key that AWS owns where a customer's is required",
        slice: { Encrypted: true, KmsKeyId: "AWS_OWNED_KMS_KEY" },
        related: { keys: { rows: [] } },
        parameters: strict,
        expect: "fail",
        because: "the cluster is encrypted with a key that AWS owns, not with a customer managed key",
      },
    ],
  },
  "aws AWS::DynamoDB::Table": {
    cases: [
      // No block means a key that AWS owns, not that nothing is encrypted.
      {
        name: "no description",
        slice: { TableName: "sessions" },
        expect: "pass",
        basis: "provider",
        facts: { status: null, type: null, key: null },
      },
      {
        name: "a description that says disabled",
        slice: { SSEDescription: { Status: "DISABLED" } },
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a key of KMS",
        slice: { SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: key } },
        expect: "pass",
        basis: "configured",
        facts: { status: "ENABLED", type: "KMS", key },
      },
      {
        name: "no description where a customer key is required",
        slice: { TableName: "sessions" },
        parameters: strict,
        expect: "fail",
        because: "the table is encrypted with a key that AWS owns, not with a customer managed key",
      },
      {
        name: "disabled, with the key of before, where a customer key is required",
        slice: { SSEDescription: { Status: "DISABLED", SSEType: "KMS", KMSMasterKeyArn: key } },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a customer key where one is required",
        slice: { SSEDescription: { Status: "UPDATING", SSEType: "KMS", KMSMasterKeyArn: key } },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "the key aws/dynamodb where a customer's is required",
        slice: { SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: key } },
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a change under way where a customer key is required",
        slice: { SSEDescription: { Status: "ENABLING", SSEType: "KMS", KMSMasterKeyArn: key } },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a key of KMS that is not named, where a customer key is required",
        slice: { SSEDescription: { Status: "ENABLED", SSEType: "KMS" } },
        parameters: strict,
        expect: "indeterminate",
      },
      {
        name: "a status nobody knows",
        slice: { SSEDescription: { Status: "MELTING" } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
