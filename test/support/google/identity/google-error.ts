// Writes errors of Google's APIs in the shapes of their documentation: a new one with details, an old one with reasons.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { json, type Answer } from "../../clouds/wire/asked.ts";

export type Status =
  | "INVALID_ARGUMENT"
  | "UNAUTHENTICATED"
  | "PERMISSION_DENIED"
  | "NOT_FOUND"
  | "RESOURCE_EXHAUSTED"
  | "INTERNAL"
  | "UNAVAILABLE";

const CODES: Readonly<Record<Status, number>> = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** https://google.aip.dev/193 */
export const googleError = (status: Status, message: string, details: readonly JsonObject[] = []): Answer =>
  json(CODES[status], {
    error: { code: CODES[status], message, status, ...(details.length === 0 ? {} : { details }) },
  });

/** google.rpc.ErrorInfo. */
export const errorInfo = (reason: string, metadata: JsonObject, domain = "googleapis.com"): JsonObject => ({
  "@type": "type.googleapis.com/google.rpc.ErrorInfo",
  reason,
  domain,
  metadata,
});

/** A caller who may not: https://docs.cloud.google.com/iam/docs/permission-error-messages */
export const permissionDenied = (permission: string, resource: string): Answer =>
  googleError(
    "PERMISSION_DENIED",
    `Permission '${permission}' denied on resource '${resource}' (or it may not exist).`,
    [errorInfo("IAM_PERMISSION_DENIED", { permission, resource }, "iam.googleapis.com")],
  );

/** As Storage, Compute and the Directory API write errors. https://docs.cloud.google.com/storage/docs/json_api/v1/status-codes */
export const oldError = (code: number, reason: string, message: string, domain = "global"): Answer =>
  json(code, { error: { code, message, errors: [{ message, domain, reason }] } });

/** As endpoints of OAuth write errors. */
export const oauthError = (status: number, error: string, description: string): Answer =>
  json(status, { error, error_description: description });
