/** Registry of the formats that exports come in. */
import { configSnapshot } from "./aws-config/config-snapshot.ts";
import { azGraph } from "./az-graph.ts";
import { awsCloudTrailTrailStatus } from "./calls/aws-cloudtrail-trail-status.ts";
import { awsCloudTrailTrails } from "./calls/aws-cloudtrail-trails.ts";
import { credentialReport } from "./credential-report.ts";
import { entraRegistrationDetails } from "./entra-registration-details.ts";
import type { Format } from "./format.ts";
import { gcloudAssetList } from "./gcloud-asset-list.ts";
import type { FormatName } from "./format-names.ts";
import { workspaceUsers } from "./workspace-users.ts";

export const FORMATS: Readonly<Record<FormatName, Format>> = {
  "aws-config-snapshot": configSnapshot,
  "aws-credential-report": credentialReport,
  "az-graph": azGraph,
  "gcloud-asset-list": gcloudAssetList,
  "entra-registration-details": entraRegistrationDetails,
  "workspace-users": workspaceUsers,
  "aws-cloudtrail-trails": awsCloudTrailTrails,
  "aws-cloudtrail-trail-status": awsCloudTrailTrailStatus,
};
