// Asks Resource Graph about many subscriptions at once, and keeps the rows of each until that subscription is read.
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { ScopeRows } from "../../live/scope-rows.ts";
import {
  askResourceGraph,
  ROLE_ASSIGNMENTS_QUERY,
  SUBSCRIPTIONS_A_QUERY,
} from "../../microsoft/client/resource-graph.ts";
import type { Tenant } from "../../microsoft/client/tenant.ts";
import { ROLE_ASSIGNMENTS } from "../item/resource-graph-row.ts";
import { RESOURCE_TYPES, SUBSCRIPTION } from "../resource-types.ts";

/** Tables of Resource Graph, each with its query: pages are stable only in an order. */
const QUERIES: readonly { readonly types: readonly string[]; readonly query: string }[] = [
  {
    types: RESOURCE_TYPES.map(({ type }) => type),
    query: `resources | where type in~ (${RESOURCE_TYPES.filter(({ type }) => type !== SUBSCRIPTION)
      .map(({ type }) => `'${type}'`)
      .join(", ")}) | union (resourcecontainers | where type =~ '${SUBSCRIPTION}') | order by id asc`,
  },
  {
    types: [ROLE_ASSIGNMENTS],
    query: ROLE_ASSIGNMENTS_QUERY,
  },
];

/** The queries as records keep them: without the subscriptions, so that all scopes have one digest. */
export const RESOURCE_GRAPH_QUERIES: string = QUERIES.map(({ query }) => query).join("\n");

/** The rows of a tenant's subscriptions. A query asks for all subscriptions that nobody has asked for yet. */
export class TenantRows {
  readonly #clock: () => number;
  /** Subscriptions that no query has asked for yet; #ask() takes them out. */
  readonly #waiting: Set<string>;
  /** Answers that nobody has read yet, by subscription; of() takes them out. */
  readonly #answers = new Map<string, Promise<Map<string, ScopeRows>>>();

  /** `subscriptions`: those that will be read. `clock`: milliseconds since 1970. */
  constructor(subscriptions: readonly string[], clock: () => number) {
    this.#clock = clock;
    this.#waiting = new Set(subscriptions.toSorted());
  }

  /** The rows of `subscription`, once: who asks again is answered anew. Rejects with CallFailed. */
  async of(tenant: Tenant, subscription: string): Promise<ScopeRows> {
    const kept = this.#answers.get(subscription);
    this.#answers.delete(subscription);
    try {
      const rows = await (kept ?? this.#ask(tenant, subscription));
      const own = rows.get(subscription) as ScopeRows;
      // Nobody needs these rows any more, and the others are still to be read.
      rows.delete(subscription);
      if (own.isAlone || !own.isSpoilt) return own;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
    }
    // A query of many can fail, or shift while it is paged, for one of them: this one is asked by itself.
    const alone = await this.#batch(tenant, [subscription]);
    return alone.get(subscription) as ScopeRows;
  }

  #ask(tenant: Tenant, subscription: string): Promise<Map<string, ScopeRows>> {
    this.#waiting.delete(subscription);
    const batch = [subscription, ...[...this.#waiting].slice(0, SUBSCRIPTIONS_A_QUERY - 1)];
    const asked = this.#batch(tenant, batch);
    // Each of them is told of a failure when it is asked for.
    asked.catch(() => undefined);
    for (const each of batch.slice(1)) {
      this.#waiting.delete(each);
      this.#answers.set(each, asked);
    }
    return asked;
  }

  async #batch(tenant: Tenant, subscriptions: readonly string[]): Promise<Map<string, ScopeRows>> {
    const dataTime = formatTimestamp(this.#clock());
    const rows = new Map(subscriptions.map((each) => [each, new ScopeRows(dataTime, subscriptions.length === 1)]));
    const all = [...rows.values()];
    // Rows come in the order of their ids, and so subscription by subscription.
    let last: ScopeRows | undefined;
    for (const { types, query } of QUERIES) {
      const problem = await askResourceGraph(tenant, query, subscriptions, {
        take(row) {
          const members = isRecord(row) ? row : {};
          const of = rows.get((textOf(members["subscriptionId"]) ?? "").toLowerCase());
          const type = (textOf(members["type"]) ?? "").toLowerCase();
          if (of !== last) last?.pressed();
          last = of;
          if (of !== undefined && types.includes(type)) return of.take(type, row);
          for (const each of all)
            each.spoil(types, { code: "unexpected-shape", detail: "Resource Graph gave a row that was not asked for" });
        },
        answered: (answer) => {
          for (const each of all) each.answers.push(answer);
        },
      });
      if (problem !== null) for (const each of all) each.spoil(types, problem);
    }
    for (const each of all) each.pressed();
    return rows;
  }
}
