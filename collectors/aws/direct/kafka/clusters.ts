// Reads clusters of MSK, provisioned and serverless, all in a listing.
import { KafkaClient, paginateListClustersV2 } from "@aws-sdk/client-kafka";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::MSK::Cluster";

/** https://docs.aws.amazon.com/msk/2.0/APIReference/v2-clusters.html */
export const kafkaClusters: AwsSource = {
  name: "kafka-clusters",
  types: [TYPE],
  calls: [{ action: "kafka:ListClustersV2", per: "page" }],
  async read(aws) {
    const client = aws.listing(KafkaClient);
    for await (const { ClusterInfoList = [] } of paginateListClustersV2({ client, pageSize: 100 }, {})) {
      for (const { Provisioned, ...cluster } of ClusterInfoList) {
        const { ClusterArn: arn = "", ClusterName: name, CreationTime: createdAt, Tags: tags } = cluster;
        // AWS Config has the members of a provisioned cluster beside its name, and calls it by its ARN.
        const { EncryptionInfo, BrokerNodeGroupInfo } = Provisioned ?? {};
        const configuration = { ...cluster, EncryptionInfo, BrokerNodeGroupInfo };
        aws.emitApiResource({ type: TYPE, id: arn, name, arn, createdAt, tags, configuration });
      }
    }
  },
};
