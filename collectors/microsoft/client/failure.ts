// Names the problem of a failed call of Azure or Microsoft Graph, one of the closed list.
import { refusalDetail } from "../../../evidence-schema/record/because.ts";
import type { ProblemCode } from "../../../evidence-schema/record/record.ts";
import { codeOfFailure } from "../../failure-code.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { CallFailed, NoCredentials } from "../../live/call.ts";
import { publishFailedCall } from "../../live/failed-calls.ts";

/** The words of a service about a failure, whichever client heard them. */
type Said = { readonly name: string; readonly message: string; readonly status: number | null };

/**
 * The failure of a call for `action`. Nothing of the service's message is kept: it names people and resources. The detail of a
 * denial is the action that a role has to allow, which the message may tell better than we know.
 */
export function failureOf(cause: unknown, action: string): CallFailed | NoCredentials {
  if (!(cause instanceof CallFailed)) publishFailedCall({ action, error: cause });
  if (cause instanceof CallFailed || cause instanceof NoCredentials) return cause;
  return failureSaid(saidBy(cause), action, cause);
}

/** The failure that an answer with this status and body is. `{"error":{"code","message"}}` in Resource Manager and Graph. */
export function failureAnswered(status: string, body: Json | undefined, action: string): CallFailed {
  const error = isRecord(body) && isRecord(body["error"]) ? body["error"] : {};
  const code = textOf(error["code"]);
  const message = textOf(error["message"]) ?? "";
  publishFailedCall({ action, error: new Error(`HTTP ${status} ${code ?? ""}: ${message}`) });
  // A code is a word. Another text may be free, and name people.
  const name = code !== null && CODE.test(code) ? code : `HTTP ${status}`;
  return failureSaid({ name, message, status: Number(status) }, action, null);
}

function failureSaid({ name, message, status }: Said, action: string, cause: unknown): CallFailed {
  const code = codeOf(name, message, status);
  if (code !== "denied") return new CallFailed(name, { code, detail: `${action} failed with ${name}` }, cause);
  const told = refusedAction(message);
  const refusal = {
    // A service repeats the path as it was asked; the names of actions have a spelling of their own.
    action: told === null || told.toLowerCase() === action.toLowerCase() ? action : told,
    code: CODE.test(name) ? name : null,
    policy: name === DENY_CODE ? "deny assignment" : null,
  };
  return new CallFailed(name, { code, detail: refusalDetail(refusal) }, cause);
}

/** The code by which Resource Manager refuses what a role allows and a deny assignment denies. */
export const DENY_CODE = "DenyAssignmentAuthorizationFailed";

/** The form of an error's code. */
const CODE = /^[\w.-]{1,100}$/;

function saidBy(cause: unknown): Said {
  if (!(cause instanceof Error)) return { name: "Unknown", message: "", status: null };
  // RestError: `code` is the service's, or that of the socket; `statusCode` is there if the service answered.
  const { code, statusCode } = cause as { readonly code?: unknown; readonly statusCode?: unknown };
  return {
    name: typeof code === "string" && CODE.test(code) ? code : cause.name,
    message: cause.message,
    status: typeof statusCode === "number" ? statusCode : null,
  };
}

// https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/common-deployment-errors,
// https://learn.microsoft.com/en-us/graph/errors
function codeOf(name: string, message: string, status: number | null): ProblemCode {
  if (name === "AbortError" || name === "TimeoutError") return "unavailable";
  if (status === 401) return "unavailable";
  const code = codeOfFailure(name) ?? (status === 429 ? "throttled" : null);
  if (code !== null) return code;
  return status === 403 ? (codeOfFailure(message) === "licence" ? "licence" : "denied") : "unavailable";
}

/**
 * "does not have authorization to perform action 'Microsoft.Sql/servers/read' over scope '…'", and of lists that need several
 * permissions "does not have required MSGraph permissions AuditLog.Read.All".
 */
function refusedAction(message: string): string | null {
  const [, action = null] = /perform action '([A-Za-z][\w.]*(?:\/[\w*]+)+)'/.exec(message) ?? [];
  const [, permission = null] = /required MSGraph permissions ([A-Z]\w*(?:\.[A-Z]\w*){1,3})\.?$/.exec(message) ?? [];
  return action ?? permission;
}
