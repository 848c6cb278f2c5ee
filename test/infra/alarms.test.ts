// Every alarm reaches people, and every rule is an alarm: from the event to the inbox, by the templates alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verificationCounts } from "../../alerts/verification.ts";
import { namesOf } from "../../infra/names.ts";
import { dayBefore } from "../../infra/watch/day-by-day.ts";
import { alarmFires } from "../support/deployed/alarm.ts";
import { repository } from "../support/run-cli.ts";
import { eventMatches } from "../support/deployed/event-pattern.ts";
import type { Members, Placed } from "../support/deployed/template.ts";
import { large, LEDGER_ACCOUNT, SHAPES, small, synthesise, type Synthesis } from "./deployments.ts";

const alarmsOf = ({ templates }: Synthesis): Placed[] => templates.all("AWS::CloudWatch::Alarm");

/** Metrics of an alarm: its one, or those of its expression. */
function metricsOf({ properties }: Placed): Members[] {
  const several = properties["Metrics"] as { readonly MetricStat?: { readonly Metric: Members } }[] | undefined;
  return several === undefined
    ? [properties]
    : several.flatMap(({ MetricStat }): Members[] => (MetricStat === undefined ? [] : [MetricStat.Metric]));
}

const dimensionsOf = (metric: Members): { readonly [name: string]: string } =>
  Object.fromEntries(
    ((metric["Dimensions"] ?? []) as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
  );

describe.each(SHAPES)("$name", ({ input }) => {
  const synthesis = synthesise(input);
  const { templates, authority, config } = synthesis;
  const topics = new Map(templates.all("AWS::SNS::Topic").map((topic) => [topic.arn as string, topic]));

  test("every alarm has an action, on a topic of its account and region, whose policy lets it in and nobody else's", () => {
    const alarms = alarmsOf(synthesis);
    expect(alarms.length).toBeGreaterThanOrEqual(18);
    for (const { arn, place, properties } of alarms) {
      const name = properties["AlarmName"] as string;
      const actions = properties["AlarmActions"] as string[];
      expect(actions, name).toHaveLength(1);
      const topic = topics.get(actions[0] as string);
      expect(topic?.place, name).toEqual(place);
      const publish = (context: { readonly [key: string]: string }) =>
        authority.decide(
          { kind: "service", service: "cloudwatch.amazonaws.com" },
          { action: "sns:Publish", resource: actions[0] as string, context },
        ).allowed;
      expect(publish({ "aws:SourceAccount": place.account, "aws:SourceArn": arn as string }), name).toBe(true);
      const other = (arn as string).replace(place.account, "999999999999");
      expect(publish({ "aws:SourceAccount": "999999999999", "aws:SourceArn": other }), name).toBe(false);
      expect(publish({}), name).toBe(false);
    }
  });

  test("every address is subscribed to every topic", () => {
    const subscribed = templates
      .all("AWS::SNS::Subscription")
      .map(
        ({ properties }) =>
          `${properties["TopicArn"] as string} ${properties["Protocol"] as string} ${properties["Endpoint"] as string}`,
      );
    const expected = [...topics.keys()].flatMap((arn) =>
      config.deployment.emails.map((email) => `${arn} email ${email}`),
    );
    expect(subscribed.toSorted()).toEqual(expected.toSorted());
  });

  test("every rule is counted by an alarm of its place, and has no other target", () => {
    const rules = templates.all("AWS::Events::Rule");
    expect(rules.length).toBeGreaterThanOrEqual(8);
    for (const { properties, place } of rules) {
      const watching = alarmsOf(synthesis).filter(
        (alarm) =>
          alarm.place.account === place.account &&
          alarm.place.region === place.region &&
          metricsOf(alarm).some(
            (metric) =>
              metric["MetricName"] === "MatchedEvents" && dimensionsOf(metric)["RuleName"] === properties["Name"],
          ),
      );
      expect(watching.length, properties["Name"] as string).toBeGreaterThan(0);
      expect(properties["Targets"]).toBeUndefined();
    }
  });

  test("functions publish and put events by their own policies, and others don't", () => {
    const [messages] = [...topics.values()].filter(({ properties }) => properties["TopicName"] === "tidemark-messages");
    const may = (name: "notify" | "verify-ledger" | "collect-shard"): boolean =>
      authority.decide(authority.actor(name), { action: "sns:Publish", resource: messages?.arn as string }).allowed;
    expect([may("notify"), may("verify-ledger"), may("collect-shard")]).toEqual([true, true, false]);
  });
});

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
    "a function's code by a service that is not CloudFormation",
    "functions-changed",
    trailed(
      "lambda",
      "UpdateFunctionCode20150331v2",
      lambda("tidemark-seal-run", { userIdentity: { type: "AssumedRole", invokedBy: "codedeploy.amazonaws.com" } }),
    ),
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
    "a function's code by a deployment",
    null,
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

const alarm = (input: typeof small, name: string): unknown =>
  alarmsOf(synthesise(input)).find(({ properties }) => properties["AlarmName"] === `tidemark-${name}`)?.properties;

test.each([
  ["hourly", small, 3600],
  ["every six hours", large, 6 * 3600],
] as const)("a missing seal rings where no run came for two slots, and only then: %s", (_name, input, every) => {
  const properties = alarm(input, "missing-seal") as Members;
  const counted = (properties["Metrics"] as { readonly MetricStat?: Members }[]).find(({ MetricStat }) => MetricStat);
  expect(counted?.MetricStat).toMatchObject({
    Metric: { Namespace: "AWS/Events", MetricName: "MatchedEvents" },
    Period: every,
    Stat: "Sum",
  });
  // Each period's sum of notes that were written: S3 says so. Null: there is no data, since EventBridge counts no noughts.
  const fires = (...points: (number | null)[]): boolean => alarmFires(properties, points);
  expect([fires(1, 1, 1), fires(1, null, 1), fires(1, 1, null), fires(null, null, 1)]).toEqual(Array(4).fill(false));
  expect([fires(1, null, null), fires(1, 1, 1, null, null), fires(null, null, null, null)]).toEqual(
    Array(3).fill(true),
  );
});

test("a whole verification that does not come rings after seven days, and one in seven is enough", () => {
  const properties = alarm(small, "whole-not-verified");
  const week = Array.from({ length: 7 }, (): number | null => null);
  expect(alarmFires(properties, [1, ...week])).toBe(true);
  for (let day = 0; day < 7; day += 1) expect(alarmFires(properties, week.with(day, 1))).toBe(false);
  const twice = synthesise(small)
    .templates.all("AWS::Scheduler::Schedule")
    .find(({ properties: { Name } }) => Name === "tidemark-whole-verification");
  expect(twice?.properties["ScheduleExpression"]).toBe("cron(30 5 ? * SUN,WED *)");
});

// An alarm whose metric was never counted rings as soon as it is made.
test("what alarms on silence count is counted by stacks that are deployed before", () => {
  const { templates: all } = synthesise(small);
  const stackOf = (type: string, member: string, name: string): string | undefined =>
    all.all(type).find(({ properties }) => properties[member] === name)?.stack;
  expect(stackOf("AWS::Events::Rule", "Name", "tidemark-note-written")).toBe("TidemarkLedger");
  expect(stackOf("AWS::CloudWatch::Alarm", "AlarmName", "tidemark-missing-seal")).toBe("TidemarkWatch");
  expect(stackOf("AWS::Lambda::Function", "FunctionName", "tidemark-verify-ledger")).toBe("TidemarkCollector");
  expect(stackOf("AWS::CloudWatch::Alarm", "AlarmName", "tidemark-whole-not-verified")).toBe("TidemarkCollectorWatch");
});

test.each([
  ["2026-09-01T00:00:00.000Z", 3600, "+00:05"],
  ["2026-09-01T01:30:00.000Z", 6 * 3600, "-01:25"],
  ["2026-09-01T00:58:00.000Z", 3600, "-00:50"],
  ["2026-09-01T00:00:00.000Z", 300, "+00:05"],
])("days of slots from %s every %i s begin just before one: %s", (from, everySeconds, expected) => {
  const schedule = { everySeconds, from, graceSeconds: 300, eventCadenceSeconds: 300 };
  const timezone = dayBefore(schedule as never);
  expect(timezone).toBe(expected);
  const [, sign, hours = "", minutes = ""] = /^([+-])(\d\d):(\d\d)$/.exec(timezone) ?? [];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  // Minutes from midnight there to the next slot.
  const toSlot = (Date.parse(from) / 60_000 + offset) % (everySeconds / 60);
  expect((toSlot + everySeconds / 60) % (everySeconds / 60)).toBeLessThanOrEqual(10);
});

test("signatures and checkpoints are compared day by day, not in a window that slides between them", () => {
  expect(alarm(large, "unexplained-signatures")).toMatchObject({
    EvaluationWindow: { WallClockWindow: { Timezone: "-01:25" } },
  });
});

test("replication has its alarms: what failed, where the original is, and what is behind, where the replica is", () => {
  const placeOf = (name: string): unknown =>
    alarmsOf(synthesise(large)).find(({ properties }) => properties["AlarmName"] === `tidemark-${name}`)?.place;
  for (const name of ["replication-failed", "replication-behind"])
    expect(dimensionsOf(alarm(large, name) as Members)).toEqual({
      SourceBucket: names.ledgerBucket,
      DestinationBucket: names.replicaBucket,
      RuleId: "whole-ledger",
    });
  expect(placeOf("replication-failed")).toEqual({ account: LEDGER_ACCOUNT, region: "eu-central-1" });
  expect(placeOf("replication-behind")).toEqual({ account: LEDGER_ACCOUNT, region: "eu-west-1" });
  expect(alarm(small, "replication-failed")).toBeUndefined();
});

test("the runbook says of every alarm what it means and what to do", () => {
  const runbook = readFileSync(join(repository, "docs/runbook.md"), "utf8");
  const named = new Set([...runbook.matchAll(/^\| `(tidemark-[a-z-]+)` \|/gm)].map(([, name]) => name));
  const alarms = new Set(alarmsOf(synthesise(large)).map(({ properties }) => properties["AlarmName"]));
  expect(named).toEqual(alarms);
});

test("what a verification counts is watched, each count by an alarm that fires at the first", () => {
  const counts = Object.keys(verificationCounts({ verdict: "INTACT", problems: [] }));
  for (const metric of counts) {
    const watching = alarmsOf(synthesise(small)).filter(({ properties }) => properties["MetricName"] === metric);
    expect(watching, metric).toMatchObject([{ properties: { Namespace: "Tidemark", Threshold: 0 } }]);
  }
});
