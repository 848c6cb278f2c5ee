// Lists all elements of a list of Google's: a part that the service could not reach makes the list incomplete.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import type { Call, GoogleCalls } from "./calls.ts";

/**
 * The elements of all pages, whose member is `of`. An empty list has no such member. Rejects with CallFailed, and so where the service
 * says that it could not reach a part.
 */
export async function listAll(google: GoogleCalls, call: Call, of: string): Promise<Json[]> {
  const elements: Json[] = [];
  for await (const page of google.pages(call)) {
    const list = page[of] ?? [];
    if (!Array.isArray(list)) throw unforeseen(call.action);
    if (isPartial(page)) throw partial(call.action);
    elements.push(...(list as readonly Json[]));
  }
  return elements;
}

/**
 * https://google.aip.dev/217; `warnings` of Cloud SQL: https://docs.cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances/list;
 * `warning` of Compute Engine, which an empty page has too: https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls/list
 */
const isPartial = ({ unreachable, warnings, warning }: JsonObject): boolean =>
  [unreachable, warnings].some((parts) => Array.isArray(parts) && parts.length > 0) ||
  (isRecord(warning) && warning["code"] !== "NO_RESULTS_ON_PAGE");

const unforeseen = (action: string): CallFailed =>
  new CallFailed(
    "UnexpectedPage",
    { code: "unexpected-shape", detail: `a page of the answer to ${action} has no list` },
    null,
  );

const partial = (action: string): CallFailed =>
  new CallFailed(
    "Unreachable",
    { code: "truncated", detail: `the answer to ${action} says that the service could not reach a part of the list` },
    null,
  );
