// Judges S3 buckets by the encryption that a new object gets if its writer asks for none.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html */
const Default = z.object({
  SSEAlgorithm: z.enum(["AES256", "aws:backup", "aws:fsx", "aws:kms", "aws:kms:dsse"]),
  KMSMasterKeyID: z.string().optional(),
});

const Configuration = z.object({
  Rules: z.array(z.object({ ApplyServerSideEncryptionByDefault: Default.optional() })),
});

/** Without a key id, and under this alias, KMS uses the key `aws/s3` that AWS manages. */
const isCustomerKey = (id: string | undefined): boolean => id !== undefined && !id.endsWith("alias/aws/s3");

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::S3::Bucket",
  global: false,
  reads: z.object({
    BucketEncryption: z.object({ ServerSideEncryptionConfiguration: Configuration.optional() }).optional(),
  }),
  evaluate({ BucketEncryption }, { parameters }: { readonly parameters: Parameters }) {
    const configuration = BucketEncryption?.ServerSideEncryptionConfiguration;
    const rules = configuration?.Rules ?? [];
    const rule = rules.map((one) => one.ApplyServerSideEncryptionByDefault).find((one) => one !== undefined);
    if (rule === undefined) {
      // S3 encrypts every new object since 5 January 2023 and has a default for every bucket, so a missing block is an
      // item recorded before that date, or a part of the answer that was withheld: it says nothing of the key.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
      const facts = { algorithm: null, key: null };
      const asksForMore = parameters.requireCustomerKey || parameters.requireDoubleEncryption;
      if (!asksForMore) return passByProvider("S3 encrypts every new object", facts);
      // A configuration without such a rule was read: the bucket names no key, and S3 encrypts with its own.
      // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
      if (configuration !== undefined && parameters.requireCustomerKey)
        return fail("the bucket has no default encryption with a key of its own", facts);
      if (configuration !== undefined) return fail("the bucket has no default encryption in two layers", facts);
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from AWS lacks the default encryption of the bucket" },
        facts,
      );
    }
    const facts = { algorithm: rule.SSEAlgorithm, key: rule.KMSMasterKeyID ?? null };
    if (parameters.requireCustomerKey && !isCustomerKey(rule.KMSMasterKeyID)) {
      return fail("the default encryption of the bucket uses no customer managed key", facts);
    }
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
    if (parameters.requireDoubleEncryption && rule.SSEAlgorithm !== "aws:kms:dsse")
      return fail("the default encryption of the bucket is not aws:kms:dsse, which encrypts in two layers", facts);
    // The least that S3 does for every bucket, whether somebody chose it or not.
    if (rule.SSEAlgorithm === "AES256") return passByProvider("S3 encrypts every new object", facts);
    return pass(`the default encryption of the bucket is ${rule.SSEAlgorithm}`, facts);
  },
});
