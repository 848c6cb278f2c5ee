// Reads what an assigned role of Azure gives: a built-in role by its name, a custom one by its permissions.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import type { Grant } from "../../engines/identity/grant.ts";
import { givesRights, Permissions, rightsOf } from "../../engines/identity/azure-rights.ts";
import { relation, type Related } from "../../kernel.ts";
import { roleOf } from "./assigned-above.ts";
import { builtInRole } from "./built-in-roles.ts";

/** https://learn.microsoft.com/en-us/rest/api/authorization/role-definitions/list */
const CustomRole = z.object({ name: z.string(), properties: z.object({ permissions: Permissions.nullish() }) });

/** The custom roles that may be assigned in the scope, by GUID. */
export const customRoles = relation({
  type: "microsoft.authorization/roledefinitions",
  within: "scope",
  global: true,
  reads: CustomRole,
  on: ({ name }) => [name.toLowerCase()],
});

export type CustomRoles = (guid: string) => Related<z.infer<typeof CustomRole>>;

export type Role = {
  /** As verdicts call it. The name of a custom role may hold names of people. */
  readonly name: string;
  /** Whether the holder may give rights, its own too; null where that could not be read. */
  readonly gives: Grant | null;
  /** Why it could not be read; null where it could. */
  readonly problem: Problem | null;
  readonly facts: JsonObject;
};

/** Whether a role may be one that gives rights, as far as its GUID tells. */
export const mayGiveRights = ({ roleDefinitionId }: { readonly roleDefinitionId: string }): boolean =>
  builtInRole(roleOf(roleDefinitionId))?.givesRights !== false;

/** The role of an assignment; null for a built-in role of which nothing is known here but that it is no custom one. */
export function assignedRole(roleDefinitionId: string, custom: CustomRoles): Role | null {
  const guid = roleOf(roleDefinitionId);
  const builtIn = builtInRole(guid);
  if (builtIn !== null) {
    const { name } = builtIn;
    return { name, gives: builtIn.givesRights ? "always" : "never", problem: null, facts: { role: name } };
  }
  const found = custom(guid).find(() => true);
  if (found.is === "none") return null;
  const facts = { role: "custom role", roleDefinition: guid };
  if (found.is === "unknown") return { name: UNREAD, gives: null, problem: found.problem, facts: { role: null } };
  const { permissions } = found.row.properties;
  if (permissions === null || permissions === undefined)
    return { name: UNREAD, gives: null, problem: NO_PERMISSIONS, facts };
  const rights = rightsOf(permissions);
  return {
    name: "a custom role that gives rights",
    gives: givesRights(rights),
    problem: null,
    facts: { ...facts, everyAction: rights.everyAction, gives: rights.giving.map(({ action }) => action) },
  };
}

const UNREAD = "a role that was not read";

const NO_PERMISSIONS: Problem = {
  code: "not-in-answer",
  detail: "the answer from Azure lacks the permissions of the custom role",
};
