// Defines a company in Azure as a test writes it down: each thing in the shape in which its own API answers it.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";

/** A body of Resource Manager as GET by id answers it, with `properties`. */
export type ArmBody = JsonObject & { readonly id: string; readonly name: string; readonly type: string };

export type ManagementGroup = {
  readonly name: string;
  readonly displayName: string;
  /** Name of the group above; null for the tenant's root group. */
  readonly parent: string | null;
};

export type Subscription = {
  /** In lower case. */
  readonly subscriptionId: string;
  readonly displayName: string;
  readonly state: "Enabled" | "Warned" | "PastDue" | "Disabled" | "Deleted";
  /** Name of its management group. */
  readonly managementGroup: string;
  readonly tags?: { readonly [name: string]: string };
};

/** https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential */
export type FederatedCredential = {
  /** Null for the issuer that `startAzure` starts, whose address is not known before. */
  readonly issuer: string | null;
  readonly subject: string;
  readonly audience: string;
};

/** An application that may sign in by an assertion; its service principal is `objectId`. */
export type SignIn = {
  /** In lower case, as all ids of the directory are. */
  readonly clientId: string;
  readonly objectId: string;
  readonly federated: readonly FederatedCredential[];
  /** Application permissions of Microsoft Graph that were granted: `AuditLog.Read.All`. */
  readonly permissions: readonly string[];
};

/** A group of Entra; members by object id: users, service principals and groups. */
export type Group = JsonObject & { readonly id: string; readonly members: readonly string[] };

type WithId = JsonObject & { readonly id: string };

/** What Microsoft Graph v1.0 answers, element by element. */
export type Directory = {
  organization: JsonObject;
  subscribedSkus: readonly JsonObject[];
  users: readonly WithId[];
  groups: readonly Group[];
  servicePrincipals: readonly WithId[];
  applications: readonly WithId[];
  userRegistrationDetails: readonly WithId[];
  /** Without `principal`, which $expand adds. */
  roleAssignments: readonly (WithId & { readonly principalId: string })[];
  /** Without `principal`, which $expand adds. */
  roleEligibilityScheduleInstances: readonly (WithId & { readonly principalId: string })[];
  /** Who may activate membership in a group, or own it: as above, with `groupId` and `accessId`. */
  groupEligibilityScheduleInstances: readonly (WithId & { readonly principalId: string; readonly groupId: string })[];
  conditionalAccessPolicies: readonly WithId[];
  securityDefaults: JsonObject;
  authorizationPolicy: JsonObject;
};

export type Estate = {
  /** In lower case. */
  readonly tenantId: string;
  readonly signIns: readonly SignIn[];
  readonly managementGroups: readonly ManagementGroup[];
  readonly subscriptions: readonly Subscription[];
  readonly resources: readonly ArmBody[];
  /**
   * What lies below resources and subscriptions, by path: a list for a collection (`.../firewallRules`), an object for a
   * single one (`.../auditingSettings/default`). A collection that is not named here is empty.
   */
  readonly children: { readonly [path: string]: Json };
  /** Bodies of Microsoft.Authorization/roleAssignments, at any scope: `properties` has roleDefinitionId, principalId, scope. */
  readonly roleAssignments: readonly ArmBody[];
  readonly roleDefinitions: readonly ArmBody[];
  /** Bodies of Microsoft.Authorization/denyAssignments: `properties` has permissions, principals, excludePrincipals, scope. */
  readonly denyAssignments?: readonly ArmBody[];
  /** Bodies of Microsoft.Authorization/roleEligibilityScheduleInstances. */
  readonly roleEligibility: readonly ArmBody[];
  readonly directory: Directory;
};
