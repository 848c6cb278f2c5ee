// Judges clusters of EKS by the public endpoint of their control plane, and the networks that may reach it.
import { z } from "zod";
import { Block } from "../../engines/reachability/allow-list.ts";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";
import { judgePublicEndpoint, lacking, privateOnly } from "./public-endpoint.ts";

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EKS::Cluster",
  global: false,
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html and API_VpcConfigResponse.html
  reads: z.object({
    status: z.string().optional(),
    resourcesVpcConfig: z
      .object({ endpointPublicAccess: z.boolean().optional(), publicAccessCidrs: z.array(Block).optional() })
      .optional(),
  }),
  evaluate({ status, resourcesVpcConfig }, { parameters }: { readonly parameters: Parameters }) {
    if (status === "DELETING") return notApplicable("the cluster is being deleted (status)", { status });
    const { endpointPublicAccess: isPublic, publicAccessCidrs: networks = [] } = resourcesVpcConfig ?? {};
    if (isPublic === undefined)
      return indeterminate(lacking("AWS", "resourcesVpcConfig.endpointPublicAccess"), { publicEndpoint: null });
    if (!isPublic) return privateOnly();
    // A list that nobody gave is 0.0.0.0/0. https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html
    return judgePublicEndpoint({ networks: networks.length === 0 ? null : networks }, parameters);
  },
});
