// Reads snapshots of database clusters of Aurora, RDS, DocumentDB and Neptune, which answer to one call.
import { RDSClient, paginateDescribeDBClusterSnapshots } from "@aws-sdk/client-rds";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::RDS::DBClusterSnapshot";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html; without shared ones by default. */
export const rdsClusterSnapshots: AwsSource = {
  name: "rds-cluster-snapshots",
  types: [TYPE],
  calls: [{ action: "rds:DescribeDBClusterSnapshots", per: "page" }],
  async read(aws) {
    const client = aws.listing(RDSClient);
    for await (const { DBClusterSnapshots = [] } of paginateDescribeDBClusterSnapshots({ client, pageSize: 100 }, {})) {
      for (const snapshot of DBClusterSnapshots) {
        const { DBClusterSnapshotIdentifier: id = "", DBClusterSnapshotArn: arn, TagList: tags } = snapshot;
        const { SnapshotCreateTime: createdAt } = snapshot;
        aws.emitApiResource({ type: TYPE, id, name: id, arn, createdAt, tags, configuration: snapshot });
      }
    }
  },
};
