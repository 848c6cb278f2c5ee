// Says how to fix each cause, in one sentence. The remedy hangs on the code alone.
import { refusalOf } from "../../evidence-schema/record/because.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import { signInRemedy } from "./sign-in-remedy.ts";
import { NO_RUN, NO_SCHEDULE, STALE, type Unobserved } from "./stale-units.ts";

/** A cause as a record has it: its code may be one that another version writes. */
type FoundProblem = { readonly code: string; readonly detail: string };

/** `units`: the units in which the problem occurred, `<type>@<region>`. */
export function remedy({ code, detail }: FoundProblem, units: readonly string[]): string {
  const types = [...new Set(units.map((unit) => splitUnit(unit).type))];
  const what =
    types.length === 0 ? "the scope" : types.length === 1 ? (types[0] as string) : `these ${types.length} types`;
  return Object.hasOwn(REMEDIES, code) ? REMEDIES[code as Unobserved["code"]](what, detail) : UNKNOWN;
}

const UNKNOWN =
  "read again; if the cause stays, use a newer version of Tidemark (this version does not know the cause)";

/** Privileges of an admin role by the names that sources declare: the APIs of Google Workspace name none. */
const PRIVILEGES: { readonly [action: string]: string } = {
  "admin.users.read": "Users > Read",
  "admin.groups.read": "Groups > Read",
};

/** A token of a person has the scopes that the person signed in with. https://google.aip.dev/193; older APIs write the second. */
const LACKS_SCOPES: ReadonlySet<string> = new Set(["ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"]);
const SIGN_IN_WITH_SCOPES =
  "sign in again with the scopes for people and groups: docs/gcp-permissions.md has the command (gcloud auth application-default login --scopes)";

/** Clouds grant in other ways; the form of an action tells whose it is: `service:Action`, `Provider/type/action`, `Words.Of.Graph`, `service.resource.verb`. */
function grantOf(action: string): string {
  if (action.includes("/"))
    return `assign a role that allows ${action} at the scope or above it to the identity that reads (Reader allows every read)`;
  const privilege = PRIVILEGES[action];
  if (privilege !== undefined)
    return `give the identity that reads an admin role of Google Workspace with ${privilege} of the Admin API privileges, for the whole customer (or delegate to the service account, and name an administrator in gcp.administrator)`;
  if (/^[A-Z]\w*(?:\.[A-Z]\w*)+$/.test(action))
    return `grant the application permission ${action} to the application that reads, and consent to it (a person who reads needs a directory role such as Global Reader)`;
  const above = /^resourcemanager\.(folder|organization)s\./.exec(action)?.[1];
  if (/^(?!admin\.)[a-z]\w*(?:\.\w+){2,}$/.test(action))
    return `bind a role that has ${action} to the identity that reads, at gcp.parent or at the ${above ?? "project"} (tidemark setup gcp makes one for a deployment)`;
  return `grant ${action} to the identity that reads`;
}

/** Nothing is read where calls can't count against the project. */
const USE_PROJECT =
  "bind roles/serviceusage.serviceUsageConsumer to the identity that reads, at the project that its calls count against (gcp.quotaProject, or that of the login)";

/** Groups and applications that own lie in a directory, which is a scope of its own. */
const OF_DIRECTORY = /^(?:a|the) (?:group|service principal) /;

const REMEDIES: { readonly [code in Unobserved["code"]]: (what: string, detail: string) => string } = {
  denied: (what, detail) => {
    const refusal = refusalOf(detail);
    if (refusal === null) return signInRemedy(detail) ?? `grant the identity that reads permission to read ${what}`;
    const { action, code, policy } = refusal;
    if (code !== null && LACKS_SCOPES.has(code)) return SIGN_IN_WITH_SCOPES;
    if (code === "USER_PROJECT_DENIED") return USE_PROJECT;
    return policy === null ? grantOf(action) : `have the ${policy} allow ${action} for the identity that reads`;
  },
  throttled: () =>
    "wait for the next run; if the cause stays, ask the cloud for a higher request limit, or plan fewer regions",
  unavailable: () => "read again; if the cause stays, look up the error of the service or command",
  "no-answer": (what) => `export ${what} too, or have it read live`,
  "out-of-time": () => "wait for the next run; if the cause stays, give the run more time, or plan fewer regions",
  disabled: (what, detail) => {
    const [, api, project] = /\(([a-z]+\.googleapis\.com)(?: in (projects\/\d+))?\)$/.exec(detail) ?? [];
    return api === undefined
      ? `turn on the service or API that ${what} is read from`
      : `turn on the API in ${project ?? "the project that requests count against"}: gcloud services enable ${api}`;
  },
  licence: () =>
    "buy the licence that the API needs; or grant Directory.Read.All of Microsoft Graph (for eligible roles LicenseAssignment.Read.All is enough), by which Graph and Tidemark see which licences there are; or record a waiver for the check",
  truncated: (_what, detail) =>
    detail.startsWith("the group has more than")
      ? "make the group smaller, or give the auditor evidence of your own"
      : "export again, and include every page; if it was read live, read again",
  "not-recorded": (what) =>
    `have the recorder of AWS Config run and record ${what}, or read the account without it (lane: "direct")`,
  contradictory: () => "read again; if two answers still differ, ask the owner of the source which one is right",
  "suddenly-empty": () =>
    "if everything was deleted, wait for the next run, which confirms the deletion; if not, restore the permissions that the identity that reads has lost",
  "relied-gone": () => "nothing to do; the next run judges the resource again",
  "not-planned": () => "enrol the scope or region in the config, or exclude it with a reason",
  "check-withdrawn": () => "enable the check in the config again, if its results are still wanted",
  "older-answer": () => "wait for a run that reads a newer answer; if you collect from exports, export again",
  "not-captured": (what) => `read ${what} again (the check needs fields that no run has read yet)`,
  "read-too-early": (what) => `read ${what} again, and the resources that it relates to after that`,
  [STALE]: () =>
    "read the scope again; if it is read from exports, export it again (staleAfter in the config says how old exports may be)",
  [NO_RUN]: () => "find out why the run did not come (docs/runbook.md), and make one by hand: tidemark collect",
  [NO_SCHEDULE]: () => "make a run (tidemark collect), or put a schedule in the config, by which missed runs are found",
  unconfirmed: () => "collect live, which re-reads the resource by name (exports cannot)",
  "not-supported": () => "give the auditor evidence of your own (this version of Tidemark does not read the resource)",
  "not-in-answer": () =>
    "check that the export is complete and that Tidemark's identity has permission to read every part; if the cloud itself leaves the field out, give the auditor evidence of your own",
  "not-seen": (_what, detail) =>
    OF_DIRECTORY.test(detail)
      ? "read the directory again (the customer of Google Workspace, or the tenant of Microsoft Entra ID), and after that the scope; if it is gone from the directory, remove its role"
      : "enrol the region where the missing resource lies, and read the scope again; if another account or subscription owns that resource, give the auditor evidence of your own",
  "unexpected-shape": () =>
    "use a newer version of Tidemark (the cloud's answer has a form that the check does not know)",
};
