// Builds the alarms that every watched account and region has: on changes of what would tell of other changes.
import type { StackProps } from "aws-cdk-lib";
import type { Alarm } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { stackChanges, trailChanges, watchChanges } from "./changes.ts";
import { alarmOn } from "./event-alarm.ts";

/** `isFirst`: no stack before this one watches its account and region. */
export type WatchProps = StackProps & { readonly isFirst: boolean };

/** Once in each account and region: their names would collide. */
export function placeAlarms(scope: Construct, { isFirst }: Pick<WatchProps, "isFirst">): Alarm[] {
  if (!isFirst) return [];
  return [
    alarmOn(
      scope,
      { name: "watch-changed", pattern: watchChanges() },
      "Somebody changed a rule, an alarm, a topic, a schedule or a state machine of Tidemark. Later alarms may not arrive.",
    ),
    alarmOn(
      scope,
      { name: "trail-changed", pattern: trailChanges() },
      "Somebody changed a trail of CloudTrail. Without a trail the other alarms stay silent.",
    ),
    alarmOn(
      scope,
      { name: "stack-changed", pattern: stackChanges() },
      "CloudFormation updates or deletes a stack of Tidemark, so somebody is deploying.",
    ),
  ];
}
