// Lists the sources of Azure.
import type { AzureSource } from "../source.ts";
import { accessPath } from "./access-path.ts";
import { CHILD_SOURCES } from "./children.ts";
import { customRoles } from "./custom-roles.ts";
import { defenderPlans } from "./defender-plans.ts";
import { eligibleRoles } from "./eligible-roles.ts";
import { resourceGraph } from "./resource-graph.ts";
import { roleAssignments } from "./role-assignments.ts";
import { subscriptionDiagnosticSettings } from "./subscription-diagnostic-settings.ts";
import { vaultKeys } from "./vault-keys.ts";

/** Sources whose types Resource Graph brings. */
export const GRAPH_SOURCES: readonly AzureSource[] = [resourceGraph, roleAssignments, accessPath];

/** Sources that ask Resource Manager alone. */
export const MANAGER_SOURCES: readonly AzureSource[] = [
  ...CHILD_SOURCES,
  vaultKeys,
  subscriptionDiagnosticSettings,
  defenderPlans,
  eligibleRoles,
  customRoles,
];
