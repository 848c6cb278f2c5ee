// Builds a small company in Azure: two subscriptions under one management group, a resource of each type that Tidemark reads.
import type { Estate } from "../estate.ts";
import { EXCHANGE_AUDIENCE } from "../../identity/assertion.ts";
import { APP_CHILDREN, APPS } from "./apps.ts";
import { DEFENDER_CHILDREN } from "./defender.ts";
import { ANALYTICS } from "./analytics.ts";
import { DISKS } from "./disks.ts";
import { LOGGING, LOGGING_CHILDREN } from "./logging.ts";
import { MACHINES } from "./machines.ts";
import { KUBERNETES } from "./kubernetes.ts";
import { GROUP, LIMITED, PRODUCTION, READER, SHARED, TENANT } from "./names.ts";
import { MESSAGING, MESSAGING_CHILDREN } from "./messaging.ts";
import { NETWORK, NETWORK_CHILDREN } from "./network.ts";
import { OPEN_SOURCE_CHILDREN, OPEN_SOURCE_DATABASES } from "./open-source-databases.ts";
import { PLATFORM, PLATFORM_CHILDREN } from "./platform.ts";
import { DIRECTORY } from "./people.ts";
import { REGISTRIES } from "./registries.ts";
import { ROLE_ASSIGNMENTS, ROLE_DEFINITIONS, ROLE_ELIGIBILITY } from "./roles.ts";
import { SQL, SQL_CHILDREN } from "./sql.ts";
import { STORAGE, STORAGE_CHILDREN } from "./storage.ts";
import { CERTIFICATES, VAULT_CHILDREN, VAULTS } from "./vaults.ts";

/** What Tidemark asks an administrator to consent to. */
export const GRAPH_PERMISSIONS: readonly string[] = [
  "Application.Read.All",
  "AuditLog.Read.All",
  "Directory.Read.All",
  "GroupMember.Read.All",
  "LicenseAssignment.Read.All",
  "Policy.Read.All",
  "PrivilegedEligibilitySchedule.Read.AzureADGroup",
  "RoleManagement.Read.Directory",
  "User.Read.All",
];

/** Written by us from the pages that each file names. A fresh one each time; `subject` is the role in AWS that may sign in. */
export function sampleEstate(subject = "arn:aws:iam::111122223333:role/tidemark-collector"): Estate {
  const federated = [{ issuer: null, subject, audience: EXCHANGE_AUDIENCE }];
  return {
    tenantId: TENANT,
    signIns: [
      { ...READER, federated, permissions: GRAPH_PERMISSIONS },
      { ...LIMITED, federated, permissions: [] },
    ],
    managementGroups: [
      { name: TENANT, displayName: "Tenant Root Group", parent: null },
      { name: GROUP, displayName: "Northlight", parent: TENANT },
    ],
    subscriptions: [
      {
        subscriptionId: PRODUCTION,
        displayName: "Northlight Production",
        state: "Enabled",
        managementGroup: GROUP,
        tags: { Team: "platform" },
      },
      { subscriptionId: SHARED, displayName: "Northlight Shared", state: "Enabled", managementGroup: GROUP },
    ],
    resources: [
      ...STORAGE,
      ...ANALYTICS,
      ...DISKS,
      ...MACHINES,
      ...REGISTRIES,
      ...NETWORK,
      ...SQL,
      ...OPEN_SOURCE_DATABASES,
      ...KUBERNETES,
      ...PLATFORM,
      ...LOGGING,
      ...VAULTS,
      ...CERTIFICATES,
      ...MESSAGING,
      ...APPS,
    ],
    children: Object.fromEntries([
      ...STORAGE_CHILDREN,
      ...SQL_CHILDREN,
      ...OPEN_SOURCE_CHILDREN,
      ...LOGGING_CHILDREN,
      ...DEFENDER_CHILDREN,
      ...NETWORK_CHILDREN,
      ...VAULT_CHILDREN,
      ...PLATFORM_CHILDREN,
      ...MESSAGING_CHILDREN,
      ...APP_CHILDREN,
    ]),
    roleAssignments: ROLE_ASSIGNMENTS,
    roleDefinitions: ROLE_DEFINITIONS,
    roleEligibility: ROLE_ELIGIBILITY,
    directory: DIRECTORY,
  };
}
