// Reads database clusters of Aurora, RDS, DocumentDB and Neptune, which answer to one call.
import { RDSClient, paginateDescribeDBClusters } from "@aws-sdk/client-rds";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::RDS::DBCluster";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html; without shared ones by default. */
export const rdsClusters: AwsSource = {
  name: "rds-clusters",
  types: [TYPE],
  calls: [{ action: "rds:DescribeDBClusters", per: "page" }],
  async read(aws) {
    const client = aws.listing(RDSClient);
    for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client, pageSize: 100 }, {})) {
      for (const cluster of DBClusters) {
        const { DbClusterResourceId: id = "", DBClusterIdentifier: name, DBClusterArn: arn, TagList: tags } = cluster;
        const { ClusterCreateTime: createdAt } = cluster;
        aws.emitApiResource({ type: TYPE, id, name, arn, createdAt, tags, configuration: cluster });
      }
    }
  },
};
