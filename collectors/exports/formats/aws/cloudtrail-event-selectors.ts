// Reads which events a trail of CloudTrail logs, as `aws cloudtrail get-event-selectors` tells it.
import {
  EVENT_SELECTORS,
  eventSelectorsIn,
  eventSelectorsKey,
} from "../../../aws/answers/cloudtrail/event-selectors.ts";
import { callEach } from "../call.ts";

export const awsCloudTrailEventSelectors = callEach({
  provider: "aws",
  lane: "aws-cloudtrail-event-selectors",
  scopeId: /^\d{12}$/,
  type: EVENT_SELECTORS,
  global: true,
  key: (arn, { id }) => eventSelectorsKey(id, arn),
  body: (answer, arn, { people }) => eventSelectorsIn(answer, arn, people),
  exports(account, types, regions) {
    const source = `aws-${account}-cloudtrail-event-selectors`;
    const command = "aws cloudtrail get-event-selectors --trail-name <each trail>";
    const run = ["aws_cloudtrail_each", account, "get-event-selectors", "--trail-name", ...regions];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
