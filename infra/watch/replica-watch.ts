// The alarm on what protects the replica, in the replica's own account and region: CloudTrail tells of it there alone.
import { Stack, type StackProps } from "aws-cdk-lib";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/places.ts";
import type { Names } from "../names.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { bucketChanges } from "./changes.ts";
import { alarmOn } from "./event-alarm.ts";

export class ReplicaWatch extends Stack {
  constructor(scope: Construct, id: string, { deployment }: DeployedConfig, names: Names, props: StackProps) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", "tidemark-replica-alarms", deployment.emails);
    alarmOn(
      this,
      { name: "replica-protection-changed", pattern: bucketChanges(names.replicaBucket as string) },
      "Somebody changed the configuration of the replica's bucket: its policy, lock, lifecycle or another part.",
    ).addAlarmAction(new SnsAction(topic));
  }
}
