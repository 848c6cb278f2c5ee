// Builds the alarms on the ledger that need none of our code. They are deployed once a first run is sealed, and count
// by the rule of the ledger's stack: what was never counted is missing to CloudWatch, and before that run all that
// protects the ledger is still being made.
import { Duration, Stack } from "aws-cdk-lib";
import { MathExpression, type Alarm } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { PREFIX, type DeployedConfig } from "../../config/deployed/places.ts";
import type { Names } from "../names.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { assumptions, bucketChanges, keyChanges, objectsCreated, objectsDeleted, signatures } from "./changes.ts";
import { placeAlarms, type WatchProps } from "./place-alarms.ts";
import { alarmAbove, alarmOn, alarmOnSilence, matched, watch } from "./event-alarm.ts";
import { NOTE_WRITTEN } from "./note-written.ts";
import { dayByDay } from "./day-by-day.ts";
import { replicationMetric } from "./replication-watch.ts";

export class LedgerWatch extends Stack {
  constructor(
    scope: Construct,
    id: string,
    config: DeployedConfig,
    names: Names,
    props: WatchProps & { readonly keys: readonly Key[] },
  ) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", "tidemark-ledger-alarms", config.deployment.emails);
    const arns = props.keys.map(({ keyArn }) => keyArn);
    const alarms = [
      ...this.#seals(config, arns),
      alarmOn(
        this,
        { name: "ledger-protection-changed", pattern: bucketChanges(names.ledgerBucket, names.namesBucket) },
        "Somebody changed the configuration of the ledger's bucket or of the bucket of names (policy, lock, lifecycle, replication or another part).",
      ),
      alarmOn(
        this,
        { name: "ledger-deletion", pattern: objectsDeleted(names.ledgerBucket) },
        "Somebody deleted an object of the ledger, or hid an object behind a delete marker.",
      ),
      alarmOn(
        this,
        { name: "key-changed", pattern: keyChanges(arns, names.keyAliases) },
        "Somebody changed the policy, the state or the alias of a signing key, or granted somebody the use of the key.",
      ),
      alarmOn(
        this,
        { name: "ledger-created", pattern: objectsCreated(names.ledgerBucket, `${PREFIX}genesis.json`) },
        "Somebody created a ledger in the bucket, which is done only once.",
      ),
      ...this.#replication(config, names),
      ...this.#breakGlass(config),
      ...placeAlarms(this, props),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }

  #seals({ schedule }: DeployedConfig, arns: readonly string[]): Alarm[] {
    watch(
      this,
      { name: "key-used", pattern: signatures(arns), isReadOnly: true },
      "CloudTrail reported a use of a signing key (the account needs a trail)",
    );
    const day = Duration.days(1);
    return [
      alarmOnSilence(this, "missing-seal", matched(NOTE_WRITTEN, Duration.seconds(schedule.everySeconds)), {
        periods: 2,
        description: "No checkpoint was written for two slots. Nothing was observed, or nothing could be sealed.",
      }),
      dayByDay(
        alarmAbove(
          this,
          "unexplained-signatures",
          new MathExpression({
            expression: "FILL(signed, 0) - FILL(notes, 0)",
            usingMetrics: { signed: matched("key-used", day), notes: matched(NOTE_WRITTEN, day) },
            label: "signatures without a checkpoint",
            period: day,
          }),
          "The key signed more often than checkpoints were written. Somebody may have signed a second history.",
        ),
        schedule,
      ),
    ];
  }

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html: what failed is counted where the original is.
  #replication(config: DeployedConfig, names: Names): Alarm[] {
    if (config.deployment.replica === null) return [];
    return [
      alarmAbove(
        this,
        "replication-failed",
        replicationMetric(names, "OperationsFailedReplication", "Sum", Duration.minutes(5)),
        "S3 could not copy an object of the ledger to its replica, and will not retry.",
      ),
    ];
  }

  // This alarm does not see a principal that takes the role in another region: the role's trust policy is not ours.
  #breakGlass({ deployment: { breakGlassRole } }: DeployedConfig): Alarm[] {
    if (breakGlassRole === null) return [];
    return [
      alarmOn(
        this,
        { name: "break-glass-taken", pattern: assumptions(breakGlassRole), isReadOnly: true },
        "Somebody assumed the break-glass role, which can change the ledger's bucket and delete objects that no lock protects.",
      ),
    ];
  }
}
