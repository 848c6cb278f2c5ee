// Decides whether the AWS KMS key that a database names is enough: if a customer key is required, only a customer key passes.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { fail, indeterminate, pass, type Question, type Verdict } from "../../../kernel.ts";
import { kmsKeys, managerOf } from "../../../readings/aws/kms-key.ts";
import type { Parameters } from "../parameters.ts";

export const related = { keys: kmsKeys };

/** A store (`what`) that is encrypted with a key of KMS passes. If a customer key is required, only a customer key passes. */
export function judgeKmsKey(
  key: string,
  facts: JsonObject,
  { related: { keys }, parameters }: Question<Parameters, typeof related>,
  what: "database" | "cache" | "domain" | "namespace" = "database",
): Verdict {
  if (!parameters.requireCustomerKey) return pass(`the ${what} is encrypted with an AWS KMS key`, facts);
  const manager = managerOf(key, keys);
  if (typeof manager !== "string") return indeterminate(manager, facts);
  if (manager === "AWS")
    return fail(`the ${what} is encrypted with a KMS key that AWS manages, not with a customer managed key`, facts);
  return pass(`the ${what} is encrypted with a customer managed KMS key`, facts);
}
