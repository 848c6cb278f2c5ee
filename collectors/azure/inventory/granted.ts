// Reads which actions the roles of an identity allow on a whole subscription or management group: what is not allowed looks as if it were not there.
import { z } from "zod";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import type { Tenant } from "../../microsoft/client/tenant.ts";
import { ASSIGNMENTS_ACTION, assignmentsPath, AUTHORIZATION_VERSION } from "../../microsoft/role-assignments.ts";
import { pathOf } from "../resource-types.ts";

/** https://learn.microsoft.com/en-us/rest/api/authorization/role-assignments/list-for-scope */
const Assignments = z.object({
  value: z.array(
    z.object({
      properties: z.object({ roleDefinitionId: z.string(), scope: z.string(), condition: z.string().nullish() }),
    }),
  ),
});

/** Actions that a role allows, or that a deny assignment denies. */
export const Permissions = z.array(
  z.object({ actions: z.array(z.string()).nullish(), notActions: z.array(z.string()).nullish() }),
);

/** https://learn.microsoft.com/en-us/rest/api/authorization/role-definitions/get-by-id */
const Definition = z.object({ properties: z.object({ permissions: Permissions }) });

type Permission = z.infer<typeof Permissions>[number];

/** Calls that show what the identity may read. */
export const GRANT_CALLS = {
  assignments: ASSIGNMENTS_ACTION,
  definitions: "Microsoft.Authorization/roleDefinitions/read",
} as const;

/** The rights of an identity on all that lies in a scope: `allows` takes an action such as `Microsoft.Sql/servers/read`. */
export type Granted = { readonly allows: (action: string) => boolean };

/** Definitions of roles, each read once for all scopes. */
export class RoleDefinitions {
  readonly #kept = new Map<string, Promise<readonly Permission[]>>();

  /** Rejects with CallFailed. */
  permissionsOf(tenant: Tenant, id: string, answered: (answer: CallAnswer) => void): Promise<readonly Permission[]> {
    // Built-in roles have one definition, which each scope names under its own path.
    const name = id.slice(id.toLowerCase().lastIndexOf("/providers/")).toLowerCase();
    const kept = this.#kept.get(name);
    // Another scope's refusal is not this one's: it asks by its own path.
    if (kept !== undefined) return kept.catch(() => this.#read(tenant, id, answered));
    const permissions = this.#read(tenant, id, answered);
    this.#kept.set(name, permissions);
    permissions.catch(() => this.#kept.delete(name));
    return permissions;
  }

  async #read(tenant: Tenant, id: string, answered: (answer: CallAnswer) => void): Promise<readonly Permission[]> {
    const answer = await tenant.get("resourceManager", {
      action: GRANT_CALLS.definitions,
      path: `${pathOf(id)}?api-version=${AUTHORIZATION_VERSION}`,
      answered,
    });
    const parsed = Definition.safeParse(answer);
    if (!parsed.success) throw misshapen(GRANT_CALLS.definitions);
    return parsed.data.properties.permissions;
  }
}

/**
 * The roles that the identity of `tenant` holds at `scope` or above, by itself or by a group. `scope`: the path of a subscription or
 * management group. Roles with a condition count for nothing: nobody here can say what the condition leaves out. Rejects with
 * CallFailed.
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments-list-rest
 */
export async function grantedOn(
  tenant: Tenant,
  definitions: RoleDefinitions,
  scope: string,
  answered: (answer: CallAnswer) => void,
): Promise<Granted> {
  const path = assignmentsPath(scope, `atScope() and assignedTo('${await tenant.principal()}')`);
  const ids = new Set<string>();
  for await (const page of tenant.pages(
    "resourceManager",
    { action: GRANT_CALLS.assignments, path, answered },
    "nextLink",
  )) {
    const parsed = Assignments.safeParse(page);
    if (!parsed.success) throw misshapen(GRANT_CALLS.assignments);
    for (const { properties } of parsed.data.value)
      if (isAtOrAbove(properties.scope, scope) && (properties.condition ?? "") === "")
        ids.add(properties.roleDefinitionId);
  }
  const permissions = (await Promise.all([...ids].map((id) => definitions.permissionsOf(tenant, id, answered)))).flat();
  return { allows: (action) => permissions.some((each) => names(each, action)) };
}

/**
 * Whether a scope is `own`, a management group, or the root: Azure told of it as at or above `own`, so what holds there holds in `own`.
 * `own`: the path of a subscription or management group.
 */
export function isAtOrAbove(scope: string, own: string): boolean {
  const of = scope.toLowerCase().replace(/\/$/, "");
  return of === "" || of.startsWith("/providers/microsoft.management/managementgroups/") || of === own.toLowerCase();
}

/** Whether a permission is about an action. */
export const names = ({ actions, notActions }: Permission, action: string): boolean =>
  (actions ?? []).some((pattern) => covers(pattern, action)) &&
  !(notActions ?? []).some((pattern) => covers(pattern, action));

/** An asterisk stands for any text, slashes too. https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions */
function covers(pattern: string, action: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split("*")
    .map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join(".*")}$`).test(action.toLowerCase());
}

/** The failure of a call whose answer nobody here can read. */
export const misshapen = (action: string): CallFailed =>
  new CallFailed(
    "UnexpectedShape",
    { code: "unexpected-shape", detail: `the answer to ${action} has another form than documented` },
    undefined,
  );
