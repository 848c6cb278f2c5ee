// Reads subnet groups of RDS, all in a listing.
import { RDSClient, paginateDescribeDBSubnetGroups } from "@aws-sdk/client-rds";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::RDS::DBSubnetGroup";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html */
export const rdsSubnetGroups: AwsSource = {
  name: "rds-subnet-groups",
  types: [TYPE],
  calls: [{ action: "rds:DescribeDBSubnetGroups", per: "page" }],
  async read(aws) {
    const client = aws.listing(RDSClient);
    for await (const { DBSubnetGroups = [] } of paginateDescribeDBSubnetGroups({ client, pageSize: 100 }, {})) {
      for (const group of DBSubnetGroups) {
        const { DBSubnetGroupName: id = "", DBSubnetGroupArn: arn } = group;
        aws.emitApiResource({ type: TYPE, id, name: id, arn, configuration: group });
      }
    }
  },
};
