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
        return [
          ...estate.roleAssignments.filter(
            (body) => isIn(estate, scope, propertyOf(body, "scope").toLowerCase(), filter) && mayList(access, scope),
          ),
          ...estate.roleDefinitions.filter((body) => isCustomIn(body, scope)),
        ].map((body) => authorizationRow(estate.tenantId, body));
      default:
        return null;
    }
  };
}

function resources(estate: LiveEstate, access: Access, { subscriptions }: Scope): ArmBody[] {
  const wanted = new Set(subscriptions.map(({ subscriptionId }) => subscriptionId));
  return estate.indexed.filter(({ id }) => wanted.has(subscriptionOf(id) ?? "") && mayRead(access, id));
}

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
    ...scope.subscriptions.map((subscription) => subscriptionRow(estate, subscription)),
    ...[...groups].map((id) => resourceGroupRow(estate.tenantId, id)),
    ...above.map((group) => managementGroupRow(estate, group)),
  ];
}

const LIST = "Microsoft.Authorization/roleAssignments/read";

const mayList = (access: Access, { roots }: Scope): boolean => roots.some((root) => access.may(LIST, root));

/**
 * https://learn.microsoft.com/en-us/rest/api/azureresourcegraph/resourcegraph/resources/resources#authorizationscopefilter. Without it
 * assignments made above the scope, which hold in it, are missing.
 */
function isIn(estate: LiveEstate, { roots }: Scope, assigned: string, filter: string): boolean {
  return roots.some((root) => {
    const isExact = assigned === root;
    const isAbove = isAtOrAbove(estate, assigned, root);
    const isBelow = isAtOrAbove(estate, root, assigned);
    switch (filter) {
      case "AtScopeExact":
        return isExact;
      case "AtScopeAndAbove":
        return isAbove;
      case "AtScopeAboveAndBelow":
        return isAbove || isBelow;
      default:
        return isBelow;
    }
  });
}

/** Built-in definitions are rows of the tenant: a query over subscriptions gives custom ones alone. */
function isCustomIn({ properties }: ArmBody, { roots }: Scope): boolean {
  const { type, assignableScopes } = properties as {
    readonly type?: string;
    readonly assignableScopes?: readonly string[];
  };
  return type === "CustomRole" && (assignableScopes ?? []).some((scope) => roots.includes(scope.toLowerCase()));
}
