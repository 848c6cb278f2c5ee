// Cases of the check that databases are not reachable from the internet: RDS and Redshift.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";
import { igw, network, route, table, unreadRows } from "../aws-network.ts";
import { onItsWay } from "./aws-ways.ts";
import { BEYOND, behindGroups, member } from "./aws-groups.ts";
import { group, groups, open, permission } from "./group.ts";

const instance = (members: Members = {}): Json => ({
  DBInstanceIdentifier: "orders",
  Engine: "postgres",
  PubliclyAccessible: true,
  VpcSecurityGroups: [member("sg-1")],
  DBSubnetGroup: { VpcId: "vpc-1", Subnets: [{ SubnetIdentifier: "subnet-1" }] },
  Endpoint: { Port: 5432 },
  DbInstancePort: 0,
  ...members,
});

const cluster = (members: Members = {}): Json => ({
  DBClusterIdentifier: "orders",
  Engine: "postgres",
  EngineMode: "provisioned",
  PubliclyAccessible: true,
  VpcSecurityGroups: [member("sg-1")],
  DBSubnetGroup: "group",
  Port: 5432,
  ...members,
});

const redshift = (members: Members = {}): Json => ({
  ClusterIdentifier: "reports",
  PubliclyAccessible: true,
  VpcSecurityGroups: [member("sg-1")],
  ClusterSubnetGroupName: "group",
  Endpoint: { Port: 5432 },
  ...members,
});

/** The subnet groups of RDS or of Redshift that clusters name. */
const subnetGroup =
  (name: "DBSubnetGroupName" | "ClusterSubnetGroupName") =>
  (...subnets: string[]): { readonly [relation: string]: RelatedRows } => ({
    subnetGroups: {
      rows: [{ [name]: "group", VpcId: "vpc-1", Subnets: subnets.map((SubnetIdentifier) => ({ SubnetIdentifier })) }],
    },
  });

const byIpv6 = group("sg-1", { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "::/0" }] });

export const cases: Cases = {
  "aws AWS::RDS::DBInstance": {
    cases: [
      ...behindGroups(instance, "VPC block and more"),
      ...onItsWay({
        slice: (...subnets) =>
          instance({
            DBSubnetGroup: { VpcId: "vpc-1", Subnets: subnets.map((SubnetIdentifier) => ({ SubnetIdentifier })) },
          }),
      }),
      {
        name: "a member of an Aurora cluster, which has the setting of its own",
        slice: instance({ Engine: "aurora-postgresql", DBClusterIdentifier: "orders" }),
        related: groups(open()),
        expect: "fail",
      },
      // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html: InternetAccessGatewayEnabled
      ...[true, false].map((PubliclyAccessible) => ({
        name: `a member of a cluster behind an internet access gateway, public address: ${PubliclyAccessible}`,
        slice: instance({ PubliclyAccessible, DBClusterIdentifier: "orders", VpcSecurityGroups: [] }),
        related: { clusters: { rows: [{ DBClusterIdentifier: "orders", InternetAccessGatewayEnabled: true }] } },
        expect: "fail" as const,
        because: "an internet access gateway lets the internet in to the database's cluster",
        facts: { publicEndpoint: true, internetAccessGateway: true },
      })),
      // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html: NetworkType
      ...(
        [
          ["IPV4", "pass"],
          ["DUAL", "fail"],
        ] as const
      ).map(([NetworkType, expect]) => ({
        name: `a group that is open by IPv6 alone, and a network of ${NetworkType}`,
        slice: instance({ NetworkType }),
        related: { ...groups(byIpv6), ...network() },
        expect,
      })),
      {
        name: "an open group, and a network of IPV4 that nobody read",
        slice: instance({ NetworkType: "IPV4" }),
        related: groups(open()),
        expect: "fail",
      },
      {
        name: "a route of IPv6 alone, and a network of IPV4",
        slice: instance({ NetworkType: "IPV4" }),
        related: { ...groups(open()), ...network({ tables: [table([route("::/0", igw)])] }) },
        expect: "pass",
        facts: { publicEndpoint: true, closedBy: ["addresses"] },
      },
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html: port 2484 by default
      ...(
        [
          ["oracle-ee", { OptionGroupMemberships: [{ OptionGroupName: "tls", Status: "in-sync" }] }, "indeterminate"],
          ["oracle-ee", {}, "indeterminate"],
          ["custom-oracle-ee", {}, "indeterminate"],
          ["oracle-ee", { OptionGroupMemberships: [{ OptionGroupName: "default:oracle-ee-19" }] }, "pass"],
          // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Concepts.SSL.html: ssl_svcename
          ["db2-se", { DBParameterGroups: [{ DBParameterGroupName: "tls" }] }, "indeterminate"],
          ["db2-se", { DBParameterGroups: [{ DBParameterGroupName: "default.db2-se-11.5" }] }, "pass"],
          ["postgres", { OptionGroupMemberships: [{ OptionGroupName: "own" }] }, "pass"],
        ] as const
      ).map(([Engine, members, expect]) => ({
        name: `a second port that is open, and ${Engine} with ${JSON.stringify(members)}`,
        slice: instance({ Engine, Endpoint: { Port: 1521 }, ...members }),
        related: { ...groups(group("sg-1", permission(2484, 2484, "0.0.0.0/0"))), ...network() },
        expect,
      })),
      {
        name: "a second port of Oracle, where the groups let an office in alone",
        slice: instance({ Engine: "oracle-ee", Endpoint: { Port: 1521 } }),
        related: { ...groups(group("sg-1", permission(0, 65535, "192.0.2.0/24"))), ...network() },
        expect: "pass",
      },
      {
        name: "a member without a public address, of a cluster without such a gateway",
        slice: instance({ PubliclyAccessible: false, DBClusterIdentifier: "orders" }),
        related: { clusters: { rows: [{ DBClusterIdentifier: "orders" }] } },
        expect: "pass",
        because: "the database has no public endpoint that accepts connections",
      },
      ...[{ rows: [] }, unreadRows].map((clusters, at) => ({
        name: `a member without a public address, of a cluster that was ${at === 0 ? "not seen" : "not read"}`,
        slice: instance({ PubliclyAccessible: false, DBClusterIdentifier: "orders" }),
        related: { clusters },
        expect: "pass" as const,
        because: "the instance has no public address; its cluster was not read",
      })),
      ...[{}, { Port: 0 }].map((Endpoint) => ({
        name: `an endpoint of ${JSON.stringify(Endpoint)}, and the port of the instance`,
        slice: instance({ Endpoint, DbInstancePort: 5432 }),
        related: groups(open()),
        expect: "fail" as const,
      })),
      {
        name: "no port, since 0 is none",
        slice: { PubliclyAccessible: true, DbInstancePort: 0, VpcSecurityGroups: [member("sg-1")] },
        related: groups(open()),
        expect: "indeterminate",
        because: "the answer from AWS does not say which port the database uses",
      },
      {
        name: "nothing said about a public address",
        slice: { VpcSecurityGroups: [], Endpoint: { Port: 5432 } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "aws AWS::RDS::DBCluster": {
    cases: [
      ...behindGroups(cluster, "subnets"),
      ...onItsWay({ slice: () => cluster(), related: subnetGroup("DBSubnetGroupName") }),
      {
        name: "a subnet group that was not read",
        slice: cluster(),
        related: { ...groups(open()), ...network(), subnetGroups: unreadRows },
        expect: "fail",
        because: `${BEYOND} subnets`,
      },
      {
        name: "a cluster that names no subnet group",
        slice: cluster({ DBSubnetGroup: null }),
        related: { ...groups(open()), ...network() },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an Aurora cluster, which has no such setting",
        slice: { Engine: "aurora-mysql", EngineMode: "provisioned", Port: 3306 },
        expect: "not-applicable",
        because: "the cluster is reached through its instances, which are judged one by one",
      },
      {
        name: "an Aurora cluster that says no all the same",
        slice: cluster({ Engine: "aurora-mysql", PubliclyAccessible: false }),
        expect: "not-applicable",
      },
      {
        name: "an Aurora cluster that says yes all the same",
        slice: cluster({ Engine: "aurora-mysql" }),
        related: groups(open()),
        expect: "fail",
      },
      // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html: InternetAccessGatewayEnabled
      {
        name: "an Aurora cluster behind an internet access gateway",
        slice: {
          Engine: "aurora-postgresql",
          EngineMode: "provisioned",
          Port: 5432,
          VpcSecurityGroups: [],
          VPCNetworkingEnabled: false,
          InternetAccessGatewayEnabled: true,
        },
        expect: "fail",
        because: "an internet access gateway lets the internet in to the database's cluster",
      },
      {
        name: "an Aurora cluster with such a gateway switched off",
        slice: { Engine: "aurora-postgresql", VPCNetworkingEnabled: true, InternetAccessGatewayEnabled: false },
        expect: "not-applicable",
      },
      // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBShardGroup.html has PubliclyAccessible
      {
        name: "a cluster of Aurora Limitless Database",
        slice: { Engine: "aurora-postgresql", ClusterScalabilityType: "limitless", Port: 5432 },
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "a Neptune cluster", slice: { Engine: "neptune", Port: 8182 }, expect: "not-applicable" },
      {
        name: "Aurora Serverless v1",
        slice: { Engine: "aurora-mysql", EngineMode: "serverless" },
        expect: "pass",
        basis: "provider",
      },
      {
        name: "no port",
        slice: { Engine: "postgres", PubliclyAccessible: true, VpcSecurityGroups: [member("sg-1")] },
        related: groups(open()),
        expect: "indeterminate",
        because: "the answer from AWS does not say which port the database uses",
      },
    ],
  },
  "aws AWS::Redshift::Cluster": {
    cases: [
      ...behindGroups(redshift, "subnets"),
      ...onItsWay({ slice: () => redshift(), related: subnetGroup("ClusterSubnetGroupName") }),
      {
        name: "the port that Redshift has at first",
        slice: redshift({ Endpoint: { Port: 5439 } }),
        related: groups(group("sg-1", permission(5439, 5439, "0.0.0.0/0"))),
        expect: "fail",
      },
      // Enhanced VPC routing is about what goes out.
      {
        name: "enhanced VPC routing",
        slice: redshift({ EnhancedVpcRouting: true }),
        related: groups(open()),
        expect: "fail",
      },
      {
        name: "a group that is open by IPv6 alone, and an address of IPv4 alone",
        slice: redshift({ IpAddressType: "ipv4" }),
        related: groups(byIpv6),
        expect: "pass",
      },
      {
        name: "no endpoint",
        slice: { PubliclyAccessible: true, VpcSecurityGroups: [member("sg-1")] },
        related: groups(open()),
        expect: "indeterminate",
      },
    ],
  },
};
