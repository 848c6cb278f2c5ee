// Reads an error of a Google API, of which only codes and names of permissions are kept.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { ProblemCode } from "../../../evidence-schema/record/record.ts";
import { isRecord, textOf } from "../../json-shape.ts";

/** Codes and names of an error, none of them free text. */
export type ApiError = {
  readonly status: number;
  /** The most exact code that the error has: `SERVICE_DISABLED`, `PERMISSION_DENIED`, `rateLimitExceeded`, `HTTP 500`. */
  readonly name: string;
  /** The permission that is lacking; null where the error names none. */
  readonly permission: string | null;
  /** The host of the API that is off in the project that requests count against; null where none is. */
  readonly disabledApi: string | null;
  /** The project in which the API is off, `projects/<number>`; null where it is not off, or the error does not say. */
  readonly offIn: string | null;
  /** The message, for people who look for a fault. It names people and resources. */
  readonly message: string;
};

/** The form of an error's code: a word. Another text may be free, and name people. */
export const CODE = /^[\w.-]{1,100}$/;

/**
 * The error of an answer's body: `{"error":{"code","message","status","details":[{"reason","metadata"}]}}`, in older APIs
 * `{"error":{"code","message","errors":[{"reason"}]}}`. https://google.aip.dev/193
 */
export function apiError(status: number, body: Json | undefined): ApiError {
  const error = isRecord(body) && isRecord(body["error"]) ? body["error"] : {};
  const info = elements(error["details"]).find((detail) => textOf(detail["reason"]) !== null) ?? {};
  const metadata = isRecord(info["metadata"]) ? info["metadata"] : {};
  const codes = [info["reason"], error["status"], elements(error["errors"])[0]?.["reason"]];
  const name = codes.map(textOf).find((code) => code !== null && CODE.test(code)) ?? `HTTP ${status}`;
  const message = textOf(error["message"]) ?? "";
  const service = textOf(metadata["service"]) ?? /\b[a-z]+\.googleapis\.com\b/.exec(message)?.[0] ?? "";
  const disabledApi = OFF.test(name) && /^[a-z]+\.googleapis\.com$/.test(service) ? service : null;
  const consumer = textOf(metadata["consumer"]) ?? /\bin project (\d+) /.exec(message)?.[1] ?? "";
  const number = /^(?:projects\/)?(\d+)$/.exec(consumer)?.[1];
  const offIn = OFF.test(name) && number !== undefined ? `projects/${number}` : null;
  return { status, name, permission: permissionIn(metadata, message), disabledApi, offIn, message };
}

/** The detail of a failure that is no denial. A remedy hangs on the name of the API that is off. */
export function failedWith(action: string, { name, disabledApi, offIn }: ApiError): string {
  const place = offIn === null ? "" : ` in ${offIn}`;
  return `${action} failed with ${name}${disabledApi === null ? "" : ` (${disabledApi}${place})`}`;
}

const elements = (list: Json | undefined): readonly { readonly [name: string]: Json }[] =>
  Array.isArray(list) ? (list as readonly Json[]).filter(isRecord) : [];

/** Names of permissions, `service.resource.verb`, as APIs write them into messages. */
const IN_MESSAGE = /(?:[Pp]ermission|Required) '([a-z]\w*(?:\.\w+)+)'|does not have ([a-z]\w*(?:\.\w+)+) access/;

function permissionIn(metadata: { readonly [name: string]: Json }, message: string): string | null {
  const told = textOf(metadata["permission"]);
  if (told !== null && /^[a-z]\w*(?:\.\w+)+$/.test(told)) return told;
  const [, first, second] = IN_MESSAGE.exec(message) ?? [];
  return first ?? second ?? null;
}

const OFF = /^(?:SERVICE_DISABLED|accessNotConfigured)$/;
/** Some APIs say so with 403. */
const TOO_OFTEN = /^(?:RESOURCE_EXHAUSTED|RATE_LIMIT_EXCEEDED|(?:user)?[rR]ateLimitExceeded|quotaExceeded)$/;

/** Whether the same request may be answered later. */
export const isPassing = (error: Pick<ApiError, "status" | "name">): boolean =>
  error.status === 408 || error.status >= 500 || codeOfError(error) === "throttled";

/** https://docs.cloud.google.com/apis/design/errors; 401 is a token that ran out or was withdrawn in between. */
export function codeOfError({ status, name }: Pick<ApiError, "status" | "name">): ProblemCode {
  if (OFF.test(name)) return "disabled";
  if (status === 429 || TOO_OFTEN.test(name)) return "throttled";
  return status === 403 ? "denied" : "unavailable";
}
