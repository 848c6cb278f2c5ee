// Judges databases of RDS and Redshift: a public address, and the way from the internet to the database's port.
import { z } from "zod";
import { defineEvaluator, notApplicable, passByProvider, type Question } from "../../kernel.ts";
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

type DatabaseQuestion = Question<Parameters, typeof related>;

const ofClusters = { ...related, subnetGroups: dbSubnetGroups };
const ofRedshift = { ...related, subnetGroups: clusterSubnetGroups };

const Endpoint = z.object({ Port: z.int().optional() }).optional();

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
const dbInstance = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBInstance",
  global: false,
  reads: z.object({
    PubliclyAccessible: z.boolean(),
    Endpoint,
    DbInstancePort: z.int().optional(),
    VpcSecurityGroups: SecurityGroups,
    DBSubnetGroup: SubnetGroup.optional(),
  }),
  related,
  evaluate(
    { PubliclyAccessible, Endpoint: endpoint, DbInstancePort, VpcSecurityGroups, DBSubnetGroup = {} },
    question: DatabaseQuestion,
  ) {
    if (!PubliclyAccessible) return privateOnly();
    // Each of the two is 0 where the answer has the port in the other.
    const port = endpoint?.Port || DbInstancePort;
    return judgeEndpoint(admissionBy(VpcSecurityGroups, port, DBSubnetGroup, question), question.parameters);
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
    PubliclyAccessible: z.boolean().optional(),
    Port: z.int().optional(),
    VpcSecurityGroups: SecurityGroups,
    DBSubnetGroup: z.string().optional(),
  }),
  related: ofClusters,
  evaluate(
    { Engine, EngineMode, PubliclyAccessible, Port, VpcSecurityGroups, DBSubnetGroup },
    question: Question<Parameters, typeof ofClusters>,
  ) {
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
    Endpoint,
    VpcSecurityGroups: SecurityGroups,
    ClusterSubnetGroupName: z.string().optional(),
  }),
  related: ofRedshift,
  evaluate(
    { PubliclyAccessible, Endpoint: endpoint, VpcSecurityGroups, ClusterSubnetGroupName },
    question: Question<Parameters, typeof ofRedshift>,
  ) {
    if (!PubliclyAccessible) return privateOnly();
    const group = groupNamed(ClusterSubnetGroupName, question.related.subnetGroups);
    return judgeEndpoint(admissionBy(VpcSecurityGroups, endpoint?.Port, group, question), question.parameters);
  },
});

export const aws = [dbInstance, dbCluster, redshiftCluster];
