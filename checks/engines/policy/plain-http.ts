// Decides whether a bucket's policy denies every request that comes without TLS.
import { coversEveryone } from "./aws-principals.ts";
import type { Condition, PolicyDocument, Statement } from "./policy-document.ts";
import { covers, coversAnyCase } from "./wildcard.ts";

/**
 * The key is in every request, so `IfExists` makes no difference.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
 */
const holdsWithoutTls = ({ Operator, Key, Values }: Condition): boolean =>
  Key.toLowerCase() === "aws:securetransport" &&
  ["bool", "boolifexists"].includes(Operator.toLowerCase()) &&
  Values.some((value) => value.toLowerCase() === "false");

/** An object's name may be any text, so only a wildcard covers it. A policy names buckets of its own partition alone. */
const reaches = ({ Resources = [] }: Statement, resource: string): boolean =>
  Resources.some((pattern) => covers(pattern.replace(/^arn:[\w-]+:/, "arn:aws:"), resource));

/**
 * For everyone, whatever the action, the bucket itself and all objects in it. One statement may deny for the bucket and
 * another for its objects; a deny of some actions, or with an exception, is none.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function refusesPlainHttp(policy: PolicyDocument, bucket: string): boolean {
  const denies = policy.Statements.filter(
    ({ Effect, Principals = [], Actions = [], Conditions = [] }) =>
      Effect === "Deny" &&
      coversEveryone(Principals) &&
      Actions.some((pattern) => coversAnyCase(pattern, "s3:*")) &&
      Conditions.every(holdsWithoutTls),
  );
  return [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`].every((resource) =>
    denies.some((deny) => reaches(deny, resource)),
  );
}
