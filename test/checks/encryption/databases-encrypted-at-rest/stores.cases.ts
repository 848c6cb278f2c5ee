// Cases of the check that databases are encrypted at rest: OpenSearch Service and Redshift Serverless.
import type { Cases } from "../../cases.ts";
import { key, managedBy, strict } from "../kms-keys.ts";

export const cases: Cases = {
  "aws AWS::OpenSearchService::Domain": {
    cases: [
      // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
      {
        name: "encrypted with a key of KMS",
        slice: { Deleted: false, EncryptionAtRestOptions: { Enabled: true, KmsKeyId: key } },
        expect: "pass",
        basis: "configured",
        because: "the domain is encrypted with an AWS KMS key",
        facts: { enabled: true, key },
      },
      {
        name: "encrypted, with no word on the key",
        slice: { EncryptionAtRestOptions: { Enabled: true } },
        expect: "pass",
      },
      {
        name: "not encrypted",
        slice: { EncryptionAtRestOptions: { Enabled: false } },
        expect: "fail",
        because: "the domain is not encrypted at rest",
        facts: { enabled: false, key: null },
      },
      {
        name: "a domain that runs Elasticsearch",
        slice: { EngineVersion: "Elasticsearch_5.5", EncryptionAtRestOptions: { Enabled: false } },
        expect: "fail",
      },
      {
        name: "no word on encryption",
        slice: { Deleted: false },
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks EncryptionAtRestOptions.Enabled",
      },
      {
        name: "options without the switch",
        slice: { EncryptionAtRestOptions: {} },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a switch that is text",
        slice: { EncryptionAtRestOptions: { Enabled: "true" } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "being deleted",
        slice: { Deleted: true, EncryptionAtRestOptions: { Enabled: false } },
        expect: "not-applicable",
      },
      // The reference lets an id stand for the key.
      {
        name: "a customer key by its id where one is required",
        slice: { EncryptionAtRestOptions: { Enabled: true, KmsKeyId: key.replace(/^.*\//, "") } },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "the key aws/es where a customer's is required",
        slice: { EncryptionAtRestOptions: { Enabled: true, KmsKeyId: key } },
        related: managedBy("AWS"),
        parameters: strict,
        expect: "fail",
        because: "the domain is encrypted with a KMS key that AWS manages, not with a customer managed key",
      },
      {
        name: "a key that is not named where a customer's is required",
        slice: { EncryptionAtRestOptions: { Enabled: true } },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
  "aws AWS::RedshiftServerless::Namespace": {
    cases: [
      // https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html
      {
        name: "a key that AWS owns",
        slice: { Status: "AVAILABLE", KmsKeyId: "AWS_OWNED_KMS_KEY" },
        expect: "pass",
        basis: "provider",
        because: "Redshift Serverless encrypts every namespace",
        facts: { key: "AWS_OWNED_KMS_KEY" },
      },
      { name: "no word on the key", slice: { Status: "AVAILABLE" }, expect: "pass", basis: "provider" },
      {
        name: "a key of KMS",
        slice: { Status: "MODIFYING", KmsKeyId: key },
        expect: "pass",
        basis: "configured",
        because: "the namespace is encrypted with an AWS KMS key",
      },
      { name: "being deleted", slice: { Status: "DELETING", KmsKeyId: key }, expect: "not-applicable" },
      {
        name: "a customer key where one is required",
        slice: { KmsKeyId: key },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "pass",
      },
      {
        name: "a key that AWS owns where a customer's is required",
        slice: { KmsKeyId: "AWS_OWNED_KMS_KEY" },
        parameters: strict,
        expect: "fail",
        because: "the namespace is encrypted with a key that AWS owns, not with a customer managed key",
      },
      {
        name: "no word on the key where a customer's is required",
        slice: { Status: "AVAILABLE" },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a name of a key that nobody knows, where a customer's is required",
        slice: { KmsKeyId: "SOME_OTHER_KEY" },
        related: managedBy("CUSTOMER"),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-seen",
      },
    ],
  },
};
