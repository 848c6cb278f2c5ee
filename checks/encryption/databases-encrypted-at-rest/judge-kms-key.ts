// Decides whose an AWS KMS key is: databases name a key by its ARN, which does not say who manages the key.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, pass, relation, type Question, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

export const related = {
  keys: relation({
    type: "AWS::KMS::Key",
    within: "region",
    global: false,
    /** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
    reads: z.object({ KeyId: z.string(), KeyManager: z.enum(["AWS", "CUSTOMER"]) }),
    on: (row) => [row.KeyId],
  }),
};

/** A database that is encrypted with a key of KMS passes. If a customer key is required, only a customer key passes. */
export function judgeKmsKey(
  key: string,
  facts: JsonObject,
  { related: { keys }, parameters }: Question<Parameters, typeof related>,
): Verdict {
  if (!parameters.requireCustomerKey) return pass("the database is encrypted with an AWS KMS key", facts);
  // A service names a key by its ARN, or by its id or an alias where somebody gave that. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
  const alias = /(?:^|:)alias\/(.+)$/.exec(key)?.[1];
  if (alias !== undefined) return judgeManager(alias.startsWith("aws/") ? "AWS" : "CUSTOMER", facts);
  const answer = keys(key.replace(/^.*:key\//, "")).find(() => true);
  if (answer.is === "found") return judgeManager(answer.row.KeyManager, facts);
  if (answer.is === "unknown") return indeterminate(answer.problem, facts);
  // The key may belong to another account.
  const detail =
    "the KMS key is not among the keys that were read in this account and region, so its KeyManager is not known";
  return indeterminate({ code: "not-seen", detail }, facts);
}

function judgeManager(manager: "AWS" | "CUSTOMER", facts: JsonObject): Verdict {
  if (manager === "AWS")
    return fail("the database is encrypted with a KMS key that AWS manages, not with a customer managed key", facts);
  return pass("the database is encrypted with a customer managed KMS key", facts);
}
