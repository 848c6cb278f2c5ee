// Reads security groups of EC2 that belong to the account, with their rules.
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
        // A security group that another account shares belongs to that account, and is read there.
        if (group.OwnerId !== undefined && group.OwnerId !== aws.account) continue;
        const { GroupId: id = "", GroupName: name, Tags: tags } = group;
        aws.emitApiResource({ type: TYPE, id, name, tags, configuration: group });
      }
    }
  },
};
