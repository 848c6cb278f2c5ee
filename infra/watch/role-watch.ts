// The alarm on changes of our roles. IAM's events arrive in us-east-1 alone, so this stack lies there, once in each account that
// has roles of Tidemark.
import { Stack, type StackProps } from "aws-cdk-lib";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/places.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { roleChanges } from "./changes.ts";
import { alarmOn } from "./event-alarm.ts";

export class RoleWatch extends Stack {
  constructor(scope: Construct, id: string, { deployment }: DeployedConfig, props: StackProps) {
    super(scope, id, props);
    const topic = alarmTopic(this, "Alarms", "tidemark-role-alarms", deployment.emails);
    alarmOn(
      this,
      { name: "roles-changed", pattern: roleChanges() },
      "Somebody changed the trust or a policy of a role of Tidemark, or deleted one. A deployment that changes them rings too.",
    ).addAlarmAction(new SnsAction(topic));
  }
}
