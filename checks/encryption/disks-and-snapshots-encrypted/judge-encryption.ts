// Decides whether storage of AWS is encrypted, and, where the company requires it, with its own key.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, pass, type Question, type Verdict } from "../../kernel.ts";
import { kmsKeys, managerOf } from "../../readings/aws/kms-key.ts";
import type { Parameters } from "./parameters.ts";

export const related = { keys: kmsKeys };
export type Asked = Question<Parameters, typeof related>;

/** `what`: the volume, snapshot or file system, as verdicts call it. */
export function judgeEncryption(
  what: string,
  {
    Encrypted: encrypted,
    KmsKeyId: key,
  }: { readonly Encrypted?: boolean | undefined; readonly KmsKeyId?: string | undefined },
  question: Asked,
): Verdict {
  const facts = { encrypted: encrypted ?? null, key: key ?? null };
  if (encrypted === undefined)
    return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks Encrypted" }, facts);
  if (!encrypted) return fail(`the ${what} is not encrypted`, facts);
  return judgeKey(what, key, facts, question);
}

/** An encrypted `what` passes. If a customer key is required, only a customer key passes. */
export function judgeKey(
  what: string,
  key: string | undefined,
  facts: JsonObject,
  { related: { keys }, parameters }: Asked,
): Verdict {
  if (!parameters.requireCustomerKey) return pass(`the ${what} is encrypted`, facts);
  if (key === undefined)
    return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks KmsKeyId" }, facts);
  const manager = managerOf(key, keys);
  if (typeof manager !== "string") return indeterminate(manager, facts);
  if (manager === "AWS")
    return fail(`the ${what} is encrypted with a KMS key that AWS manages, not with a customer managed key`, facts);
  return pass(`the ${what} is encrypted with a customer managed KMS key`, facts);
}
