// Reads network ACLs of EC2, all in a listing.
import { EC2Client, paginateDescribeNetworkAcls } from "@aws-sdk/client-ec2";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EC2::NetworkAcl";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export const ec2NetworkAcls: AwsSource = {
  name: "ec2-network-acls",
  types: [TYPE],
  calls: [{ action: "ec2:DescribeNetworkAcls", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    for await (const { NetworkAcls = [] } of paginateDescribeNetworkAcls({ client, pageSize: 1000 }, {})) {
      for (const each of NetworkAcls) {
        aws.emitApiResource({ type: TYPE, id: each.NetworkAclId ?? "", tags: each.Tags, configuration: each });
      }
    }
  },
};
