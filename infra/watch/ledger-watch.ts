// Alarms on the ledger that need none of our code. Deployed once a first run is sealed, and counted by the rule of the ledger's
// stack: what was never counted is missing to CloudWatch. And all that protects the ledger is just being made before.
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { PREFIX, type DeployedConfig } from "../../config/places.ts";
import { REPLICATION_RULE } from "../ledger/replication.ts";
import type { Names } from "../names.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { bucketChanges, keyChanges, objectsCreated, objectsDeleted, signatures, watchChanges } from "./changes.ts";
import { alarmAbove, alarmOn, matched, watch } from "./event-alarm.ts";
import { NOTE_WRITTEN } from "./note-written.ts";

export class LedgerWatch extends Stack {
  constructor(
    scope: Construct,
    id: string,
    config: DeployedConfig,
    names: Names,
    props: StackProps & { readonly keys: readonly Key[] },
  ) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", "tidemark-ledger-alarms", config.deployment.emails);
    const arns = props.keys.map(({ keyArn }) => keyArn);
    const alarms = [
      ...this.#seals(config, arns),
      alarmOn(
        this,
        { name: "ledger-protection-changed", pattern: bucketChanges(names.ledgerBucket) },
        "Somebody changed the configuration of the ledger's bucket: its policy, lock, lifecycle, replication or another part.",
      ),
      alarmOn(
        this,
        { name: "ledger-deletion", pattern: objectsDeleted(names.ledgerBucket) },
        "Somebody deleted an object of the ledger, or hid one behind a delete marker.",
      ),
      alarmOn(
        this,
        { name: "key-changed", pattern: keyChanges(arns, names.keyAliases) },
        "Somebody changed the policy, the state or the alias of a signing key, or gave a grant on it.",
      ),
      alarmOn(
        this,
        { name: "ledger-created", pattern: objectsCreated(names.ledgerBucket, `${PREFIX}genesis.json`) },
        "Somebody created a ledger in the bucket: that is done once.",
      ),
      ...this.#replication(config, names),
      // In the collector's own account its stack has this one.
      ...(names.isSameAccount
        ? []
        : [
            alarmOn(
              this,
              { name: "watch-changed", pattern: watchChanges() },
              "Somebody changed a rule, an alarm or a topic of Tidemark, and not by a deployment: what happens next may not be told.",
            ),
          ]),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }

  #seals({ schedule }: DeployedConfig, arns: readonly string[]): Alarm[] {
    watch(
      this,
      { name: "key-used", pattern: signatures(arns), isReadOnly: true },
      "A signing key was used: CloudTrail says so, which an account needs a trail for",
    );
    const day = Duration.days(1);
    return [
      new Alarm(this, "MissingSeal", {
        alarmName: "tidemark-missing-seal",
        alarmDescription: "No checkpoint was written for two slots: nothing was observed, or nothing could be sealed.",
        metric: matched(NOTE_WRITTEN, Duration.seconds(schedule.everySeconds)),
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 2,
        datapointsToAlarm: 2,
        treatMissingData: TreatMissingData.BREACHING,
      }),
      alarmAbove(
        this,
        "unexplained-signatures",
        new MathExpression({
          expression: "FILL(signed, 0) - FILL(notes, 0)",
          usingMetrics: { signed: matched("key-used", day), notes: matched(NOTE_WRITTEN, day) },
          label: "signatures without a checkpoint",
          period: day,
        }),
        "The key signed more often than checkpoints were written: a second history may have been signed.",
      ),
    ];
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
  #replication({ deployment: { replica } }: DeployedConfig, names: Names): Alarm[] {
    if (replica === null || names.replicaBucket === null) return [];
    const metric = (metricName: string, statistic: string, period: Duration): Metric =>
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
    return [
      alarmAbove(
        this,
        "replication-failed",
        metric("OperationsFailedReplication", "Sum", Duration.minutes(5)),
        "S3 could not copy an object of the ledger to its replica, and does not try again.",
      ),
      new Alarm(this, "ReplicationBehind", {
        alarmName: "tidemark-replication-behind",
        alarmDescription: "The replica of the ledger has been more than an hour behind for three hours.",
        metric: metric("ReplicationLatency", "Minimum", Duration.hours(1)),
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        threshold: 3600,
        evaluationPeriods: 3,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    ];
  }
}
