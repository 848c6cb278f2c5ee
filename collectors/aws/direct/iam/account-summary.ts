// Reads the state of the account's root user now, which the credential report tells up to four hours late.
import { GetAccountSummaryCommand, IAMClient, type SummaryKeyType } from "@aws-sdk/client-iam";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { ACCOUNT, hasActiveKey, hasRoot, isRoot, rootlessAccountFact } from "../../answers/credential-report.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsSource } from "../../source.ts";
import { readCredentialReport } from "./credential-report.ts";

/**
 * The summary tells at once what the credential report tells of root up to four hours late. Only the report tells whether an
 * access key of root is active. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export const iamAccountSummary: AwsSource = {
  name: "iam-account-summary",
  types: [ACCOUNT],
  calls: [
    { action: "iam:GetAccountSummary", per: "page" },
    { action: "iam:GenerateCredentialReport", per: "few" },
    { action: "iam:GetCredentialReport", per: "few" },
  ],
  async read(aws) {
    const { account, region } = aws;
    const { SummaryMap: map = {} } = await aws.listing(IAMClient).send(new GetAccountSummaryCommand({}));
    const said = (name: SummaryKeyType): boolean | undefined => (map[name] === undefined ? undefined : map[name] > 0);
    const mfa = said("AccountMFAEnabled");
    const partition = partitionOf(region);
    const key = awsKey({ partition, service: "iam", region: "", account, resource: "root" });
    let keys: boolean | string | undefined = said("AccountAccessKeysPresent");
    if (!hasRoot(partition) && keys !== true) {
      return aws.emitFact(ACCOUNT, rootlessAccountFact(partition, account));
    }
    if (keys !== false) {
      const report = await readCredentialReport(aws);
      if ("code" in report) return aws.emitUnread(ACCOUNT, key, report);
      keys = report.rows.filter(isRoot).map(hasActiveKey)[0];
    }
    if (mfa === undefined || keys === undefined) {
      return aws.emitUnread(ACCOUNT, key, {
        code: "not-in-answer",
        detail: "the answer to iam:GetAccountSummary lacks a member of SummaryMap that is needed",
      });
    }
    const body = {
      Id: account,
      Partition: partition,
      RootMfaActive: mfa,
      RootPasswordEnabled: said("AccountPasswordPresent"),
      RootAccessKeysActive: keys,
      RootCertificatesActive: said("AccountSigningCertificatesPresent"),
    };
    aws.emitFact(ACCOUNT, { key, body });
  },
};
