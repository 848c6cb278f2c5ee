// Lists the sources that read the services of AWS themselves.
import type { AwsSource } from "../source.ts";
import { acmCertificates } from "./acm/certificates.ts";
import { backupVaultPolicies } from "./backup/vault-policies.ts";
import { cloudfrontDistributions } from "./cloudfront/distributions.ts";
import { cloudtrailEventSelectors, cloudtrailTrailStatus, cloudtrailTrails } from "./cloudtrail/trails.ts";
import { configRecorders } from "./config/recorders.ts";
import { dmsEndpoints } from "./dms/endpoints.ts";
import { dynamodbContinuousBackups } from "./dynamodb/continuous-backups.ts";
import { dynamodbTables } from "./dynamodb/tables.ts";
import { ec2EbsDefaults } from "./ec2/ebs-defaults.ts";
import { ec2FlowLogs } from "./ec2/flow-logs.ts";
import { ec2Images } from "./ec2/images.ts";
import { ec2Instances } from "./ec2/instances.ts";
import { ec2MetadataDefaults } from "./ec2/metadata-defaults.ts";
import { ec2NetworkAcls } from "./ec2/network-acls.ts";
import { ec2PrefixLists } from "./ec2/prefix-lists.ts";
import { ec2PublicSharing } from "./ec2/public-sharing.ts";
import { ec2RouteTables } from "./ec2/route-tables.ts";
import { ec2SecurityGroups } from "./ec2/security-groups.ts";
import { ec2Snapshots } from "./ec2/snapshots.ts";
import { ec2Volumes } from "./ec2/volumes.ts";
import { ec2VpcBlockPublicAccess } from "./ec2/vpc-block-public-access.ts";
import { ec2Vpcs } from "./ec2/vpcs.ts";
import { efsFileSystemPolicies } from "./efs/file-system-policies.ts";
import { efsFileSystems } from "./efs/file-systems.ts";
import { eksClusters } from "./eks/clusters.ts";
import { ecrRepositoryPolicies } from "./ecr/repository-policies.ts";
import { ecrRepositoryScanning } from "./ecr/repository-scanning.ts";
import { elasticacheReplicationGroups, elasticacheServerlessCaches } from "./elasticache/caches.ts";
import { eventBridgeBusPolicies } from "./eventbridge/bus-policies.ts";
import { elbClassicLoadBalancers } from "./elb/classic-load-balancers.ts";
import { elbLoadBalancers } from "./elb/load-balancers.ts";
import { elbSslPolicies } from "./elb/ssl-policies.ts";
import { guarddutyDetectors } from "./guardduty/detectors.ts";
import { iamAccountSummary } from "./iam/account-summary.ts";
import { iamAuthorizationDetails } from "./iam/authorization-details.ts";
import { iamCredentialReport } from "./iam/credential-report-rows.ts";
import { iamIdentityCenter } from "./iam/identity-center.ts";
import { iamOidcProviders } from "./iam/oidc-providers.ts";
import { iamRootManagement, iamRootVirtualMfa } from "./iam/root-access.ts";
import { iamSamlProviders } from "./iam/saml-providers.ts";
import { inspector2Account } from "./inspector2/account.ts";
import { iamServerCertificates } from "./iam/server-certificates.ts";
import { kafkaClusters } from "./kafka/clusters.ts";
import { kmsKeyRotation } from "./kms/key-rotation.ts";
import { kmsKeys } from "./kms/keys.ts";
import { lambdaFunctions } from "./lambda/functions.ts";
import { logsLogGroups } from "./logs/log-groups.ts";
import { opensearchDomains } from "./opensearch/domains.ts";
import { rdsClusterSnapshots } from "./rds/cluster-snapshots.ts";
import { rdsClusters } from "./rds/clusters.ts";
import { rdsInstances } from "./rds/instances.ts";
import { rdsClusterParameterGroups, rdsParameterGroups } from "./rds/parameter-groups.ts";
import { rdsSnapshots } from "./rds/snapshots.ts";
import { rdsSubnetGroups } from "./rds/subnet-groups.ts";
import { redshiftClusters } from "./redshift/clusters.ts";
import { redshiftParameterGroups } from "./redshift/parameter-groups.ts";
import { redshiftServerlessNamespaces } from "./redshift/serverless-namespaces.ts";
import { redshiftServerlessWorkgroups } from "./redshift/serverless-workgroups.ts";
import { secretsManagerSecretPolicies } from "./secretsmanager/secret-policies.ts";
import { snsTopics } from "./sns/topics.ts";
import { sqsQueues } from "./sqs/queues.ts";
import { redshiftSubnetGroups } from "./redshift/subnet-groups.ts";
import { s3Buckets } from "./s3/buckets.ts";
import { s3controlPublicAccessBlock } from "./s3/account-public-access-block.ts";
import { transferServers } from "./transfer/servers.ts";

export const DIRECT_SOURCES: readonly AwsSource[] = [
  acmCertificates,
  backupVaultPolicies,
  cloudfrontDistributions,
  cloudtrailEventSelectors,
  cloudtrailTrailStatus,
  cloudtrailTrails,
  configRecorders,
  dmsEndpoints,
  dynamodbContinuousBackups,
  dynamodbTables,
  ec2EbsDefaults,
  ec2FlowLogs,
  ec2Images,
  ec2Instances,
  ec2MetadataDefaults,
  ec2NetworkAcls,
  ec2PrefixLists,
  ec2PublicSharing,
  ec2RouteTables,
  ec2SecurityGroups,
  ec2Snapshots,
  ec2Volumes,
  ec2VpcBlockPublicAccess,
  ec2Vpcs,
  efsFileSystemPolicies,
  efsFileSystems,
  eksClusters,
  ecrRepositoryPolicies,
  ecrRepositoryScanning,
  elasticacheReplicationGroups,
  elasticacheServerlessCaches,
  eventBridgeBusPolicies,
  elbClassicLoadBalancers,
  elbLoadBalancers,
  elbSslPolicies,
  guarddutyDetectors,
  iamAccountSummary,
  iamAuthorizationDetails,
  iamCredentialReport,
  iamIdentityCenter,
  iamOidcProviders,
  iamRootManagement,
  iamRootVirtualMfa,
  iamSamlProviders,
  inspector2Account,
  iamServerCertificates,
  kafkaClusters,
  kmsKeyRotation,
  kmsKeys,
  lambdaFunctions,
  logsLogGroups,
  opensearchDomains,
  rdsClusterParameterGroups,
  rdsClusterSnapshots,
  rdsClusters,
  rdsInstances,
  rdsParameterGroups,
  rdsSnapshots,
  rdsSubnetGroups,
  redshiftClusters,
  redshiftParameterGroups,
  redshiftServerlessNamespaces,
  redshiftServerlessWorkgroups,
  redshiftSubnetGroups,
  s3Buckets,
  s3controlPublicAccessBlock,
  secretsManagerSecretPolicies,
  snsTopics,
  sqsQueues,
  transferServers,
];
