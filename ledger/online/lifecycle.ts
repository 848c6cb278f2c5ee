// Reads lifecycle rules: which objects end or move by themselves. Under the lock no version goes before its time; but an
// expiration puts a delete marker over it.
import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { Looks } from "./looks.ts";

/** A rule as S3 has it. `does`: in words, what the rule does to objects of the ledger; empty where it does nothing. */
export type LifecycleRuleSeen = {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  readonly does: readonly string[];
};

/** The rules, and a finding for each that ends objects of the ledger, which lie under `prefix`. */
export function lifecycleOf(rules: readonly LifecycleRule[], prefix: string, looks: Looks): LifecycleRuleSeen[] {
  return rules.map((rule, i) => {
    const of = rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Prefix ?? "";
    const [id, enabled] = [rule.ID ?? `rule ${i + 1}`, rule.Status === "Enabled"];
    const concerns = overlap(of, prefix);
    const ends = concerns ? endings(rule) : [];
    if (enabled && ends.length > 0)
      looks.findings.push({
        about: "lifecycle",
        object: null,
        expected: "no rule that deletes or hides objects of the ledger",
        found: `rule ${id}, which ${ends.join(" and ")}`,
      });
    return { id, enabled, prefix: of, does: concerns ? [...ends, ...moves(rule)] : [] };
  });
}

/** Whether some key may begin with both. */
export const overlap = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html
function endings({ Expiration: expires, NoncurrentVersionExpiration: earlier }: LifecycleRule): string[] {
  const said: string[] = [];
  if (expires?.Days !== undefined) said.push(`puts a delete marker over objects after ${expires.Days} days`);
  if (expires?.Date !== undefined) said.push(`puts a delete marker over objects from ${expires.Date.toISOString()} on`);
  if (expires?.ExpiredObjectDeleteMarker === true) said.push("removes delete markers that hide nothing any more");
  if (earlier !== undefined)
    said.push(`removes versions ${earlier.NoncurrentDays ?? 0} days after another version or a marker came over them`);
  return said;
}

const moves = ({ Transitions = [], NoncurrentVersionTransitions = [] }: LifecycleRule): string[] => [
  ...Transitions.map(
    ({ StorageClass, Days, Date: date }) =>
      `moves objects to ${StorageClass ?? "another class"} ${date === undefined ? `after ${Days ?? 0} days` : `from ${date.toISOString()} on`}`,
  ),
  ...NoncurrentVersionTransitions.map(
    ({ StorageClass, NoncurrentDays = 0 }) =>
      `moves earlier versions to ${StorageClass ?? "another class"} after ${NoncurrentDays} days`,
  ),
];
