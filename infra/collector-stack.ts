// The collector: its schedule, the run, the functions, the work bucket, the messages, and the alarms on all of it.
import { CfnOutput, Duration, RemovalPolicy, Stack, TimeZone, type CfnElement, type StackProps } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
  type IMetric,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke, StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { cronOf } from "../config/cron.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Bundles } from "./bundles.ts";
import type { DeployedConfig } from "../config/places.ts";
import { functionsOf, type Functions } from "./functions.ts";
import type { Names } from "./names.ts";
import { runMachine } from "./state-machine.ts";

/** Days that what a run kept on the way lies there: long enough to look into a run that failed. */
const WORK_DAYS = 14;
/** Days that are verified each day. A full segment of each scope lies in any eight. */
const VERIFIED_DAYS = 8;

export class CollectorStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    config: DeployedConfig,
    names: Names,
    bundles: Bundles,
    props: StackProps & { readonly key: Key },
  ) {
    super(scope, id, props);
    this.#work(names);
    const topic = new Topic(this, "Messages", { topicName: "tidemark-messages", enforceSSL: true });
    for (const email of config.deployment.emails) topic.addSubscription(new EmailSubscription(email));
    const bus = new EventBus(this, "Events", { eventBusName: "tidemark" });
    const environment = {
      LEDGER: names.ledger,
      NAMES: names.names,
      WORK: names.work,
      KEY: names.key,
      TOPIC: topic.topicArn,
      BUS: bus.eventBusName,
    };
    const resources = { key: props.key, topicArn: topic.topicArn, busArn: bus.eventBusArn, environment };
    const functions = functionsOf(this, config, names, bundles, resources);
    const machine = runMachine(this, functions, names);
    const letters = this.#schedules(config, machine, functions);
    for (const alarm of this.#alarms(machine, letters, functions)) alarm.addAlarmAction(new SnsAction(topic));
    new CfnOutput(this, "RunArn", { value: machine.stateMachineArn });
    new CfnOutput(this, "WorkPlace", { value: names.work });
    new CfnOutput(this, "TopicArn", { value: topic.topicArn });
  }

  #work(names: Names): Bucket {
    const bucket = new Bucket(this, "Work", {
      bucketName: names.workBucket,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [{ id: "runs", prefix: "runs/", expiration: Duration.days(WORK_DAYS) }],
    });
    acknowledge(bucket, "AwsSolutions-S1", "disposable: nothing in it is evidence");
    return bucket;
  }

  // What could not be started is kept, and an alarm says so.
  #schedules({ schedule }: DeployedConfig, machine: StateMachine, functions: Functions): Queue {
    const letters = new Queue(this, "NotStarted", {
      queueName: "tidemark-not-started",
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(letters, "AwsSolutions-SQS3", "it is the dead-letter queue");
    const target = { deadLetterQueue: letters, maxEventAge: Duration.hours(1), retryAttempts: 10 };
    new Schedule(this, "Slots", {
      scheduleName: "tidemark-slots",
      description: "Starts the run of each slot",
      schedule: ScheduleExpression.expression(cronOf(schedule) as string, TimeZone.ETC_UTC),
      target: new StepFunctionsStartExecution(machine, {
        ...target,
        input: ScheduleTargetInput.fromObject({ slot: "<aws.scheduler.scheduled-time>" }),
      }),
    });
    const verifies = new Role(this, "Verifies", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
    const verifier = this.getLogicalId(functions["verify-ledger"].node.defaultChild as CfnElement);
    acknowledge(verifies, `AwsSolutions-IAM5[Resource::<${verifier}.Arn>:*]`, "versions of one function");
    new Schedule(this, "Daily", {
      scheduleName: "tidemark-verification",
      description: "Verifies the last days of the ledger",
      schedule: ScheduleExpression.expression("cron(30 4 * * ? *)", TimeZone.ETC_UTC),
      target: new LambdaInvoke(functions["verify-ledger"], {
        ...target,
        role: verifies,
        input: ScheduleTargetInput.fromObject({ days: VERIFIED_DAYS }),
      }),
    });
    return letters;
  }

  #alarms(machine: StateMachine, letters: Queue, functions: Functions): Alarm[] {
    const period = Duration.minutes(5);
    const own = (metricName: string): Metric =>
      new Metric({
        namespace: "Tidemark",
        metricName,
        dimensionsMap: { service: "tidemark" },
        statistic: "Sum",
        period,
      });
    const some = (id: string, metric: IMetric, alarmDescription: string): Alarm =>
      new Alarm(this, id, {
        alarmName: `tidemark-${id.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase()}`,
        alarmDescription,
        metric,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        threshold: 0,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    return [
      some(
        "RunFailed",
        new MathExpression({
          expression: "FILL(failed, 0) + FILL(late, 0) + FILL(aborted, 0)",
          usingMetrics: {
            failed: machine.metricFailed({ period }),
            late: machine.metricTimedOut({ period }),
            aborted: machine.metricAborted({ period }),
          },
          label: "runs that did not come to an end",
          period,
        }),
        "A run did not come to its end: its slot may be without a seal.",
      ),
      some("ScopeFailed", own("ScopesFailed"), "A scope could not be observed: the seal says so, with the reason."),
      some(
        "LedgerBroken",
        own("Broken"),
        "The ledger is not what was written: somebody changed it, or something was lost.",
      ),
      some("LedgerIncomplete", own("Incomplete"), "What was due is not in the ledger."),
      some("LedgerStray", own("Stray"), "Beside what is signed lie objects that no signature covers."),
      some(
        "VerificationDidNotRun",
        functions["verify-ledger"].metricErrors({ period }),
        "The daily verification ended without a verdict.",
      ),
      some(
        "StartFailed",
        letters.metricApproximateNumberOfMessagesVisible({ period }),
        "A run or a verification could not be started.",
      ),
    ];
  }
}
