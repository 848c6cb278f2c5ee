// Trails and what is told of them, for the tests of what alarms hear.
import { expect, test } from "vitest";
import { heardIn, type PlaceHeard, type ReadTrails, type ReadTrail } from "../../../../cli/doctor/alarms/heard.ts";
import type { AlarmPlace, AwaitedCalls } from "../../../../config/deployed/alarm-places.ts";
import type { Problem } from "../../../../evidence-schema/record/record.ts";

export const ACCOUNT = "111122223333";
export const MAIN = `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/main`;
export const VIRGINIA = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/main`;
export const ORGANIZATION = "arn:aws:cloudtrail:eu-central-1:999900001111:trail/all";
export const [KMS, S3] = ["kms.amazonaws.com", "s3.amazonaws.com"] as const;

const calls = (alarm: string, source: string, kind: AwaitedCalls["kind"]): AwaitedCalls => ({ alarm, source, kind });

const ledger: AlarmPlace = {
  account: ACCOUNT,
  region: "eu-central-1",
  awaited: [calls("bucket", S3, "write"), calls("key", KMS, "write"), calls("signed", KMS, "read")],
};
export const roles: AlarmPlace = {
  account: ACCOUNT,
  region: "us-east-1",
  awaited: [calls("roles", "iam.amazonaws.com", "write")],
};

/** A sound trail, but for what is said otherwise. */
export const trail = (
  members: Partial<ReadTrail["trail"]> = {},
  rest: Partial<Omit<ReadTrail, "trail">> = {},
): ReadTrail => ({
  trail: {
    Name: "main",
    TrailARN: MAIN,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    HasCustomEventSelectors: true,
    ...members,
  },
  isLogging: true,
  selectors: classic({}),
  ...rest,
});

export const classic = (...EventSelectors: object[]) => ({ TrailARN: MAIN, EventSelectors });
type Field = { readonly Field: string; readonly [operator: string]: string | string[] };
export const management: Field = { Field: "eventCategory", Equals: ["Management"] };
export const advanced = (...selectors: Field[][]) => ({
  TrailARN: MAIN,
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ FieldSelectors })),
});

export const told = (...trails: ReadTrail[]): ReadTrails => ({ trails, problem: null });
export const selecting = (selectors: ReadTrail["selectors"]): ReadTrails => told(trail({}, { selectors }));
export const denied = (detail: string): Problem => ({ code: "denied", detail });

export const all = ["bucket", "key", "signed"];
export const NEW =
  "create a multi-region trail that records read and write management events of every source, and start its logging";
export const RECORD = "record these events with the trail's event selectors (trail main)";

export type Case = {
  readonly name: string;
  readonly place?: AlarmPlace;
  readonly told: ReadTrails | null;
  readonly trails?: readonly string[];
  readonly silent?: PlaceHeard["silent"];
  readonly unknown?: PlaceHeard["unknown"];
};

/** A test for each case. */
export const show = (cases: readonly Case[]): void =>
  test.each(cases)("$name", ({ place = ledger, told: of, trails = [], silent = [], unknown = [] }) => {
    expect(heardIn(place, of)).toEqual({ scope: `aws/${ACCOUNT}`, region: place.region, trails, silent, unknown });
  });
