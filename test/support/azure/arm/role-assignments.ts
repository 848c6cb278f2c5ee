// Lists assignments, definitions and eligibilities of roles, and deny assignments, that hold at a scope, also those inherited from above it.
import type { ArmBody } from "../estate/estate.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { World } from "../world.ts";
import { groupsOf, isAtOrAbove, propertyOf, type Access } from "./access.ts";
import { armError, refused } from "./arm-error.ts";
import { armPages } from "./arm-pages.ts";
import { actionOf, typeOf, type ArmPath } from "./arm-path.ts";
import { lacksLicence } from "../graph/licences.ts";

/** Null for paths of other types. */
export function answerAuthorization(world: World, access: Access, asked: Asked, path: ArmPath): Answer | null {
  const { estate, settings } = world;
  const type = typeOf(path);
  const bodies = new Map<string, readonly ArmBody[]>([
    ["microsoft.authorization/roleassignments", estate.roleAssignments],
    ["microsoft.authorization/roledefinitions", estate.roleDefinitions],
    ["microsoft.authorization/denyassignments", estate.denyAssignments],
    ["microsoft.authorization/roleeligibilityscheduleinstances", estate.roleEligibility],
  ]).get(type);
  if (bodies === undefined) return null;
  const isDefinition = type === "microsoft.authorization/roledefinitions";
  // Built-in roles are listed for the tenant to everybody.
  const isOpen = isDefinition && path.scope === "";
  if (!isOpen && !access.may(actionOf(path), path.scope || "/")) return refused(access, path, path.scope || "/");
  if (type.endsWith("/roleeligibilityscheduleinstances") && lacksLicence(estate.directory, "P2"))
    return armError(
      400,
      "AadPremiumLicenseRequired",
      "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.",
    );
  if (!path.isCollection) return one(bodies, path, isDefinition);
  const filter = asked.query.get("$filter");
  const scope = path.scope.toLowerCase() || "/";
  const isWanted = isDefinition ? definitionFilterOf(world, filter, scope) : filterOf(world, filter, scope);
  if (isWanted === null) return armError(400, "InvalidFilter", "The filter expression is not supported.");
  const wanted = bodies.filter(isWanted);
  const told = isDefinition ? wanted.map((body) => ({ ...body, id: `${path.path}/${body.name}` })) : wanted;
  return armPages(told, asked, settings.armPage);
}

/**
 * Definitions that apply at the scope: those that may be assigned there, or above it. `type eq 'CustomRole'` leaves out those of
 * Azure. https://learn.microsoft.com/en-us/rest/api/authorization/role-definitions/list
 */
function definitionFilterOf(
  { estate }: World,
  filter: string | null,
  scope: string,
): ((body: ArmBody) => boolean) | null {
  const [, type] = /^type eq '([^']*)'$/i.exec(filter ?? "") ?? [];
  if ((filter ?? "") !== "" && type === undefined) return null;
  return ({ properties }) => {
    const of = properties as { readonly type?: string; readonly assignableScopes?: readonly string[] };
    if (type !== undefined && of.type?.toLowerCase() !== type.toLowerCase()) return false;
    return (of.assignableScopes ?? []).some((each) => isAtOrAbove(estate, each.toLowerCase(), scope));
  };
}

/** A definition has the same name at every scope, and its id is that of the scope it is asked for at. */
function one(bodies: readonly ArmBody[], path: ArmPath, isDefinition: boolean): Answer {
  const name = path.path.slice(path.path.lastIndexOf("/") + 1);
  const found = bodies.find((body) =>
    isDefinition ? body.name.toLowerCase() === name.toLowerCase() : body.id.toLowerCase() === path.id,
  );
  if (found !== undefined) return json(200, isDefinition ? { ...found, id: path.path } : found);
  return isDefinition
    ? armError(404, "RoleDefinitionDoesNotExist", `The specified role definition with ID '${name}' does not exist.`)
    : armError(404, "RoleAssignmentNotFound", `The role assignment '${name}' is not found.`);
}

/**
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments-list-rest: `atScope()` is at and above the
 * scope; without it, below it too. `assignedTo('{id}')` counts groups, `principalId eq '{id}'` does not. Null for other filters.
 */
function filterOf({ estate }: World, filter: string | null, scope: string): ((body: ArmBody) => boolean) | null {
  const above = (body: ArmBody): boolean => isAtOrAbove(estate, propertyOf(body, "scope").toLowerCase(), scope);
  const within = (body: ArmBody): boolean =>
    above(body) || isAtOrAbove(estate, scope, propertyOf(body, "scope").toLowerCase());
  const conditions: ((body: ArmBody) => boolean)[] = [];
  for (const condition of filter === null || filter === "" ? [] : filter.split(/\s+and\s+/i)) {
    const [, assigned] = /^assignedTo\('([^']*)'\)$/i.exec(condition) ?? [];
    const [, principal] = /^principalId eq '([^']*)'$/i.exec(condition) ?? [];
    if (/^atScope\(\)$/i.test(condition)) conditions.push(above);
    else if (assigned !== undefined) {
      const ids = new Set([assigned, ...groupsOf(estate, assigned)]);
      conditions.push((body) => ids.has(propertyOf(body, "principalId")));
    } else if (principal !== undefined) conditions.push((body) => propertyOf(body, "principalId") === principal);
    else return null;
  }
  return (body) => within(body) && conditions.every((holds) => holds(body));
}
