// Reads VPC Block Public Access of a region, as two calls of `aws ec2` tell it: one file a region.
import {
  VPC_BLOCK_PUBLIC_ACCESS,
  vpcBlockPublicAccessIdentity,
  vpcBlockPublicAccessIn,
} from "../../../../aws/answers/ec2/vpc-block-public-access.ts";
import { oneCall } from "../../call.ts";

/** Both answers in one: `{"VpcBlockPublicAccessOptions","VpcBlockPublicAccessExclusions"}`. */
export const awsEc2VpcBlockPublicAccess = oneCall({
  provider: "aws",
  lane: "aws-ec2-vpc-block-public-access",
  scopeId: /^\d{12}$/,
  type: VPC_BLOCK_PUBLIC_ACCESS,
  global: false,
  items(answer, { id, region }) {
    const body = vpcBlockPublicAccessIn(answer);
    return body === undefined ? undefined : [{ ...vpcBlockPublicAccessIdentity(id, region ?? ""), body }];
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-vpc-block-public-access`;
      const command = `aws ec2 describe-vpc-block-public-access-options and describe-vpc-block-public-access-exclusions --region ${region}`;
      const run = ["aws_vpc_block_public_access", account, region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});
