// Judges tables of DynamoDB, whose backups are those that restore a table to a moment.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  backups: relation({
    type: "Tidemark::DynamoDB::ContinuousBackups",
    within: "region",
    global: false,
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoveryDescription.html
    reads: z.object({
      TableName: z.string(),
      PointInTimeRecoveryStatus: z.string().optional(),
      RecoveryPeriodInDays: z.int().min(1).optional(),
    }),
    on: (row) => [row.TableName],
  }),
};

const lacks = (member: string) =>
  ({ code: "not-in-answer", detail: `the answer from AWS lacks ${member} of the table` }) as const;

export const dynamodb = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::DynamoDB::Table",
  global: false,
  reads: z.object({ TableName: z.string() }),
  related,
  evaluate({ TableName }, { related: { backups }, parameters }: Question<Parameters, typeof related>) {
    const answer = backups(TableName).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none")
      return indeterminate({ code: "not-seen", detail: "point-in-time recovery of the table was not read" });
    const { PointInTimeRecoveryStatus: status, RecoveryPeriodInDays: recoveryDays = null } = answer.row;
    const facts = { pointInTimeRecovery: status ?? null, recoveryDays };
    if (status === undefined) return indeterminate(lacks("PointInTimeRecoveryStatus"), facts);
    if (status === "DISABLED") {
      if (parameters.requirePointInTime)
        return fail("point-in-time recovery is off (PointInTimeRecoveryStatus is DISABLED)", facts);
      const detail = "point-in-time recovery is off, and Tidemark does not read backups that AWS Backup makes";
      return indeterminate({ code: "not-supported", detail }, facts);
    }
    if (status !== "ENABLED")
      return indeterminate(
        { code: "unexpected-shape", detail: "PointInTimeRecoveryStatus of the table is none that is known" },
        facts,
      );
    if (recoveryDays === null) return indeterminate(lacks("RecoveryPeriodInDays"), facts);
    return recoveryDays < parameters.days
      ? fail("the table can be restored to a moment of fewer days than required", facts)
      : pass("the table can be restored to any moment of as many days as required", facts);
  },
});
