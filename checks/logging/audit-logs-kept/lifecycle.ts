// Decides when lifecycle rules of an S3 bucket delete the log files of a trail.
import { z } from "zod";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html, with its filter in short. */
const Rule = z.object({
  Status: z.string(),
  Prefix: z.string().optional(),
  Filter: z
    .object({ Prefix: z.string().optional(), Tagged: z.boolean().optional(), Sized: z.boolean().optional() })
    .optional(),
  ExpirationInDays: z.int().optional(),
  ExpirationDate: z.string().optional(),
  NoncurrentVersionExpirationDays: z.int().optional(),
});
type Rule = z.infer<typeof Rule>;

export const Lifecycle = z.object({ Rules: z.array(Rule).optional() });

/** Where log files of a trail lie: below `root`. In an organization's trail its id and an account's come between. */
type Place = { readonly root: string; readonly ofOrganization: boolean };

/**
 * `<prefix>/AWSLogs/<account>/CloudTrail…`, in a trail of an organization `<prefix>/AWSLogs/<o-…>/<account>/CloudTrail…`; its
 * answer does not tell the organization. Digest files, which prove log files whole, lie beside them in `CloudTrail-Digest`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function placeOf(keyPrefix: string, account: string, ofOrganization: boolean): Place {
  const base = `${keyPrefix === "" ? "" : `${keyPrefix}/`}AWSLogs/`;
  return { root: ofOrganization ? `${base}o-` : `${base}${account}/${FOLDER}`, ofOrganization };
}

const FOLDER = "CloudTrail";

/** Days after which a rule deletes log files; null for never; "date" where a rule deletes all of them on a fixed day. */
export type Expiry = number | "date" | null;

/**
 * `some`: the expiry where rules that select objects by tag or size hit log files too, of which nothing says whether they
 * do. `versioned`: versioning of the bucket is enabled.
 */
export function expiryOf(
  rules: readonly Rule[],
  place: Place,
  versioned: boolean,
): { readonly all: Expiry; readonly some: Expiry } {
  const hitting = rules.filter((rule) => rule.Status === "Enabled" && hits(prefixOf(rule), place));
  const isPartial = ({ Filter }: Rule): boolean => Filter?.Tagged === true || Filter?.Sized === true;
  const expiry = versioned ? lastVersion : soonest;
  return { all: expiry(hitting.filter((rule) => !isPartial(rule))), some: expiry(hitting) };
}

/**
 * In a bucket whose versioning is enabled an expired object becomes noncurrent and stays, until a rule for noncurrent versions
 * deletes it: the ages of both rules add up. Where versioning is suspended, or was never on, the object is gone at once.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-actions
 */
function lastVersion(rules: readonly Rule[]): Expiry {
  const current = soonest(rules);
  const noncurrent = rules.flatMap((rule) => rule.NoncurrentVersionExpirationDays ?? []);
  if (current === null || noncurrent.length === 0) return null;
  return (current === "date" ? 0 : current) + Math.min(...noncurrent);
}

/** The older form of a rule has its prefix outside of the filter; a rule with neither applies to every object. */
const prefixOf = ({ Filter, Prefix }: Rule): string => Filter?.Prefix ?? Prefix ?? "";

function hits(prefix: string, { root, ofOrganization }: Place): boolean {
  if (root.startsWith(prefix)) return true;
  if (!prefix.startsWith(root)) return false;
  // Below an account of the organization lie other logs too, such as those of AWS Config.
  const below = /^[a-z0-9]+\/\d{12}\/(?<folder>.*)$/s.exec(prefix.slice(root.length))?.groups?.["folder"];
  if (!ofOrganization || below === undefined) return true;
  return below.startsWith(FOLDER) || FOLDER.startsWith(below);
}

function soonest(rules: readonly Rule[]): Expiry {
  if (rules.some((rule) => rule.ExpirationDate !== undefined)) return "date";
  const days = rules.flatMap((rule) => rule.ExpirationInDays ?? []);
  return days.length === 0 ? null : Math.min(...days);
}
