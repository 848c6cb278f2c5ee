// Plays Resource Graph: it runs a query over what the caller sees, and answers in pages, within a quota.
import { randomUUID } from "node:crypto";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Access } from "../arm/access.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import { Quota } from "../../clouds/wire/quota.ts";
import type { World } from "../world.ts";
import { QueryError, runQuery, type QueryResult, type Row } from "./query.ts";
import { scopeOf, type Request } from "./scope.ts";
import { tablesFor } from "./tables.ts";

/** https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/guidance-for-throttled-requests */
const SECONDS = 5;
/** Rows of a page where the caller names no $top. */
const DEFAULT_TOP = 100;

export function resourceGraph(world: World): (access: Access, asked: Asked) => Answer {
  const quota = new Quota(() => world.settings.resourceGraphQueries, SECONDS, world.now);
  return (access, asked) => {
    const { remaining, resets } = quota.take(access.principal);
    const headers = {
      "x-ms-user-quota-remaining": String(Math.max(0, remaining)),
      "x-ms-user-quota-resets-after": `00:00:0${resets}`,
      "x-ms-tenant-subscription-limit-hit": String(world.settings.subscriptionLimitHit),
    };
    const answer =
      remaining < 0 && world.settings.resourceGraphQuota ? throttled(world, resets) : run(world, access, asked);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };
}

function throttled({ settings, now }: World, resets: number): Answer {
  const { headers, ...answer } = graphError(429, "RateLimiting", now(), {
    code: "RateLimiting",
    message:
      "Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.",
  });
  return {
    ...answer,
    headers: { ...headers, ...(settings.resourceGraphRetryAfter ? { "retry-after": String(resets) } : {}) },
  };
}

function run(world: World, access: Access, { body }: Asked): Answer {
  const { estate, now } = world;
  const request = JSON.parse(body) as Request;
  const scope = scopeOf(estate, access, request);
  if (scope === "AccessDenied") {
    const message = "Access is denied to the requested resource. The user might not have enough permission.";
    return graphError(403, "AccessDenied", now(), { code: "AccessDenied", message });
  }
  if (scope === "NoValidSubscriptionsInQueryRequest") {
    const message = `There must be at least one subscription that is eligible to contain resources. Given: '${(request.subscriptions ?? []).join("','")}'.`;
    return graphError(400, "BadRequest", now(), { code: scope, message });
  }
  try {
    const tables = tablesFor(estate, access, scope, request.options?.authorizationScopeFilter);
    return page(world, request, runQuery(request.query ?? "", tables));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const invalid =
      "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.";
    return graphError(
      400,
      "BadRequest",
      now(),
      { code: "InvalidQuery", message: invalid },
      { code: "ParserFailure", message: error.message },
    );
  }
}

/**
 * https://learn.microsoft.com/en-us/rest/api/azureresourcegraph/resourcegraph/resources/resources. A result that can't be paged is
 * truncated, and only that: a page that others follow is not.
 */
function page({ settings }: World, { query = "", options = {} }: Request, { rows, hasId }: QueryResult): Answer {
  const [from, asked] = startOf(query, options);
  const top = Math.min(asked, settings.resourceGraphPage);
  const part = rows.slice(from, from + top);
  const hasMore = from + part.length < rows.length;
  return json(200, {
    totalRecords: rows.length,
    count: part.length,
    data: options.resultFormat === "table" ? tableOf(part) : part,
    facets: [],
    resultTruncated: hasMore && !hasId ? "true" : "false",
    ...(hasMore && hasId ? { $skipToken: tokenOf(query, from + top, asked) } : {}),
  });
}

const tokenOf = (query: string, from: number, top: number): string =>
  Buffer.from(JSON.stringify([query, from, top])).toString("base64");

function startOf(
  query: string,
  { $skip, $top, $skipToken }: NonNullable<Request["options"]>,
): [from: number, top: number] {
  if ($skipToken === undefined) return [$skip ?? 0, $top ?? DEFAULT_TOP];
  const [of, from, top] = JSON.parse(Buffer.from($skipToken, "base64").toString()) as [string, number, number];
  if (of !== query) throw new QueryError("found a skip token of another query");
  return [$skip ?? from, $top ?? top];
}

function tableOf(rows: readonly Row[]): JsonObject {
  const names = Object.keys(rows[0] ?? {});
  return {
    columns: names.map((name) => ({ name, type: typeof rows[0]?.[name] === "string" ? "string" : "object" })),
    rows: rows.map((row) => names.map((name): Json => row[name] ?? null)),
  };
}

function graphError(status: number, code: string, now: Date, ...details: readonly JsonObject[]): Answer {
  const message = `Please provide below info when asking for support: timestamp = ${now.toISOString().replace("Z", "0000Z")}, correlationId = ${randomUUID()}.`;
  return json(status, { error: { code, message, details } });
}
