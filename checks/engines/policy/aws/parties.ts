// Reads the party that a principal or a value of a condition names: an account, an organisation, or the value itself.
import { isOfAws, ORIGIN_ACCESS } from "./own-callers.ts";

/**
 * Decides whether a party is known. A party is the id of an account or of an organisation; where a value has neither, such as
 * a canonical user id, a network or a reference to a user, it is that value.
 */
export type IsKnown = (party: string) => boolean;

/** Each caller that is named is known: only callers whom nobody has named are strangers. */
export const ALL_NAMED: IsKnown = () => true;

const ACCOUNT_OF_ARN = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

/** The account of an ARN, or the text itself. */
const accountOr = (text: string): string => ACCOUNT_OF_ARN.exec(text)?.[1] ?? text;

/** A principal that was deleted: its id is never given again, and nobody has what is granted to it. */
const isDeleted = (value: string): boolean => /^A(?:IDA|ROA)[A-Z0-9]{12,}$/.test(value);

/**
 * The party of a principal by its type; null where it is nobody else's: services of AWS, accounts by
 * which AWS delivers logs, and principals that were deleted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function partyOfPrincipal(type: string, value: string): string | null {
  if (type === "Service" || isDeleted(value) || ORIGIN_ACCESS.test(value) || isOfAws(accountOr(value))) return null;
  return type === "CanonicalUser" ? value : accountOr(value);
}

/** Keys whose values are organisations, or begin with one. */
const ORGANIZATION_PATHS: ReadonlySet<string> = new Set([
  "aws:principalorgpaths",
  "aws:sourceorgpaths",
  "aws:vpceorgpaths",
]);
const SERVICES: ReadonlySet<string> = new Set(["aws:principalservicename", "aws:principalservicenameslist"]);

/** Keys by which S3 or EFS counts a policy as not public, and that say nothing of who calls. */
const OF_NO_CALLER: ReadonlySet<string> = new Set([
  "elasticfilesystem:accessedviamounttarget",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

/** Whether a condition on `key`, in lower case, names callers. */
export const isOfCallers = (key: string): boolean => !OF_NO_CALLER.has(key);

/** The party of a value of a condition on `key`, in lower case; null for services of AWS. */
export function partyOfValue(key: string, value: string): string | null {
  if (SERVICES.has(key)) return null;
  return ORGANIZATION_PATHS.has(key) ? (value.split("/")[0] as string) : accountOr(value);
}
