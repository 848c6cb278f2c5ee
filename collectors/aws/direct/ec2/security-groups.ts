// Reads security groups of EC2 with their rules, all in a listing.
import { EC2Client, paginateDescribeSecurityGroups } from "@aws-sdk/client-ec2";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EC2::SecurityGroup";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export const ec2SecurityGroups: AwsSource = {
  name: "ec2-security-groups",
  types: [TYPE],
  calls: [{ action: "ec2:DescribeSecurityGroups", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    for await (const { SecurityGroups = [] } of paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {})) {
      for (const group of SecurityGroups) {
        const { GroupId: id = "", GroupName: name, Tags: tags } = group;
        aws.emitApiResource({ type: TYPE, id, name, tags, configuration: group });
      }
    }
  },
};
