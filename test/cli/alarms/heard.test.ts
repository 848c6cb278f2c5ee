// Which alarms would stay silent: the rule, on what trails may be and on what may be known of them.
import { describe, expect, test } from "vitest";
import { heardIn, type PlaceHeard, type TrailsTold, type TrailTold } from "../../../cli/alarms/heard.ts";
import type { AlarmPlace, AwaitedCalls } from "../../../config/alarm-places.ts";
import type { Problem } from "../../../evidence-schema/record.ts";

const ACCOUNT = "111122223333";
const MAIN = `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/main`;
const VIRGINIA = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/main`;
const ORGANIZATION = "arn:aws:cloudtrail:eu-central-1:999900001111:trail/all";
const [KMS, S3, IAM] = ["kms.amazonaws.com", "s3.amazonaws.com", "iam.amazonaws.com"] as const;

const calls = (alarm: string, source: string, kind: AwaitedCalls["kind"]): AwaitedCalls => ({ alarm, source, kind });

const ledger: AlarmPlace = {
  account: ACCOUNT,
  region: "eu-central-1",
  awaited: [calls("bucket", S3, "write"), calls("key", KMS, "write"), calls("signed", KMS, "read")],
};
const roles: AlarmPlace = { account: ACCOUNT, region: "us-east-1", awaited: [calls("roles", IAM, "write")] };

/** A sound trail, but for what is said otherwise. */
const trail = (members: Partial<TrailTold["trail"]> = {}, rest: Partial<Omit<TrailTold, "trail">> = {}): TrailTold => ({
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

const classic = (...EventSelectors: object[]) => ({ TrailARN: MAIN, EventSelectors });
type Field = { readonly Field: string; readonly [operator: string]: string | string[] };
const management: Field = { Field: "eventCategory", Equals: ["Management"] };
const advanced = (...selectors: Field[][]) => ({
  TrailARN: MAIN,
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ FieldSelectors })),
});

const told = (...trails: TrailTold[]): TrailsTold => ({ trails, problem: null });
const selecting = (selectors: TrailTold["selectors"]): TrailsTold => told(trail({}, { selectors }));
const denied = (detail: string): Problem => ({ code: "denied", detail });

const all = ["bucket", "key", "signed"];
const NEW = "create a multi-region trail that records read and write management events of every source, and start it";
const RECORD = "have its event selectors record them (trail main)";

type Case = {
  readonly name: string;
  readonly place?: AlarmPlace;
  readonly told: TrailsTold | null;
  readonly trails?: readonly string[];
  readonly silent?: PlaceHeard["silent"];
  readonly unknown?: PlaceHeard["unknown"];
};

const cases: readonly Case[] = [
  {
    name: "no trail",
    told: told(),
    silent: [{ alarms: all, missing: "no trail logs the region", heal: NEW }],
  },
  {
    name: "a single-region trail in another region",
    told: told(trail({ TrailARN: VIRGINIA, IsMultiRegionTrail: false })),
    silent: [
      { alarms: all, missing: "trail main logs us-east-1 alone", heal: "make it a multi-region trail (trail main)" },
    ],
  },
  { name: "a single-region trail in the region", told: told(trail({ IsMultiRegionTrail: false })), trails: [MAIN] },
  { name: "a multi-region trail", told: told(trail()), trails: [MAIN] },
  {
    name: "a multi-region trail at home in another region",
    told: told(trail({ TrailARN: VIRGINIA })),
    trails: [VIRGINIA],
  },
  { name: "an organization trail", told: told(trail({ Name: "all", TrailARN: ORGANIZATION })), trails: [ORGANIZATION] },
  {
    name: "an organization trail that is stopped names its account",
    told: told(trail({ Name: "all", TrailARN: ORGANIZATION }, { isLogging: false })),
    silent: [
      {
        alarms: all,
        missing: "trail all of account 999900001111 is stopped",
        heal: "start its logging (trail all of account 999900001111)",
      },
    ],
  },
  {
    name: "a stopped trail",
    told: told(trail({}, { isLogging: false })),
    silent: [{ alarms: all, missing: "trail main is stopped", heal: "start its logging (trail main)" }],
  },
  {
    name: "a stopped trail and a sound one",
    told: told(trail({}, { isLogging: false }), trail({ TrailARN: ORGANIZATION })),
    trails: [ORGANIZATION],
  },
  {
    name: "two trails, each with flaws of its own",
    told: told(
      trail({}, { isLogging: false, selectors: classic({ IncludeManagementEvents: false }) }),
      trail({ Name: "second", TrailARN: VIRGINIA, IsMultiRegionTrail: false }),
    ),
    silent: [
      {
        alarms: all,
        missing:
          "trail main is stopped and does not record write events of s3.amazonaws.com, kms.amazonaws.com and read events of kms.amazonaws.com; trail second logs us-east-1 alone",
        heal: "start its logging, have its event selectors record them (trail main); or make it a multi-region trail (trail second)",
      },
    ],
  },
  {
    name: "write-only selectors",
    told: selecting(classic({ ReadWriteType: "WriteOnly" })),
    trails: [MAIN],
    silent: [
      { alarms: ["signed"], missing: "trail main does not record read events of kms.amazonaws.com", heal: RECORD },
    ],
  },
  {
    name: "read-only selectors",
    told: selecting(classic({ ReadWriteType: "ReadOnly" })),
    trails: [MAIN],
    silent: [
      {
        alarms: ["bucket", "key"],
        missing: "trail main does not record write events of s3.amazonaws.com, kms.amazonaws.com",
        heal: RECORD,
      },
    ],
  },
  {
    name: "one trail of reads and one of writes",
    told: told(
      trail({}, { selectors: classic({ ReadWriteType: "ReadOnly" }) }),
      trail({ TrailARN: VIRGINIA }, { selectors: classic({ ReadWriteType: "WriteOnly" }) }),
    ),
    trails: [VIRGINIA, MAIN],
  },
  ...[
    { name: "classic selectors", selectors: classic({ ExcludeManagementEventSources: [KMS] }) },
    {
      name: "advanced selectors",
      selectors: advanced([management, { Field: "eventSource", NotEquals: ["rdsdata.amazonaws.com", KMS] }]),
    },
    {
      name: "the beginning of its name",
      selectors: advanced([management, { Field: "eventSource", NotStartsWith: ["kms."] }]),
    },
    {
      name: "advanced selectors that take other sources",
      selectors: advanced([management, { Field: "eventSource", Equals: [S3] }]),
    },
  ].map(({ name, selectors }) => ({
    name: `KMS left out by ${name}`,
    told: selecting(selectors),
    trails: [MAIN],
    silent: [
      {
        alarms: ["key", "signed"],
        missing: "trail main does not record write events of kms.amazonaws.com and read events of kms.amazonaws.com",
        heal: RECORD,
      },
    ],
  })),
  ...[
    { name: "classic selectors", selectors: classic({ ExcludeManagementEventSources: ["rdsdata.amazonaws.com"] }) },
    {
      name: "advanced selectors",
      selectors: advanced([management, { Field: "eventSource", NotEquals: ["rdsdata.amazonaws.com"] }]),
    },
  ].map(({ name, selectors }) => ({
    name: `a source that no alarm waits for left out by ${name}`,
    told: selecting(selectors),
    trails: [MAIN],
  })),
  {
    name: "KMS left out of reads alone",
    told: selecting(
      advanced(
        [management, { Field: "readOnly", Equals: ["false"] }],
        [management, { Field: "readOnly", Equals: ["true"] }, { Field: "eventSource", NotEquals: [KMS] }],
      ),
    ),
    trails: [MAIN],
    silent: [
      { alarms: ["signed"], missing: "trail main does not record read events of kms.amazonaws.com", heal: RECORD },
    ],
  },
  {
    name: "a field that this version does not know narrows in a way that nobody knows",
    told: selecting(advanced([management, { Field: "userIdentity.arn", NotEquals: ["somebody"] }])),
    silent: [
      {
        alarms: all,
        missing:
          "trail main does not record write events of s3.amazonaws.com, kms.amazonaws.com and read events of kms.amazonaws.com",
        heal: RECORD,
      },
    ],
  },
  ...[
    { name: "classic selectors", selectors: classic({ IncludeManagementEvents: false }) },
    { name: "advanced selectors", selectors: advanced([{ Field: "eventCategory", Equals: ["Data"] }]) },
  ].map(({ name, selectors }) => ({
    name: `management events off by ${name}`,
    told: selecting(selectors),
    silent: [
      {
        alarms: all,
        missing:
          "trail main does not record write events of s3.amazonaws.com, kms.amazonaws.com and read events of kms.amazonaws.com",
        heal: RECORD,
      },
    ],
  })),
  { name: "roles: a multi-region trail at home elsewhere", place: roles, told: told(trail()), trails: [MAIN] },
  {
    name: "roles: without global service events",
    place: roles,
    told: told(trail({ TrailARN: VIRGINIA, IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false })),
    silent: [
      {
        alarms: ["roles"],
        missing: "trail main leaves out global service events",
        heal: "have it include global service events (trail main)",
      },
    ],
  },
  {
    name: "roles: global service events of a single-region trail elsewhere, which since 2021 it gets no more",
    place: roles,
    told: told(trail({ IsMultiRegionTrail: false })),
    silent: [
      {
        alarms: ["roles"],
        missing: "trail main logs eu-central-1 alone",
        heal: "make it a multi-region trail (trail main)",
      },
    ],
  },
  {
    name: "no global service events take nothing from other alarms",
    told: told(trail({ IncludeGlobalServiceEvents: false })),
    trails: [MAIN],
  },
  {
    name: "a denied status",
    told: told(trail({}, { isLogging: denied("cloudtrail:GetTrailStatus") })),
    unknown: [
      {
        alarms: all,
        code: "denied",
        detail: "cloudtrail:GetTrailStatus",
        heal: "grant cloudtrail:GetTrailStatus to the identity that reads",
      },
    ],
  },
  {
    name: "a denied status of a trail that logs another region",
    told: told(
      trail(
        { TrailARN: VIRGINIA, IsMultiRegionTrail: false },
        { isLogging: denied("cloudtrail:GetTrailStatus"), selectors: denied("cloudtrail:GetEventSelectors") },
      ),
    ),
    silent: [
      { alarms: all, missing: "trail main logs us-east-1 alone", heal: "make it a multi-region trail (trail main)" },
    ],
  },
  {
    name: "denied selectors",
    told: selecting(denied("cloudtrail:GetEventSelectors")),
    unknown: [
      {
        alarms: all,
        code: "denied",
        detail: "cloudtrail:GetEventSelectors",
        heal: "grant cloudtrail:GetEventSelectors to the identity that reads",
      },
    ],
  },
  {
    name: "denied selectors of a trail that has none of its own",
    told: told(trail({ HasCustomEventSelectors: false }, { selectors: denied("cloudtrail:GetEventSelectors") })),
    trails: [MAIN],
  },
  {
    name: "a trail that can't be read beside a sound one",
    told: told(
      trail({}, { isLogging: denied("cloudtrail:GetTrailStatus") }),
      trail({ Name: "all", TrailARN: ORGANIZATION }),
    ),
    trails: [ORGANIZATION],
  },
  {
    name: "trails that can't be listed, and a flawed one that is known otherwise",
    told: {
      trails: [trail({}, { isLogging: false })],
      problem: denied("cloudtrail:DescribeTrails"),
    },
    unknown: [
      {
        alarms: all,
        code: "denied",
        detail: "cloudtrail:DescribeTrails",
        heal: "grant cloudtrail:DescribeTrails to the identity that reads",
      },
    ],
  },
  {
    name: "trails that can't be listed in the region, and a sound one that another region told",
    told: { trails: [trail()], problem: denied("cloudtrail:DescribeTrails") },
    trails: [MAIN],
  },
  {
    name: "an account that is not enrolled",
    told: null,
    unknown: [
      {
        alarms: all,
        code: "not-planned",
        detail: `aws/${ACCOUNT} is not enrolled, so that its trails are not read`,
        heal: `add { scope: "aws/${ACCOUNT}", regions: ["eu-central-1"] } to scopes, or see yourself that a trail logs there`,
      },
    ],
  },
];

describe("alarms of a place", () => {
  test.each(cases)("$name", ({ place = ledger, told: of, trails = [], silent = [], unknown = [] }) => {
    expect(heardIn(place, of)).toEqual({ scope: `aws/${ACCOUNT}`, region: place.region, trails, silent, unknown });
  });
});
