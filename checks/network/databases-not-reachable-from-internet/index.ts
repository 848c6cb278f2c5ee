// Defines the check that databases are not reachable from the internet.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const databasesNotReachableFromInternet = defineCheck({
  id: "databases-not-reachable-from-internet",
  version: 5,
  domain: "network",
  title: "Databases are not reachable from the internet",
  requirement: "No managed database in scope lets the internet connect to it.",
  rationale:
    "A database that answers the internet is one guessed or leaked password away from all its records. " +
    "A public endpoint that only named networks can reach is accepted unless the company says otherwise (`allowPublicEndpoint`): the firewall decides who reaches the database, and the endpoint is a fact of the result. " +
    "A firewall rule for all of Azure is not accepted unless the company says so (`allowAzureServices`): anybody can rent a machine there.",
  remediation,
  limits:
    "Judges whether connections are let in, not who may log in. An endpoint is open if its rules admit a range of more public addresses than a bound: a /8 of IPv4 or a /32 of IPv6 (`broadestIpv4Prefix`, `broadestIpv6Prefix`). Overlapping and adjacent ranges are merged first; smaller ranges with gaps between them pass. An entry of a firewall that can't be read makes the database indeterminate, unless another entry lets the internet in. " +
    "Databases on the company's own machines are judged by the firewalls in front of their ports, if those ports are named there. " +
    "AWS: a public endpoint behind an open group passes if no subnet of its group has a route from an internet or carrier gateway, an endpoint, an interface or an instance, or if network ACLs or VPC Block Public Access keep the internet from all of them; a database may move to any of its subnets, so one open subnet fails. Where routes, network ACLs, the block or the subnets were not read, an open group fails, and the sentence says what was not read. VPC Block Public Access covers VPCs of its own account, so it closes a subnet only if a route table or network ACL of the subnet was read. What an appliance or a firewall endpoint on the way drops is not judged. An Aurora cluster with an internet access gateway fails, and so do its instances, since it has no network rules of its own. Option and parameter groups are not read, which may open a second port for TLS: a public Oracle or Db2 database with groups of its own is indeterminate, unless its groups, routes and the block let the internet in on no port. Rules and routes of IPv6 count unless an instance of RDS or a cluster of Redshift says that it has an address of IPv4 alone. Shard groups of Aurora Limitless Database are not read, and their cluster is indeterminate. If the entries of a prefix list that a security group names for the database's port were not read, the database is indeterminate, unless another rule lets the internet in; DynamoDB, the RDS Data API and the Redshift Data API are APIs that ask IAM and have no network of their own; Redshift Serverless and OpenSearch are judged by platform-services-closed-to-internet; ElastiCache and DocumentDB elastic clusters are not read. " +
    "Azure: firewall rules of single SQL databases, which only Transact-SQL shows, and IPv6 firewall rules of SQL servers are not read; a database that a network security perimeter protects is indeterminate; a Cosmos DB account without rules passes while one of its private endpoints is approved, and is open to every network when none is left; rules for subnets, a Cosmos DB bypass for trusted services and service tags such as AzureCloud do not count as the internet; security admin rules are not read; clusters of Cosmos DB for PostgreSQL are judged by whether coordinator and workers allow public access, and by the cluster's firewall rules; Redis is judged by platform-services-closed-to-internet; Cosmos DB for MongoDB vCore and Synapse workspaces are not read. " +
    "GCP: the Auth Proxy and connectors reach every instance with a public IP, with rights of IAM; an authorized network past its expiry is taken to be closed, and one whose expiry is not set has none; where ipv4Enabled is missing, the kinds of addresses (ipAddresses) decide; AlloyDB and Memorystore are judged by platform-services-closed-to-internet; Spanner and Bigtable have no network of their own.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "Amazon RDS: hiding a DB instance in a VPC from the internet",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
    },
    {
      title: "Amazon VPC: route priority",
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority",
    },
    {
      title: "Amazon VPC: block public access",
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
    },
    {
      title: "Amazon Redshift: Cluster",
      url: "https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html",
    },
    {
      title: "Azure SQL Database: IP firewall rules",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/database/firewall-configure",
    },
    {
      title: "Azure SQL Managed Instance: public endpoints",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/public-endpoint-configure",
    },
    {
      title: "Azure Database for PostgreSQL: public access",
      url: "https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-networking-public",
    },
    {
      title: "Azure Cosmos DB: IP firewall",
      url: "https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-firewall",
    },
    {
      title: "Azure Cosmos DB: private endpoints",
      url: "https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-private-endpoints",
    },
    {
      title: "Cloud SQL: authorized networks",
      url: "https://docs.cloud.google.com/sql/docs/mysql/authorize-networks",
    },
    {
      title: "Cloud SQL Admin API: connectorEnforcement",
      url: "https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances",
    },
  ],
  evaluators: [...aws, ...azure, gcp],
});
