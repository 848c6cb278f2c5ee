// Decides over which subscriptions a query runs: those asked for that the caller sees. It says nothing of the others.
import type { Subscription } from "../estate/estate.ts";
import type { LiveEstate } from "../estate/live-estate.ts";
import { groupsAbove, type Access } from "../arm/access.ts";

export type Request = {
  readonly query?: string;
  readonly subscriptions?: readonly string[];
  readonly managementGroups?: readonly string[];
  readonly options?: {
    readonly $top?: number;
    readonly $skip?: number;
    readonly $skipToken?: string;
    readonly resultFormat?: string;
    readonly authorizationScopeFilter?: string;
    readonly allowPartialScopes?: boolean;
  };
};

/** `roots` are the scopes asked for, in lower case: their own ids, from which authorization looks up and down. */
export type Scope = { readonly subscriptions: readonly Subscription[]; readonly roots: readonly string[] };

export type ScopeError = "AccessDenied" | "NoValidSubscriptionsInQueryRequest";

export function scopeOf(
  estate: LiveEstate,
  access: Access,
  { subscriptions, managementGroups }: Request,
): Scope | ScopeError {
  if (managementGroups !== undefined && managementGroups.length > 0) {
    const ids = managementGroups.map(
      (name) => `/providers/microsoft.management/managementgroups/${name.toLowerCase()}`,
    );
    const roots = ids.filter((id) => access.may("Microsoft.Management/managementGroups/read", id));
    if (roots.length === 0) return "AccessDenied";
    const names = roots.map((id) => id.slice(id.lastIndexOf("/") + 1));
    const below = estate.subscriptions.filter(({ subscriptionId }) =>
      groupsAbove(estate, `/subscriptions/${subscriptionId}`).some((name) => names.includes(name)),
    );
    return { subscriptions: below.filter((each) => access.sees(each)), roots };
  }
  const asked = subscriptions?.map((id) => id.toLowerCase());
  const there = estate.subscriptions.filter(
    ({ subscriptionId }) => asked === undefined || asked.includes(subscriptionId),
  );
  if (there.length === 0) return "NoValidSubscriptionsInQueryRequest";
  const seen = there.filter((each) => access.sees(each));
  if (seen.length === 0) return "AccessDenied";
  return { subscriptions: seen, roots: seen.map(({ subscriptionId }) => `/subscriptions/${subscriptionId}`) };
}
