// Judges Google Cloud projects: a log sink has to bring each kind of audit log to a log bucket that keeps it.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
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

/** Ends in `projects/<number>/locations/<location>/buckets/<id>`. */
const LogBucket = z.object({
  AssetName: z.string(),
  retentionDays: z.int().nullish(),
  locked: z.boolean().nullish(),
  lifecycleState: z.string().nullish(),
});

/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks */
const LogSink = z.object({
  AssetName: z.string(),
  destination: z.string(),
  filter: z.string().nullish(),
  disabled: z.boolean().nullish(),
  exclusions: z.array(z.object({ filter: z.string(), disabled: z.boolean().nullish() })).nullish(),
});
type LogSink = z.infer<typeof LogSink>;

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
};
type AskRelated = Question<Parameters, typeof related>["related"];

/** A log bucket as it is while its entries are kept, and how long; or why that is not known. */
type Kept = { readonly days: number; readonly locked: boolean };

const NOWHERE: Kept = { days: 0, locked: false };
const notSupported = (detail: string): Problem => ({ code: "not-supported", detail });

function keptAt(destination: string, { AssetName, projectId }: Project, { buckets }: AskRelated): Kept | Problem {
  // A topic passes on what it gets: it is no store.
  if (destination.startsWith("pubsub.googleapis.com/")) return NOWHERE;
  const [, owner = "", bucket = ""] =
    /^logging\.googleapis\.com\/projects\/([^/]+)\/(locations\/[^/]+\/buckets\/[^/]+)$/.exec(destination) ?? [];
  const number = numberOf(AssetName);
  if (owner === "" || (owner !== projectId && owner !== number)) {
    return notSupported("a log sink sends audit logs to a destination whose retention Tidemark does not read");
  }
  const answer = buckets(`//logging.googleapis.com/projects/${number}/${bucket}`).find(() => true);
  if (answer.is === "unknown") return answer.problem;
  if (answer.is === "none") return NOWHERE;
  const { retentionDays, locked, lifecycleState } = answer.row;
  // A bucket that is being created holds nothing yet, and a bucket that is being deleted keeps nothing.
  if (["CREATING", "DELETE_REQUESTED", "FAILED"].includes(lifecycleState ?? "ACTIVE")) return NOWHERE;
  return { days: retentionDays == null || retentionDays === 0 ? DEFAULT_DAYS : retentionDays, locked: locked === true };
}

/** How long a sink has every entry of a log kept. */
function keptBy(sink: LogSink, log: Log, project: Project, ask: AskRelated, days: number): Kept | Problem {
  if (sink.disabled === true) return NOWHERE;
  const excluding = (sink.exclusions ?? []).filter((exclusion) => exclusion.disabled !== true);
  const leftOut = excluding.map((exclusion) => matchesEvery(exclusion.filter, log));
  const taken = matchesEvery(sink.filter ?? "", log);
  if (taken === false || leftOut.includes(true)) return NOWHERE;
  const kept = keptAt(sink.destination, project, ask);
  // Too short is too short, whichever entries come there.
  if ("code" in kept || kept.days < days) return kept;
  if (taken === null || leftOut.includes(null))
    return notSupported("the check cannot tell whether the filter of a log sink includes all audit logs");
  return kept;
}

type Longest = Kept & { readonly problem: Problem | null };

/** The first bucket by key that keeps a log long enough, else the longest and what might be longer. */
function longestOf(id: string, project: Project, ask: AskRelated, days: number): Longest {
  const number = numberOf(project.AssetName);
  const names = [project.projectId, number].map((one) => `projects/${one}/logs/${encodeURIComponent(id)}`);
  const log = { id, names: names.map((name) => name.toLowerCase()) };
  const problems: Problem[] = [];
  let longest = NOWHERE;
  const answer = ask.sinks(number).find((sink) => {
    const kept = keptBy(sink, log, project, ask, days);
    if ("code" in kept) problems.push(kept);
    else if (kept.days > longest.days) longest = kept;
    return !("code" in kept) && kept.days >= days;
  });
  if (answer.is === "found") return { ...longest, problem: null };
  if (answer.is === "unknown") problems.push(answer.problem);
  // Sorted by text, so that the problem does not depend on the order of sinks.
  const [problem = null] = problems.sort((a, b) => (a.detail + a.code < b.detail + b.code ? -1 : 1));
  return { ...longest, problem };
}

/**
 * Why a log that the project does not keep may be kept all the same, or null: an aggregated sink of a folder or an organization
 * routes the logs of the projects below it. https://docs.cloud.google.com/logging/docs/export/aggregated_sinks
 */
function keptAbove({ ancestors }: AskRelated): Problem | null {
  const above = ancestors(ANCESTORS).find(({ Type }) => Type !== "project");
  if (above.is === "unknown") return above.problem;
  // Without the project's own policy nothing shows that its ancestors were asked for.
  const own = ancestors(ANCESTORS).find(({ Type }) => Type === "project");
  if (above.is === "none" && own.is === "found") return null;
  return notSupported(
    "Tidemark does not read log sinks of folders and of the organization, which may keep the audit logs",
  );
}

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
    if (short.some((kept) => kept.problem === null)) {
      const elsewhere = keptAbove(ask);
      if (elsewhere !== null) return indeterminate(elsewhere, facts);
      return fail(
        `Admin Activity or Data Access audit logs reach no log bucket that keeps them for ${days} days`,
        facts,
      );
    }
    const [unknown] = short;
    if (unknown?.problem != null) return indeterminate(unknown.problem, facts);
    return pass(`Admin Activity and Data Access audit logs reach log buckets that keep them for ${days} days`, facts);
  },
});
