// Judges each trail of CloudTrail by itself: a trail that exists and does not log was stopped by somebody.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html */
export const TrailStatus = z.object({
  TrailARN: z.string(),
  IsLogging: z.boolean(),
  LatestDeliveryError: z.string().optional(),
});

const related = {
  status: relation({
    type: "Tidemark::CloudTrail::TrailStatus",
    within: "scope",
    global: true,
    reads: TrailStatus,
    on: (row) => [row.TrailARN],
  }),
};

export const awsTrail = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::CloudTrail::Trail",
  global: true,
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html
  reads: z.object({ TrailARN: z.string(), LogFileValidationEnabled: z.boolean() }),
  related,
  evaluate({ TrailARN, LogFileValidationEnabled }, { related: { status } }: Question<Parameters, typeof related>) {
    const answer = status(TrailARN).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none")
      return indeterminate({ code: "not-seen", detail: "the status of the trail was not read" });
    const { IsLogging, LatestDeliveryError = "" } = answer.row;
    const facts = { logging: IsLogging, delivers: LatestDeliveryError === "", validation: LogFileValidationEnabled };
    if (!IsLogging) return fail("the trail is not logging (IsLogging is false)", facts);
    if (!facts.delivers)
      return fail(
        "CloudTrail reports an error in the trail's latest delivery to its S3 bucket (LatestDeliveryError)",
        facts,
      );
    if (!LogFileValidationEnabled) return fail("log file validation is not enabled on the trail", facts);
    return pass("the trail is logging, reports no delivery error and has log file validation enabled", facts);
  },
});
