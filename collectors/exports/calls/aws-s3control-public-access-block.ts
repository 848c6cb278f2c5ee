/** Whether S3 blocks public access for a whole account, as `aws s3control get-public-access-block` tells it. */
import { z } from "zod";
import { syntheticKey } from "../../../evidence-schema/resource-key.ts";
import { callEach } from "./call.ts";

const Flag = z.boolean().optional();

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html. What is in effect: a policy of the organization counts in. */
const Answer = z.object({
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: Flag,
    IgnorePublicAcls: Flag,
    BlockPublicPolicy: Flag,
    RestrictPublicBuckets: Flag,
  }),
});

export const awsS3ControlPublicAccessBlock = callEach({
  provider: "aws",
  lane: "aws-s3control-public-access-block",
  scopeId: /^\d{12}$/,
  type: "AWS::S3::AccountPublicAccessBlock",
  global: true,
  subjects: ({ id }) => [id],
  key(account, { id }) {
    if (account !== id) throw new RangeError("found another account, expected that of the scope");
    return syntheticKey("aws", id, "account-public-access-block");
  },
  body(answer) {
    const parsed = Answer.safeParse(answer);
    return parsed.success ? { Configured: true, ...parsed.data.PublicAccessBlockConfiguration } : undefined;
  },
  none: { error: /\(NoSuchPublicAccessBlockConfiguration\)/, body: () => ({ Configured: false }) },
  exports(account, types, regions) {
    const source = `aws-${account}-s3-public-access-block`;
    const command = "aws s3control get-public-access-block";
    const run = ["aws_public_access_block", account, regions[0] ?? "us-east-1"];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
