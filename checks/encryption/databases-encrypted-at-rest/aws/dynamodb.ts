// Judges tables of DynamoDB by whose key encrypts them: encryption cannot be turned off.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, passByProvider, type Question } from "../../../kernel.ts";
import { judgeKmsKey, related } from "./judge-kms-key.ts";
import type { Parameters } from "../parameters.ts";

/** Absent, or of another type than KMS, where the key is one that AWS owns: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSEDescription.html */
const Description = z.object({
  Status: z.enum(["ENABLING", "ENABLED", "DISABLING", "DISABLED", "UPDATING"]).optional(),
  SSEType: z.enum(["AES256", "KMS"]).optional(),
  KMSMasterKeyArn: z.string().optional(),
});

export const dynamodb = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::DynamoDB::Table",
  global: false,
  reads: z.object({ SSEDescription: Description.optional() }),
  related,
  evaluate({ SSEDescription }, question: Question<Parameters, typeof related>) {
    const { Status: status, SSEType: type, KMSMasterKeyArn: key } = SSEDescription ?? {};
    const facts = { status: status ?? null, type: type ?? null, key: key ?? null };
    // DISABLED is not "not encrypted": the table is back to a key that AWS owns.
    const usesKms = type === "KMS" && (status === "ENABLED" || status === "UPDATING");
    if (usesKms && key !== undefined) return judgeKmsKey(key, facts, question);
    if (!question.parameters.requireCustomerKey) return passByProvider("DynamoDB encrypts every table", facts);
    if (usesKms || status === "ENABLING" || status === "DISABLING") {
      return indeterminate({ code: "not-in-answer", detail: "SSEDescription does not say which key is in use" }, facts);
    }
    return fail("the table is encrypted with a key that AWS owns, not with a customer managed key", facts);
  },
});
