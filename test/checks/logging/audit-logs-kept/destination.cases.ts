// Cases of the check that audit logs are kept: where log sinks of Google Cloud bring them.
import type { Case } from "../../cases.ts";
import { at, bucket, dataAccess, elsewhere, project, related, sink, toDefault, unread } from "./project.ts";

export const destinationCases: readonly Case[] = [
  {
    name: "a bucket of another project that keeps long enough",
    slice: project,
    related: {
      ...related(
        [toDefault(), sink("central", at("audit", "nl-logs"), { filter: dataAccess })],
        [bucket("_Default", 30), bucket("audit", 3650)],
      ),
      destinations: { rows: [elsewhere("audit", 400, { locked: true })] },
    },
    expect: "pass",
    facts: { activity: 400, dataAccess: 400, locked: true },
  },
  {
    name: "a bucket of another project that is too short",
    slice: project,
    related: {
      ...related(
        [toDefault(), sink("central", at("audit", "nl-logs"), { filter: dataAccess })],
        [bucket("_Default", 30), bucket("audit", 3650)],
      ),
      destinations: { rows: [elsewhere("audit", 60)] },
    },
    expect: "fail",
    facts: { activity: 400, dataAccess: 60, locked: false },
  },
  {
    name: "a bucket of another project that is gone",
    slice: project,
    related: {
      ...related(
        [toDefault(), sink("central", at("audit", "nl-logs"), { filter: dataAccess })],
        [bucket("_Default", 30), bucket("audit", 3650)],
      ),
      destinations: { rows: [elsewhere("other", 400)] },
    },
    expect: "fail",
    facts: { activity: 400, dataAccess: 30, locked: false },
  },
  {
    name: "a bucket of another project that may not be read",
    slice: project,
    related: {
      ...related(
        [toDefault(), sink("central", at("audit", "nl-logs"), { filter: dataAccess })],
        [bucket("_Default", 30), bucket("audit", 3650)],
      ),
      destinations: {
        rows: [],
        complete: false,
        problem: { code: "denied", detail: "logging.buckets.get" },
      },
    },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "a bucket of another project, in an export",
    slice: project,
    related: {
      ...related(
        [toDefault(), sink("central", at("audit", "nl-logs"), { filter: dataAccess })],
        [bucket("_Default", 30), bucket("audit", 3650)],
      ),
      destinations: unread,
    },
    expect: "indeterminate",
    problem: "no-answer",
  },
  {
    name: "another project",
    slice: project,
    related: related(
      [toDefault(), sink("central", "logging.googleapis.com/projects/nl-logs")],
      [bucket("_Default", 30)],
    ),
    expect: "indeterminate",
    because: "a log sink sends audit logs to a destination whose retention Tidemark does not read",
  },
  {
    name: "a storage bucket",
    slice: project,
    related: related(
      [toDefault(), sink("archive", "storage.googleapis.com/nl-archive", { filter: 'logName:"cloudaudit"' })],
      [bucket("_Default", 30)],
    ),
    expect: "indeterminate",
  },
  {
    name: "a storage bucket that gets other logs",
    slice: project,
    related: related(
      [toDefault(), sink("archive", "storage.googleapis.com/nl-archive", { filter: 'logName:"requests"' })],
      [bucket("_Default", 30)],
    ),
    expect: "fail",
  },
  {
    name: "a storage bucket beside a log bucket that keeps long enough",
    slice: project,
    related: related([toDefault(), sink("archive", "storage.googleapis.com/nl-archive")], [bucket("_Default", 365)]),
    expect: "pass",
  },
  {
    name: "a topic",
    slice: project,
    related: related(
      [toDefault(), sink("siem", "pubsub.googleapis.com/projects/nl-prod/topics/siem")],
      [bucket("_Default", 30)],
    ),
    expect: "fail",
    facts: { activity: 400, dataAccess: 30, locked: false },
  },
  {
    name: "a bucket that is being deleted",
    slice: project,
    related: related([sink("audit", at("audit"))], [bucket("audit", 3650, { lifecycleState: "DELETE_REQUESTED" })]),
    expect: "fail",
    facts: { activity: 400, dataAccess: 0, locked: false },
  },
  {
    name: "a bucket that is being changed",
    slice: project,
    related: related([sink("audit", at("audit"))], [bucket("audit", 3650, { lifecycleState: "UPDATING" })]),
    expect: "pass",
  },
  {
    name: "a bucket that is gone",
    slice: project,
    related: related([sink("audit", at("audit"))], []),
    expect: "fail",
  },
  {
    name: "a bucket of the same name elsewhere",
    slice: project,
    related: related(
      [sink("audit", "logging.googleapis.com/projects/nl-prod/locations/europe-west3/buckets/audit")],
      [bucket("audit", 3650)],
    ),
    expect: "fail",
  },
];
