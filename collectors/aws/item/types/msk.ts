// Lists the members of MSK clusters that leave here. They follow ListClustersV2, with the members of provisioned clusters beside the others.
import type { ResourceTypes } from "../resource-type.ts";
import { list, record, scalar } from "../spelling.ts";

export const msk: ResourceTypes = {
  "AWS::MSK::Cluster": {
    configuration: record({
      ClusterName: scalar,
      ClusterType: scalar,
      State: scalar,
      BrokerNodeGroupInfo: record({
        SecurityGroups: list(scalar),
        ConnectivityInfo: record({ PublicAccess: record({ Type: scalar }) }),
      }),
      EncryptionInfo: record({ EncryptionInTransit: record({ ClientBroker: scalar, InCluster: scalar }) }),
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    // The name alone makes no ARN: every ARN of a cluster ends in an id.
    arn: null,
  },
};
