// Which alarms would stay silent: the rule, on what trails may be and on what may be known of them.
import {
  ACCOUNT,
  all,
  classic,
  denied,
  MAIN,
  NEW,
  ORGANIZATION,
  roles,
  selecting,
  show,
  told,
  trail,
  VIRGINIA,
} from "./told.ts";

show([
  {
    name: "no trail",
    told: told(),
    silent: [{ alarms: all, missing: "no trail logs this region", remedy: NEW }],
  },
  {
    name: "a single-region trail in another region",
    told: told(trail({ TrailARN: VIRGINIA, IsMultiRegionTrail: false })),
    silent: [
      {
        alarms: all,
        missing: "trail main logs only us-east-1",
        remedy: "change the trail to a multi-region trail (trail main)",
      },
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
        remedy: "start the trail's logging (trail all of account 999900001111)",
      },
    ],
  },
  {
    name: "a stopped trail",
    told: told(trail({}, { isLogging: false })),
    silent: [{ alarms: all, missing: "trail main is stopped", remedy: "start the trail's logging (trail main)" }],
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
          "trail main is stopped and does not record write events of s3.amazonaws.com, kms.amazonaws.com and read events of kms.amazonaws.com; trail second logs only us-east-1",
        remedy:
          "start the trail's logging, record these events with the trail's event selectors (trail main); or change the trail to a multi-region trail (trail second)",
      },
    ],
  },
  { name: "roles: a multi-region trail at home elsewhere", place: roles, told: told(trail()), trails: [MAIN] },
  {
    name: "roles: without global service events",
    place: roles,
    told: told(trail({ TrailARN: VIRGINIA, IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false })),
    silent: [
      {
        alarms: ["roles"],
        missing: "trail main excludes global service events",
        remedy: "include global service events (trail main)",
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
        missing: "trail main logs only eu-central-1",
        remedy: "change the trail to a multi-region trail (trail main)",
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
        remedy: "grant cloudtrail:GetTrailStatus to the identity that reads",
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
      {
        alarms: all,
        missing: "trail main logs only us-east-1",
        remedy: "change the trail to a multi-region trail (trail main)",
      },
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
        remedy: "grant cloudtrail:GetEventSelectors to the identity that reads",
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
        remedy: "grant cloudtrail:DescribeTrails to the identity that reads",
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
        detail: `aws/${ACCOUNT} is not enrolled, so its trails are not read`,
        remedy: `add { scope: "aws/${ACCOUNT}", regions: ["eu-central-1"] } to scopes of the config, or check yourself that a trail logs the region`,
      },
    ],
  },
]);
