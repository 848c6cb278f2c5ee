// Fills the tables of Resource Graph for one caller and one scope: what the caller may not read is not there, and nothing says so.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { isAtOrAbove, propertyOf, type Access } from "../arm/access.ts";
import { subscriptionOf } from "../arm/arm-path.ts";
import { mayRead } from "../arm/resources.ts";
import type { ArmBody } from "../estate/estate.ts";
import type { LiveEstate } from "../estate/live-estate.ts";
import type { Tables } from "./query.ts";
import { authorizationRow, managementGroupRow, resourceGroupRow, resourceRow, subscriptionRow } from "./rows.ts";
import type { Scope } from "./scope.ts";

export function tablesFor(estate: LiveEstate, access: Access, scope: Scope, filter = "AtScopeAndBelow"): Tables {
  return (name) => {
    switch (name) {
      case "resources":
        return resources(estate, access, scope).map((body) => resourceRow(estate.tenantId, body));
      case "resourcecontainers":
        return containers(estate, access, scope);
      case "authorizationresources":
        return [...assignments(estate, access, scope, filter), ...customDefinitions(estate, access, scope)].map(
          (body) => authorizationRow(estate.tenantId, body),
        );
      default:
        return null;
    }
  };
}

function resources(estate: LiveEstate, access: Access, { subscriptions }: Scope): ArmBody[] {
  const wanted = new Set(subscriptions.map(({ subscriptionId }) => subscriptionId));
  return estate.indexed.filter((body) => wanted.has(subscriptionOf(body.id) ?? "") && mayRead(access, body));
}

const SUBSCRIPTIONS = "Microsoft.Resources/subscriptions";

function containers(estate: LiveEstate, access: Access, scope: Scope): JsonObject[] {
  const groups = new Set(resources(estate, access, scope).map(({ id }) => id.split("/").slice(0, 5).join("/")));
  const above = estate.managementGroups.filter(({ name }) => {
    const id = `/providers/microsoft.management/managementgroups/${name.toLowerCase()}`;
    return (
      scope.roots.some((root) => isAtOrAbove(estate, root, id)) &&
      access.may("Microsoft.Management/managementGroups/read", id)
    );
  });
  return [
    ...scope.subscriptions
      .filter(
        ({ subscriptionId }) => access.denial(`${SUBSCRIPTIONS}/read`, `/subscriptions/${subscriptionId}`) === null,
      )
      .map((subscription) => subscriptionRow(estate, subscription)),
    ...[...groups].map((id) => resourceGroupRow(estate.tenantId, id)),
    ...above.map((group) => managementGroupRow(estate, group)),
  ];
}

/**
 * https://learn.microsoft.com/en-us/rest/api/azureresourcegraph/resourcegraph/resources/resources#authorizationscopefilter. Without
 * the filter, assignments made above the scope, which hold in it, are missing. A caller with a role at one resource group
 * lists what is assigned there, its own role too, and nothing of the rest.
 */
function assignments(estate: LiveEstate, access: Access, { roots }: Scope, filter: string): ArmBody[] {
  const list = "Microsoft.Authorization/roleAssignments/read";
  const mayAll = roots.some((root) => access.may(list, root));
  return estate.roleAssignments.filter((body) => {
    const assigned = propertyOf(body, "scope").toLowerCase();
    const isListed = mayAll ? access.denial(list, assigned) === null : access.may(list, assigned);
    return isListed && roots.some((root) => isAsked(estate, root, assigned, filter));
  });
}

function isAsked(estate: LiveEstate, root: string, assigned: string, filter: string): boolean {
  const isAbove = isAtOrAbove(estate, assigned, root);
  const isBelow = isAtOrAbove(estate, root, assigned);
  switch (filter) {
    case "AtScopeExact":
      return assigned === root;
    case "AtScopeAndAbove":
      return isAbove;
    case "AtScopeAboveAndBelow":
      return isAbove || isBelow;
    default:
      return isBelow;
  }
}

/** Built-in definitions are rows of the tenant: a query over subscriptions gives custom ones alone. */
function customDefinitions(estate: LiveEstate, access: Access, { roots }: Scope): ArmBody[] {
  const readable = roots.filter((root) => access.may("Microsoft.Authorization/roleDefinitions/read", root));
  return estate.roleDefinitions.filter(({ properties }) => {
    const { type, assignableScopes } = properties as {
      readonly type?: string;
      readonly assignableScopes?: readonly string[];
    };
    return type === "CustomRole" && (assignableScopes ?? []).some((scope) => readable.includes(scope.toLowerCase()));
  });
}
