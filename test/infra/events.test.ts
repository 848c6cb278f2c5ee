// Which event rings which alarm: calls as CloudTrail tells of them, objects as S3 does, stacks as CloudFormation does.
import { expect, test } from "vitest";
import { namesOf } from "../../infra/names.ts";
import { eventMatches } from "../support/deployed/event-pattern.ts";
import { large, LEDGER_ACCOUNT, synthesise } from "./deployments.ts";

/** A management event of CloudTrail as EventBridge delivers it: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const trailed = (service: string, eventName: string, detail: object) => ({
  source: `aws.${service}`,
  "detail-type": "AWS API Call via CloudTrail",
  detail: {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    readOnly: false,
    managementEvent: true,
    userIdentity: { type: "AssumedRole", arn: "arn:aws:sts::555566667777:assumed-role/administrator/mallory" },
    ...detail,
  },
});

const { templates, config } = synthesise(large);
const names = namesOf(config);
const [firstKey, secondKey] = templates.all("AWS::KMS::Key").map(({ arn }) => arn as string);
const ledgerBucket = { requestParameters: { bucketName: names.ledgerBucket } };
const lambda = (functionName: string, detail = {}) => ({ requestParameters: { functionName }, ...detail });
const byCloudFormation = { userIdentity: { type: "AssumedRole", invokedBy: "cloudformation.amazonaws.com" } };
const created = (bucket: string, key: string) => ({
  source: "aws.s3",
  "detail-type": "Object Created",
  detail: { version: "0", bucket: { name: bucket }, object: { key }, reason: "PutObject" },
});

// Names of events and of their members: the services' pages on CloudTrail and on EventBridge.
const EVENTS: readonly (readonly [string, string | null, object])[] = [
  ["bucket policy put", "ledger-protection-changed", trailed("s3", "PutBucketPolicy", ledgerBucket)],
  ["bucket policy deleted", "ledger-protection-changed", trailed("s3", "DeleteBucketPolicy", ledgerBucket)],
  ["lock changed", "ledger-protection-changed", trailed("s3", "PutBucketObjectLockConfiguration", ledgerBucket)],
  ["lifecycle put", "ledger-protection-changed", trailed("s3", "PutBucketLifecycle", ledgerBucket)],
  ["replication put", "ledger-protection-changed", trailed("s3", "PutBucketReplication", ledgerBucket)],
  ["replication deleted", "ledger-protection-changed", trailed("s3", "DeleteBucketReplication", ledgerBucket)],
  ["versioning put", "ledger-protection-changed", trailed("s3", "PutBucketVersioning", ledgerBucket)],
  [
    "by a deployment too",
    "ledger-protection-changed",
    trailed("s3", "PutBucketPolicy", { ...ledgerBucket, ...byCloudFormation }),
  ],
  [
    "the names bucket's policy",
    "ledger-protection-changed",
    trailed("s3", "DeleteBucketPolicy", { requestParameters: { bucketName: names.namesBucket } }),
  ],
  [
    "the work bucket's lifecycle",
    "work-protection-changed",
    trailed("s3", "PutBucketLifecycle", { requestParameters: { bucketName: names.workBucket } }),
  ],
  ["another bucket's policy", null, trailed("s3", "PutBucketPolicy", { requestParameters: { bucketName: "other" } })],
  ["a configuration read", null, trailed("s3", "GetBucketPolicy", { ...ledgerBucket, readOnly: true })],
  [
    "an object put, where data events are logged",
    null,
    trailed("s3", "PutObject", { ...ledgerBucket, managementEvent: false }),
  ],
  ["another bucket's policy", null, trailed("s3", "PutBucketPolicy", { requestParameters: { bucketName: "other" } })],
  [
    "the replica's policy",
    "replica-protection-changed",
    trailed("s3", "PutBucketPolicy", { requestParameters: { bucketName: names.replicaBucket } }),
  ],
  ["a note written", "note-written", created(names.ledgerBucket, "ledger/log/000000000007.note")],
  ["a seal written", null, created(names.ledgerBucket, "ledger/log/000000000007.json")],
  ["a note elsewhere", null, created("other", "ledger/log/000000000007.note")],
  ["a ledger created", "ledger-created", created(names.ledgerBucket, "ledger/genesis.json")],
  [
    "an object hidden",
    "ledger-deletion",
    {
      source: "aws.s3",
      "detail-type": "Object Deleted",
      detail: {
        bucket: { name: names.ledgerBucket },
        object: { key: "ledger/genesis.json" },
        "deletion-type": "Delete Marker Created",
      },
    },
  ],
  [
    "key policy put",
    "key-changed",
    trailed("kms", "PutKeyPolicy", { resources: [{ ARN: firstKey, type: "AWS::KMS::Key" }] }),
  ],
  [
    "the second key's deletion scheduled",
    "key-changed",
    trailed("kms", "ScheduleKeyDeletion", { resources: [{ ARN: secondKey }] }),
  ],
  ["key disabled", "key-changed", trailed("kms", "DisableKey", { resources: [{ ARN: firstKey }] })],
  ["a grant on the key", "key-changed", trailed("kms", "CreateGrant", { resources: [{ ARN: firstKey }] })],
  [
    "alias moved to another key",
    "key-changed",
    trailed("kms", "UpdateAlias", {
      requestParameters: { aliasName: "alias/tidemark-ledger", targetKeyId: "other" },
      resources: [{ ARN: "arn:aws:kms:eu-central-1:888899990000:key/other" }],
    }),
  ],
  [
    "a signature",
    "key-used",
    trailed("kms", "Sign", { readOnly: true, resources: [{ ARN: firstKey, accountId: LEDGER_ACCOUNT }] }),
  ],
  [
    "another key's signature",
    null,
    trailed("kms", "Sign", { readOnly: true, resources: [{ ARN: "arn:aws:kms:eu-central-1:888899990000:key/other" }] }),
  ],
  [
    "trust of a role",
    "roles-changed",
    trailed("iam", "UpdateAssumeRolePolicy", { requestParameters: { roleName: "tidemark-seal-run" } }),
  ],
  [
    "policy of a role",
    "roles-changed",
    trailed("iam", "AttachRolePolicy", {
      requestParameters: { roleName: "tidemark-operator", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    }),
  ],
  ["another role", null, trailed("iam", "AttachRolePolicy", { requestParameters: { roleName: "other" } })],
  ...["CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"].map(
    (eventName) =>
      [
        `a managed policy of a role: ${eventName}`,
        "roles-changed",
        trailed("iam", eventName, {
          requestParameters: { policyArn: "arn:aws:iam::555566667777:policy/tidemark-members-1", versionId: "v2" },
        }),
      ] as const,
  ),
  [
    "a managed policy of another role",
    null,
    trailed("iam", "CreatePolicyVersion", { requestParameters: { policyArn: "arn:aws:iam::555566667777:policy/x" } }),
  ],
  [
    "a function's code",
    "functions-changed",
    trailed("lambda", "UpdateFunctionCode20150331v2", lambda("tidemark-seal-run")),
  ],
  [
    "a function's code, by its ARN",
    "functions-changed",
    trailed(
      "lambda",
      "UpdateFunctionCode20150331v2",
      lambda("arn:aws:lambda:eu-central-1:555566667777:function:tidemark-seal-run"),
    ),
  ],
  [
    "a function's code, by its account and name",
    "functions-changed",
    trailed("lambda", "UpdateFunctionCode20150331v2", lambda("555566667777:function:tidemark-seal-run")),
  ],
  [
    "a function's permission",
    "functions-changed",
    trailed("lambda", "AddPermission20150331v2", lambda("tidemark-seal-run")),
  ],
  [
    "a function's tags",
    "functions-changed",
    trailed("lambda", "TagResource20170331v2", {
      requestParameters: { resource: "arn:aws:lambda:eu-central-1:555566667777:function:tidemark-seal-run" },
    }),
  ],
  [
    "events from elsewhere for a function",
    "functions-changed",
    trailed("lambda", "CreateEventSourceMapping20150331", lambda("tidemark-notify")),
  ],
  [
    "another function given the sealing role",
    "functions-changed",
    trailed(
      "lambda",
      "CreateFunction20150331",
      lambda("other", { requestParameters: { functionName: "other", role: names.roleArn("seal-run") } }),
    ),
  ],
  [
    "another function with a role of its own",
    null,
    trailed(
      "lambda",
      "CreateFunction20150331",
      lambda("other", { requestParameters: { functionName: "other", role: "arn:aws:iam::555566667777:role/other" } }),
    ),
  ],
  [
    "a function's code by a deployment, ours or somebody's",
    "functions-changed",
    trailed("lambda", "UpdateFunctionCode20150331v2", lambda("tidemark-seal-run", byCloudFormation)),
  ],
  ["another function's code", null, trailed("lambda", "UpdateFunctionCode20150331v2", lambda("other"))],
  [
    "a rule disabled",
    "watch-changed",
    trailed("events", "DisableRule", { requestParameters: { name: "tidemark-roles-changed" } }),
  ],
  [
    "a rule disabled by a service",
    "watch-changed",
    trailed("events", "DisableRule", {
      requestParameters: { name: "tidemark-roles-changed" },
      userIdentity: { invokedBy: "states.amazonaws.com" },
    }),
  ],
  ["a target of a rule removed", null, trailed("events", "RemoveTargets", { requestParameters: { rule: "other" } })],
  [
    "alarms deleted",
    "watch-changed",
    trailed("monitoring", "DeleteAlarms", { requestParameters: { alarmNames: ["other", "tidemark-missing-seal"] } }),
  ],
  [
    "alarms muted",
    "watch-changed",
    trailed("monitoring", "PutAlarmMuteRule", {
      requestParameters: { name: "quiet", muteTargets: { alarmNames: ["tidemark-missing-seal"] } },
    }),
  ],
  [
    "a topic's policy set, by a deployment of somebody's",
    "watch-changed",
    trailed("sns", "SetTopicAttributes", {
      requestParameters: { topicArn: "arn:aws:sns:eu-central-1:555566667777:tidemark-messages" },
      ...byCloudFormation,
    }),
  ],
  [
    "a subscription ended",
    "watch-changed",
    trailed("sns", "Unsubscribe", {
      requestParameters: { subscriptionArn: "arn:aws:sns:eu-central-1:555566667777:tidemark-messages:0" },
    }),
  ],
  [
    "the state machine changed",
    "watch-changed",
    trailed("states", "UpdateStateMachine", {
      requestParameters: { stateMachineArn: "arn:aws:states:eu-central-1:555566667777:stateMachine:tidemark-run" },
    }),
  ],
  [
    "a run started",
    null,
    trailed("states", "StartExecution", {
      requestParameters: { stateMachineArn: "arn:aws:states:eu-central-1:555566667777:stateMachine:tidemark-run" },
    }),
  ],
  [
    "a schedule changed",
    "watch-changed",
    trailed("scheduler", "UpdateSchedule", { requestParameters: { name: "tidemark-slots" } }),
  ],
  ["another alarm", null, trailed("monitoring", "PutMetricAlarm", { requestParameters: { alarmName: "other" } })],
  ["the trail stopped", "trail-changed", trailed("cloudtrail", "StopLogging", { requestParameters: { name: "main" } })],
  [
    "the trail's selectors changed",
    "trail-changed",
    trailed("cloudtrail", "PutEventSelectors", { requestParameters: { trailName: "main" } }),
  ],
  [
    "the trail read",
    null,
    trailed("cloudtrail", "GetTrailStatus", { readOnly: true, requestParameters: { name: "main" } }),
  ],
  ...(["UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "CREATE_IN_PROGRESS"] as const).map(
    (status) =>
      [
        `a stack of ours: ${status}`,
        status === "CREATE_IN_PROGRESS" ? null : "stack-changed",
        {
          source: "aws.cloudformation",
          "detail-type": "CloudFormation Stack Status Change",
          detail: {
            "stack-id": "arn:aws:cloudformation:eu-central-1:555566667777:stack/TidemarkCollector/0",
            "status-details": { status, "status-reason": "" },
          },
        },
      ] as const,
  ),
  [
    "the operator's role taken",
    "operator-acted",
    trailed("sts", "AssumeRole", { readOnly: true, requestParameters: { roleArn: names.roleArn("operator") } }),
  ],
  [
    "a member's role taken",
    null,
    trailed("sts", "AssumeRole", {
      readOnly: true,
      requestParameters: { roleArn: "arn:aws:iam::100000000000:role/TidemarkRead" },
    }),
  ],
];

test.each(EVENTS)("%s: %s", (_what, expected, event) => {
  const matching = templates
    .all("AWS::Events::Rule")
    .filter(({ properties }) => eventMatches(properties["EventPattern"], event))
    .map(({ properties }) => properties["Name"]);
  // A role's account and the ledger's have a rule each.
  expect([...new Set(matching)]).toEqual(expected === null ? [] : [`tidemark-${expected}`]);
});

test("rules on calls that CloudTrail calls read-only ask for them", () => {
  const states = new Map(
    templates.all("AWS::Events::Rule").map(({ properties }) => [properties["Name"], properties["State"]]),
  );
  for (const [, rule, event] of EVENTS)
    if ((event as { detail: { readOnly?: boolean } }).detail.readOnly === true && rule !== null)
      expect(states.get(`tidemark-${rule}`)).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
});
