// Lists the members of EKS clusters that leave here: how their control plane is reached. They follow DescribeCluster.
import type { ResourceTypes } from "../resource-type.ts";
import { list, record, scalar } from "../spelling.ts";

export const eks: ResourceTypes = {
  "AWS::EKS::Cluster": {
    configuration: record({
      name: scalar,
      // AWS Config has another word for it.
      status: [scalar, "ClusterStatus"],
      resourcesVpcConfig: record({
        endpointPublicAccess: scalar,
        endpointPrivateAccess: scalar,
        publicAccessCidrs: list(scalar),
      }),
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: (id) => ({ service: "eks", regional: true, resource: `cluster/${id}` }),
  },
};
