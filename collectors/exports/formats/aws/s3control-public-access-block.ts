// Reads whether S3 blocks public access for a whole account, as `aws s3control get-public-access-block` tells it.
import {
  ACCOUNT_PUBLIC_ACCESS_BLOCK,
  NOT_CONFIGURED,
  accountPublicAccessBlockIn,
  accountPublicAccessBlockKey,
} from "../../../aws/answers/account-public-access-block.ts";
import { callEach } from "../call.ts";

export const awsS3ControlPublicAccessBlock = callEach({
  provider: "aws",
  lane: "aws-s3control-public-access-block",
  scopeId: /^\d{12}$/,
  type: ACCOUNT_PUBLIC_ACCESS_BLOCK,
  global: true,
  subjects: ({ id }) => [id],
  key(account, { id }) {
    if (account !== id) throw new RangeError("found another account, expected that of the scope");
    return accountPublicAccessBlockKey(id);
  },
  body: accountPublicAccessBlockIn,
  none: { error: /\(NoSuchPublicAccessBlockConfiguration\)/, body: () => NOT_CONFIGURED },
  exports(account, types, regions) {
    const source = `aws-${account}-s3-public-access-block`;
    const command = "aws s3control get-public-access-block";
    const run = ["aws_public_access_block", account, regions[0] ?? "us-east-1"];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
