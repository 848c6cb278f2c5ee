// The alarm on verifications of the whole that do not come. Deployed once there was one: what was never counted is missing to
// CloudWatch.
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { counted } from "../collector/collector-alarms.ts";

export class CollectorWatch extends Stack {
  constructor(scope: Construct, id: string, { topic, ...props }: StackProps & { readonly topic: ITopic }) {
    super(scope, id, props);
    // Seven days are the most that an alarm looks back.
    new Alarm(this, "WholeNotVerified", {
      alarmName: "tidemark-whole-not-verified",
      alarmDescription: "The whole ledger was not verified for seven days.",
      metric: counted("WholeVerified", Duration.days(1)),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 7,
      datapointsToAlarm: 7,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
}
