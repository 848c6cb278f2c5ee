/** Names of the formats that exports come in, as manifests write them. */
export const FORMAT_NAMES = [
  "aws-config-snapshot",
  "aws-credential-report",
  "az-graph",
  "gcloud-asset-list",
  "entra-registration-details",
  "workspace-users",
  "aws-cloudtrail-trails",
  "aws-cloudtrail-trail-status",
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
