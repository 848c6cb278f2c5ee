// Reads whether S3 blocks public access for the whole account.
import { GetPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import {
  ACCOUNT_PUBLIC_ACCESS_BLOCK,
  NOT_CONFIGURED,
  accountPublicAccessBlockIn,
  accountPublicAccessBlockKey,
} from "../../answers/account-public-access-block.ts";
import { orNone } from "../../client/failure.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html */
export const s3controlPublicAccessBlock: AwsSource = {
  name: "s3control-public-access-block",
  types: [ACCOUNT_PUBLIC_ACCESS_BLOCK],
  calls: [{ action: "s3:GetAccountPublicAccessBlock", per: "few" }],
  async read(aws) {
    const key = accountPublicAccessBlockKey(aws.account);
    const answer = await orNone(
      aws.listing(S3ControlClient).send(new GetPublicAccessBlockCommand({ AccountId: aws.account })),
      "NoSuchPublicAccessBlockConfiguration",
    );
    const { PublicAccessBlockConfiguration } = answer ?? {};
    const body =
      answer === undefined ? NOT_CONFIGURED : accountPublicAccessBlockIn(jsonOf({ PublicAccessBlockConfiguration }));
    if (body === undefined) {
      aws.emitUnread(ACCOUNT_PUBLIC_ACCESS_BLOCK, key, {
        code: "unexpected-shape",
        detail: "the account's S3 Block Public Access settings are not in the documented form",
      });
    } else aws.emitFact(ACCOUNT_PUBLIC_ACCESS_BLOCK, { key, body });
  },
};
