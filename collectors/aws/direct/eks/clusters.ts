// Reads clusters of EKS: lists their names, and then asks for each.
import { DescribeClusterCommand, EKSClient, paginateListClusters } from "@aws-sdk/client-eks";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { orNone } from "../../client/failure.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EKS::Cluster";

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_ListClusters.html, without clusters elsewhere by default, and API_DescribeCluster.html */
export const eksClusters: AwsSource = {
  name: "eks-clusters",
  types: [TYPE],
  calls: [
    { action: "eks:ListClusters", per: "page" },
    {
      action: "eks:DescribeCluster",
      per: { resource: "the list of clusters has names alone, and one call tells of one cluster" },
    },
  ],
  async read(aws) {
    const { account, region } = aws;
    const client = aws.listing(EKSClient);
    const names: string[] = [];
    for await (const { clusters = [] } of paginateListClusters({ client, pageSize: 100 }, {})) names.push(...clusters);
    const eks = aws.detail(EKSClient);
    const keyOf = (name: string): string =>
      awsKey({ partition: partitionOf(region), service: "eks", region, account, resource: `cluster/${name}` });
    await aws.each(TYPE, names, keyOf, async (name) => {
      const answer = await orNone(eks.send(new DescribeClusterCommand({ name })), "ResourceNotFoundException");
      // A cluster that was deleted in the meantime is not emitted.
      if (answer?.cluster === undefined) return;
      const { arn, createdAt, tags } = answer.cluster;
      aws.emitApiResource({ type: TYPE, id: name, name, arn, createdAt, tags, configuration: answer.cluster });
    });
  },
};
