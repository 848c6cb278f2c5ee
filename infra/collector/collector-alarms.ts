// Builds the alarms on the collector: on what its functions count, on failed starts, and on changes of the functions.
import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric, type Alarm } from "aws-cdk-lib/aws-cloudwatch";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { Names } from "../names.ts";
import { assumptions, bucketChanges, functionChanges } from "../watch/changes.ts";
import { alarmAbove, alarmOn } from "../watch/event-alarm.ts";
import type { Functions } from "./functions.ts";

type Collector = {
  readonly machine: StateMachine;
  readonly verification: StateMachine;
  readonly letters: Queue;
  readonly functions: Functions;
  readonly names: Names;
};

const period = Duration.minutes(5);

/** A metric that the functions count of themselves (functions/environment/handle.ts). */
export const counted = (metricName: string, of = period): Metric =>
  new Metric({
    namespace: "Tidemark",
    metricName,
    dimensionsMap: { service: "tidemark" },
    statistic: "Sum",
    period: of,
  });

const unfinished = (machine: StateMachine, label: string): MathExpression =>
  new MathExpression({
    expression: "FILL(failed, 0) + FILL(late, 0) + FILL(aborted, 0)",
    usingMetrics: {
      failed: machine.metricFailed({ period }),
      late: machine.metricTimedOut({ period }),
      aborted: machine.metricAborted({ period }),
    },
    label,
    period,
  });

export function collectorAlarms(
  scope: Construct,
  { machine, verification, letters, functions, names }: Collector,
): Alarm[] {
  return [
    alarmAbove(
      scope,
      "run-failed",
      unfinished(machine, "runs that did not finish"),
      "A run did not finish, so its slot may have no seal.",
    ),
    alarmAbove(
      scope,
      "scope-failed",
      counted("ScopesFailed"),
      "A scope could not be observed. The seal records the scope as failed, with the reason.",
    ),
    alarmAbove(
      scope,
      "plan-refused",
      counted("PlanRefused"),
      "The sealing function refused the plan of a run, because the plan differs from the deployed config. Somebody else may have written the plan.",
    ),
    alarmAbove(
      scope,
      "ledger-broken",
      counted("Broken"),
      "A verification found the ledger BROKEN. Evidence was changed or lost after it was written.",
    ),
    alarmAbove(
      scope,
      "ledger-incomplete",
      counted("Incomplete"),
      "A verification found the ledger INCOMPLETE. Evidence that was due is missing.",
    ),
    alarmAbove(
      scope,
      "ledger-stray",
      counted("Stray"),
      "A verification found the ledger STRAY. The ledger holds objects that no signature covers.",
    ),
    alarmAbove(
      scope,
      "verification-did-not-run",
      new MathExpression({
        expression: "FILL(daily, 0) + FILL(failed, 0) + FILL(late, 0) + FILL(aborted, 0)",
        usingMetrics: {
          daily: functions["verify-ledger"].metricErrors({ period }),
          failed: verification.metricFailed({ period }),
          late: verification.metricTimedOut({ period }),
          aborted: verification.metricAborted({ period }),
        },
        label: "verifications without a verdict",
        period,
      }),
      "A verification ended without a verdict.",
    ),
    alarmAbove(
      scope,
      "start-failed",
      letters.metricApproximateNumberOfMessagesVisible({ period }),
      "A run or a verification could not be started.",
    ),
    alarmOn(
      scope,
      { name: "functions-changed", pattern: functionChanges() },
      "Somebody changed the code, the configuration or the permissions of a function. A deployment that changes a function rings this alarm too.",
    ),
    alarmOn(
      scope,
      { name: "work-protection-changed", pattern: bucketChanges(names.workBucket) },
      "Somebody changed the configuration of the work bucket. A deployment that changes the bucket rings this alarm too.",
    ),
    alarmOn(
      scope,
      { name: "operator-acted", pattern: assumptions(names.roleArn("operator")), isReadOnly: true },
      "Somebody assumed the role tidemark-operator, which can create the ledger, record acts, change keys and end the ledger.",
    ),
  ];
}
