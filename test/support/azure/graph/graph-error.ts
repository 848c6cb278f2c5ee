// Writes errors of Microsoft Graph in its shape.
import { randomUUID } from "node:crypto";
import { json, type Answer } from "../../clouds/wire/asked.ts";

/** https://learn.microsoft.com/en-us/graph/errors */
export function graphError(status: number, code: string, message: string, now: Date): Answer {
  const id = randomUUID();
  const date = now.toISOString().slice(0, 19);
  return json(
    status,
    { error: { code, message, innerError: { date, "request-id": id, "client-request-id": id } } },
    { "request-id": id, "client-request-id": id },
  );
}
