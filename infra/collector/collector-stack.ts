// Builds the collector: its schedule, the run, the functions, the work bucket, the messages, and the alarms on all of it.
import { CfnOutput, Duration, Stack, TimeZone, type StackProps } from "aws-cdk-lib";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Policy, PolicyStatement, Role, ServicePrincipal, type IRole } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke, StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { cronOf } from "../../config/deployed/cron.ts";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import { acknowledge } from "../acknowledge.ts";
import type { Bundles } from "../bundles.ts";
import type { Names } from "../names.ts";
import { alarmTopic } from "../watch/alarm-topic.ts";
import { collectorAlarms } from "./collector-alarms.ts";
import { functionsOf, type Functions } from "./functions.ts";
import { operatorRole } from "./operator-role.ts";
import { outboundFederation } from "./outbound-federation.ts";
import { runMachine } from "./state-machine.ts";
import { verificationMachine } from "./verification-machine.ts";
import { workBucket } from "./work-bucket.ts";

/** Days that are verified each day. A full segment of each scope lies in any eight. */
const VERIFIED_DAYS = 8;

export class CollectorStack extends Stack {
  /** The topic of the mails: messages of the functions, and of the alarms on the functions. */
  readonly topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    config: DeployedConfig,
    names: Names,
    bundles: Bundles,
    props: StackProps & { readonly keys: readonly Key[] },
  ) {
    super(scope, id, props);
    const { keys } = props;
    workBucket(this, config, names);
    this.topic = alarmTopic(this, "Messages", "tidemark-messages", config.deployment.emails);
    const bus = new EventBus(this, "Events", { eventBusName: "tidemark" });
    const environment = {
      LEDGER: names.ledger,
      NAMES: names.names,
      WORK: names.work,
      KEYS: names.keys.join(","),
      TOPIC: this.topic.topicArn,
      BUS: bus.eventBusName,
    };
    const resources = { keys, topicArn: this.topic.topicArn, busArn: bus.eventBusArn, environment };
    const functions = functionsOf(this, config, names, bundles, resources);
    const enabler = functions["enable-federation"];
    if (enabler !== undefined) outboundFederation(this, enabler);
    const machine = runMachine(this, functions, names);
    const verification = verificationMachine(this, functions["verify-ledger"]);
    const letters = this.#schedules(config, machine, verification, functions);
    operatorRole(this, config, names, {
      keys,
      sealer: functions["seal-run"].functionArn,
      machine: machine.stateMachineArn,
    });
    for (const alarm of collectorAlarms(this, { machine, verification, letters, functions, names }))
      alarm.addAlarmAction(new SnsAction(this.topic));
    new CfnOutput(this, "VerificationArn", { value: verification.stateMachineArn });
    new CfnOutput(this, "RunArn", { value: machine.stateMachineArn });
    new CfnOutput(this, "WorkPlace", { value: names.work });
    new CfnOutput(this, "TopicArn", { value: this.topic.topicArn });
  }

  // EventBridge Scheduler keeps each start that failed in the returned queue, and an alarm says so.
  #schedules(
    { schedule }: DeployedConfig,
    machine: StateMachine,
    verification: StateMachine,
    functions: Functions,
  ): Queue {
    const letters = new Queue(this, "NotStarted", {
      queueName: "tidemark-not-started",
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(letters, "AwsSolutions-SQS3", "this queue is the dead-letter queue");
    const target = { deadLetterQueue: letters, maxEventAge: Duration.hours(1), retryAttempts: 10 };
    const fails = new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [letters.queueArn] });
    const starts = (of: StateMachine): PolicyStatement =>
      new PolicyStatement({ actions: ["states:StartExecution"], resources: [of.stateMachineArn] });
    const slots = this.#starter("Starts", "tidemark-slots", [starts(machine), fails]);
    new Schedule(this, "Slots", {
      scheduleName: "tidemark-slots",
      description: "Starts the run of each slot",
      schedule: ScheduleExpression.expression(cronOf(schedule) as string, TimeZone.ETC_UTC),
      target: new StepFunctionsStartExecution(machine, {
        ...target,
        role: slots,
        input: ScheduleTargetInput.fromObject({ slot: "<aws.scheduler.scheduled-time>" }),
      }),
    });
    const verifier = functions["verify-ledger"].functionArn;
    const verifies = this.#starter("Verifies", "tidemark-verifies", [
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [verifier] }),
      starts(verification),
      fails,
    ]);
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
    new Schedule(this, "Whole", {
      scheduleName: "tidemark-whole-verification",
      description:
        "Verifies the whole ledger twice a week. An alarm rings after seven days without a whole verification",
      schedule: ScheduleExpression.expression("cron(30 5 ? * SUN,WED *)", TimeZone.ETC_UTC),
      target: new StepFunctionsStartExecution(verification, {
        ...target,
        role: verifies,
        input: ScheduleTargetInput.fromObject({ whole: { from: null } }),
      }),
    });
    return letters;
  }

  /**
   * A role by which EventBridge Scheduler starts what is due. The CDK would name it by the stack, and the alarm on roles would
   * not hear of it. Only schedules of the default group in this account and region take it:
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
   */
  #starter(id: string, roleName: string, statements: PolicyStatement[]): IRole {
    const group = this.formatArn({ service: "scheduler", resource: "schedule-group", resourceName: "default" });
    const role = new Role(this, id, {
      roleName,
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { ArnEquals: { "aws:SourceArn": group } },
      }),
    });
    new Policy(this, `${id}Policy`, { policyName: roleName, roles: [role], statements });
    return role.withoutPolicyUpdates();
  }
}
