// Cases of the check that audit logs are kept: Google Cloud.
import type { Cases } from "../../cases.ts";
import { aboveCases } from "./above.cases.ts";
import { destinationCases } from "./destination.cases.ts";
import { at, bucket, dataAccess, project, related, sink, toDefault } from "./project.ts";

export const cases: Cases = {
  "gcp cloudresourcemanager.googleapis.com/Project": {
    cases: [
      {
        name: "the default bucket, as it comes",
        slice: project,
        related: related([toDefault()], [bucket("_Default", 30)]),
        expect: "fail",
        because: "Admin Activity or Data Access audit logs reach no log bucket that keeps them for 365 days",
        facts: { activity: 400, dataAccess: 30, locked: false },
      },
      {
        name: "the default bucket, with a retention that nobody set",
        slice: project,
        related: related([toDefault()], [bucket("_Default", null)]),
        expect: "fail",
        facts: { activity: 400, dataAccess: 30, locked: false },
      },
      {
        name: "the default bucket, with a retention of 0",
        slice: project,
        related: related([toDefault()], [bucket("_Default", 0)]),
        expect: "fail",
        facts: { activity: 400, dataAccess: 30, locked: false },
      },
      {
        name: "the default bucket, where 30 days are enough",
        slice: project,
        related: related([toDefault()], [bucket("_Default", 30)]),
        parameters: { days: 30 },
        expect: "pass",
      },
      {
        name: "the default bucket, with a longer retention",
        slice: project,
        related: related([toDefault()], [bucket("_Default", 365)]),
        expect: "pass",
        because: "Admin Activity and Data Access audit logs reach log buckets that keep them for 365 days",
        facts: { activity: 400, dataAccess: 365, locked: false },
      },
      {
        name: "a locked bucket that takes the project's number",
        slice: project,
        related: related(
          [toDefault(), sink("audit", at("audit", "123"), { filter: dataAccess })],
          [bucket("_Default", 30), bucket("audit", 3650, { locked: true })],
        ),
        expect: "pass",
        facts: { activity: 400, dataAccess: 3650, locked: true },
      },
      {
        name: "a sink without a filter",
        slice: project,
        related: related([sink("all", at("audit"))], [bucket("audit", 400)]),
        expect: "pass",
      },
      {
        name: "a sink of Admin Activity logs alone",
        slice: project,
        related: related(
          [toDefault(), sink("audit", at("audit"), { filter: 'LOG_ID("cloudaudit.googleapis.com/activity")' })],
          [bucket("_Default", 30), bucket("audit", 3650)],
        ),
        expect: "fail",
        facts: { activity: 400, dataAccess: 30, locked: false },
      },
      {
        name: "the default sink is off",
        slice: project,
        related: related([toDefault({ disabled: true })], [bucket("_Default", 365)]),
        expect: "fail",
        facts: { activity: 400, dataAccess: 0, locked: false },
      },
      {
        name: "the default sink leaves Data Access logs out",
        slice: project,
        related: related(
          [toDefault({ exclusions: [{ name: "cheaper", filter: dataAccess }] })],
          [bucket("_Default", 365)],
        ),
        expect: "fail",
        facts: { activity: 400, dataAccess: 0, locked: false },
      },
      {
        name: "an exclusion that is off",
        slice: project,
        related: related(
          [toDefault({ exclusions: [{ name: "cheaper", filter: dataAccess, disabled: true }] })],
          [bucket("_Default", 365)],
        ),
        expect: "pass",
      },
      {
        name: "an exclusion of another log",
        slice: project,
        related: related(
          [toDefault({ exclusions: [{ name: "web", filter: 'LOG_ID("requests") AND severity<ERROR' }] })],
          [bucket("_Default", 365)],
        ),
        expect: "pass",
      },
      {
        name: "an exclusion that may hit audit logs",
        slice: project,
        related: related(
          [toDefault({ exclusions: [{ name: "noise", filter: 'resource.type="k8s_cluster"' }] })],
          [bucket("_Default", 365)],
        ),
        expect: "indeterminate",
        because: "the check cannot tell whether the filter of a log sink includes all audit logs",
      },
      {
        name: "a filter that may miss audit logs",
        slice: project,
        related: related(
          [toDefault(), sink("errors", at("errors"), { filter: "severity>=ERROR" })],
          [bucket("_Default", 30), bucket("errors", 3650)],
        ),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a filter that may miss audit logs, to a bucket that is too short",
        slice: project,
        related: related(
          [toDefault(), sink("errors", at("errors"), { filter: "severity>=ERROR" })],
          [bucket("_Default", 30), bucket("errors", 60)],
        ),
        expect: "fail",
        facts: { activity: 400, dataAccess: 60, locked: false },
      },
      ...destinationCases,
      // Nobody can change the 400 days of Admin Activity logs, so that they have to go elsewhere too.
      {
        name: "more than 400 days, for Data Access logs alone",
        slice: project,
        related: related([toDefault()], [bucket("_Default", 3650)]),
        parameters: { days: 730 },
        expect: "fail",
        facts: { activity: 400, dataAccess: 3650, locked: false },
      },
      {
        name: "more than 400 days, for all",
        slice: project,
        related: related([sink("all", at("audit"))], [bucket("audit", 730)]),
        parameters: { days: 730 },
        expect: "pass",
        facts: { activity: 730, dataAccess: 730, locked: false },
      },
      ...aboveCases,
      {
        name: "a sink of everything that has a name",
        slice: project,
        related: related([sink("all", at("audit"), { filter: "logName:*" })], [bucket("audit", 400)]),
        expect: "pass",
      },
      {
        name: "an exclusion of everything that has a name",
        slice: project,
        related: related(
          [toDefault({ exclusions: [{ name: "all", filter: "logName:*" }] })],
          [bucket("_Default", 365)],
        ),
        expect: "fail",
        facts: { activity: 400, dataAccess: 0, locked: false },
      },
      {
        name: "an exclusion of names with a star",
        slice: project,
        related: related(
          [toDefault({ exclusions: [{ name: "none", filter: 'logName:"*"' }] })],
          [bucket("_Default", 365)],
        ),
        expect: "pass",
      },
      {
        name: "null wherever a member may be left out",
        slice: project,
        related: related(
          [sink("all", at("audit"), { filter: null, disabled: null, exclusions: null })],
          [
            bucket("audit", 365, { locked: null, lifecycleState: null }),
            bucket("_Default", null, { retentionDays: null }),
          ],
        ),
        expect: "pass",
      },
      {
        name: "null for an exclusion's switch, and for a retention",
        slice: project,
        related: related(
          [toDefault({ exclusions: [{ filter: dataAccess, disabled: null }] }), sink("all", at("audit"))],
          [bucket("_Default", 365), bucket("audit", null, { retentionDays: null })],
        ),
        expect: "fail",
        facts: { activity: 400, dataAccess: 30, locked: false },
      },
      {
        name: "sinks that could not be read",
        slice: project,
        related: {
          ...related([], []),
          sinks: { rows: [], complete: false, problem: { code: "denied", detail: "cloudasset.assets.listResource" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "buckets that could not be read",
        slice: project,
        related: { ...related([toDefault()], []), buckets: { rows: [], complete: false } },
        expect: "indeterminate",
      },
      {
        name: "a bucket that keeps long enough, although not all were read",
        slice: project,
        related: {
          ...related([], []),
          sinks: { rows: [toDefault()], complete: false },
          buckets: { rows: [bucket("_Default", 365)], complete: false },
        },
        expect: "pass",
      },
      {
        name: "a sink of an unexpected shape",
        slice: project,
        related: related([sink("broken", at("audit"), { filter: 1 })], []),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "a project without its names", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
};
