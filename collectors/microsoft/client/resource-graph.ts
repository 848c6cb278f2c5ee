// Asks Resource Graph one query to its end: the answer counts as complete only if its own counts say so.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isRecord, leadsOn, textOf } from "../../json-shape.ts";
import { jsonOf } from "../../live/region-read.ts";
import type { CallAnswer } from "../../live/call.ts";
import type { Tenant } from "./tenant.ts";

/** Most rows a page. https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/work-with-data */
const PAGE = 1000;

/** Subscriptions that one query is asked about. https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/guidance-for-throttled-requests */
export const SUBSCRIPTIONS_A_QUERY = 300;

/** Pages are stable only in an order. */
export const ROLE_ASSIGNMENTS_QUERY =
  "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | order by id asc";

/** A query needs no action of its own: it answers with what the caller may read. */
export const QUERY_ACTION = "Microsoft.ResourceGraph/resources/read";

const incomplete = (detail: string): Problem => ({ code: "truncated", detail });

/**
 * Asks `query` about `subscriptions` and gives each row to `take`; null if all rows were there. Rejects with CallFailed.
 * Complete: the pages' counts add up to totalRecords, nothing says that it is truncated, and no row came twice.
 * https://learn.microsoft.com/en-us/rest/api/azureresourcegraph/resourcegraph/resources/resources
 */
export async function askResourceGraph(
  tenant: Tenant,
  query: string,
  subscriptions: readonly string[],
  {
    take,
    answered,
    authorization,
  }: {
    readonly take: (row: Json) => void;
    readonly answered: (answer: CallAnswer) => void;
    /** Tells role assignments at the subscriptions and above; left out, at them and below. */
    readonly authorization?: "AtScopeAndAbove";
  },
): Promise<Problem | null> {
  let problem: Problem | null = null;
  let rows = 0;
  let total: number | null = null;
  let isLimited = false;
  const ids = new Set<string>();
  const followed = new Set<string>();
  for (let skipToken: string | undefined; ;) {
    const page = await tenant.calling({ action: QUERY_ACTION, answered }, ({ abortSignal }) =>
      tenant.resourceGraph.resources(
        {
          query,
          subscriptions: [...subscriptions],
          options: {
            top: PAGE,
            resultFormat: "objectArray",
            ...(authorization === undefined ? {} : { authorizationScopeFilter: authorization }),
            ...(skipToken === undefined ? {} : { skipToken }),
          },
        },
        {
          ...(abortSignal === undefined ? {} : { abortSignal }),
          onResponse: ({ headers }) => {
            isLimited ||= headers.get("x-ms-tenant-subscription-limit-hit") === "true";
          },
        },
      ),
    );
    const { data, count, totalRecords, resultTruncated } = page;
    if (!Array.isArray(data)) return { code: "unexpected-shape", detail: "Resource Graph answered without rows" };
    for (const row of data as readonly object[]) {
      const json = jsonOf(row);
      const id = isRecord(json) ? (textOf(json["id"]) ?? "").toLowerCase() : "";
      // Pages that shift while they are read show one row twice, and then lack another: the counts are right all the same.
      if (ids.has(id))
        problem ??= {
          code: "contradictory",
          detail: "Resource Graph listed a row twice, so its pages shifted and another row may be missing",
        };
      ids.add(id);
      take(json);
    }
    rows += data.length;
    total ??= totalRecords;
    if (count !== data.length) problem ??= incomplete("Resource Graph counts other rows of a page than it gave");
    if (totalRecords !== total) problem ??= incomplete("Resource Graph changed its count of all rows between pages");
    const next = page.skipToken;
    if (!leadsOn(next ?? null)) {
      if (isLimited)
        problem ??= incomplete("Resource Graph did not ask all subscriptions (x-ms-tenant-subscription-limit-hit)");
      if (resultTruncated === "true") problem ??= incomplete("Resource Graph says that its answer is truncated");
      if (rows !== total) problem ??= incomplete("Resource Graph gave fewer or more rows than it counts");
      return problem;
    }
    if (followed.has(next as string)) return problem ?? incomplete("Resource Graph leads back to a page that was read");
    followed.add(next as string);
    skipToken = next as string;
  }
}
