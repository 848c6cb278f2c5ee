// Reads snapshots of databases of RDS, automated and manual, all in a listing.
import { RDSClient, paginateDescribeDBSnapshots } from "@aws-sdk/client-rds";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::RDS::DBSnapshot";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html; without shared ones by default. */
export const rdsSnapshots: AwsSource = {
  name: "rds-snapshots",
  types: [TYPE],
  calls: [{ action: "rds:DescribeDBSnapshots", per: "page" }],
  async read(aws) {
    const client = aws.listing(RDSClient);
    for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client, pageSize: 100 }, {})) {
      for (const snapshot of DBSnapshots) {
        const { DBSnapshotIdentifier: id = "", DBSnapshotArn: arn, TagList: tags } = snapshot;
        const { SnapshotCreateTime: createdAt } = snapshot;
        aws.emitApiResource({ type: TYPE, id, name: id, arn, createdAt, tags, configuration: snapshot });
      }
    }
  },
};
