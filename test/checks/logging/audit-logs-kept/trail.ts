// A trail, and where it delivers to.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

const group = "arn:aws:logs:eu-central-1:111122223333:log-group:trail";

export const trail = (members: Members = {}): Json => ({
  Name: "main",
  TrailARN: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/main",
  S3BucketName: "logs",
  ...members,
});
export const toGroup = trail({ CloudWatchLogsLogGroupArn: `${group}:*` });
export const ofOrganization = (members: Members = {}): Json =>
  trail({
    TrailARN: "arn:aws:cloudtrail:eu-central-1:999900001111:trail/all",
    IsOrganizationTrail: true,
    ...members,
  });

export const rule = (members: Members = {}): Json => ({
  Status: "Enabled",
  ExpirationInDays: 90,
  ...members,
});

export const bucket = (...rules: Json[]): RelatedRows => ({
  rows: [{ Name: "logs", VersioningConfiguration: {}, LifecycleConfiguration: { Rules: rules } }],
});
export const versioned = (Status: string, ...rules: Json[]): { readonly [relation: string]: RelatedRows } => ({
  buckets: {
    rows: [{ Name: "logs", VersioningConfiguration: { Status }, LifecycleConfiguration: { Rules: rules } }],
  },
  logGroups: none,
});
export const noncurrent = (NoncurrentVersionExpirationDays: number, members: Members = {}): Json => ({
  Status: "Enabled",
  NoncurrentVersionExpirationDays,
  ...members,
});
export const none: RelatedRows = { rows: [] };
export const buckets = (...rules: Json[]): { readonly [relation: string]: RelatedRows } => ({
  buckets: bucket(...rules),
  logGroups: none,
});
export const retained = (days: number | null): RelatedRows => ({
  rows: [{ Arn: group, LogGroupName: "trail", ...(days === null ? {} : { RetentionInDays: days }) }],
});

export const under = (Prefix: string): Json => rule({ Filter: { Prefix } });
