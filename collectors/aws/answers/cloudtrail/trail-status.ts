// Reads whether a trail of CloudTrail is logging and delivers, as GetTrailStatus tells it.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn, syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html. Times of deliveries change by the minute and stay here. */
const Answer = z.object({ IsLogging: z.boolean(), LatestDeliveryError: z.string().optional() });

export const TRAIL_STATUS = "Tidemark::CloudTrail::TrailStatus";

/** The key of what is told of the trail `arn` as `account` sees it. Throws RangeError on what is no ARN. */
export const trailStatusKey = (account: string, arn: string): string =>
  syntheticKey("aws", account, `trail-status/${awsKeyFromArn(arn)}`);

/** Undefined where the answer has another shape. */
export function trailStatusIn(answer: Json, arn: string): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.success ? { TrailARN: arn, ...parsed.data } : undefined;
}
