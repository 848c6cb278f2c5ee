// Lists the commands of the AWS CLI that show one resource, by type. Their region is added where the resource has one.
// https://docs.aws.amazon.com/cli/latest/reference/
import type { ArnParts } from "./arn-parts.ts";
import { quoted } from "./quoted.ts";

type Command = (parts: ArnParts) => string;

const byName =
  (command: string): Command =>
  ({ name }) =>
    `aws ${command} ${quoted(name)}`;
const byArn =
  (command: string): Command =>
  ({ arn }) =>
    `aws ${command} ${quoted(arn)}`;
/** Takes what follows the `prefix` of the resource part: names of these services may have slashes. */
const after =
  (prefix: string, command: string): Command =>
  ({ resource }) =>
    `aws ${command} ${quoted(resource.startsWith(prefix) ? resource.slice(prefix.length) : resource)}`;

/** Types that are not here have no single command that shows a resource by its ARN. */
export const AWS_COMMANDS: { readonly [type: string]: Command } = {
  "AWS::ACM::Certificate": byArn("acm describe-certificate --certificate-arn"),
  "AWS::CloudTrail::Trail": byArn("cloudtrail get-trail --name"),
  "AWS::DynamoDB::Table": after("table/", "dynamodb describe-table --table-name"),
  "AWS::EC2::FlowLog": byName("ec2 describe-flow-logs --flow-log-ids"),
  "AWS::EC2::Instance": byName("ec2 describe-instances --instance-ids"),
  "AWS::EC2::NetworkAcl": byName("ec2 describe-network-acls --network-acl-ids"),
  "AWS::EC2::RouteTable": byName("ec2 describe-route-tables --route-table-ids"),
  "AWS::EC2::SecurityGroup": byName("ec2 describe-security-groups --group-ids"),
  "AWS::EC2::Subnet": byName("ec2 describe-subnets --subnet-ids"),
  "AWS::EC2::VPC": byName("ec2 describe-vpcs --vpc-ids"),
  "AWS::EC2::Volume": byName("ec2 describe-volumes --volume-ids"),
  "AWS::EFS::FileSystem": byName("efs describe-file-systems --file-system-id"),
  "AWS::ElastiCache::ReplicationGroup": byName("elasticache describe-replication-groups --replication-group-id"),
  "AWS::ElastiCache::ServerlessCache": byName("elasticache describe-serverless-caches --serverless-cache-name"),
  "AWS::IAM::Group": byName("iam get-group --group-name"),
  "AWS::IAM::OIDCProvider": byArn("iam get-open-id-connect-provider --open-id-connect-provider-arn"),
  "AWS::IAM::Policy": byArn("iam get-policy --policy-arn"),
  "AWS::IAM::SAMLProvider": byArn("iam get-saml-provider --saml-provider-arn"),
  "AWS::IAM::ServerCertificate": byName("iam get-server-certificate --server-certificate-name"),
  "AWS::KMS::Key": byArn("kms describe-key --key-id"),
  "AWS::Lambda::Function": byArn("lambda get-function-configuration --function-name"),
  "AWS::Logs::LogGroup": after("log-group:", "logs describe-log-groups --log-group-name-prefix"),
  "AWS::MSK::Cluster": byArn("kafka describe-cluster-v2 --cluster-arn"),
  "AWS::OpenSearchService::Domain": byName("opensearch describe-domain --domain-name"),
  "AWS::RDS::DBCluster": byName("rds describe-db-clusters --db-cluster-identifier"),
  "AWS::RDS::DBClusterSnapshot": byArn("rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier"),
  "AWS::RDS::DBInstance": byName("rds describe-db-instances --db-instance-identifier"),
  "AWS::RDS::DBSnapshot": byArn("rds describe-db-snapshots --db-snapshot-identifier"),
  "AWS::Redshift::Cluster": byName("redshift describe-clusters --cluster-identifier"),
  "AWS::Redshift::ClusterParameterGroup": byName("redshift describe-cluster-parameters --parameter-group-name"),
  "AWS::S3::Bucket": byName("s3api get-bucket-location --bucket"),
  "AWS::SNS::Topic": byArn("sns get-topic-attributes --topic-arn"),
  "AWS::SecretsManager::Secret": byArn("secretsmanager describe-secret --secret-id"),
  "AWS::Transfer::Server": byName("transfer describe-server --server-id"),
};
