// The runbook names what is deployed: every topic that has to be confirmed, with its stack and an alarm to prove it with, and every
// alarm that may ring; and nothing that is not.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SHAPES, synthesise } from "../infra/deployments.ts";
import { repository } from "../support/run-cli.ts";
import { rowsOf } from "./hand-written.ts";

const page = readFileSync(join(repository, "docs/runbook.md"), "utf8");
const deployments = SHAPES.map(({ input }) => synthesise(input).templates);

const unique = (names: readonly string[]): string[] => [...new Set(names)].toSorted();
const inCode = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word as string);

/** The table that begins with this heading, row by row, each cell as the words in it that are in code. */
function table(heading: string): string[][][] {
  const rows = rowsOf(page).map(({ cells }) => cells);
  const start = rows.findIndex(([first]) => first === heading);
  const isHeading = ([first = ""]: readonly string[]): boolean => !first.startsWith("`");
  const after = rows.slice(start + 1);
  const end = after.findIndex(isHeading);
  return (end === -1 ? after : after.slice(0, end)).map((cells) => cells.map(inCode));
}

const first = (cell: readonly string[] | undefined): string => cell?.[0] ?? "";

const TOPICS = table("topic").map(([topic, stacks = [], , alarm]) => ({
  topic: first(topic),
  stacks,
  alarm: first(alarm),
}));

test("the table of topics has each topic of each stack, and no other", () => {
  const made = deployments.flatMap((templates) =>
    templates.all("AWS::SNS::Topic").map(({ stack, properties }) => `${String(properties["TopicName"])} of ${stack}`),
  );
  const named = TOPICS.flatMap(({ topic, stacks }) => stacks.map((stack) => `${topic} of ${stack}`));
  expect(named.length).toBeGreaterThan(3);
  expect(unique(named)).toEqual(unique(made));
});

test("each topic is proven by an alarm that it carries, wherever there is one", () => {
  for (const templates of deployments) {
    for (const { arn, properties } of templates.all("AWS::SNS::Topic")) {
      const carried = templates
        .all("AWS::CloudWatch::Alarm")
        .filter((alarm) => (alarm.properties["AlarmActions"] as string[]).includes(arn as string))
        .map((alarm) => alarm.properties["AlarmName"]);
      expect(carried).toContain(TOPICS.find(({ topic }) => topic === properties["TopicName"])?.alarm);
    }
  }
});

test("the steps name the topics whose mails are confirmed in them", () => {
  const topics = new Set(TOPICS.map(({ topic }) => topic));
  const step = (command: string): string =>
    page.split("\n").find((line) => /^\d+\. /.test(line) && line.includes(command)) ?? "";
  const confirmed = ["npx cdk deploy TidemarkLedger", "npx cdk deploy TidemarkCollectorWatch"].map((command) =>
    inCode(step(command)).filter((word) => topics.has(word)),
  );
  // A deployment in one account without a replica confirms these.
  const [small] = deployments;
  expect(unique(confirmed.flat())).toEqual(
    unique((small?.all("AWS::SNS::Topic") ?? []).map(({ properties }) => String(properties["TopicName"]))),
  );
});

test("the table of alarms has each alarm that some deployment has, and no other", () => {
  const made = deployments.flatMap((templates) =>
    templates.all("AWS::CloudWatch::Alarm").map(({ properties }) => String(properties["AlarmName"])),
  );
  const named = table("alarm").map(([alarm]) => first(alarm));
  expect(named).toHaveLength(new Set(named).size);
  expect(unique(named)).toEqual(unique(made));
});
