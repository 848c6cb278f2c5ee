// Reads one tenant of Microsoft Entra for one source: calls Microsoft Graph, and emits what it tells.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import { askResourceGraph, ROLE_ASSIGNMENTS_QUERY, SUBSCRIPTIONS_A_QUERY } from "../microsoft/client/resource-graph.ts";
import { ELIGIBLE_ACTION, eligiblePath } from "../microsoft/eligible-in-azure.ts";
import { managementGroupPath } from "../microsoft/management-group.ts";
import { ASSIGNMENTS_ACTION, assignmentsOn, assignmentsPath } from "../microsoft/role-assignments.ts";
import { CallFailed, type CallAnswer } from "../live/call.ts";
import { RegionRead, type RegionReadOptions } from "../live/region-read.ts";
import type { Tenant } from "../microsoft/client/tenant.ts";
import { EligiblePages } from "../microsoft/eligible-pages.ts";

/** The scopes of Azure that are enrolled. */
export type Owned = {
  /** Ids of subscriptions. */
  readonly subscriptions: readonly string[];
  /** Ids of management groups. */
  readonly managementGroups: readonly string[];
};

type Options = RegionReadOptions &
  Owned & {
    readonly tenant: Tenant;
    readonly heard: (isListing: boolean) => (answer: CallAnswer) => void;
  };

export class EntraRegionRead extends RegionRead {
  /** Id of the tenant, in lower case. */
  readonly tenant: string;
  readonly #options: Options;
  readonly #eligible: EligiblePages;

  constructor(options: Options, units: readonly string[]) {
    super(options, units);
    this.tenant = options.tenant.id;
    this.#options = options;
    this.#eligible = new EligiblePages(options.tenant, options.heard(true));
  }

  /** The pages of a collection; `path` is below the version, `action` the permission. Rejects with CallFailed. */
  pages(action: string, path: string): AsyncGenerator<Json> {
    const call = { action, path: `/v1.0${path}`, answered: this.#options.heard(true) };
    return this.#options.tenant.pages("graph", call, "@odata.nextLink");
  }

  /** The pages of a collection of Privileged Identity Management; none where the tenant has no licence. Rejects with CallFailed. */
  eligiblePages(action: string, path: string): AsyncGenerator<Json> {
    return this.#eligible.of(() => this.pages(action, path));
  }

  /** Ids of the subscriptions that are enrolled. */
  get subscriptions(): readonly string[] {
    return this.#options.subscriptions;
  }

  /** The pages of the eligible roles at a subscription and above; none where the tenant has no licence. Rejects with CallFailed. */
  eligibleInAzure(subscription: string): AsyncGenerator<Json> {
    const call = { action: ELIGIBLE_ACTION, path: eligiblePath(subscription), answered: this.#options.heard(true) };
    return this.#eligible.of(() => this.#options.tenant.pages("resourceManager", call, "nextLink"));
  }

  /** The answer about one object. Rejects with CallFailed. */
  get(action: string, path: string): Promise<Json> {
    return this.#options.tenant.get("graph", { action, path: `/v1.0${path}`, answered: this.#options.heard(false) });
  }

  /**
   * Gives to `take` each role assignment at the enrolled subscriptions and above; null if all were there. Resource Graph says
   * nothing of a subscription that the identity may not read. Rejects with CallFailed.
   * https://learn.microsoft.com/en-us/rest/api/azureresourcegraph/resourcegraph/resources/resources#authorizationscopefilter
   */
  async assignmentsInAzure(take: (row: Json) => void): Promise<Problem | null> {
    const { tenant, subscriptions, heard } = this.#options;
    let problem: Problem | null = null;
    for (let from = 0; from < subscriptions.length; from += SUBSCRIPTIONS_A_QUERY) {
      const asked = { take, answered: heard(true), authorization: "AtScopeAndAbove" } as const;
      const batch = subscriptions.slice(from, from + SUBSCRIPTIONS_A_QUERY);
      problem = (await askResourceGraph(tenant, ROLE_ASSIGNMENTS_QUERY, batch, asked)) ?? problem;
    }
    return problem;
  }

  /**
   * Gives to `take` each role assignment at an enrolled management group and above: a query about subscriptions does not tell those
   * of a group without any. Rejects with CallFailed.
   */
  async assignmentsAtGroups(take: (assignment: Json) => void): Promise<void> {
    const { tenant, managementGroups, heard } = this.#options;
    for (const group of managementGroups) {
      const path = assignmentsPath(managementGroupPath(group), "atScope()");
      const call = { action: ASSIGNMENTS_ACTION, path, answered: heard(true) };
      for await (const page of tenant.pages("resourceManager", call, "nextLink")) {
        const assignments = assignmentsOn(page);
        if (assignments === null) throw unlisted();
        for (const assignment of assignments) take(assignment);
      }
    }
  }
}

const unlisted = (): CallFailed =>
  new CallFailed(
    "UnexpectedPage",
    { code: "unexpected-shape", detail: `the answer to ${ASSIGNMENTS_ACTION} has no list` },
    undefined,
  );
