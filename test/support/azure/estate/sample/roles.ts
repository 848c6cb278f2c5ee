// Roles of the sample estate in Azure: at the tenant's root, a management group, a subscription and a resource group.
// https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles and
// https://learn.microsoft.com/en-us/rest/api/authorization/role-assignments/list-for-scope (2022-04-01)
import type { ArmBody } from "../estate.ts";
import { GROUP, groupPath, LIMITED, LIMITED_GROUP, PRODUCTION, READER, scopeOf, SHARED } from "./names.ts";
import { ADMINISTRATORS, PEOPLE } from "./people.ts";

export const ROLES = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  userAccessAdministrator: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  /** Written by the company: it reads resources, and not who holds roles. */
  inventory: "6e1f0a2b-7c3d-4e5f-8a9b-0c1d2e3f4a5b",
} as const;

const definition = (
  name: string,
  roleName: string,
  actions: readonly string[],
  notActions: readonly string[],
  scopes: readonly string[] = ["/"],
): ArmBody => ({
  id: `/providers/Microsoft.Authorization/roleDefinitions/${name}`,
  type: "Microsoft.Authorization/roleDefinitions",
  name,
  properties: {
    roleName,
    type: scopes[0] === "/" ? "BuiltInRole" : "CustomRole",
    description: roleName,
    assignableScopes: scopes,
    permissions: [{ actions, notActions, dataActions: [], notDataActions: [] }],
    createdOn: "2015-02-02T21:55:09.8806423Z",
    updatedOn: "2021-11-11T20:13:47.8628684Z",
    createdBy: null,
    updatedBy: null,
  },
});

/** A role that the company wrote, for assignment at `scope` and below. */
export const customRole = (
  name: string,
  actions: readonly string[],
  notActions: readonly string[],
  scope: string,
): ArmBody => definition(name, `Northlight ${name}`, actions, notActions, [scope]);

export const ROLE_DEFINITIONS: readonly ArmBody[] = [
  definition(ROLES.owner, "Owner", ["*"], []),
  definition(
    ROLES.contributor,
    "Contributor",
    ["*"],
    [
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
    ],
  ),
  definition(ROLES.reader, "Reader", ["*/read"], []),
  definition(
    ROLES.userAccessAdministrator,
    "User Access Administrator",
    ["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
    [],
  ),
  definition(
    ROLES.inventory,
    "Northlight inventory",
    ["*/read"],
    ["Microsoft.Authorization/roleAssignments/read"],
    [scopeOf(PRODUCTION)],
  ),
];

/** An assignment at `scope`, which is `/` for the tenant's root. */
export function assignment(
  name: string,
  scope: string,
  role: string,
  principalId: string,
  principalType: string,
): ArmBody {
  const [, subscription] = /^(\/subscriptions\/[^/]+)/.exec(scope) ?? [];
  return {
    id: `${scope === "/" ? "" : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: "Microsoft.Authorization/roleAssignments",
    name,
    properties: {
      roleDefinitionId: `${subscription ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId,
      principalType,
      scope,
      condition: null,
      conditionVersion: null,
      createdOn: "2025-01-14T08:02:11.7634210Z",
      updatedOn: "2025-01-14T08:02:11.7634210Z",
      createdBy: PEOPLE.amelie,
      updatedBy: PEOPLE.amelie,
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
  };
}

const group = groupPath(GROUP);

export const ROLE_ASSIGNMENTS: readonly ArmBody[] = [
  assignment("a1000000-0000-4000-8000-000000000001", "/", ROLES.userAccessAdministrator, PEOPLE.amelie, "User"),
  assignment("a1000000-0000-4000-8000-000000000002", group, ROLES.reader, READER.objectId, "ServicePrincipal"),
  assignment("a1000000-0000-4000-8000-000000000003", group, ROLES.owner, ADMINISTRATORS, "Group"),
  assignment("a1000000-0000-4000-8000-000000000004", scopeOf(PRODUCTION), ROLES.contributor, PEOPLE.jonas, "User"),
  assignment(
    "a1000000-0000-4000-8000-000000000005",
    scopeOf(PRODUCTION, LIMITED_GROUP),
    ROLES.inventory,
    LIMITED.objectId,
    "ServicePrincipal",
  ),
];

/**
 * A role that an account may activate at `scope`, which is no root: eligible roles have none there.
 * https://learn.microsoft.com/en-us/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope (2020-10-01)
 */
export function eligibility(
  name: string,
  scope: string,
  role: string,
  principalId: string,
  principalType: string,
): ArmBody {
  const [, subscription] = /^(\/subscriptions\/[^/]+)/.exec(scope) ?? [];
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/${name}`,
    type: "Microsoft.Authorization/roleEligibilityScheduleInstances",
    name,
    properties: {
      scope,
      roleDefinitionId: `${subscription ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId,
      principalType,
      status: "Provisioned",
      startDateTime: "2026-01-10T08:00:00Z",
      endDateTime: null,
      memberType: "Direct",
      createdOn: "2026-01-10T08:00:00Z",
    },
  };
}

export const ROLE_ELIGIBILITY: readonly ArmBody[] = [
  eligibility("e1000000-0000-4000-8000-000000000001", scopeOf(SHARED), ROLES.owner, PEOPLE.jonas, "User"),
];
