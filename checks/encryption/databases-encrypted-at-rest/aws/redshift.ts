// Judges Redshift: new clusters are encrypted by default, and older ones may not be; a namespace without servers always is.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  passByProvider,
  type Question,
} from "../../../kernel.ts";
import { judgeKmsKey, related } from "./judge-kms-key.ts";
import type { Parameters } from "../parameters.ts";

/** Answers have this word in the place of a key that AWS owns, which the reference of the API does not tell. */
const OWNED = "AWS_OWNED_KMS_KEY";

const cluster = defineEvaluator({
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
    if (KmsKeyId !== undefined && KmsKeyId !== OWNED) return judgeKmsKey(KmsKeyId, facts, question);
    if (!question.parameters.requireCustomerKey) return pass("the cluster is encrypted", facts);
    if (KmsKeyId === OWNED)
      return fail("the cluster is encrypted with a key that AWS owns, not with a customer managed key", facts);
    return fail("the cluster is encrypted without an AWS KMS key (KmsKeyId is not set)", facts);
  },
});

const namespace = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RedshiftServerless::Namespace",
  global: false,
  // https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Namespace.html
  reads: z.object({ Status: z.string().optional(), KmsKeyId: z.string().optional() }),
  related,
  // https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html
  evaluate({ Status, KmsKeyId }, question: Question<Parameters, typeof related>) {
    if (Status === "DELETING") return notApplicable("the namespace is being deleted (status is DELETING)");
    const facts = { key: KmsKeyId ?? null };
    if (KmsKeyId !== undefined && KmsKeyId !== OWNED) return judgeKmsKey(KmsKeyId, facts, question, "namespace");
    if (!question.parameters.requireCustomerKey)
      return passByProvider("Redshift Serverless encrypts every namespace", facts);
    if (KmsKeyId === undefined)
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks kmsKeyId" }, facts);
    return fail("the namespace is encrypted with a key that AWS owns, not with a customer managed key", facts);
  },
});

export const redshift = [cluster, namespace];
