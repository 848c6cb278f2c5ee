// Reads flow logs of networks, all in a listing.
import { EC2Client, paginateDescribeFlowLogs } from "@aws-sdk/client-ec2";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EC2::FlowLog";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html */
export const ec2FlowLogs: AwsSource = {
  name: "ec2-flow-logs",
  types: [TYPE],
  calls: [{ action: "ec2:DescribeFlowLogs", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    for await (const { FlowLogs = [] } of paginateDescribeFlowLogs({ client, pageSize: 1000 }, {})) {
      for (const log of FlowLogs) {
        aws.emitApiResource({ type: TYPE, id: log.FlowLogId ?? "", tags: log.Tags, configuration: log });
      }
    }
  },
};
