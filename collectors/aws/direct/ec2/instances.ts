// Reads machines of EC2, all in a listing; their user data is never asked for.
import { EC2Client, paginateDescribeInstances } from "@aws-sdk/client-ec2";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EC2::Instance";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html; terminated machines stay listed for a while. */
export const ec2Instances: AwsSource = {
  name: "ec2-instances",
  types: [TYPE],
  calls: [{ action: "ec2:DescribeInstances", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    for await (const { Reservations = [] } of paginateDescribeInstances({ client, pageSize: 1000 }, {})) {
      for (const machine of Reservations.flatMap(({ Instances = [] }) => Instances)) {
        const { InstanceId: id = "", Tags: tags } = machine;
        aws.emitApiResource({ type: TYPE, id, tags, configuration: machine });
      }
    }
  },
};
