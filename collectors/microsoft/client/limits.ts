// Lists the limits of Azure that calls count against, and how much of each Tidemark takes.
import { Budget, type Limit } from "../../live/budget.ts";

/**
 * Which limit a call counts against, by its URL. A budget is one principal's: of a tenant, and there of each subscription.
 * - Resource Graph: 15 queries in 5 s, https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 * - Resource Manager: 250 reads, and 25 more each second, of a subscription, https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/request-limits-and-throttling
 * - Storage accounts: 800 reads in 5 minutes, https://learn.microsoft.com/en-us/azure/storage/common/scalability-targets-resource-provider
 * - Microsoft Graph: reports 5 in 10 s, last sign-ins of users 10 in a minute, conditional access 1 in 1 s for all of a tenant's applications,
 *   https://learn.microsoft.com/en-us/graph/throttling-limits
 */
function limitOf(url: string): Limit {
  const { pathname, search } = new URL(url);
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(pathname)?.[1];
  if (/\/providers\/Microsoft\.Storage\//i.test(pathname))
    return {
      name: `Storage ${subscription?.toLowerCase() ?? ""}`,
      rate: { perSecond: 4 / 3, concurrent: 5, over: 300 },
    };
  if (subscription !== undefined)
    return { name: `ResourceManager ${subscription.toLowerCase()}`, rate: { perSecond: 20, concurrent: 10 } };
  if (/\/providers\/Microsoft\.ResourceGraph\//i.test(pathname))
    return { name: "ResourceGraph", rate: { perSecond: 2, concurrent: 2 } };
  if (pathname.startsWith("/v1.0/reports/")) return { name: "Graph reports", rate: { perSecond: 0.4, concurrent: 1 } };
  if (pathname === "/v1.0/users" && search.includes("signInActivity"))
    return { name: "Graph sign-ins", rate: { perSecond: 8 / 60, concurrent: 1, over: 60 } };
  if (pathname.startsWith("/v1.0/identity/conditionalAccess/"))
    return { name: "Graph conditional access", rate: { perSecond: 0.5, concurrent: 1 } };
  if (pathname.startsWith("/v1.0/")) return { name: "Graph", rate: { perSecond: 10, concurrent: 4 } };
  return { name: "ResourceManager", rate: { perSecond: 10, concurrent: 5 } };
}

/** Whose calls a record counts together. */
export function serviceOf(url: string): "graph" | "resource-graph" | "resource-manager" {
  const { pathname } = new URL(url);
  if (pathname.startsWith("/v1.0/")) return "graph";
  return /\/providers\/Microsoft\.ResourceGraph\//i.test(pathname) ? "resource-graph" : "resource-manager";
}

/** A budget of one tenant: nothing was called yet. */
export const tenantBudget = (): Budget => new Budget((_client, url) => limitOf(url));
