// Reads clusters of Redshift, all in a listing.
import { RedshiftClient, paginateDescribeClusters } from "@aws-sdk/client-redshift";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::Redshift::Cluster";

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusters.html; it answers without ARNs. */
export const redshiftClusters: AwsSource = {
  name: "redshift-clusters",
  types: [TYPE],
  calls: [{ action: "redshift:DescribeClusters", per: "page" }],
  async read(aws) {
    const client = aws.listing(RedshiftClient);
    for await (const { Clusters = [] } of paginateDescribeClusters({ client, pageSize: 100 }, {})) {
      for (const cluster of Clusters) {
        const { ClusterIdentifier: id = "", ClusterCreateTime: createdAt, Tags: tags } = cluster;
        aws.emitApiResource({ type: TYPE, id, name: id, createdAt, tags, configuration: cluster });
      }
    }
  },
};
