// Names management groups of Azure, as scopes and as Resource Manager does, and the lane by which each is read.

const SCOPE = "azure/managementGroups/";

/** Id of the management group that `scope` is, in lower case; null for other scopes. */
export const managementGroupOf = (scope: string): string | null =>
  scope.startsWith(SCOPE) ? scope.slice(SCOPE.length) : null;

/** Id of the subscription that `scope` is; null for other scopes. */
export const subscriptionOf = (scope: string): string | null =>
  scope.startsWith("azure/") && managementGroupOf(scope) === null ? scope.slice("azure/".length) : null;

export const managementGroupPath = (id: string): string => `/providers/Microsoft.Management/managementGroups/${id}`;

/**
 * Each group is a lane of its own. An assignment is judged at its group once that is enrolled, and in each subscription until
 * then: with another lane such a change is `rejudged`, and nothing drifts or recovers by it.
 */
export const managementGroupLane = (id: string): string => `azure-management-group ${id}`;
