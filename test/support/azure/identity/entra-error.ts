// Writes errors of Entra's token endpoint in the shape of its documentation.
import { randomUUID } from "node:crypto";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";

/** An error by its number; `error` is the word of OAuth. 401 goes with invalid_client, 400 with the others. */
export type EntraError = {
  readonly code: number;
  readonly error:
    | "invalid_client"
    | "invalid_request"
    | "invalid_resource"
    | "invalid_tenant"
    | "unauthorized_client"
    | "unsupported_grant_type";
  readonly message: string;
};

/** https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes */
export function entraError({ code, error, message }: EntraError, { origin }: Asked, now: Date): Answer {
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = `${now.toISOString().slice(0, 19).replace("T", " ")}Z`;
  return json(error === "invalid_client" ? 401 : 400, {
    error,
    error_description: `AADSTS${code}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `${origin}/error?code=${code}`,
  });
}
