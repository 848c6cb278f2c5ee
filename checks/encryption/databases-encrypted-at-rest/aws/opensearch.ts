// Judges domains of OpenSearch Service, which run OpenSearch or Elasticsearch: encryption is a choice that is made once.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Question } from "../../../kernel.ts";
import { judgeKmsKey, related } from "./judge-kms-key.ts";
import type { Parameters } from "../parameters.ts";

/** https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_EncryptionAtRestOptions.html */
const Options = z.object({ Enabled: z.boolean().optional(), KmsKeyId: z.string().optional() });

export const opensearch = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::OpenSearchService::Domain",
  global: false,
  reads: z.object({ Deleted: z.boolean().optional(), EncryptionAtRestOptions: Options.optional() }),
  related,
  evaluate({ Deleted, EncryptionAtRestOptions }, question: Question<Parameters, typeof related>) {
    if (Deleted === true) return notApplicable("the domain is being deleted (Deleted is true)");
    const { Enabled: enabled, KmsKeyId: key } = EncryptionAtRestOptions ?? {};
    const facts = { enabled: enabled ?? null, key: key ?? null };
    if (enabled === undefined) {
      const detail = "the answer from AWS lacks EncryptionAtRestOptions.Enabled";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    if (!enabled) return fail("the domain is not encrypted at rest", facts);
    if (key !== undefined) return judgeKmsKey(key, facts, question, "domain");
    if (!question.parameters.requireCustomerKey) return pass("the domain is encrypted at rest", facts);
    const detail = "the answer from AWS lacks EncryptionAtRestOptions.KmsKeyId";
    return indeterminate({ code: "not-in-answer", detail }, facts);
  },
});
