// Reads a line per user of the account: passwords, second factors and keys.
import { REPORT_ROW, rowFact } from "../../answers/credential-report.ts";
import type { AwsSource } from "../../source.ts";
import { readCredentialReport } from "./credential-report.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html */
export const iamCredentialReport: AwsSource = {
  name: "iam-credential-report",
  types: [REPORT_ROW],
  calls: [
    { action: "iam:GenerateCredentialReport", per: "few" },
    { action: "iam:GetCredentialReport", per: "page" },
  ],
  async read(aws) {
    const report = await readCredentialReport(aws);
    if ("code" in report) return aws.spoil(REPORT_ROW, report);
    aws.asOf(report.madeAt);
    for (const row of report.rows) aws.emitFact(REPORT_ROW, { ...rowFact(row, aws.people), dataTime: report.madeAt });
  },
};
