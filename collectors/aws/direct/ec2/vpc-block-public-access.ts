// Reads whether a region blocks public access to VPCs, and the VPCs and subnets that are excluded: one call and a listing.
import {
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  EC2Client,
  type VpcBlockPublicAccessExclusion,
} from "@aws-sdk/client-ec2";
import {
  VPC_BLOCK_PUBLIC_ACCESS,
  vpcBlockPublicAccessIdentity,
  vpcBlockPublicAccessIn,
} from "../../answers/ec2/vpc-block-public-access.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcBlockPublicAccessOptions.html and the call for exclusions. */
export const ec2VpcBlockPublicAccess: AwsSource = {
  name: "ec2-vpc-block-public-access",
  types: [VPC_BLOCK_PUBLIC_ACCESS],
  calls: [
    { action: "ec2:DescribeVpcBlockPublicAccessOptions", per: "few" },
    { action: "ec2:DescribeVpcBlockPublicAccessExclusions", per: "page" },
  ],
  async read(aws) {
    const { account, region } = aws;
    const ec2 = aws.listing(EC2Client);
    const { VpcBlockPublicAccessOptions } = await ec2.send(new DescribeVpcBlockPublicAccessOptionsCommand({}));
    const exclusions: VpcBlockPublicAccessExclusion[] = [];
    let NextToken: string | undefined;
    do {
      const page = await ec2.send(new DescribeVpcBlockPublicAccessExclusionsCommand({ MaxResults: 1000, NextToken }));
      exclusions.push(...(page.VpcBlockPublicAccessExclusions ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    const body = vpcBlockPublicAccessIn(
      jsonOf({ VpcBlockPublicAccessOptions, VpcBlockPublicAccessExclusions: exclusions }),
    );
    if (body === undefined)
      aws.spoil(VPC_BLOCK_PUBLIC_ACCESS, {
        code: "unexpected-shape",
        detail: "the answer to ec2:DescribeVpcBlockPublicAccessOptions is not in the documented form",
      });
    else aws.emitFact(VPC_BLOCK_PUBLIC_ACCESS, { ...vpcBlockPublicAccessIdentity(account, region), body });
  },
};
