// Reads route tables of EC2, all in a listing.
import { EC2Client, paginateDescribeRouteTables } from "@aws-sdk/client-ec2";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EC2::RouteTable";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export const ec2RouteTables: AwsSource = {
  name: "ec2-route-tables",
  types: [TYPE],
  calls: [{ action: "ec2:DescribeRouteTables", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    for await (const { RouteTables = [] } of paginateDescribeRouteTables({ client, pageSize: 100 }, {})) {
      for (const each of RouteTables) {
        aws.emitApiResource({ type: TYPE, id: each.RouteTableId ?? "", tags: each.Tags, configuration: each });
      }
    }
  },
};
