// Judges S3 buckets by their policy: the endpoints answer plain HTTP, so only the bucket's policy can refuse plain HTTP.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../../kernel.ts";
import { plainHttp } from "../../../engines/policy/plain-http.ts";
import { PolicyDocument } from "../../../engines/policy/policy-document.ts";

export const s3 = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::S3::Bucket",
  global: false,
  reads: z.object({
    Name: z.string(),
    /** Empty where the bucket has no policy; absent where the policy was not read. */
    BucketPolicy: z.object({ Policy: PolicyDocument.optional() }).optional(),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
  evaluate({ Name, BucketPolicy }, { asOf }: { readonly asOf: string }) {
    if (BucketPolicy === undefined) {
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks the bucket policy" });
    }
    const { Policy } = BucketPolicy;
    if (Policy === undefined)
      return fail("the bucket has no bucket policy, and only a bucket policy can deny plain HTTP", { policy: false });
    const facts = { policy: true };
    switch (plainHttp(Policy, Name, asOf)) {
      case "refused":
        return pass("the bucket policy denies every request over plain HTTP", facts);
      case "accepted":
        return fail("the bucket policy does not deny every request over plain HTTP", facts);
      case "unknown":
        return indeterminate(
          {
            code: "unexpected-shape",
            detail: "a deny in the bucket policy has a condition that the check does not understand",
          },
          facts,
        );
    }
  },
});
