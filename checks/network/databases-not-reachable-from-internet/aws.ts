// Judges databases of RDS and Redshift: a public address, and security groups that let the database's port be reached.
import { z } from "zod";
import { defineEvaluator, notApplicable, passByProvider, type Question } from "../../kernel.ts";
import { judgeEndpoint, privateOnly } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";
import { admissionBy, related, SecurityGroups } from "./security-groups.ts";

type DatabaseQuestion = Question<Parameters, typeof related>;

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
  }),
  related,
  evaluate({ PubliclyAccessible, Endpoint: endpoint, DbInstancePort, VpcSecurityGroups }, question: DatabaseQuestion) {
    if (!PubliclyAccessible) return privateOnly();
    // Each of the two is 0 where the answer has the port in the other.
    const port = endpoint?.Port || DbInstancePort;
    return judgeEndpoint(admissionBy(VpcSecurityGroups, port, question), question.parameters);
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
  }),
  related,
  evaluate({ Engine, EngineMode, PubliclyAccessible, Port, VpcSecurityGroups }, question: DatabaseQuestion) {
    // Aurora Serverless v1 has no instances. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.html
    if (EngineMode === "serverless") return passByProvider("clusters of Aurora Serverless v1 have no public address");
    if (PubliclyAccessible === true) {
      return judgeEndpoint(admissionBy(VpcSecurityGroups, Port, question), question.parameters);
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
  reads: z.object({ PubliclyAccessible: z.boolean(), Endpoint, VpcSecurityGroups: SecurityGroups }),
  related,
  evaluate({ PubliclyAccessible, Endpoint: endpoint, VpcSecurityGroups }, question: DatabaseQuestion) {
    if (!PubliclyAccessible) return privateOnly();
    return judgeEndpoint(admissionBy(VpcSecurityGroups, endpoint?.Port, question), question.parameters);
  },
});

export const aws = [dbInstance, dbCluster, redshiftCluster];
