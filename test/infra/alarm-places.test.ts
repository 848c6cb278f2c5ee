// What `doctor` takes the alarms to wait for is what the templates make them wait for.
import { expect, test } from "vitest";
import { alarmPlaces, type AwaitedCalls } from "../../config/deployed/alarm-places.ts";
import type { Placed } from "../support/deployed/template.ts";
import { SHAPES, synthesise } from "./deployments.ts";

type Pattern = {
  readonly source: readonly string[];
  readonly "detail-type": readonly string[];
  readonly detail: { readonly readOnly?: readonly boolean[] };
};

const patternOf = ({ properties }: Placed): Pattern => properties["EventPattern"] as Pattern;

/** A rule that speaks of no kind has calls that CloudTrail calls read-only, and has to want to be told of them. */
function kindOf(rule: Placed): AwaitedCalls["kind"] {
  const { readOnly } = patternOf(rule).detail;
  const [expected, kind] =
    readOnly === undefined
      ? (["ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", "read"] as const)
      : (["ENABLED", "write"] as const);
  if (readOnly !== undefined) expect(readOnly).toEqual([false]);
  expect(rule.properties["State"], rule.properties["Name"] as string).toBe(expected);
  return kind;
}

test.each(SHAPES)("$name", ({ input }) => {
  const { templates, config } = synthesise(input);
  const alarms = templates.all("AWS::CloudWatch::Alarm");
  const rules = templates
    .all("AWS::Events::Rule")
    .filter((rule) => patternOf(rule)["detail-type"].includes("AWS API Call via CloudTrail"));
  expect(rules.length).toBeGreaterThanOrEqual(7);
  const made = rules.flatMap((rule) => {
    const { account, region } = rule.place;
    const counted = JSON.stringify({ Name: "RuleName", Value: rule.properties["Name"] });
    return alarms
      .filter(
        ({ place, properties }) =>
          place.account === account && place.region === region && JSON.stringify(properties).includes(counted),
      )
      .flatMap(({ properties }) =>
        patternOf(rule).source.map((source) => {
          const service = `${source.replace(/^aws\./, "")}.amazonaws.com`;
          return `${account} ${region} ${properties["AlarmName"] as string} ${service} ${kindOf(rule)}`;
        }),
      );
  });
  const said = alarmPlaces(config).flatMap(({ account, region, awaited }) =>
    awaited.map(({ alarm, source, kind }) => `${account} ${region} ${alarm} ${source} ${kind}`),
  );
  expect(said.toSorted()).toEqual(made.toSorted());
});
