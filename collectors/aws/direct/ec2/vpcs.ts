// Reads VPCs of EC2.
import { EC2Client, paginateDescribeVpcs } from "@aws-sdk/client-ec2";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EC2::VPC";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const ec2Vpcs: AwsSource = {
  name: "ec2-vpcs",
  types: [TYPE],
  calls: [{ action: "ec2:DescribeVpcs", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    for await (const { Vpcs = [] } of paginateDescribeVpcs({ client, pageSize: 1000 }, {})) {
      for (const vpc of Vpcs) {
        aws.emitApiResource({ type: TYPE, id: vpc.VpcId ?? "", tags: vpc.Tags, configuration: vpc });
      }
    }
  },
};
