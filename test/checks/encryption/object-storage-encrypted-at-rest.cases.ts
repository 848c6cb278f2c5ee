// Cases of the check that object storage is encrypted at rest: all but those of two layers, which lie beside them.
import type { Case, Cases } from "../cases.ts";
import {
  account,
  bucket,
  cmek,
  keyArn,
  microsoftKey,
  services,
  sse,
  strict,
  vaultKey,
} from "./object-storage-encrypted-at-rest/slices.ts";
import { twoLayers } from "./object-storage-encrypted-at-rest/two-layers.ts";

export const cases: Cases = {
  "aws AWS::S3::Bucket": {
    cases: [
      {
        name: "SSE-S3, which every bucket has",
        slice: bucket(sse("AES256")),
        expect: "pass",
        basis: "provider",
        facts: { algorithm: "AES256", key: null },
      },
      {
        name: "SSE-KMS with a key of the company",
        slice: bucket(sse("aws:kms", keyArn)),
        expect: "pass",
        basis: "configured",
        facts: { algorithm: "aws:kms", key: keyArn },
        because: "the default encryption of the bucket is aws:kms",
      },
      { name: "dual-layer encryption", slice: bucket(sse("aws:kms:dsse")), expect: "pass", basis: "configured" },
      // S3 answers with a default for every bucket: an item without one is older than January 2023.
      {
        name: "no encryption block",
        slice: { Name: "acme-old" },
        expect: "pass",
        basis: "provider",
        facts: { algorithm: null, key: null },
      },
      {
        name: "a definite answer that there is no default encryption",
        slice: { BucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [] } } },
        expect: "pass",
        basis: "provider",
      },
      {
        name: "the same, where a customer key is required",
        slice: { BucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [] } } },
        parameters: strict,
        expect: "fail",
        because: "the bucket has no default encryption with a key of its own",
        facts: { algorithm: null, key: null },
      },
      {
        name: "a rule that only sets the bucket key, where a customer key is required",
        slice: bucket({ BucketKeyEnabled: true }),
        parameters: strict,
        expect: "fail",
      },
      { name: "a rule that only sets the bucket key", slice: bucket({ BucketKeyEnabled: true }), expect: "pass" },
      { name: "a block without a configuration", slice: { BucketEncryption: {} }, expect: "pass" },
      { name: "an algorithm that is not a string", slice: bucket(sse(1)), expect: "indeterminate" },
      {
        name: "an algorithm nobody knows",
        slice: bucket(sse("rot13")),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "no encryption block where a customer key is required",
        slice: { Name: "acme-old" },
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "SSE-S3 where a customer key is required",
        slice: bucket(sse("AES256")),
        parameters: strict,
        expect: "fail",
        because: "the default encryption of the bucket uses no customer managed key",
      },
      // Without a key id it is aws/s3, which AWS manages.
      {
        name: "SSE-KMS without a key, where one is required",
        slice: bucket(sse("aws:kms")),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "SSE-KMS with the alias of the AWS managed key, where a customer's is required",
        slice: bucket(sse("aws:kms", "arn:aws:kms:eu-central-1:111122223333:alias/aws/s3")),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a customer key where one is required",
        slice: bucket(sse("aws:kms", keyArn)),
        parameters: strict,
        expect: "pass",
      },
      ...twoLayers.aws,
    ],
  },
  "azure microsoft.storage/storageaccounts": {
    cases: [
      {
        name: "a key managed by Microsoft",
        slice: account(microsoftKey),
        expect: "pass",
        basis: "provider",
        facts: { keySource: "Microsoft.Storage", keyVault: null, keyName: null, infrastructureEncryption: false },
      },
      {
        name: "a key in Key Vault, without its version",
        slice: account(vaultKey),
        expect: "pass",
        basis: "provider",
        facts: {
          keySource: "Microsoft.Keyvault",
          keyVault: "https://acme.vault.azure.net",
          keyName: "storage",
          infrastructureEncryption: true,
        },
      },
      { name: "encryption that the answer leaves out", slice: account(null), expect: "pass", basis: "provider" },
      {
        name: "encryption that the answer leaves out, where a customer key is required",
        slice: account(null),
        parameters: strict,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a key managed by Microsoft where the company's is required",
        slice: account(microsoftKey),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key in Key Vault where one is required",
        slice: account({ ...vaultKey, keySource: "Microsoft.KeyVault" }),
        parameters: strict,
        expect: "pass",
        basis: "configured",
      },
      ...["", null].map((keySource) => ({
        name: `a source of the key that is ${JSON.stringify(keySource)}, where a customer key is required`,
        slice: account({ keySource, services }),
        parameters: strict,
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
      })),
      {
        name: "blob encryption that is off, which Azure says cannot be",
        slice: account({ ...microsoftKey, services: { blob: { enabled: false } } }),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "a row without properties",
        slice: { id: "/subscriptions/s" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      ...twoLayers.azure,
    ],
  },
  "gcp storage.googleapis.com/Bucket": {
    cases: [
      {
        name: "Google's key",
        slice: { name: "acme", iamConfiguration: {} },
        expect: "pass",
        basis: "provider",
        facts: { defaultKmsKeyName: null },
      },
      {
        name: "a default customer managed key",
        slice: { encryption: { defaultKmsKeyName: cmek } },
        expect: "pass",
        basis: "provider",
        facts: { defaultKmsKeyName: cmek },
      },
      { name: "null for the encryption block", slice: { encryption: null }, expect: "pass", basis: "provider" },
      ...["", null].map((defaultKmsKeyName): Case => ({
        name: `a key that is not set, where one is required: ${JSON.stringify(defaultKmsKeyName)}`,
        slice: { encryption: { defaultKmsKeyName } },
        parameters: strict,
        expect: "fail",
        facts: { defaultKmsKeyName: null },
      })),
      // The block also holds enforcement settings.
      {
        name: "an encryption block without a key, where one is required",
        slice: { encryption: { googleManagedEncryptionEnforcementConfig: { restrictionMode: "NotRestricted" } } },
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a key where one is required",
        slice: { encryption: { defaultKmsKeyName: cmek } },
        parameters: strict,
        expect: "pass",
        basis: "configured",
      },
      {
        name: "a key name that is a list",
        slice: { encryption: { defaultKmsKeyName: [cmek] } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      ...twoLayers.gcp,
    ],
  },
};
