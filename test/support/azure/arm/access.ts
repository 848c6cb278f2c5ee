// Decides what a caller may read, as Azure does: by the roles that it or a group of it holds at or above a scope.
import { textOf } from "../../../../collectors/json-shape.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody, Subscription } from "../estate/estate.ts";
import type { LiveEstate } from "../estate/live-estate.ts";
import { subscriptionOf } from "./arm-path.ts";

type Permission = { readonly actions: readonly string[]; readonly notActions: readonly string[] };
type Held = { readonly scope: string; readonly permissions: readonly Permission[] };

const texts = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const members = (value: Json | undefined): { readonly [name: string]: Json } =>
  (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {}) as {
    readonly [name: string]: Json;
  };

export const propertyOf = (body: ArmBody, name: string): string => textOf(members(body["properties"])[name]) ?? "";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions: `*` stands for anything, and case does not matter. */
function covers(pattern: string, action: string): boolean {
  let compiled = COMPILED.get(pattern);
  if (compiled === undefined) {
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    compiled = new RegExp(`^${source}$`, "i");
    COMPILED.set(pattern, compiled);
  }
  return compiled.test(action);
}

const COMPILED = new Map<string, RegExp>();

export class Access {
  readonly principal: string;
  readonly #estate: LiveEstate;
  readonly #held: readonly Held[];
  /** The caller, and the groups that it is in. */
  readonly #principals: ReadonlySet<string>;

  constructor(estate: LiveEstate, principal: string) {
    this.principal = principal;
    this.#estate = estate;
    const principals = new Set([principal, ...groupsOf(estate, principal)]);
    this.#principals = principals;
    this.#held = estate.roleAssignments
      .filter((assignment) => principals.has(propertyOf(assignment, "principalId")))
      .map((assignment) => ({
        scope: propertyOf(assignment, "scope").toLowerCase(),
        permissions: permissionsOf(estate, propertyOf(assignment, "roleDefinitionId")),
      }));
  }

  /** Whether an action (`Microsoft.Sql/servers/read`) is allowed at a scope: a path of Resource Manager. */
  may(action: string, scope: string): boolean {
    return this.#isGranted(action, scope) && this.denial(action, scope) === null;
  }

  /** The deny assignment that denies an action at a scope; null where none does. */
  denial(action: string, scope: string): ArmBody | null {
    return (
      this.#estate.denyAssignments.find(
        (each) =>
          isConcerned(each, this.#principals) &&
          permissionsIn(each).some((permission) => isNamed(permission, action)) &&
          holdsAt(this.#estate, each, scope.toLowerCase()),
      ) ?? null
    );
  }

  #isGranted(action: string, scope: string): boolean {
    return this.#held.some(
      (held) =>
        isAtOrAbove(this.#estate, held.scope, scope.toLowerCase()) &&
        held.permissions.some((permission) => isNamed(permission, action)),
    );
  }

  /** A subscription shows itself to whoever holds a role of the control plane at it, above it or anywhere in it. */
  sees({ subscriptionId }: Subscription): boolean {
    const id = `/subscriptions/${subscriptionId}`;
    return this.#held.some(
      ({ scope, permissions }) =>
        permissions.some(({ actions }) => actions.length > 0) &&
        (isAtOrAbove(this.#estate, scope, id) || subscriptionOf(scope) === subscriptionId),
    );
  }
}

function permissionsOf(estate: LiveEstate, roleDefinitionId: string): Permission[] {
  const name = roleDefinitionId.slice(roleDefinitionId.lastIndexOf("/") + 1).toLowerCase();
  const definition = estate.roleDefinitions.find((each) => each.name.toLowerCase() === name);
  return definition === undefined ? [] : permissionsIn(definition);
}

function permissionsIn(body: ArmBody): Permission[] {
  const permissions = members(body["properties"])["permissions"];
  return (Array.isArray(permissions) ? permissions : []).map((permission: Json) => ({
    actions: texts(members(permission)["actions"]),
    notActions: texts(members(permission)["notActions"]),
  }));
}

const isNamed = ({ actions, notActions }: Permission, action: string): boolean =>
  actions.some((pattern) => covers(pattern, action)) && !notActions.some((pattern) => covers(pattern, action));

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/deny-assignments: the id of zeros stands for everybody. */
function isConcerned(denial: ArmBody, principals: ReadonlySet<string>): boolean {
  const { principals: denied, excludePrincipals: spared } = members(denial["properties"]);
  const isIn = (list: Json | undefined): boolean =>
    Array.isArray(list) && list.some((each: Json) => principals.has(textOf(members(each)["id"]) ?? ""));
  const isOfAll = Array.isArray(denied) && denied.some((each: Json) => members(each)["type"] === "SystemDefined");
  return (isOfAll || isIn(denied)) && !isIn(spared);
}

function holdsAt(estate: LiveEstate, denial: ArmBody, target: string): boolean {
  const scope = propertyOf(denial, "scope").toLowerCase();
  return members(denial["properties"])["doNotApplyToChildScopes"] === true
    ? scope === target
    : isAtOrAbove(estate, scope, target);
}

/** The groups that a principal is in, also by other groups. */
export function groupsOf(estate: LiveEstate, principal: string): Set<string> {
  const found = new Set<string>();
  const wanted = [principal];
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    for (const group of estate.directory.groups) {
      if (group.members.includes(id) && !found.has(group.id)) {
        found.add(group.id);
        wanted.push(group.id);
      }
    }
  }
  return found;
}

/** Whether a role at `scope` holds at `target`, both in lower case: `/` is above all, management groups above subscriptions. */
export function isAtOrAbove(estate: LiveEstate, scope: string, target: string): boolean {
  if (scope === "/" || target === scope || target.startsWith(`${scope}/`)) return true;
  const group = groupNameOf(scope);
  return group !== null && groupsAbove(estate, target).includes(group);
}

/** Names of the management groups that a path is or lies in, in lower case, the nearest first. */
export function groupsAbove(estate: LiveEstate, path: string): string[] {
  const subscription = subscriptionOf(path);
  let name =
    subscription === null
      ? groupNameOf(path.toLowerCase())
      : (estate.subscriptions.find(({ subscriptionId }) => subscriptionId === subscription)?.managementGroup ?? null);
  const chain: string[] = [];
  while (name !== null) {
    const wanted: string = name.toLowerCase();
    chain.push(wanted);
    name = estate.managementGroups.find((group) => group.name.toLowerCase() === wanted)?.parent ?? null;
  }
  return chain;
}

const groupNameOf = (scope: string): string | null =>
  /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)/.exec(scope)?.[1] ?? null;
