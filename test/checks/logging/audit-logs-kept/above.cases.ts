// Cases of the check that audit logs are kept: log sinks of folders and of the organization, above projects of Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, RelatedRows } from "../../cases.ts";
import {
  above,
  aggregated,
  at,
  bucket,
  dataAccess,
  elsewhere,
  project,
  related,
  toDefault,
  unread,
} from "./project.ts";

const CENTRAL = at("audit", "nl-logs");
const OTHER_PROJECT = "logging.googleapis.com/projects/nl-logs";
const intercepting = (members: { readonly [member: string]: Json } = {}): Json =>
  aggregated(OTHER_PROJECT, { interceptChildren: true, ...members });
const INTERCEPTED =
  "a log sink above the project may intercept audit logs and send them to a project whose sinks Tidemark does not read";
const IN_EXPORTS = "exports have no log sinks of folders and of the organization, which may keep the audit logs";
const denied: RelatedRows = { rows: [], complete: false, problem: { code: "denied", detail: "logging.sinks.list" } };

/** A project whose own bucket keeps logs for `days`, below an organization with these sinks; the central bucket keeps them for 400. */
const below = (days: number, ...sinks: Json[]): { readonly [relation: string]: RelatedRows } => ({
  ...related([toDefault()], [bucket("_Default", days)]),
  ...above("folder", "organization"),
  sinksAbove: { rows: sinks },
  destinations: { rows: [elsewhere("audit", 400), elsewhere("short", 60)] },
});

/** As below, where sinks above were not read. */
const without = (
  days: number,
  sinksAbove: RelatedRows,
  ancestors = above("folder"),
): { readonly [relation: string]: RelatedRows } => ({ ...below(days), ...ancestors, sinksAbove });

export const aboveCases: readonly Case[] = [
  {
    name: "a sink of the organization that takes everything",
    slice: project,
    related: below(30, aggregated(CENTRAL)),
    expect: "pass",
    facts: { activity: 400, dataAccess: 400, locked: false },
  },
  {
    name: "a sink of the organization that takes Data Access logs",
    slice: project,
    related: below(30, aggregated(CENTRAL, { filter: dataAccess })),
    expect: "pass",
  },
  {
    name: "a sink of the organization that takes the project's logs by name",
    slice: project,
    related: below(
      30,
      aggregated(CENTRAL, { filter: 'logName="projects/nl-prod/logs/cloudaudit.googleapis.com%2Fdata_access"' }),
    ),
    expect: "pass",
  },
  {
    name: "a sink of the organization to a bucket of the project itself",
    slice: project,
    related: below(365, aggregated(at("_Default", "123"))),
    expect: "pass",
  },
  ...[
    { name: "a sink of the organization that is off", sinks: [aggregated(CENTRAL, { disabled: true })], kept: 30 },
    {
      name: "a sink of the organization that takes other logs",
      sinks: [aggregated(CENTRAL, { filter: 'LOG_ID("requests")' })],
      kept: 30,
    },
    {
      name: "a sink of the organization that leaves Data Access logs out",
      sinks: [aggregated(CENTRAL, { exclusions: [{ filter: dataAccess }] })],
      kept: 30,
    },
    {
      name: "a sink of the organization to a bucket that is too short",
      sinks: [aggregated(at("short", "nl-logs"))],
      kept: 60,
    },
    { name: "an organization without a sink", sinks: [], kept: 30 },
  ].map(({ name, sinks, kept }): Case => ({
    name,
    slice: project,
    related: below(30, ...sinks),
    expect: "fail",
    facts: { activity: 400, dataAccess: kept, locked: false },
  })),
  {
    name: "a sink of the organization to a storage bucket",
    slice: project,
    related: below(30, aggregated("storage.googleapis.com/nl-archive")),
    expect: "indeterminate",
    because: "a log sink sends audit logs to a destination whose retention Tidemark does not read",
  },
  {
    name: "a sink of the organization that may miss audit logs",
    slice: project,
    related: below(30, aggregated(CENTRAL, { filter: "severity>=ERROR" })),
    expect: "indeterminate",
    because: "the check cannot tell whether the filter of a log sink includes all audit logs",
  },
  {
    name: "an intercepting sink above a bucket that keeps long enough",
    slice: project,
    related: below(365, intercepting()),
    expect: "indeterminate",
    problem: "not-supported",
    because: INTERCEPTED,
  },
  {
    name: "an intercepting sink that may take some of the logs",
    slice: project,
    related: below(365, intercepting({ filter: "severity>=ERROR" })),
    expect: "indeterminate",
    because: INTERCEPTED,
  },
  {
    name: "an intercepting sink above a bucket that is too short",
    slice: project,
    related: below(30, intercepting()),
    expect: "indeterminate",
    because: "a log sink sends audit logs to a destination whose retention Tidemark does not read",
  },
  ...[
    { name: "an intercepting sink that takes other logs", members: { filter: 'LOG_ID("requests")' } },
    { name: "an intercepting sink that leaves the logs out", members: { exclusions: [{ filter: dataAccess }] } },
    { name: "an intercepting sink that is off", members: { disabled: true } },
  ].map(({ name, members }): Case => ({
    name: `${name}, above a bucket that keeps long enough`,
    slice: project,
    related: below(365, intercepting(members)),
    expect: "pass",
  })),
  {
    name: "an intercepting sink of the folder, below a sink of the organization that keeps the logs",
    slice: project,
    related: below(30, aggregated(CENTRAL), intercepting({ Ancestor: "folders/1", Height: 1 })),
    expect: "pass",
  },
  {
    name: "an intercepting sink beside a sink that keeps the logs",
    slice: project,
    related: below(30, intercepting(), aggregated(CENTRAL)),
    expect: "pass",
  },
  {
    name: "an intercepting sink of the organization, above a sink of the folder that would keep the logs",
    slice: project,
    related: below(30, intercepting(), aggregated(CENTRAL, { Ancestor: "folders/1", Height: 1 })),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "an intercepting sink, where Admin Activity logs are needed for longer than Google keeps them",
    slice: project,
    related: below(3650, intercepting({ filter: 'LOG_ID("cloudaudit.googleapis.com/activity")' })),
    parameters: { days: 730 },
    expect: "indeterminate",
    because: "a log sink sends audit logs to a destination whose retention Tidemark does not read",
    facts: { activity: 400, dataAccess: 3650, locked: false },
  },
  ...[30, 365].map((days): Case => ({
    name: `sinks above that may not be read, and a bucket of ${days} days`,
    slice: project,
    related: without(days, denied),
    expect: "indeterminate",
    problem: "denied",
  })),
  {
    name: "a sink of the folder that keeps the logs, where those of the organization may not be read",
    slice: project,
    related: without(30, { ...denied, rows: [aggregated(CENTRAL, { Ancestor: "folders/1", Height: 1 })] }),
    expect: "indeterminate",
    problem: "denied",
  },
  // Exports have no sinks of folders and of the organization.
  ...["folder", "organization"].map((type): Case => ({
    name: `an exported project with a bucket that is too short, in an ${type}`.replace("an f", "a f"),
    slice: project,
    related: without(30, unread, above(type)),
    expect: "indeterminate",
    problem: "not-supported",
    because: IN_EXPORTS,
    facts: { activity: 400, dataAccess: 30, locked: false },
  })),
  {
    name: "an exported project with a bucket that is too short, and nobody knows what it lies in",
    slice: project,
    related: without(30, unread, { ancestors: { rows: [] } }),
    expect: "indeterminate",
    because: IN_EXPORTS,
  },
  {
    name: "an exported project with a bucket that is too short, and ancestors that could not be read",
    slice: project,
    related: without(30, unread, {
      ancestors: { rows: [], complete: false, problem: { code: "denied", detail: "resourcemanager" } },
    }),
    expect: "indeterminate",
    because: IN_EXPORTS,
  },
  {
    name: "an exported project with a bucket that is too short, in nothing",
    slice: project,
    related: without(30, unread, above()),
    expect: "fail",
    facts: { activity: 400, dataAccess: 30, locked: false },
  },
  {
    name: "an exported project with a bucket that keeps long enough, in an organization",
    slice: project,
    related: without(365, unread, above("folder", "organization")),
    expect: "pass",
  },
];
