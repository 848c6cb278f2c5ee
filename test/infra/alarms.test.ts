// Every alarm reaches people, and every rule is an alarm: from the event to the inbox, by the templates alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verificationCounts } from "../../alerts/verification.ts";
import { namesOf } from "../../infra/names.ts";
import { dayBefore } from "../../infra/watch/day-by-day.ts";
import { alarmFires } from "../support/deployed/alarm.ts";
import { repository } from "../support/run-cli.ts";
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

const names = namesOf(synthesise(large).config);

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
  const section = runbook.slice(runbook.indexOf("\n## Alarms\n")).split(/\n## (?!Alarms)/)[0] as string;
  const named = new Set([...section.matchAll(/^\| `(tidemark-[a-z-]+)` \|/gm)].map(([, name]) => name));
  const alarms = new Set(alarmsOf(synthesise(large)).map(({ properties }) => properties["AlarmName"]));
  expect(named).toEqual(alarms);
});

test("what a verification counts is watched, each count by an alarm that fires at the first", () => {
  const counts = Object.keys(verificationCounts({ verdict: "INTACT", violations: [] }));
  for (const metric of counts) {
    const watching = alarmsOf(synthesise(small)).filter(({ properties }) => properties["MetricName"] === metric);
    expect(watching, metric).toMatchObject([{ properties: { Namespace: "Tidemark", Threshold: 0 } }]);
  }
});
