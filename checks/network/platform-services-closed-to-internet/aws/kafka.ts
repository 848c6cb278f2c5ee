// Judges clusters of MSK: without public access, or behind security groups that name networks.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, passByProvider } from "../../../kernel.ts";
import { judgePublicEndpoint, privateOnly, related, type GroupQuestion } from "./security-groups.ts";

/** Ports of TLS, SASL/SCRAM and IAM for public networks. https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html */
const PORTS = [9194, 9196, 9198];

export const kafkaCluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::MSK::Cluster",
  global: false,
  // https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters.html
  reads: z.object({
    ClusterType: z.string().optional(),
    State: z.string().optional(),
    BrokerNodeGroupInfo: z
      .object({
        SecurityGroups: z.array(z.string()).optional(),
        ConnectivityInfo: z.object({ PublicAccess: z.object({ Type: z.string().optional() }).optional() }).optional(),
      })
      .optional(),
  }),
  related,
  evaluate({ ClusterType, State, BrokerNodeGroupInfo: brokers }, question: GroupQuestion) {
    if (State === "DELETING") return notApplicable("the cluster is being deleted (State)", { state: State });
    if (ClusterType === "SERVERLESS") return passByProvider("a serverless cluster of MSK is reached from VPCs alone");
    // Off until somebody turns it on. https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html
    const access = brokers?.ConnectivityInfo?.PublicAccess?.Type ?? null;
    if (brokers === undefined)
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks BrokerNodeGroupInfo" });
    if (access === null || access === "DISABLED") return privateOnly("cluster");
    if (access !== "SERVICE_PROVIDED_EIPS")
      return indeterminate({
        code: "unexpected-shape",
        detail: "the public access of the cluster is none that is known",
      });
    return judgePublicEndpoint("cluster", brokers.SecurityGroups ?? null, PORTS, question);
  },
});
