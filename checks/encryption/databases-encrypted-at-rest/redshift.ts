// Judges clusters of Redshift: new ones are encrypted by default, and older ones may not be.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, type Question } from "../../kernel.ts";
import { judgeKmsKey, related } from "./judge-kms-key.ts";
import type { Parameters } from "./parameters.ts";

export const redshift = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::Redshift::Cluster",
  global: false,
  // https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html
  reads: z.object({ Encrypted: z.boolean().optional(), KmsKeyId: z.string().optional() }),
  related,
  evaluate({ Encrypted, KmsKeyId }, question: Question<Parameters, typeof related>) {
    const facts = { encrypted: Encrypted ?? null, key: KmsKeyId ?? null };
    // New clusters are encrypted since January 2025, but that says nothing of one whose answer leaves it out.
    // https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
    if (Encrypted === undefined) {
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks Encrypted" }, facts);
    }
    if (!Encrypted) return fail("the cluster is not encrypted", facts);
    if (KmsKeyId !== undefined) return judgeKmsKey(KmsKeyId, facts, question);
    if (question.parameters.requireCustomerKey)
      return fail("the cluster is encrypted without an AWS KMS key (KmsKeyId is not set)", facts);
    return pass("the cluster is encrypted", facts);
  },
});
