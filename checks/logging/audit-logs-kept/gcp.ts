// Judges Google Cloud projects: a log sink, of the project or of what it lies in, has to bring each kind of audit log to a log bucket
// that keeps it.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, pass, relation, type Answer, type Question } from "../../kernel.ts";
import { matchesEvery, type Log } from "./log-filter.ts";
import type { Parameters } from "./parameters.ts";

/**
 * The days that the bucket `_Required` keeps its logs, Admin Activity logs among them. Nobody can change this period.
 * https://docs.cloud.google.com/logging/docs/store-log-entries
 */
const REQUIRED_DAYS = 400;
/** Where a bucket was created without a retention, or with 0. https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/projects.locations.buckets */
const DEFAULT_DAYS = 30;

const Project = z.object({ AssetName: z.string(), projectId: z.string() });
type Project = z.infer<typeof Project>;

const Retention = {
  retentionDays: z.int().nullish(),
  locked: z.boolean().nullish(),
  lifecycleState: z.string().nullish(),
};

/** Ends in `projects/<number>/locations/<location>/buckets/<id>`. */
const LogBucket = z.object({ AssetName: z.string(), ...Retention });

/** A log bucket of another project, a folder or an organization, by its name as a sink has it. */
const DestinationBucket = z.object({ Destination: z.string(), ...Retention });
type Retention = Omit<z.infer<typeof LogBucket>, "AssetName">;

/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks */
const Routing = {
  destination: z.string(),
  filter: z.string().nullish(),
  disabled: z.boolean().nullish(),
  exclusions: z.array(z.object({ filter: z.string(), disabled: z.boolean().nullish() })).nullish(),
};

const LogSink = z.object({ AssetName: z.string(), ...Routing });
type Sink = Omit<z.infer<typeof LogSink>, "AssetName">;

/** A sink of a folder or an organization that routes logs of the project. The project's own sinks are at height 0. */
const AncestorSink = z.object({ ...Routing, Height: z.int(), interceptChildren: z.boolean().nullish() });
const OWN = 0;

const numberOf = (assetName: string): string => /\/projects\/(\d+)/.exec(assetName)?.[1] ?? "";

const ANCESTORS = "ancestors";

const related = {
  sinks: relation({
    type: "logging.googleapis.com/LogSink",
    within: "scope",
    global: true,
    reads: LogSink,
    on: (row) => [numberOf(row.AssetName)],
  }),
  sinksAbove: relation({
    type: "Tidemark::Logging::AncestorSink",
    within: "scope",
    global: true,
    reads: AncestorSink,
    on: () => [ANCESTORS],
  }),
  // A project without a folder or an organization has one policy, its own.
  ancestors: relation({
    type: "Tidemark::ResourceManager::AncestorPolicy",
    within: "scope",
    global: true,
    reads: z.object({ Type: z.string() }),
    on: () => [ANCESTORS],
  }),
  buckets: relation({
    type: "logging.googleapis.com/LogBucket",
    within: "scope",
    global: true,
    reads: LogBucket,
    on: (row) => [row.AssetName],
  }),
  destinations: relation({
    type: "Tidemark::Logging::DestinationBucket",
    within: "scope",
    global: true,
    reads: DestinationBucket,
    on: (row) => [row.Destination],
  }),
};
type AskRelated = Question<Parameters, typeof related>["related"];

/** A log bucket as it is while its entries are kept, and how long; or why that is not known. */
type Kept = { readonly days: number; readonly locked: boolean };

const NOWHERE: Kept = { days: 0, locked: false };
const notSupported = (detail: string): Problem => ({ code: "not-supported", detail });

/** Whose bucket it is, and the path that its name is. */
const LOG_BUCKET =
  /^logging\.googleapis\.com\/((projects|folders|organizations)\/([^/]+)\/(locations\/[^/]+\/buckets\/[^/]+))$/;

function keptAt(destination: string, { AssetName, projectId }: Project, ask: AskRelated): Kept | Problem {
  // A topic passes on what it gets: it is no store.
  if (destination.startsWith("pubsub.googleapis.com/")) return NOWHERE;
  const [, name, kind, owner = "", path] = LOG_BUCKET.exec(destination) ?? [];
  if (name === undefined)
    return notSupported("a log sink sends audit logs to a destination whose retention Tidemark does not read");
  const number = numberOf(AssetName);
  const isOwn = kind === "projects" && [projectId, number].includes(owner);
  const answer: Answer<Retention> = isOwn
    ? ask.buckets(`//logging.googleapis.com/projects/${number}/${path ?? ""}`).find(() => true)
    : ask.destinations(name).find(() => true);
  if (answer.is === "unknown") return answer.problem;
  return answer.is === "none" ? NOWHERE : keptIn(answer.row);
}

function keptIn({ retentionDays, locked, lifecycleState }: Retention): Kept {
  // A bucket that is being created holds nothing yet, and a bucket that is being deleted keeps nothing.
  if (["CREATING", "DELETE_REQUESTED", "FAILED"].includes(lifecycleState ?? "ACTIVE")) return NOWHERE;
  return { days: retentionDays == null || retentionDays === 0 ? DEFAULT_DAYS : retentionDays, locked: locked === true };
}

/** Whether a sink takes every entry of a log; null where that can't be told. */
function takes({ disabled, filter, exclusions }: Sink, log: Log): boolean | null {
  if (disabled === true) return false;
  const excluding = (exclusions ?? []).filter((exclusion) => exclusion.disabled !== true);
  const leftOut = excluding.map((exclusion) => matchesEvery(exclusion.filter, log));
  const taken = matchesEvery(filter ?? "", log);
  if (taken === false || leftOut.includes(true)) return false;
  return taken === null || leftOut.includes(null) ? null : true;
}

/** Names what all sinks are asked for: a log, the days for which it has to be kept, and the project that it is of. */
type Sought = { readonly log: Log; readonly days: number; readonly project: Project; readonly ask: AskRelated };

/** How long a sink has every entry of a log kept. */
function keptBy(sink: Sink, height: number, { log, days, project, ask }: Sought): Kept | Problem {
  const taken = takes(sink, log);
  if (taken === false) return NOWHERE;
  const kept = keptAt(sink.destination, project, ask);
  // Too short is too short, whichever entries come there.
  if ("code" in kept || kept.days < days) return kept;
  if (taken === null)
    return notSupported("the check cannot tell whether the filter of a log sink includes all audit logs");
  return interceptedAbove(height, log, ask) ?? kept;
}

/**
 * Why entries of a log may not come to the sinks at a height, or null. An intercepting sink keeps entries from all sinks below it but
 * `_Required`, and sends them to a project, whose own sinks are not read here.
 * https://docs.cloud.google.com/logging/docs/export/aggregated_sinks_overview
 */
function interceptedAbove(height: number, log: Log, ask: AskRelated): Problem | null {
  const answer = ask
    .sinksAbove(ANCESTORS)
    .find((sink) => sink.interceptChildren === true && sink.Height > height && takes(sink, log) !== false);
  if (answer.is === "found")
    return notSupported(
      "a log sink above the project may intercept audit logs and send them to a project whose sinks Tidemark does not read",
    );
  // Exports have no such sinks. They can't show that nothing is intercepted.
  return answer.is === "unknown" && answer.problem.code !== "no-answer" && !isInNothing(ask) ? answer.problem : null;
}

/** Whether the project lies in nothing, so that no sink is above it. */
function isInNothing({ ancestors }: AskRelated): boolean {
  const above = ancestors(ANCESTORS).find(({ Type }) => Type !== "project");
  // Without the project's own policy nothing shows that its ancestors were asked for.
  return above.is === "none" && ancestors(ANCESTORS).find(({ Type }) => Type === "project").is === "found";
}

type Longest = Kept & { readonly problem: Problem | null };

/** The first bucket by key that keeps a log long enough, else the longest and what might be longer. */
function longestOf(id: string, project: Project, ask: AskRelated, days: number): Longest {
  const number = numberOf(project.AssetName);
  const names = [project.projectId, number].map((one) => `projects/${one}/logs/${encodeURIComponent(id)}`);
  const log = { id, names: names.map((name) => name.toLowerCase()) };
  const sought = { log, days, project, ask };
  const problems: Problem[] = [];
  let longest = NOWHERE;
  const isEnough = (sink: Sink, height: number): boolean => {
    const kept = keptBy(sink, height, sought);
    if ("code" in kept) problems.push(kept);
    else if (kept.days > longest.days) longest = kept;
    return !("code" in kept) && kept.days >= days;
  };
  const own = ask.sinks(number).find((sink) => isEnough(sink, OWN));
  if (own.is === "found") return { ...longest, problem: null };
  if (own.is === "unknown") problems.push(own.problem);
  // An aggregated sink routes the logs of the projects below it. https://docs.cloud.google.com/logging/docs/export/aggregated_sinks
  const above = ask.sinksAbove(ANCESTORS).find((sink) => isEnough(sink, sink.Height));
  if (above.is === "found") return { ...longest, problem: null };
  if (above.is === "unknown" && !isInNothing(ask)) problems.push(notAbove(above.problem));
  // Sorted by text, so that the problem does not depend on the order of sinks.
  const [problem = null] = problems.sort((a, b) => (a.detail + a.code < b.detail + b.code ? -1 : 1));
  return { ...longest, problem };
}

const notAbove = (problem: Problem): Problem =>
  problem.code === "no-answer"
    ? notSupported("exports have no log sinks of folders and of the organization, which may keep the audit logs")
    : problem;

const REQUIRED: Longest = { days: REQUIRED_DAYS, locked: true, problem: null };

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "cloudresourcemanager.googleapis.com/Project",
  global: true,
  reads: Project,
  related,
  evaluate(project, { related: ask, parameters: { days } }: Question<Parameters, typeof related>) {
    const activity =
      days <= REQUIRED_DAYS ? REQUIRED : longestOf("cloudaudit.googleapis.com/activity", project, ask, days);
    const dataAccess = longestOf("cloudaudit.googleapis.com/data_access", project, ask, days);
    const facts = { activity: activity.days, dataAccess: dataAccess.days, locked: dataAccess.locked };
    const short = [activity, dataAccess].filter((kept) => kept.days < days);
    if (short.some((kept) => kept.problem === null))
      return fail(
        `Admin Activity or Data Access audit logs reach no log bucket that keeps them for ${days} days`,
        facts,
      );
    const [unknown] = short;
    if (unknown?.problem != null) return indeterminate(unknown.problem, facts);
    return pass(`Admin Activity and Data Access audit logs reach log buckets that keep them for ${days} days`, facts);
  },
});
