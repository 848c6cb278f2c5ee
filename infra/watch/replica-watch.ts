// Builds the alarms on what protects the replica, in its account and region: CloudTrail tells of it there alone.
import { Stack } from "aws-cdk-lib";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import type { Names } from "../names.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { bucketChanges } from "./changes.ts";
import { alarmOn } from "./event-alarm.ts";
import { placeAlarms, type WatchProps } from "./place-alarms.ts";

export class ReplicaWatch extends Stack {
  constructor(scope: Construct, id: string, { deployment }: DeployedConfig, names: Names, props: WatchProps) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", "tidemark-replica-alarms", deployment.emails);
    const changed = alarmOn(
      this,
      { name: "replica-protection-changed", pattern: bucketChanges(names.replicaBucket as string) },
      "Somebody changed the configuration of the replica's bucket (policy, lock, lifecycle or another part).",
    );
    for (const alarm of [changed, ...placeAlarms(this, props)]) alarm.addAlarmAction(new SnsAction(topic));
  }
}
