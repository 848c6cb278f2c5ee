// Judges clusters of MSK by what their brokers accept from clients and from each other.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, passByProvider } from "../../../kernel.ts";

export const kafka = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::MSK::Cluster",
  global: false,
  // https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters.html
  reads: z.object({
    ClusterType: z.string().optional(),
    State: z.string().optional(),
    EncryptionInfo: z
      .object({
        EncryptionInTransit: z
          .object({ ClientBroker: z.string().optional(), InCluster: z.boolean().optional() })
          .optional(),
      })
      .optional(),
  }),
  evaluate({ ClusterType, State, EncryptionInfo }) {
    if (State === "DELETING") return notApplicable("the cluster is being deleted (State is DELETING)");
    // https://docs.aws.amazon.com/msk/latest/developerguide/serverless.html: clients sign in by IAM, over TLS alone.
    if (ClusterType === "SERVERLESS") return passByProvider("serverless clusters of MSK accept TLS alone");
    const { ClientBroker: clientBroker = null, InCluster: inCluster = null } =
      EncryptionInfo?.EncryptionInTransit ?? {};
    const facts = { clientBroker, inCluster };
    if (clientBroker === "TLS_PLAINTEXT" || clientBroker === "PLAINTEXT")
      return fail("brokers accept clients without TLS (ClientBroker)", facts);
    if (inCluster === false) return fail("brokers talk to each other without TLS (InCluster is false)", facts);
    // AWS documents two defaults: TLS_PLAINTEXT in the API, TLS in CloudFormation.
    if (clientBroker === null) {
      const detail = "the answer from AWS lacks ClientBroker, which says whether clients need TLS";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    if (clientBroker !== "TLS") {
      const detail = "ClientBroker has a value that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    // "The default value is true." https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html
    if (inCluster === null)
      return pass("brokers accept clients by TLS alone, and each other by default (ClientBroker)", facts);
    return pass("brokers accept clients and each other by TLS alone (ClientBroker, InCluster)", facts);
  },
});
