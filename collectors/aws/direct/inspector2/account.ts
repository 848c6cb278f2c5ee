// Reads what Amazon Inspector scans in a region.
import { BatchGetAccountStatusCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import { jsonOf } from "../../../live/region-read.ts";
import { INSPECTOR_ACCOUNT, inspectorAccountIn, inspectorIdentity } from "../../answers/scanning.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html: without ids it tells of the account itself. */
export const inspector2Account: AwsSource = {
  name: "inspector2-account",
  types: [INSPECTOR_ACCOUNT],
  calls: [{ action: "inspector2:BatchGetAccountStatus", per: "few" }],
  async read(aws) {
    const { account, region } = aws;
    const told = await aws.listing(Inspector2Client).send(new BatchGetAccountStatusCommand({ accountIds: [account] }));
    const body = inspectorAccountIn(jsonOf({ accounts: told.accounts ?? [] }), account, region);
    if (body === undefined)
      aws.spoil(INSPECTOR_ACCOUNT, {
        code: "unexpected-shape",
        detail: "the answer from Amazon Inspector about the account is not in the documented form",
      });
    else aws.emitFact(INSPECTOR_ACCOUNT, { ...inspectorIdentity(account, region), body });
  },
};
