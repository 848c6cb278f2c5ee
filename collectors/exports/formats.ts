/** Registry of the formats that exports come in. */
import { configSelect } from "./aws-config/config-select.ts";
import { configSnapshot } from "./aws-config/config-snapshot.ts";
import { azGraph } from "./az-graph.ts";
import { awsCloudTrailEventSelectors } from "./calls/aws-cloudtrail-event-selectors.ts";
import { awsCloudTrailTrailStatus } from "./calls/aws-cloudtrail-trail-status.ts";
import { awsCloudTrailTrails } from "./calls/aws-cloudtrail-trails.ts";
import { awsConfigRecorders } from "./calls/aws-config-recorders.ts";
import { awsLogsLogGroups } from "./calls/aws-logs-log-groups.ts";
import { awsRdsClusterParameterGroups } from "./calls/aws-rds-cluster-parameter-groups.ts";
import { awsRdsParameterGroups } from "./calls/aws-rds-parameter-groups.ts";
import { awsS3ControlPublicAccessBlock } from "./calls/aws-s3control-public-access-block.ts";
import { azMysqlFirewallRules, azPostgresFirewallRules, azSqlFirewallRules } from "./calls/az-firewall-rules.ts";
import { azMysqlParameters, azPostgresParameters } from "./calls/az-server-parameters.ts";
import { azSqlAuditing } from "./calls/az-sql-auditing.ts";
import { azSqlEncryption } from "./calls/az-sql-encryption.ts";
import { azStorageContainers } from "./calls/az-storage-containers.ts";
import { azSubscriptionDiagnosticSettings } from "./calls/az-subscription-diagnostic-settings.ts";
import { gcloudAncestorsIamPolicy } from "./calls/gcloud-ancestors-iam-policy.ts";
import { gcloudEffectiveOrgPolicies } from "./calls/gcloud-effective-org-policies.ts";
import { graphApplications } from "./calls/graph-applications.ts";
import { graphRoleAssignments } from "./calls/graph-role-assignments.ts";
import { credentialReport } from "./credential-report.ts";
import { entraRegistrationDetails } from "./entra-registration-details.ts";
import type { Format } from "./format.ts";
import { gcloudAssetExport } from "./gcloud-asset-export.ts";
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
  "aws-config-select": configSelect,
  "aws-cloudtrail-event-selectors": awsCloudTrailEventSelectors,
  "aws-logs-log-groups": awsLogsLogGroups,
  "aws-config-recorders": awsConfigRecorders,
  "aws-rds-parameter-groups": awsRdsParameterGroups,
  "aws-rds-cluster-parameter-groups": awsRdsClusterParameterGroups,
  "aws-s3control-public-access-block": awsS3ControlPublicAccessBlock,
  "az-storage-containers": azStorageContainers,
  "az-sql-encryption": azSqlEncryption,
  "az-sql-auditing": azSqlAuditing,
  "az-sql-firewall-rules": azSqlFirewallRules,
  "az-postgres-parameters": azPostgresParameters,
  "az-postgres-firewall-rules": azPostgresFirewallRules,
  "az-mysql-parameters": azMysqlParameters,
  "az-mysql-firewall-rules": azMysqlFirewallRules,
  "az-subscription-diagnostic-settings": azSubscriptionDiagnosticSettings,
  "graph-role-assignments": graphRoleAssignments,
  "graph-applications": graphApplications,
  "gcloud-asset-export": gcloudAssetExport,
  "gcloud-ancestors-iam-policy": gcloudAncestorsIamPolicy,
  "gcloud-effective-org-policies": gcloudEffectiveOrgPolicies,
};
