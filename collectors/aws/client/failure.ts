// Names the problem of a failed call of AWS, one of the closed list.
import type { ProblemCode } from "../../../evidence-schema/record/record.ts";
import { refusalDetail } from "../../../evidence-schema/record/because.ts";
import { codeOfFailure } from "../../failure-code.ts";
import { refusingPolicy } from "../../refusal-words.ts";
import { CallFailed, NoCredentials } from "../../live/call.ts";
import { publishFailedCall } from "../../live/failed-calls.ts";

/**
 * The failure of a call for `action`. Nothing of the service's message is kept: it names people and values. The detail of
 * a denial is the action that a policy has to allow, which the message may tell better than we know (reading an encrypted
 * trail asks KMS too), the error code, and the kind of policy that refused where the message names it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function failureOf(cause: unknown, action: string): CallFailed | NoCredentials {
  if (!(cause instanceof CallFailed)) publishFailedCall({ action, error: cause });
  if (cause instanceof CallFailed || cause instanceof NoCredentials) return cause;
  const { name, message, status } = serviceErrorOf(cause);
  const code = codeOf(name, message, status);
  if (code === "denied") {
    const refusal = {
      action: refusedAction(message) ?? action,
      code: errorCode(name),
      policy: refusingPolicy(message),
    };
    return new CallFailed(name, { code, detail: refusalDetail(refusal) }, cause);
  }
  return new CallFailed(
    name,
    { code, detail: `${action} failed with ${/^[\w.-]+$/.test(name) ? name : "an unnamed error"}` },
    cause,
  );
}

/** `answer`, or undefined where the service says by one of `errors` that there is none. */
export async function orNone<T>(answer: Promise<T>, ...errors: readonly string[]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CallFailed && errors.includes(error.error)) return undefined;
    throw error;
  }
}

type ServiceError = { readonly name: string; readonly message: string; readonly status: number | null };

function serviceErrorOf(cause: unknown): ServiceError {
  if (!(cause instanceof Error)) return { name: "Unknown", message: "", status: null };
  const { $metadata: metadata, code } = cause as { $metadata?: { httpStatusCode?: number }; code?: unknown };
  // A service that answers without a body is named "Error", or by its status alone; a socket that fails has a code.
  const name =
    ["Error", "Unknown", "UnknownError"].includes(cause.name) && typeof code === "string" ? code : cause.name;
  return { name, message: cause.message, status: metadata?.httpStatusCode ?? null };
}

/** Codes by which a region, or a service in it, says that the account has not turned it on. */
const OFF = /^(?:OptInRequired|SubscriptionRequiredException|InvalidAccessException)$/;

// https://docs.aws.amazon.com/general/latest/gr/api-retries.html and "Common errors" of the services' API references.
function codeOf(name: string, message: string, status: number | null): ProblemCode {
  if (name === "AbortError" || name === "TimeoutError") return "unavailable";
  if (OFF.test(name)) return "disabled";
  const code = codeOfFailure(name) ?? (status === 403 ? "denied" : null) ?? (status === 429 ? "throttled" : null);
  if (code !== null) return code;
  return status === 400 ? (codeOfFailure(message) ?? "unavailable") : "unavailable";
}

/** Null where the service gave no code: the SDK makes up a name then. */
const errorCode = (name: string): string | null =>
  /^[\w.-]+$/.test(name) && !["Error", "Unknown", "UnknownError"].includes(name) ? name : null;

function refusedAction(message: string): string | null {
  return /perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/.exec(message)?.[1] ?? null;
}
