// Judges databases of RDS and Redshift: a public address, and the way from the internet to the database's port.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  passByProvider,
  relation,
  type Question,
} from "../../kernel.ts";
import { judgeEndpoint, privateOnly } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";
import {
  admissionBy,
  clusterSubnetGroups,
  dbSubnetGroups,
  groupNamed,
  related,
  SecurityGroups,
  SubnetGroup,
} from "./aws-network.ts";

/** Aurora lets the internet in without a public address. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
const Gateway = z.boolean().optional();

const ofInstances = {
  ...related,
  clusters: relation({
    type: "AWS::RDS::DBCluster",
    within: "region",
    global: false,
    reads: z.object({ DBClusterIdentifier: z.string(), InternetAccessGatewayEnabled: Gateway }),
    on: (row) => [row.DBClusterIdentifier],
  }),
};

const ofClusters = { ...related, subnetGroups: dbSubnetGroups };
const ofRedshift = { ...related, subnetGroups: clusterSubnetGroups };

const Endpoint = z.object({ Port: z.int().optional() }).optional();

const byGateway = fail("an internet access gateway lets the internet in to the database's cluster", {
  publicEndpoint: true,
  internetAccessGateway: true,
});
/** A group that AWS makes can't be changed, and has no such option or parameter. */
const Memberships = {
  OptionGroupMemberships: z.array(z.object({ OptionGroupName: z.string().optional() })).optional(),
  DBParameterGroups: z.array(z.object({ DBParameterGroupName: z.string().optional() })).optional(),
};
const secondPort: Problem = {
  code: "not-supported",
  detail: "the option or parameter group, which is not read, may open a second port for TLS",
};

/**
 * Whether a database may listen on a second port, for TLS: an option of Oracle, and a parameter of Db2.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html and
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Concepts.SSL.html
 */
function mayHaveSecondPort(
  engine: string,
  { OptionGroupMemberships = [], DBParameterGroups = [] }: z.infer<z.ZodObject<typeof Memberships>>,
): boolean {
  const names = engine.startsWith("db2")
    ? DBParameterGroups.map(({ DBParameterGroupName }) => DBParameterGroupName)
    : OptionGroupMemberships.map(({ OptionGroupName }) => OptionGroupName);
  const isDefault = names.length > 0 && names.every((name) => /^default[.:]/.test(name ?? ""));
  return /^(?:custom-)?oracle|^db2/.test(engine) && !isDefault;
}

const shardGroups: Problem = {
  code: "not-supported",
  detail: "DB shard groups of Aurora Limitless Database, which have public addresses of their own, are not read",
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
const dbInstance = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBInstance",
  global: false,
  reads: z.object({
    Engine: z.string().optional(),
    ...Memberships,
    NetworkType: z.string().optional(),
    PubliclyAccessible: z.boolean(),
    DBClusterIdentifier: z.string().optional(),
    Endpoint,
    DbInstancePort: z.int().optional(),
    VpcSecurityGroups: SecurityGroups,
    DBSubnetGroup: SubnetGroup.optional(),
  }),
  related: ofInstances,
  evaluate(
    {
      PubliclyAccessible,
      DBClusterIdentifier: name,
      Endpoint: endpoint,
      DbInstancePort,
      VpcSecurityGroups,
      DBSubnetGroup = {},
      Engine = "",
      NetworkType,
      ...memberships
    },
    question: Question<Parameters, typeof ofInstances>,
  ) {
    const cluster = name === undefined ? null : question.related.clusters(name).find(() => true);
    if (cluster?.is === "found" && cluster.row.InternetAccessGatewayEnabled === true) return byGateway;
    if (!PubliclyAccessible)
      return cluster === null || cluster.is === "found"
        ? privateOnly()
        : pass("the instance has no public address; its cluster was not read", { publicEndpoint: false });
    // Each of the two is 0 where the answer has the port in the other.
    const port = endpoint?.Port || DbInstancePort;
    const elsewhere = mayHaveSecondPort(Engine, memberships) ? secondPort : null;
    return judgeEndpoint(
      admissionBy(VpcSecurityGroups, port, DBSubnetGroup, question, { elsewhere, isIpv4Only: NetworkType === "IPV4" }),
      question.parameters,
    );
  },
});

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
const dbCluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBCluster",
  global: false,
  reads: z.object({
    Engine: z.string(),
    EngineMode: z.string().optional(),
    ClusterScalabilityType: z.string().optional(),
    InternetAccessGatewayEnabled: Gateway,
    PubliclyAccessible: z.boolean().optional(),
    Port: z.int().optional(),
    VpcSecurityGroups: SecurityGroups,
    DBSubnetGroup: z.string().optional(),
  }),
  related: ofClusters,
  evaluate(
    {
      Engine,
      EngineMode,
      ClusterScalabilityType,
      InternetAccessGatewayEnabled,
      PubliclyAccessible,
      Port,
      VpcSecurityGroups,
      DBSubnetGroup,
    },
    question: Question<Parameters, typeof ofClusters>,
  ) {
    if (InternetAccessGatewayEnabled === true) return byGateway;
    if (ClusterScalabilityType === "limitless") return indeterminate(shardGroups);
    // Aurora Serverless v1 has no instances. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.html
    if (EngineMode === "serverless") return passByProvider("clusters of Aurora Serverless v1 have no public address");
    if (PubliclyAccessible === true) {
      const group = groupNamed(DBSubnetGroup, question.related.subnetGroups);
      return judgeEndpoint(admissionBy(VpcSecurityGroups, Port, group, question), question.parameters);
    }
    // The setting is of Multi-AZ clusters alone. Where it is missing, or of Aurora, each instance has its own.
    if (PubliclyAccessible === undefined || Engine.startsWith("aurora")) {
      return notApplicable("the cluster is reached through its instances, which are judged one by one");
    }
    return privateOnly();
  },
});

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html */
const redshiftCluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::Redshift::Cluster",
  global: false,
  reads: z.object({
    PubliclyAccessible: z.boolean(),
    IpAddressType: z.string().optional(),
    Endpoint,
    VpcSecurityGroups: SecurityGroups,
    ClusterSubnetGroupName: z.string().optional(),
  }),
  related: ofRedshift,
  evaluate(
    { PubliclyAccessible, IpAddressType, Endpoint: endpoint, VpcSecurityGroups, ClusterSubnetGroupName },
    question: Question<Parameters, typeof ofRedshift>,
  ) {
    if (!PubliclyAccessible) return privateOnly();
    const group = groupNamed(ClusterSubnetGroupName, question.related.subnetGroups);
    return judgeEndpoint(
      admissionBy(VpcSecurityGroups, endpoint?.Port, group, question, { isIpv4Only: IpAddressType === "ipv4" }),
      question.parameters,
    );
  },
});

export const aws = [dbInstance, dbCluster, redshiftCluster];
