// Names the problem of a failed call of a Google API, one of the closed list.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { refusalDetail } from "../../../evidence-schema/record/because.ts";
import { CallFailed, NoCredentials } from "../../live/call.ts";
import { publishFailedCall } from "../../live/failed-calls.ts";
import { apiError, CODE, codeOfError, failedWith } from "./api-error.ts";

/**
 * The failure that an answer with this status and body is. Nothing of the service's message is kept: it names people,
 * resources and what was asked. The detail of a denial is the permission, which the service may tell better than we know.
 */
export function failureAnswered(status: number, body: Json | undefined, action: string): CallFailed {
  const error = apiError(status, body);
  const { name, permission, message } = error;
  publishFailedCall({ action, error: new Error(`HTTP ${status} ${name}: ${message.replaceAll(TOKEN, "[redacted]")}`) });
  const code = codeOfError(error);
  if (error.offIn !== null) return new ApiOff(name, { code, detail: failedWith(action, error) }, error.offIn);
  if (code !== "denied") return new CallFailed(name, { code, detail: failedWith(action, error) }, null);
  // https://docs.cloud.google.com/vpc-service-controls/docs/troubleshooting
  const policy = name === "SECURITY_POLICY_VIOLATED" ? "service perimeter" : null;
  const refusal = { action: permission ?? action, code: CODE.test(name) ? name : null, policy };
  return new CallFailed(name, { code, detail: refusalDetail(refusal) }, null);
}

/** An API is off in a project: in the one that is read, or in the one that requests count against. */
export class ApiOff extends CallFailed {
  /** `projects/<number>` */
  readonly project: string;

  constructor(error: string, problem: Problem, project: string) {
    super(error, problem, null);
    this.project = project;
  }
}

/** Access tokens of Google, and signed tokens: a service may repeat what it was sent. */
const TOKEN = /\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The failure of a call that got no answer. Errors of the library hold the request with its token: none is kept as the cause. */
export function failureOf(error: unknown, action: string): CallFailed | NoCredentials {
  if (error instanceof CallFailed || error instanceof NoCredentials) return error;
  const { name = "Unknown", code } = error as { readonly name?: string; readonly code?: unknown };
  const word = typeof code === "string" && CODE.test(code) ? code : name;
  publishFailedCall({ action, error: new Error(`no answer: ${word}`) });
  return new CallFailed(word, { code: "unavailable", detail: `${action} failed with ${word}` }, null);
}

/**
 * Names that APIs give to a resource that is not there. https://google.aip.dev/193; older APIs write the second. A 404 without such a name
 * is no answer of the API.
 */
const GONE: ReadonlySet<string> = new Set(["NOT_FOUND", "notFound"]);

/** Whether a call failed since the resource that it asks about is not there. */
export const isGone = (error: unknown): boolean => error instanceof CallFailed && GONE.has(error.error);
