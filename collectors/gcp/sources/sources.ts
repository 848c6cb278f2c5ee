// Lists the sources of Google Cloud projects.
import type { ProjectSource } from "../source.ts";
import { accessPath } from "./access-path.ts";
import { bucketPolicies } from "./iam-policies/buckets.ts";
import { centralLogs } from "./central-logs.ts";
import { firewallPolicies } from "./firewall-policies.ts";
import { flowLogs } from "./flow-logs.ts";
import { keyActivity } from "./identity/key-activity.ts";
import { organizationRoles } from "./identity/organization-roles.ts";
import { serviceAccounts } from "./identity/service-accounts.ts";
import { logSinks } from "./log-sinks.ts";
import { orgPolicies } from "./org-policies.ts";
import { ancestors, project } from "./project.ts";
import { scanningServices } from "./security/scanning-services.ts";
import { securityCenter, securityCenterTier } from "./security/security-center.ts";
import { SERVICE_LISTS } from "./services.ts";
import { storage } from "./storage.ts";

/** Sources that ask the services; the inventory is one of its own: see cloud-asset.ts. */
export const SERVICE_SOURCES: readonly ProjectSource[] = [
  project,
  ancestors,
  organizationRoles,
  storage,
  bucketPolicies,
  serviceAccounts,
  ...SERVICE_LISTS,
  logSinks,
  centralLogs,
  orgPolicies,
  flowLogs,
  firewallPolicies,
  securityCenter,
  securityCenterTier,
  scanningServices,
  keyActivity,
  accessPath,
];
