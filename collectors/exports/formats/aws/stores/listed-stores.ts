// Reads stores of data that AWS Config records in part or not at all, as `aws` lists them: caches, search domains, namespaces.
import {
  REPLICATION_GROUP,
  replicationGroupsIn,
  SERVERLESS_CACHE,
  serverlessCachesIn,
} from "../../../../aws/answers/stores/caches.ts";
import { SEARCH_DOMAIN, searchDomainsIn } from "../../../../aws/answers/stores/search-domains.ts";
import { SERVERLESS_NAMESPACE, serverlessNamespacesIn } from "../../../../aws/answers/stores/serverless-namespaces.ts";
import { SERVERLESS_WORKGROUP, serverlessWorkgroupsIn } from "../../../../aws/answers/stores/serverless-workgroups.ts";
import { TRANSFER_SERVER, transferServersIn } from "../../../../aws/answers/stores/transfer-servers.ts";
import { regionalListing } from "../regional-listing.ts";

export const awsElastiCacheReplicationGroups = regionalListing({
  lane: "aws-elasticache-replication-groups",
  type: REPLICATION_GROUP,
  source: "replication-groups",
  one: "a replication group",
  items: replicationGroupsIn,
  command: "aws elasticache describe-replication-groups",
});

export const awsElastiCacheServerlessCaches = regionalListing({
  lane: "aws-elasticache-serverless-caches",
  type: SERVERLESS_CACHE,
  source: "serverless-caches",
  one: "a serverless cache",
  items: serverlessCachesIn,
  command: "aws elasticache describe-serverless-caches",
});

export const awsOpenSearchDomains = regionalListing({
  lane: "aws-opensearch-domains",
  type: SEARCH_DOMAIN,
  source: "search-domains",
  one: "a domain",
  items: searchDomainsIn,
  command: "aws opensearch list-domain-names and describe-domains",
  run: "aws_opensearch_domains",
});

export const awsTransferServers = regionalListing({
  lane: "aws-transfer-servers",
  type: TRANSFER_SERVER,
  source: "transfer-servers",
  one: "a server",
  items: transferServersIn,
  command: "aws transfer list-servers and describe-server",
  run: "aws_transfer_servers",
});

export const awsRedshiftServerlessNamespaces = regionalListing({
  lane: "aws-redshift-serverless-namespaces",
  type: SERVERLESS_NAMESPACE,
  source: "serverless-namespaces",
  one: "a namespace",
  items: serverlessNamespacesIn,
  command: "aws redshift-serverless list-namespaces",
});

export const awsRedshiftServerlessWorkgroups = regionalListing({
  lane: "aws-redshift-serverless-workgroups",
  type: SERVERLESS_WORKGROUP,
  source: "serverless-workgroups",
  one: "a workgroup",
  items: serverlessWorkgroupsIn,
  command: "aws redshift-serverless list-workgroups",
});
