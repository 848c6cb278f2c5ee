// Cases of the check that the audit trail is on: AWS.
import type { Cases } from "../../cases.ts";
import { selectorCases } from "./event-selectors.cases.ts";
import { account, arn, both, classic, lacks, logging, organization, rows, second, selecting, trail } from "./trail.ts";

export const cases: Cases = {
  "aws AWS::::Account": {
    cases: [
      {
        name: "a sound trail",
        slice: account,
        related: rows([trail()]),
        expect: "pass",
        because: "multi-region trails with log file validation and working delivery record all management events",
        facts: { recorded: both },
      },
      {
        name: "no trail",
        slice: account,
        related: rows([], [], []),
        expect: "fail",
        because: "no CloudTrail trail logs the account",
        facts: { missing: both, trails: [] },
      },
      {
        name: "no trail found, and not all were read",
        slice: account,
        related: {
          ...rows([], [], []),
          trails: { rows: [], complete: false, problem: { code: "denied", detail: "cloudtrail:DescribeTrails" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a sound trail, although not all were read",
        slice: account,
        related: { ...rows([trail()]), trails: { rows: [trail()], complete: false } },
        expect: "pass",
      },
      {
        name: "a trail of one region",
        slice: account,
        related: rows([trail({ IsMultiRegionTrail: false })]),
        expect: "fail",
        because:
          "no multi-region trail with log file validation and working delivery records all read and write management events",
        facts: { missing: both, trails: lacks("multi-region") },
      },
      {
        name: "a trail without global services",
        slice: account,
        related: rows([trail({ IncludeGlobalServiceEvents: false })]),
        expect: "fail",
        facts: { missing: both, trails: lacks("global services") },
      },
      {
        name: "a trail whose log files nobody can validate",
        slice: account,
        related: rows([trail({ LogFileValidationEnabled: false })]),
        expect: "fail",
        facts: { missing: both, trails: lacks("log file validation") },
      },
      {
        name: "a trail that says nothing of itself",
        slice: account,
        related: rows([{ TrailARN: arn }]),
        expect: "fail",
        facts: { missing: both, trails: lacks("multi-region", "global services", "log file validation") },
      },
      {
        name: "a trail that is stopped",
        slice: account,
        related: rows([trail()], [logging({ IsLogging: false })]),
        expect: "fail",
        facts: { missing: both, trails: lacks("logging") },
      },
      {
        name: "a trail whose delivery fails",
        slice: account,
        related: rows([trail()], [logging({ LatestDeliveryError: "AccessDenied" })]),
        expect: "fail",
        facts: { missing: both, trails: lacks("delivery") },
      },
      {
        name: "a trail whose delivery has no error",
        slice: account,
        related: rows([trail()], [logging({ LatestDeliveryError: "" })]),
        expect: "pass",
      },
      ...selectorCases,
      {
        name: "one trail of reads and one of writes",
        slice: account,
        related: rows(
          [trail(), trail({ TrailARN: second })],
          [logging(), logging({ TrailARN: second })],
          [
            classic({ ReadWriteType: "ReadOnly" }),
            { TrailARN: second, EventSelectors: [{ ReadWriteType: "WriteOnly" }] },
          ],
        ),
        expect: "pass",
        facts: { recorded: both },
      },
      {
        name: "one trail of reads, and one of writes that is stopped",
        slice: account,
        related: rows(
          [trail(), trail({ TrailARN: second })],
          [logging(), logging({ TrailARN: second, IsLogging: false })],
          [
            classic({ ReadWriteType: "ReadOnly" }),
            { TrailARN: second, EventSelectors: [{ ReadWriteType: "WriteOnly" }] },
          ],
        ),
        expect: "fail",
        because:
          "no multi-region trail with log file validation and working delivery records all write management events",
        facts: {
          missing: ["write"],
          trails: [
            { trail: arn, lacks: ["write events"] },
            { trail: second, lacks: ["logging", "read events"] },
          ],
        },
      },
      {
        name: "a sound trail beside one of a single region",
        slice: account,
        related: rows([trail({ TrailARN: second, IsMultiRegionTrail: false }), trail()]),
        expect: "pass",
      },
      {
        name: "the trail of the organization",
        slice: account,
        related: rows(
          [trail({ TrailARN: organization, IsOrganizationTrail: true, HasCustomEventSelectors: false })],
          [logging({ TrailARN: organization })],
          [],
        ),
        expect: "pass",
      },
      {
        name: "the trail of the organization, whose status only its account may read",
        slice: account,
        related: {
          trails: { rows: [trail({ TrailARN: organization, HasCustomEventSelectors: false })] },
          status: { rows: [], complete: false, problem: { code: "denied", detail: "cloudtrail:GetTrailStatus" } },
          selectors: { rows: [] },
        },
        expect: "indeterminate",
        because: "the organization trail belongs to another account and was not fully read from this account",
        problem: "denied",
      },
      {
        name: "a trail of the account, whose status was not read",
        slice: account,
        related: {
          ...rows([trail()]),
          status: { rows: [], complete: false, problem: { code: "denied", detail: "cloudtrail:GetTrailStatus" } },
        },
        expect: "indeterminate",
        because: "the permission cloudtrail:GetTrailStatus was denied",
        problem: "denied",
      },
      {
        name: "a trail that nobody asked for its status",
        slice: account,
        related: rows([trail()], []),
        expect: "indeterminate",
        because: "the status of a trail was not read",
      },
      {
        name: "a trail that nobody asked for its selectors",
        slice: account,
        related: rows([trail()], [logging()], []),
        expect: "indeterminate",
        because: "the event selectors of a trail were not read",
      },
      {
        name: "a trail of one region, whose status was not read either",
        slice: account,
        related: rows([trail({ IsMultiRegionTrail: false })], []),
        expect: "fail",
      },
      {
        name: "a trail of writes, whose status was not read either",
        slice: account,
        related: rows([trail()], [], [classic({ ReadWriteType: "WriteOnly" })]),
        expect: "fail",
        facts: { missing: ["read"], trails: lacks("read events") },
      },
      {
        name: "a trail of an unexpected shape",
        slice: account,
        related: rows([trail({ IsMultiRegionTrail: "yes" })]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "selectors of an unexpected shape",
        slice: account,
        related: selecting(classic({ ReadWriteType: "Some" })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "an account without an id", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
};
