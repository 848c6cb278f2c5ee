// Lists the formats that exports come in, each with its reader.
import { configSelect } from "./aws/config-select.ts";
import { configSnapshot } from "./aws/config-snapshot.ts";
import {
  MYSQL_FIREWALL_RULES,
  POSTGRES_CLUSTER_FIREWALL_RULES,
  POSTGRES_FIREWALL_RULES,
  SQL_FIREWALL_RULES,
} from "../../azure/answers/firewall-rules.ts";
import { FRONT_DOOR_DOMAINS, FRONT_DOOR_ROUTES } from "../../azure/answers/edges/front-door.ts";
import { MYSQL_PARAMETERS, POSTGRES_PARAMETERS } from "../../azure/answers/server-parameters.ts";
import { REDIS_ENTERPRISE_DATABASES } from "../../azure/answers/redis-enterprise-databases.ts";
import { SECURITY_ADMIN_RULES } from "../../azure/answers/security-admin-rules.ts";
import {
  EVENT_HUB_NETWORK_RULES,
  REDIS_FIREWALL_RULES,
  SERVICE_BUS_NETWORK_RULES,
} from "../../azure/answers/networks/network-rules.ts";
import { awsLambdaFunctions } from "./aws/lambda/functions.ts";
import { SITE_AUTHENTICATION } from "../../azure/answers/networks/site-authentication.ts";
import { SITE_CONFIGURATION } from "../../azure/answers/site-configuration.ts";
import { SQL_AUDITING } from "../../azure/answers/sql-auditing.ts";
import { SQL_BACKUP_RETENTION } from "../../azure/answers/sql-backup-retention.ts";
import { SQL_ENCRYPTION } from "../../azure/answers/sql-encryption.ts";
import { STORAGE_CONTAINERS } from "../../azure/answers/storage-containers.ts";
import { STORAGE_FILE_SERVICE } from "../../azure/answers/storage-file-service.ts";
import { azChild } from "./azure/az-child.ts";
import { azCustomRoles } from "./azure/az-custom-roles.ts";
import { azDefenderPlans } from "./azure/az-defender-plans.ts";
import { azGraph } from "./azure/az-graph.ts";
import { awsCloudTrailEventSelectors } from "./aws/cloudtrail-event-selectors.ts";
import { awsCloudTrailTrailStatus } from "./aws/cloudtrail-trail-status.ts";
import { awsCloudTrailTrails } from "./aws/cloudtrail-trails.ts";
import { awsConfigRecorders } from "./aws/config-recorders.ts";
import { awsEc2EbsDefaults } from "./aws/ec2/ebs-defaults.ts";
import { awsEc2MetadataDefaults } from "./aws/ec2/metadata-defaults.ts";
import { awsEc2Images } from "./aws/ec2/images.ts";
import { awsEc2PrefixLists } from "./aws/ec2/prefix-lists.ts";
import { awsEc2PublicSharing } from "./aws/ec2/public-sharing.ts";
import { awsEc2Snapshots } from "./aws/ec2/snapshots.ts";
import { awsEc2VpcBlockPublicAccess } from "./aws/ec2/vpc-block-public-access.ts";
import { awsGuarddutyDetectors } from "./aws/guardduty/detectors.ts";
import { awsEcrRepositoryScanning, awsInspector2Account } from "./aws/inspector/scanning.ts";
import { awsIamOrganizationsFeatures, awsIamVirtualMfaDevices } from "./aws/iam/root-access.ts";
import { awsIamServerCertificates } from "./aws/iam/server-certificates.ts";
import { awsKmsKeyRotation } from "./aws/kms/key-rotation.ts";
import { awsLogsLogGroups } from "./aws/logs-log-groups.ts";
import { awsRdsClusterParameterGroups } from "./aws/rds-cluster-parameter-groups.ts";
import { awsDynamoDbContinuousBackups } from "./aws/dynamodb/continuous-backups.ts";
import { awsRdsParameterGroups } from "./aws/rds-parameter-groups.ts";
import {
  awsBackupVaultPolicies,
  awsEcrRepositoryPolicies,
  awsEfsFileSystemPolicies,
  awsEventBusPolicies,
  awsSecretPolicies,
} from "./aws/policies/resource-policies.ts";
import { awsS3ControlPublicAccessBlock } from "./aws/s3control-public-access-block.ts";
import {
  awsElastiCacheReplicationGroups,
  awsElastiCacheServerlessCaches,
  awsOpenSearchDomains,
  awsRedshiftServerlessNamespaces,
  awsRedshiftServerlessWorkgroups,
  awsTransferServers,
} from "./aws/stores/listed-stores.ts";
import { awsCloudfrontDistributions } from "./aws/edges/distributions.ts";
import { awsElbListenerRules } from "./aws/edges/listener-rules.ts";
import { awsElbSslPolicies } from "./aws/edges/ssl-policies.ts";
import { azVaultKeys } from "./azure/az-vault-keys.ts";
import { azSubscriptionDiagnosticSettings } from "./azure/az-subscription-diagnostic-settings.ts";
import { gcloudAncestorsIamPolicy } from "./gcp/gcloud-ancestors-iam-policy.ts";
import { gcloudEffectiveOrgPolicies } from "./gcp/gcloud-effective-org-policies.ts";
import { APPLICATION_LISTING } from "../../entra/answers/applications.ts";
import { ROLE_ASSIGNMENT_LISTING } from "../../entra/answers/role-assignments.ts";
import { credentialReport } from "./aws/credential-report.ts";
import { entraRegistrationDetails } from "./entra/registration-details.ts";
import { graphList } from "./entra/graph-listing.ts";
import { graphConditionalAccess, graphSecurityDefaults } from "./entra/sign-in-policies.ts";
import { entraUserActivity } from "./entra/user-activity.ts";
import type { Format } from "./format.ts";
import { gcloudAssetExport } from "./gcp/gcloud-asset-export.ts";
import { gcloudAssetList } from "./gcp/gcloud-asset-list.ts";
import { gcloudKeyActivity } from "./gcp/gcloud-key-activity.ts";
import { gcloudNetworkFirewallPolicies } from "./gcp/gcloud-network-firewall-policies.ts";
import { gcloudOrgVpcFlowLogsConfigs, gcloudVpcFlowLogsConfigs } from "./gcp/gcloud-vpc-flow-logs-configs.ts";
import { gcloudScanningServices } from "./gcp/gcloud-scanning-services.ts";
import { gcloudSecurityCenterServices } from "./gcp/gcloud-security-center-services.ts";
import type { FormatName } from "../manifest/format-names.ts";
import { workspaceUsers } from "./workspace/users.ts";

export const FORMATS: Readonly<Record<FormatName, Format>> = {
  "aws-config-snapshot": configSnapshot,
  "aws-credential-report": credentialReport,
  "az-graph": azGraph,
  "gcloud-asset-list": gcloudAssetList,
  "entra-registration-details": entraRegistrationDetails,
  "entra-user-activity": entraUserActivity,
  "workspace-users": workspaceUsers,
  "aws-cloudtrail-trails": awsCloudTrailTrails,
  "aws-dynamodb-continuous-backups": awsDynamoDbContinuousBackups,
  "aws-cloudtrail-trail-status": awsCloudTrailTrailStatus,
  "aws-config-select": configSelect,
  "aws-cloudtrail-event-selectors": awsCloudTrailEventSelectors,
  "aws-logs-log-groups": awsLogsLogGroups,
  "aws-config-recorders": awsConfigRecorders,
  "aws-guardduty-detectors": awsGuarddutyDetectors,
  "aws-inspector2-account": awsInspector2Account,
  "aws-ecr-repository-scanning": awsEcrRepositoryScanning,
  "aws-rds-parameter-groups": awsRdsParameterGroups,
  "aws-rds-cluster-parameter-groups": awsRdsClusterParameterGroups,
  "aws-s3control-public-access-block": awsS3ControlPublicAccessBlock,
  "aws-ec2-prefix-lists": awsEc2PrefixLists,
  "aws-ec2-snapshots": awsEc2Snapshots,
  "aws-ec2-ebs-defaults": awsEc2EbsDefaults,
  "aws-ec2-metadata-defaults": awsEc2MetadataDefaults,
  "aws-ec2-images": awsEc2Images,
  "aws-ec2-public-sharing": awsEc2PublicSharing,
  "aws-ec2-vpc-block-public-access": awsEc2VpcBlockPublicAccess,
  "aws-kms-key-rotation": awsKmsKeyRotation,
  "aws-iam-server-certificates": awsIamServerCertificates,
  "aws-elasticache-replication-groups": awsElastiCacheReplicationGroups,
  "aws-elasticache-serverless-caches": awsElastiCacheServerlessCaches,
  "aws-opensearch-domains": awsOpenSearchDomains,
  "aws-redshift-serverless-namespaces": awsRedshiftServerlessNamespaces,
  "aws-redshift-serverless-workgroups": awsRedshiftServerlessWorkgroups,
  "aws-transfer-servers": awsTransferServers,
  "aws-cloudfront-distributions": awsCloudfrontDistributions,
  "aws-elb-ssl-policies": awsElbSslPolicies,
  "aws-elb-listener-rules": awsElbListenerRules,
  "aws-iam-virtual-mfa-devices": awsIamVirtualMfaDevices,
  "aws-iam-organizations-features": awsIamOrganizationsFeatures,
  "aws-ecr-repository-policies": awsEcrRepositoryPolicies,
  "aws-secret-policies": awsSecretPolicies,
  "aws-efs-file-system-policies": awsEfsFileSystemPolicies,
  "aws-backup-vault-policies": awsBackupVaultPolicies,
  "aws-event-bus-policies": awsEventBusPolicies,
  "az-storage-containers": azChild(STORAGE_CONTAINERS),
  "az-sql-backup-retention": azChild(SQL_BACKUP_RETENTION),
  "az-sql-encryption": azChild(SQL_ENCRYPTION),
  "az-sql-auditing": azChild(SQL_AUDITING),
  "az-sql-firewall-rules": azChild(SQL_FIREWALL_RULES),
  "az-postgres-parameters": azChild(POSTGRES_PARAMETERS),
  "az-postgres-firewall-rules": azChild(POSTGRES_FIREWALL_RULES),
  "az-postgres-cluster-firewall-rules": azChild(POSTGRES_CLUSTER_FIREWALL_RULES),
  "az-mysql-parameters": azChild(MYSQL_PARAMETERS),
  "az-mysql-firewall-rules": azChild(MYSQL_FIREWALL_RULES),
  "az-storage-file-service": azChild(STORAGE_FILE_SERVICE),
  "az-redis-enterprise-databases": azChild(REDIS_ENTERPRISE_DATABASES),
  "az-security-admin-rules": azChild(SECURITY_ADMIN_RULES),
  "az-site-configuration": azChild(SITE_CONFIGURATION),
  "aws-lambda-functions": awsLambdaFunctions,
  "az-site-authentication": azChild(SITE_AUTHENTICATION),
  "az-event-hub-network-rules": azChild(EVENT_HUB_NETWORK_RULES),
  "az-redis-firewall-rules": azChild(REDIS_FIREWALL_RULES),
  "az-service-bus-network-rules": azChild(SERVICE_BUS_NETWORK_RULES),
  "az-front-door-routes": azChild(FRONT_DOOR_ROUTES),
  "az-front-door-domains": azChild(FRONT_DOOR_DOMAINS),
  "az-vault-keys": azVaultKeys,
  "az-subscription-diagnostic-settings": azSubscriptionDiagnosticSettings,
  "az-defender-plans": azDefenderPlans,
  "az-custom-roles": azCustomRoles,
  "graph-role-assignments": graphList(ROLE_ASSIGNMENT_LISTING),
  "graph-applications": graphList(APPLICATION_LISTING),
  "graph-security-defaults": graphSecurityDefaults,
  "graph-conditional-access": graphConditionalAccess,
  "gcloud-asset-export": gcloudAssetExport,
  "gcloud-ancestors-iam-policy": gcloudAncestorsIamPolicy,
  "gcloud-effective-org-policies": gcloudEffectiveOrgPolicies,
  "gcloud-vpc-flow-logs-configs": gcloudVpcFlowLogsConfigs,
  "gcloud-org-vpc-flow-logs-configs": gcloudOrgVpcFlowLogsConfigs,
  "gcloud-network-firewall-policies": gcloudNetworkFirewallPolicies,
  "gcloud-security-center-services": gcloudSecurityCenterServices,
  "gcloud-scanning-services": gcloudScanningServices,
  "gcloud-key-activity": gcloudKeyActivity,
};
