// Cases of the check that object storage is encrypted at rest, where the company requires two layers.
import type { Case } from "../../cases.ts";
import { account, bucket, cmek, keyArn, microsoftKey, sse, vaultKey } from "./slices.ts";

const twice = { requireDoubleEncryption: true };
const both = { requireDoubleEncryption: true, requireCustomerKey: true };

export const twoLayers: { readonly [cloud in "aws" | "azure" | "gcp"]: readonly Case[] } = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
  aws: [
    {
      name: "two layers where they are required",
      slice: bucket(sse("aws:kms:dsse")),
      parameters: twice,
      expect: "pass",
      basis: "configured",
      because: "the default encryption of the bucket is aws:kms:dsse",
    },
    {
      name: "one layer of KMS where two are required",
      slice: bucket(sse("aws:kms", keyArn)),
      parameters: twice,
      expect: "fail",
      because: "the default encryption of the bucket is not aws:kms:dsse, which encrypts in two layers",
      facts: { algorithm: "aws:kms", key: keyArn },
    },
    { name: "SSE-S3 where two layers are required", slice: bucket(sse("AES256")), parameters: twice, expect: "fail" },
    {
      name: "no default encryption where two layers are required",
      slice: { BucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [] } } },
      parameters: twice,
      expect: "fail",
      because: "the bucket has no default encryption in two layers",
    },
    {
      name: "no encryption block where two layers are required",
      slice: { Name: "acme-old" },
      parameters: twice,
      expect: "indeterminate",
      problem: "not-in-answer",
    },
    {
      name: "two layers without a customer key where both are required",
      slice: bucket(sse("aws:kms:dsse")),
      parameters: both,
      expect: "fail",
      because: "the default encryption of the bucket uses no customer managed key",
    },
    {
      name: "two layers with a customer key where both are required",
      slice: bucket(sse("aws:kms:dsse", keyArn)),
      parameters: both,
      expect: "pass",
    },
  ],
  // https://learn.microsoft.com/en-us/azure/storage/common/infrastructure-encryption-enable
  azure: [
    {
      name: "infrastructure encryption where two layers are required",
      slice: account({ ...microsoftKey, requireInfrastructureEncryption: true }),
      parameters: twice,
      expect: "pass",
      basis: "configured",
      because: "the account is encrypted in two layers (encryption.requireInfrastructureEncryption)",
    },
    // An account that was made without it has no such member.
    ...[undefined, null, false].map((requireInfrastructureEncryption): Case => ({
      name: `infrastructure encryption that is ${requireInfrastructureEncryption}, where two layers are required`,
      slice: account({
        ...microsoftKey,
        ...(requireInfrastructureEncryption === undefined ? {} : { requireInfrastructureEncryption }),
      }),
      parameters: twice,
      expect: "fail",
      because: "encryption.requireInfrastructureEncryption is not true, so data is encrypted in one layer",
    })),
    {
      name: "encryption that the answer leaves out, where two layers are required",
      slice: account(null),
      parameters: twice,
      expect: "indeterminate",
      problem: "not-in-answer",
      because: "the answer from Azure lacks properties.encryption",
    },
    {
      name: "infrastructure encryption that is text",
      slice: account({ ...microsoftKey, requireInfrastructureEncryption: "true" }),
      parameters: twice,
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    {
      name: "two layers with a key managed by Microsoft where both are required",
      slice: account({ ...microsoftKey, requireInfrastructureEncryption: true }),
      parameters: both,
      expect: "fail",
    },
    {
      name: "one layer with a key in Key Vault where both are required",
      slice: account({ ...vaultKey, requireInfrastructureEncryption: false }),
      parameters: both,
      expect: "fail",
    },
    {
      name: "two layers with a key in Key Vault where both are required",
      slice: account(vaultKey),
      parameters: both,
      expect: "pass",
    },
  ],
  gcp: [
    {
      name: "two layers, which Cloud Storage has no setting for",
      slice: { encryption: { defaultKmsKeyName: cmek } },
      parameters: twice,
      expect: "indeterminate",
      problem: "not-supported",
      facts: { defaultKmsKeyName: cmek },
    },
    {
      name: "Google's key where a customer's and two layers are required",
      slice: { name: "acme" },
      parameters: both,
      expect: "fail",
      because: "the bucket has no default customer managed key (defaultKmsKeyName is not set)",
    },
  ],
};
