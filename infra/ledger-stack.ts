// The ledger: its bucket and key, the names beside it, who may read it, and the alarms that need none of our code.
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Match, Rule, type CfnRule } from "aws-cdk-lib/aws-events";
import { AccountPrincipal, AccountRootPrincipal, Effect, Policy, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { PREFIX, type DeployedConfig } from "../config/places.ts";
import { ledgerBucket } from "./ledger-bucket.ts";
import type { Names } from "./names.ts";
import { signingKey } from "./signing-key.ts";

export class LedgerStack extends Stack {
  readonly key: Key;

  constructor(scope: Construct, id: string, config: DeployedConfig, names: Names, props: StackProps) {
    super(scope, id, props);
    const bucket = ledgerBucket(this, config, names);
    acknowledge(
      bucket,
      "AwsSolutions-S1",
      "a locked bucket can't take access logs of its own; reads and writes are CloudTrail data events",
    );
    this.key = signingKey(this, config, names);
    acknowledge(
      this.key,
      "AwsSolutions-KMS5",
      "asymmetric keys can't rotate: a new key is a new deployment step (docs/runbook.md)",
    );
    this.#names(config, names);
    this.#auditor(bucket, names);
    this.#alarms(config, bucket);
    new CfnOutput(this, "LedgerPlace", { value: names.ledger });
    new CfnOutput(this, "NamesPlace", { value: names.names });
    new CfnOutput(this, "SigningKeyArn", { value: this.key.keyArn });
  }

  // No lock and no versions: what is erased here has to be gone.
  #names({ deployment }: DeployedConfig, names: Names): void {
    const bucket = new Bucket(this, "Names", {
      bucketName: names.namesBucket,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(bucket, "AwsSolutions-S1", "names of people: an access log would keep what is erased");
    if (names.isSameAccount) return;
    const by = { principals: [new AccountPrincipal(deployment.account)] };
    const only = (functions: readonly ("plan-run" | "collect-shard" | "notify")[]) => ({
      conditions: { ArnEquals: { "aws:PrincipalArn": functions.map(names.roleArn) } },
    });
    const readers = only(["plan-run", "collect-shard", "notify"]);
    bucket.addToResourcePolicy(
      new PolicyStatement({ ...by, ...readers, actions: ["s3:ListBucket"], resources: [bucket.bucketArn] }),
    );
    bucket.addToResourcePolicy(
      new PolicyStatement({ ...by, ...readers, actions: ["s3:GetObject"], resources: [bucket.arnForObjects("*")] }),
    );
    bucket.addToResourcePolicy(
      new PolicyStatement({
        ...by,
        ...only(["plan-run", "collect-shard"]),
        actions: ["s3:PutObject"],
        resources: [bucket.arnForObjects("*")],
      }),
    );
  }

  // Whoever the account lets take this role reads the ledger and its key, and no names.
  #auditor(bucket: Bucket, names: Names): void {
    const role = new Role(this, "Auditor", {
      roleName: "tidemark-auditor",
      description: "Reads the Tidemark ledger and verifies it",
      assumedBy: new AccountRootPrincipal(),
    });
    const policy = new Policy(this, "AuditorPolicy", {
      policyName: "tidemark-auditor",
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: [
            "s3:ListBucket",
            "s3:ListBucketVersions",
            "s3:GetBucketVersioning",
            "s3:GetBucketObjectLockConfiguration",
            "s3:GetBucketPolicy",
            "s3:GetLifecycleConfiguration",
            "s3:GetReplicationConfiguration",
          ],
          resources: [bucket.bucketArn],
        }),
        new PolicyStatement({
          actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectRetention"],
          resources: [`arn:aws:s3:::${names.ledgerBucket}/${PREFIX}*`],
        }),
        new PolicyStatement({ actions: ["kms:DescribeKey", "kms:GetPublicKey"], resources: [this.key.keyArn] }),
        new PolicyStatement({
          effect: Effect.DENY,
          actions: ["s3:GetObject"],
          resources: [`arn:aws:s3:::${names.namesBucket}/*`],
        }),
      ],
    });
    for (const each of [`${names.ledgerBucket}/${PREFIX}*`, `${names.namesBucket}/*`])
      acknowledge(
        policy,
        `AwsSolutions-IAM5[Resource::arn:aws:s3:::${each}]`,
        "every object of the ledger is what is audited; names are denied as a whole",
      );
  }

  #alarms({ deployment, schedule }: DeployedConfig, bucket: Bucket): void {
    const topic = new Topic(this, "Alarms", { topicName: "tidemark-ledger-alarms", enforceSSL: true });
    for (const email of deployment.emails) topic.addSubscription(new EmailSubscription(email));
    const notes = new Rule(this, "NoteWritten", {
      ruleName: "tidemark-note-written",
      description: "A signed checkpoint was written to the ledger: S3 says so, not Tidemark",
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: { bucket: { name: [bucket.bucketName] }, object: { key: Match.wildcard(`${PREFIX}log/*.note`) } },
      },
    });
    const signed = new Rule(this, "KeyUsed", {
      ruleName: "tidemark-key-used",
      description: "The signing key was used: CloudTrail says so, which an account needs a trail for",
      eventPattern: {
        source: ["aws.kms"],
        detailType: ["AWS API Call via CloudTrail"],
        detail: { eventSource: ["kms.amazonaws.com"], eventName: ["Sign"], resources: { ARN: [this.key.keyArn] } },
      },
    });
    // CloudTrail calls Sign read-only, which a rule is not told of unless it says that it wants to be.
    (signed.node.defaultChild as CfnRule).state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
    const matched = (rule: Rule, period: Duration) =>
      new Metric({
        namespace: "AWS/Events",
        metricName: "MatchedEvents",
        dimensionsMap: { RuleName: rule.ruleName },
        statistic: "Sum",
        period,
      });
    const day = Duration.days(1);
    const alarms = [
      new Alarm(this, "MissingSeal", {
        alarmName: "tidemark-missing-seal",
        alarmDescription: "No checkpoint was written for two slots: nothing was observed, or nothing could be sealed.",
        metric: matched(notes, Duration.seconds(schedule.everySeconds)),
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 2,
        datapointsToAlarm: 2,
        treatMissingData: TreatMissingData.BREACHING,
      }),
      new Alarm(this, "UnexplainedSignatures", {
        alarmName: "tidemark-unexplained-signatures",
        alarmDescription:
          "The key signed more often than checkpoints were written: a second history may have been signed.",
        metric: new MathExpression({
          expression: "FILL(signed, 0) - FILL(notes, 0)",
          usingMetrics: { signed: matched(signed, day), notes: matched(notes, day) },
          label: "signatures without a checkpoint",
          period: day,
        }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        threshold: 0,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }
}
