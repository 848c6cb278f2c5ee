// Reads a line per user of the account: passwords, second factors and keys, and when they were last used.
import { activityFact, REPORT_ROW, rowFact, USER_ACTIVITY } from "../../answers/credential-report.ts";
import type { AwsSource } from "../../source.ts";
import { readCredentialReport } from "./credential-report.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html */
export const iamCredentialReport: AwsSource = {
  name: "iam-credential-report",
  types: [REPORT_ROW, USER_ACTIVITY],
  calls: [
    { action: "iam:GenerateCredentialReport", per: "few" },
    { action: "iam:GetCredentialReport", per: "page" },
  ],
  async read(aws) {
    const report = await readCredentialReport(aws);
    if ("code" in report) {
      for (const type of [REPORT_ROW, USER_ACTIVITY]) aws.spoil(type, report);
      return;
    }
    aws.asOf(report.madeAt);
    for (const row of report.rows) {
      aws.emitFact(REPORT_ROW, { ...rowFact(row, aws.people), dataTime: report.madeAt });
      aws.emitFact(USER_ACTIVITY, { ...activityFact(row, aws.people), dataTime: report.madeAt });
    }
  },
};
