// Judges how long Azure keeps the activity log of a subscription and the audit of logical SQL servers.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  passByProvider,
  relation,
  type Question,
} from "../../kernel.ts";
import { DiagnosticSettings, sends, type Setting } from "../../readings/azure/activity-log.ts";
import type { Parameters } from "./parameters.ts";

/** "Activity log events are retained in Azure for 90 days": https://learn.microsoft.com/en-us/azure/azure-monitor/essentials/activity-log */
const PLATFORM_DAYS = 90;

const Subject = z.object({ id: z.string() });

const destinations = {
  settings: relation({
    type: "Tidemark::Insights::SubscriptionDiagnosticSettings",
    within: "scope",
    global: true,
    reads: DiagnosticSettings,
    on: (row) => [row.Subscription.toLowerCase()],
  }),
  workspaces: relation({
    type: "microsoft.operationalinsights/workspaces",
    within: "scope",
    global: true,
    // https://learn.microsoft.com/en-us/rest/api/loganalytics/workspaces/get
    reads: z.object({ id: z.string(), properties: z.object({ retentionInDays: z.int().nullish() }) }),
    on: (row) => [row.id.toLowerCase()],
  }),
};
type AskRelated = Question<Parameters, typeof destinations>["related"];

/** Days that a store keeps what it gets, or why that is not known. */
type Kept = number | Problem;

const notInAnswer = (detail: string): Problem => ({ code: "not-in-answer", detail });
const notSupported = (detail: string): Problem => ({ code: "not-supported", detail });
const notSeen = (detail: string): Problem => ({ code: "not-seen", detail });

function keptByWorkspace(subscription: string, workspace: string, { workspaces }: AskRelated): Kept {
  const answer = workspaces(workspace).find(() => true);
  if (answer.is === "unknown") return answer.problem;
  if (answer.is === "none") {
    // A workspace of this subscription that is not among all its workspaces is gone.
    if (workspace.startsWith(`${subscription}/`)) return 0;
    return notSeen("the Log Analytics workspace is in another subscription, and was not read with this subscription");
  }
  const days = answer.row.properties.retentionInDays ?? null;
  if (days === null)
    return notInAnswer("the answer from Azure lacks properties.retentionInDays of the Log Analytics workspace");
  // Workspaces of the old unlimited plan say -1.
  return days === -1 ? Number.POSITIVE_INFINITY : days;
}

/** Event hubs and partners pass on what they get: they are no stores. */
function stores(subscription: string, { workspaceId, storageAccountId }: Setting, ask: AskRelated): Kept[] {
  const kept: Kept[] = [];
  if ((workspaceId ?? "") !== "") kept.push(keptByWorkspace(subscription, (workspaceId ?? "").toLowerCase(), ask));
  if ((storageAccountId ?? "") !== "")
    kept.push(notSupported("Tidemark does not read the lifecycle rules of the storage account"));
  return kept;
}

const subscription = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.resources/subscriptions",
  global: true,
  reads: Subject,
  related: destinations,
  evaluate({ id }, { related: ask, parameters }: Question<Parameters, typeof destinations>) {
    const { days, activityLogCategories } = parameters;
    if (days <= PLATFORM_DAYS)
      return passByProvider(`Azure keeps the activity log for ${PLATFORM_DAYS} days, and ${days} days are required`, {
        days: PLATFORM_DAYS,
      });
    const answer = ask.settings(id.toLowerCase()).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none") return indeterminate(notSeen("the subscription's diagnostic settings were not read"));
    const { Settings } = answer.row;
    const kept = [...new Set(activityLogCategories)].sort().map((category) => {
      const sending = Settings.filter((setting) => sends(setting, category));
      return { category, ...longest(sending.flatMap((setting) => stores(id.toLowerCase(), setting, ask))) };
    });
    const short = kept.filter((one) => one.days < days);
    const facts = { days: inWords(Math.min(...kept.map((one) => one.days))), short: short.map((one) => one.category) };
    if (short.length === 0)
      return pass(`every required category of the activity log is kept for at least ${days} days`, facts);
    if (short.every((one) => one.problem !== null))
      return indeterminate(short[0]?.problem ?? notSeen("a destination of the activity log was not read"));
    return fail(`a required category of the activity log is kept for fewer than ${days} days`, facts);
  },
});

/** The longest that is known, and what might be longer. */
function longest(kept: readonly Kept[]): { readonly days: number; readonly problem: Problem | null } {
  const known = kept.filter((one) => typeof one === "number");
  const problems = kept
    .filter((one) => typeof one === "object")
    .sort((a, b) => (a.detail + a.code < b.detail + b.code ? -1 : 1));
  return { days: Math.max(PLATFORM_DAYS, ...known), problem: problems[0] ?? null };
}

const inWords = (days: number): number | string => (Number.isFinite(days) ? days : "unlimited");

/** https://learn.microsoft.com/en-us/rest/api/sql/server-blob-auditing-policies/get */
const Auditing = z.object({
  Server: z.string(),
  state: z.enum(["Enabled", "Disabled"]),
  storageEndpoint: z.string().nullish(),
  retentionDays: z.int().nullish(),
  isAzureMonitorTargetEnabled: z.boolean().nullish(),
});

const policies = {
  auditing: relation({
    type: "Tidemark::Sql::Auditing",
    within: "scope",
    global: true,
    reads: Auditing,
    on: (row) => [row.Server.toLowerCase()],
  }),
};

const sqlServer = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/servers",
  global: true,
  reads: Subject,
  related: policies,
  evaluate({ id }, { related: { auditing }, parameters: { days } }: Question<Parameters, typeof policies>) {
    const answer = auditing(id.toLowerCase()).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none") return indeterminate(notSeen("the auditing settings of the server were not read"));
    const { state, storageEndpoint, retentionDays, isAzureMonitorTargetEnabled } = answer.row;
    const toStorage = (storageEndpoint ?? "") !== "";
    const toMonitor = isAzureMonitorTargetEnabled === true;
    if (state === "Disabled") return notApplicable("auditing of the server is disabled");
    if (!toStorage && !toMonitor) return notApplicable("auditing of the server has no destination");
    // 0 is the default, and means that nothing is deleted. The setting is of the storage account alone.
    const kept = (retentionDays ?? 0) === 0 ? Number.POSITIVE_INFINITY : (retentionDays ?? 0);
    const facts = { storage: toStorage ? inWords(kept) : null, azureMonitor: toMonitor };
    if (toStorage && kept >= days)
      return pass(
        `the server's audit logs are kept in the storage account for at least ${days} days (retentionDays)`,
        facts,
      );
    if (toMonitor)
      return indeterminate(
        notSupported(
          "Tidemark does not read where Azure Monitor sends the server's audit logs, or how long they are kept",
        ),
        facts,
      );
    return fail(
      `the server's audit logs are kept in the storage account for fewer than ${days} days (retentionDays)`,
      facts,
    );
  },
});

export const azure = [subscription, sqlServer];
