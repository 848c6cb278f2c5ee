// Builds the alarms on changes of our roles. IAM's events arrive in us-east-1 alone, so this stack lies there,
// once in each account that has roles of Tidemark.
import { Stack } from "aws-cdk-lib";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { roleChanges } from "./changes.ts";
import { alarmOn } from "./event-alarm.ts";
import { placeAlarms, type WatchProps } from "./place-alarms.ts";

export class RoleWatch extends Stack {
  constructor(scope: Construct, id: string, { deployment }: DeployedConfig, props: WatchProps) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", "tidemark-role-alarms", deployment.emails);
    const changed = alarmOn(
      this,
      { name: "roles-changed", pattern: roleChanges() },
      "Somebody changed the trust or a policy of a role of Tidemark, or deleted one. A deployment that changes a role rings this alarm too.",
    );
    for (const alarm of [changed, ...placeAlarms(this, props)]) alarm.addAlarmAction(new SnsAction(topic));
  }
}
