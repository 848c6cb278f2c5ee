// Builds the alarm on a replica that stays behind: S3 tells of it in the replica's region, and in the original's account.
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import { REPLICATION_RULE } from "../ledger/replication.ts";
import type { Names } from "../names.ts";
import { alarmTopic } from "./alarm-topic.ts";

/** A metric of the rule that copies the ledger. https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html */
export const replicationMetric = (names: Names, metricName: string, statistic: string, period: Duration): Metric =>
  new Metric({
    namespace: "AWS/S3",
    metricName,
    dimensionsMap: {
      SourceBucket: names.ledgerBucket,
      DestinationBucket: names.replicaBucket as string,
      RuleId: REPLICATION_RULE,
    },
    statistic,
    period,
  });

export class ReplicationWatch extends Stack {
  constructor(scope: Construct, id: string, { deployment }: DeployedConfig, names: Names, props: StackProps) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", "tidemark-replication-alarms", deployment.emails);
    new Alarm(this, "ReplicationBehind", {
      alarmName: "tidemark-replication-behind",
      alarmDescription: "The replica of the ledger has been more than an hour behind for three hours.",
      metric: replicationMetric(names, "ReplicationLatency", "Minimum", Duration.hours(1)),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 3600,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
}
