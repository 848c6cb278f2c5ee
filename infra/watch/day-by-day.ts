// Makes the days of an alarm begin just before a slot: what belongs together is counted in one of them.
import type { Alarm, CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import type { DeployedConfig } from "../../config/deployed/places.ts";

const STEP = 5;

/**
 * A signature is told minutes after its checkpoint: CloudTrail is slower than S3. In a window that slides, its edge would lie
 * between the two at some time of each day. So the alarm looks at days, which begin five to ten minutes before a slot.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 */
export function dayByDay(alarm: Alarm, schedule: DeployedConfig["schedule"]): Alarm {
  const timezone = dayBefore(schedule);
  (alarm.node.defaultChild as CfnAlarm).evaluationWindow = { wallClockWindow: { timezone } };
  return alarm;
}

/** The offset from UTC of such days, as `+00:05`: midnight there is just before a slot. */
export function dayBefore({ everySeconds, from }: DeployedConfig["schedule"]): string {
  const minutes = Math.floor(Date.parse(from) / 60_000) % (everySeconds / 60);
  const offset = STEP - Math.floor(minutes / STEP) * STEP;
  const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const digits = (value: number): string => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${digits(hours)}:${digits(rest)}`;
}
