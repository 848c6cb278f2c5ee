// Builds an alarm on events: EventBridge counts what matches a rule, and the count is the metric, without code of ours.
import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
  type IMetric,
} from "aws-cdk-lib/aws-cloudwatch";
import { Rule, type CfnRule, type EventPattern } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";

export type Watched = {
  /** The name of the rule and the alarm, after `tidemark-`. */
  readonly name: string;
  readonly pattern: EventPattern;
  /** CloudTrail calls some of these calls read-only, which a rule is told of only where it says that it wants to be. */
  readonly isReadOnly?: boolean;
};

const idOf = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

export function watch(scope: Construct, { name, pattern, isReadOnly = false }: Watched, description: string): void {
  const rule = new Rule(scope, `${idOf(name)}Rule`, {
    ruleName: `tidemark-${name}`,
    description,
    eventPattern: pattern,
  });
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
  if (isReadOnly) (rule.node.defaultChild as CfnRule).state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
}

/** How many events the rule of that name matched in each period. */
export const matched = (name: string, period: Duration): Metric =>
  new Metric({
    namespace: "AWS/Events",
    metricName: "MatchedEvents",
    dimensionsMap: { RuleName: `tidemark-${name}` },
    statistic: "Sum",
    period,
  });

/** An alarm that rings at the first count above none. */
export function alarmAbove(scope: Construct, name: string, metric: IMetric, alarmDescription: string): Alarm {
  return new Alarm(scope, idOf(name), {
    alarmName: `tidemark-${name}`,
    alarmDescription,
    metric,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

/** An alarm that rings at the first event. */
export function alarmOn(scope: Construct, watched: Watched, description: string): Alarm {
  watch(scope, watched, description);
  return alarmAbove(scope, watched.name, matched(watched.name, Duration.minutes(5)), description);
}

/**
 * An alarm that rings where a count is none for so many periods. CloudWatch leaves a period without any out, and would look at
 * older ones instead: so it is made a nought. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function alarmOnSilence(
  scope: Construct,
  name: string,
  counted: Metric,
  { periods, description }: { readonly periods: number; readonly description: string },
): Alarm {
  return new Alarm(scope, idOf(name), {
    alarmName: `tidemark-${name}`,
    alarmDescription: description,
    metric: new MathExpression({
      expression: "FILL(counted, 0)",
      usingMetrics: { counted },
      label: name,
      period: counted.period,
    }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    treatMissingData: TreatMissingData.BREACHING,
  });
}
