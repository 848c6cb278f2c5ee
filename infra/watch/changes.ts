// Lists the calls that change what protects the ledger: patterns of CloudTrail's events, as EventBridge matches them.
// The account needs a trail: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
import type { EventPattern } from "aws-cdk-lib/aws-events";

/** Calls of one service. */
function calls(service: string, detail: object): EventPattern {
  return {
    source: [`aws.${service}`],
    detailType: ["AWS API Call via CloudTrail"],
    detail: { eventSource: [`${service}.amazonaws.com`], ...detail },
  };
}

/** By what CloudTrail says of each call, and not by names: a call that AWS adds later is a change too. */
const CHANGE = { managementEvent: [true], readOnly: [false] };

/**
 * Matches every call that changes the configuration of one of these buckets: policy, lock, versioning, lifecycle, replication, encryption,
 * ownership, public access, notifications, and its deletion.
 */
export const bucketChanges = (...buckets: readonly string[]): EventPattern =>
  calls("s3", { ...CHANGE, requestParameters: { bucketName: [...buckets] } });

/** Policy, state, grants and aliases of keys. */
export const keyChanges = (keyArns: readonly string[], aliases: readonly string[]): EventPattern =>
  calls("kms", {
    ...CHANGE,
    $or: [{ resources: { ARN: [...keyArns] } }, { requestParameters: { aliasName: [...aliases] } }],
  });

/** Starting a state machine does not change it. */
const NO_RUN = [{ "anything-but": ["StartExecution", "StopExecution", "RedriveExecution"] }];

/**
 * Rules, alarms, topics, schedules and state machines of ours, whoever changes them: a deployment too, since any stack could
 * hold a policy for our topic. An attacker who wants to act unseen begins there.
 */
export const watchChanges = (): EventPattern => {
  const ours = [{ prefix: "tidemark-" }];
  const named = ["name", "rule", "alarmName", "alarmNames"].map((member) => ({
    requestParameters: { [member]: ours },
  }));
  const byArn = ["topicArn", "subscriptionArn", "resourceArn", "stateMachineArn"].map((member) => ({
    requestParameters: { [member]: [{ wildcard: "*:tidemark-*" }] },
  }));
  return {
    source: ["aws.events", "aws.monitoring", "aws.sns", "aws.states", "aws.scheduler"],
    detailType: ["AWS API Call via CloudTrail"],
    detail: {
      ...CHANGE,
      eventName: NO_RUN,
      // A rule that mutes alarms has a name of its own: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
      $or: [...named, ...byArn, { requestParameters: { muteTargets: { alarmNames: ours } } }],
    },
  };
};

/** Any change of a trail: without a trail the other rules hear of nothing. Trails elsewhere are not seen here. */
export const trailChanges = (): EventPattern => calls("cloudtrail", { ...CHANGE });

/** CloudFormation updates or deletes a stack of ours: its own event, for which no trail is needed. */
export const stackChanges = (): EventPattern => ({
  source: ["aws.cloudformation"],
  detailType: ["CloudFormation Stack Status Change"],
  detail: {
    "stack-id": [{ wildcard: "*:stack/Tidemark*" }],
    "status-details": { status: ["UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"] },
  },
});

/** Each use of a signing key. */
export const signatures = (keyArns: readonly string[]): EventPattern =>
  calls("kms", { eventName: ["Sign"], resources: { ARN: [...keyArns] } });

/** Trust and policies of our roles, and their deletion. IAM tells of them in us-east-1 alone. */
export const roleChanges = (): EventPattern =>
  calls("iam", {
    ...CHANGE,
    $or: [
      { requestParameters: { roleName: [{ prefix: "tidemark-" }] } },
      // A managed policy of a role is changed by its own ARN: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
      { requestParameters: { policyArn: [{ wildcard: "*:policy/tidemark-*" }] } },
    ],
  });

/**
 * Code, configuration and permissions of our functions, and functions of others that are given one of our roles.
 * Changes by CloudFormation count too: CloudTrail does not say which stack asked for them, and any stack may name our function.
 * A function is called by its name or its ARN, whole or in part.
 */
export const functionChanges = (): EventPattern =>
  calls("lambda", {
    ...CHANGE,
    $or: [
      { requestParameters: { functionName: [{ wildcard: "*tidemark-*" }] } },
      { requestParameters: { role: [{ wildcard: "*:role/tidemark-*" }] } },
      // Tags and policies of a resource: https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html
      { requestParameters: { resource: [{ wildcard: "*:function:tidemark-*" }] } },
      { requestParameters: { resourceArn: [{ wildcard: "*:function:tidemark-*" }] } },
    ],
  });

/** Somebody takes the role. STS tells of it in the region that was asked; the role's trust allows one region alone. */
export const assumptions = (roleArn: string): EventPattern =>
  calls("sts", { eventName: ["AssumeRole"], requestParameters: { roleArn: [roleArn] } });

/** S3's own event of a new object under a key, with wildcards. No trail is needed. */
export const objectsCreated = (bucket: string, key: string): EventPattern => ({
  source: ["aws.s3"],
  detailType: ["Object Created"],
  detail: { bucket: { name: [bucket] }, object: { key: [{ wildcard: key }] } },
});

/** S3's own event of a deletion: a marker, or a version. */
export const objectsDeleted = (bucket: string): EventPattern => ({
  source: ["aws.s3"],
  detailType: ["Object Deleted"],
  detail: { bucket: { name: [bucket] } },
});
