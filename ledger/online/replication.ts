// Reads where the bucket is copied to, and whether a delete marker that hides the original hides the copy too.
import type { ReplicationRule } from "@aws-sdk/client-s3";
import { overlap } from "./lifecycle.ts";
import type { Looks } from "./looks.ts";

export type ReplicationRuleSeen = {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  /** ARN of the bucket, and its account where the rule names one. */
  readonly destination: string | null;
  readonly account: string | null;
  readonly deleteMarkers: boolean;
};

/** The rules, and a finding for each that copies delete markers of the ledger, whose objects lie under `prefix`. */
export function replicationOf(rules: readonly ReplicationRule[], prefix: string, looks: Looks): ReplicationRuleSeen[] {
  return rules.map((rule, i) => {
    const seen = {
      id: rule.ID ?? `rule ${i + 1}`,
      enabled: rule.Status === "Enabled",
      prefix: rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Prefix ?? "",
      destination: rule.Destination?.Bucket ?? null,
      account: rule.Destination?.Account ?? null,
      deleteMarkers: copiesMarkers(rule),
    };
    if (seen.enabled && seen.deleteMarkers && overlap(seen.prefix, prefix))
      looks.findings.push({
        about: "replication",
        object: null,
        expected: "no rule that copies delete markers",
        found: `rule ${seen.id}, which copies them to ${seen.destination ?? "another bucket"}`,
      });
    return seen;
  });
}

// A rule of the first version (without Filter) copies the markers of users' deletions:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html#replication-backward-compat-considerations
const copiesMarkers = ({ Filter, DeleteMarkerReplication: markers }: ReplicationRule): boolean =>
  markers === undefined ? Filter === undefined : markers.Status === "Enabled";
