// Finds the alarms that would stay silent: each waits for calls that EventBridge hears of only where a trail logs them.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html: a trail that is logging;
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html: read-only calls.
import { z } from "zod";
import { remedy } from "../../../audit/standing/remedy.ts";
import { recordedBy, type WholeEventSelectors } from "../../../checks/logging/audit-trail-on/event-selectors.ts";
import type { AlarmPlace, AwaitedCalls } from "../../../config/deployed/alarm-places.ts";
import { unitOf, type Problem } from "../../../evidence-schema/record/record.ts";
import { homeOf, lackOf, type Flaw, type FlawedTrail } from "./lack.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
export const Trail = z.object({
  Name: z.string(),
  TrailARN: z.string(),
  IsMultiRegionTrail: z.boolean(),
  IncludeGlobalServiceEvents: z.boolean(),
  HasCustomEventSelectors: z.boolean().optional(),
});

export type Trail = z.infer<typeof Trail>;

/** A trail, and what was told of it. */
export type ReadTrail = {
  readonly trail: Trail;
  readonly isLogging: boolean | Problem;
  readonly selectors: WholeEventSelectors | Problem;
};

/** Trails that log a region of an account, as the region tells them; `problem` where there may be others. */
export type ReadTrails = { readonly trails: readonly ReadTrail[]; readonly problem: Problem | null };

/** The alarms of one place: the trails that serve them, the silent alarms, and the alarms of which too little is known. */
export type PlaceHeard = {
  readonly scope: string;
  readonly region: string;
  /** ARNs of the trails that log calls for which the place's alarms wait. */
  readonly trails: readonly string[];
  readonly silent: readonly { readonly alarms: readonly string[]; readonly missing: string; readonly remedy: string }[];
  readonly unknown: readonly {
    readonly alarms: readonly string[];
    readonly code: string;
    readonly detail: string;
    readonly remedy: string;
  }[];
};

type Answer =
  | { readonly is: "heard"; readonly by: string }
  | { readonly is: "silent"; readonly flawed: readonly FlawedTrail[] }
  | { readonly is: "unknown"; readonly problem: Problem };

/** `told`: of the account in that region; null: the account is not enrolled, and nobody reads it. */
export function heardIn(place: AlarmPlace, told: ReadTrails | null): PlaceHeard {
  const scope = `aws/${place.account}`;
  const base = { scope, region: place.region };
  if (told === null) {
    const detail = `${scope} is not enrolled, so its trails are not read`;
    const advice = `add { scope: "${scope}", regions: ["${place.region}"] } to scopes of the config, or check yourself that a trail logs the region`;
    const unknown = [{ alarms: alarmsOf(place.awaited), code: "not-planned", detail, remedy: advice }];
    return { ...base, trails: [], silent: [], unknown };
  }
  const answers = place.awaited.map((calls) => ({ calls, answer: answerTo(calls, place.region, told) }));
  const alike = Map.groupBy(answers, ({ answer }) => JSON.stringify(answer));
  const trails: string[] = [];
  const silent: PlaceHeard["silent"][number][] = [];
  const unknown: PlaceHeard["unknown"][number][] = [];
  for (const same of alike.values()) {
    const [{ answer }] = same as [(typeof answers)[number]];
    const calls = same.map((each) => each.calls);
    if (answer.is === "heard") trails.push(answer.by);
    else if (answer.is === "silent")
      silent.push({ alarms: alarmsOf(calls), ...lackOf(answer.flawed, calls, place.account) });
    else unknown.push({ alarms: alarmsOf(calls), ...answer.problem, remedy: remedy(answer.problem, TRAIL_UNITS) });
  }
  return { ...base, trails: [...new Set(trails)], silent, unknown };
}

const TRAIL_UNITS = [unitOf("AWS::CloudTrail::Trail", "global")];

const alarmsOf = (calls: readonly AwaitedCalls[]): string[] => [...new Set(calls.map(({ alarm }) => alarm))];

/** A single sound trail is enough. Without a sound trail, a trail of which too little is known makes the answer unknown. */
function answerTo(calls: AwaitedCalls, region: string, { trails, problem }: ReadTrails): Answer {
  const problems: Problem[] = [];
  const flawed: FlawedTrail[] = [];
  for (const told of trails) {
    const found = flawsOf(told, calls, region);
    const flaws = found.filter((each) => typeof each === "string");
    const unread = found.filter((each) => typeof each === "object");
    if (found.length === 0) return { is: "heard", by: told.trail.TrailARN };
    if (flaws.length > 0) flawed.push({ trail: told.trail, flaws });
    else problems.push(...unread);
  }
  const [first] = problem === null ? problems : [problem];
  return first === undefined ? { is: "silent", flawed } : { is: "unknown", problem: first };
}

/** Delivery of log files is not looked at: EventBridge needs a trail that logs, and audit-trail-on judges the rest. */
function flawsOf({ trail, isLogging, selectors }: ReadTrail, calls: AwaitedCalls, region: string): (Flaw | Problem)[] {
  const recorded = recordedBy(selectors, trail.HasCustomEventSelectors, calls.kind, calls.source);
  const asked: readonly (readonly [Flaw, boolean | Problem])[] = [
    ["stopped", isLogging],
    ["elsewhere", trail.IsMultiRegionTrail || homeOf(trail) === region],
    ["without global services", calls.source !== IAM || trail.IncludeGlobalServiceEvents],
    ["selectors", recorded],
  ];
  return asked.flatMap(([flaw, is]) => (is === true ? [] : [is === false ? flaw : is]));
}

// STS counts as global too, and tells of what its regional endpoints are asked in their region: all that the operator's role
// allows. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
const IAM = "iam.amazonaws.com";
