// Builds the alarms on the collector that are deployed last: on verifications of the whole that do not come,
// once there was one (what was never counted is missing to CloudWatch), and on changes of what would tell of them.
import { Duration, Stack } from "aws-cdk-lib";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { counted } from "../collector/collector-alarms.ts";
import { alarmOnSilence } from "./event-alarm.ts";
import { placeAlarms, type WatchProps } from "./place-alarms.ts";

export class CollectorWatch extends Stack {
  constructor(scope: Construct, id: string, { topic, ...props }: WatchProps & { readonly topic: ITopic }) {
    super(scope, id, props);
    const whole = alarmOnSilence(this, "whole-not-verified", counted("WholeVerified", Duration.days(1)), {
      // Seven days are the most that an alarm looks back.
      periods: 7,
      description: "The whole ledger was not verified for seven days.",
    });
    for (const alarm of [whole, ...placeAlarms(this, props)]) alarm.addAlarmAction(new SnsAction(topic));
  }
}
