// Judges function apps of Azure by the networks that reach them, and by whether App Service authenticates their callers.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { AccessRestrictions, restrictionExposure } from "../../engines/reachability/azure/access-restrictions.ts";
import { theInternet } from "../../engines/reachability/internet.ts";
import { describeOpenings } from "../../engines/reachability/opening.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { ENVIRONMENT_UNREAD, EnvironmentProfile, isInEnvironment } from "../../readings/azure/app-environment.ts";
import { unlessListed } from "./listed.ts";
import type { Parameters } from "./parameters.ts";

const Configuration = AccessRestrictions.extend({ Site: z.string(), publicNetworkAccess: z.string().nullish() });

/** https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get-auth-settings-v2-without-secrets */
const Authentication = z.object({
  Site: z.string(),
  Enabled: z.boolean().optional(),
  RequireAuthentication: z.boolean().optional(),
  UnauthenticatedClientAction: z.string().optional(),
  ExcludedPathCount: z.int(),
});
type Authentication = z.infer<typeof Authentication>;

const related = {
  configurations: relation({
    type: "Tidemark::Web::SiteConfiguration",
    within: "scope",
    global: true,
    reads: Configuration,
    on: (row) => [row.Site.toLowerCase()],
  }),
  authentications: relation({
    type: "Tidemark::Web::SiteAuthentication",
    within: "scope",
    global: true,
    reads: Authentication,
    on: (row) => [row.Site.toLowerCase()],
  }),
};
type SiteQuestion = Question<Parameters, typeof related>;

const notSeen = (what: string): Problem => ({
  code: "not-seen",
  detail: `the ${what} of the function app were not read`,
});

/** Who is authenticated: every caller, not every one, or a problem. `open`: why not every one. */
type Callers = { readonly open: string | null; readonly problem: Problem | null; readonly facts: JsonObject };

function callersOf({
  Enabled,
  RequireAuthentication,
  UnauthenticatedClientAction,
  ExcludedPathCount,
}: Authentication): Callers {
  const action = UnauthenticatedClientAction ?? null;
  const facts = {
    authentication: Enabled === true,
    requireAuthentication: RequireAuthentication ?? null,
    unauthenticatedClientAction: action,
    excludedPathCount: ExcludedPathCount,
  };
  // Left out is off. https://learn.microsoft.com/en-us/azure/app-service/overview-authentication-authorization
  if (Enabled !== true) return { open: "App Service authenticates no callers", problem: null, facts };
  if (RequireAuthentication === false || action?.toLowerCase() === "allowanonymous")
    return { open: "App Service lets callers in that are not authenticated", problem: null, facts };
  if (RequireAuthentication === undefined)
    return {
      open: null,
      problem: { code: "not-in-answer", detail: "the answer from Azure lacks requireAuthentication" },
      facts,
    };
  if (ExcludedPathCount > 0)
    return { open: "App Service authenticates no callers of some paths (excludedPaths)", problem: null, facts };
  return { open: null, problem: null, facts };
}

/** Where the internet is let in, as far as it was read. */
type Reached = { readonly open: JsonObject | null; readonly problem: Problem | null; readonly closed: string | null };

const reached = (members: Partial<Reached>): Reached => ({ open: null, problem: null, closed: null, ...members });

/** `access`: publicNetworkAccess of the app, which its configuration has too. */
function reachedBy(access: string | null | undefined, id: string, question: SiteQuestion): Reached {
  const answer = question.related.configurations(id).find(() => true);
  const own = access || null;
  const other = answer.is === "found" ? answer.row.publicNetworkAccess || null : null;
  const said = [own, other].map((each) => each?.toLowerCase() ?? null);
  if (said.includes("disabled"))
    return reached({ closed: "no public network reaches the function app (publicNetworkAccess)" });
  if (answer.is === "unknown") return reached({ problem: answer.problem });
  if (answer.is === "none") return reached({ problem: notSeen("access restrictions") });
  const { open, problem } = restrictionExposure(answer.row, question.parameters);
  if (open.length === 0 && problem === null)
    return reached({
      closed: `access restrictions of the function app do not let in ${theInternet(question.parameters)}`,
    });
  if (said.some((each) => each !== null && each !== "enabled"))
    return reached({ problem: { code: "unexpected-shape", detail: "publicNetworkAccess is none that is known" } });
  // Where nobody set it, a private endpoint closes the app to public networks, and endpoints are not read.
  // https://learn.microsoft.com/en-us/azure/app-service/overview-access-restrictions
  if (said.every((each) => each === null))
    return reached({ problem: { code: "not-in-answer", detail: "the answer from Azure lacks publicNetworkAccess" } });
  return reached(problem === null ? { open: { ...describeOpenings(open) } } : { problem });
}

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.web/sites",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get
  reads: z.object({
    id: z.string(),
    kind: z.string().nullish(),
    properties: z.object({
      enabled: z.boolean().nullish(),
      publicNetworkAccess: z.string().nullish(),
      hostingEnvironmentProfile: EnvironmentProfile,
    }),
  }),
  related,
  // A stopped function app is judged as if it ran: starting it changes none of this.
  evaluate({ id, kind, properties }, question: SiteQuestion) {
    const kinds = (kind ?? "").toLowerCase().split(",");
    if (!kinds.includes("functionapp"))
      return notApplicable("the app is no function app (kind)", { kind: kind ?? null });
    if (properties.enabled === false)
      return notApplicable("the function app is disabled (enabled)", { enabled: false });
    if (kinds.includes("azurecontainerapps"))
      return indeterminate({
        code: "not-supported",
        detail: "the function app runs in Azure Container Apps, whose ingress Tidemark does not read",
      });
    const by = reachedBy(properties.publicNetworkAccess, id.toLowerCase(), question);
    if (by.closed !== null) return pass(by.closed, { publicNetwork: false });
    const { open, problem } = isInEnvironment(properties.hostingEnvironmentProfile)
      ? reached({ problem: ENVIRONMENT_UNREAD })
      : by;
    const answer = question.related.authentications(id.toLowerCase()).find(() => true);
    const callers: Callers =
      answer.is === "found"
        ? callersOf(answer.row)
        : {
            open: null,
            problem: answer.is === "unknown" ? answer.problem : notSeen("authentication settings"),
            facts: {},
          };
    const facts = { publicNetwork: open === null ? null : true, ...open, ...callers.facts };
    if (callers.problem === null && callers.open === null)
      return pass("App Service authenticates every caller of the function app", facts);
    if (callers.open !== null && open !== null)
      return unlessListed(
        id,
        question.parameters,
        fail(`the function app is open to the internet, and ${callers.open}`, facts),
      );
    return indeterminate((callers.open === null ? callers.problem : problem) ?? problem ?? notSeen("settings"), facts);
  },
});
