// Lists all elements of a list of Google's: a part that the service could not reach makes the list incomplete.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
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

/** https://google.aip.dev/217, and `warnings` of Cloud SQL: https://docs.cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances/list */
const isPartial = (page: JsonObject): boolean =>
  [page["unreachable"], page["warnings"]].some((parts) => Array.isArray(parts) && parts.length > 0);

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
