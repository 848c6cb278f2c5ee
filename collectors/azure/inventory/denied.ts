// Reads the deny assignments of a subscription: what they deny, roles allow in vain, and it looks as if it were not there.
import { z } from "zod";
import type { CallAnswer } from "../../live/call.ts";
import type { Tenant } from "../../microsoft/client/tenant.ts";
import { typeOfId } from "../item/resource-id.ts";
import { ROLE_ASSIGNMENTS } from "../item/resource-graph-row.ts";
import { AUTHORIZATION_VERSION } from "../../microsoft/role-assignments.ts";
import { SUBSCRIPTION } from "../resource-types.ts";
import { isAtOrAbove, misshapen, names, Permissions } from "./granted.ts";

/** The call that lists them. */
export const DENY_ACTION = "Microsoft.Authorization/denyAssignments/read";

/** https://learn.microsoft.com/en-us/rest/api/authorization/deny-assignments/list */
const DenyAssignments = z.object({
  value: z.array(
    z.object({
      // An id. It stands in causes.
      name: z.string().regex(/^[\w-]{1,90}$/),
      properties: z.object({
        scope: z.string(),
        permissions: Permissions,
        doNotApplyToChildScopes: z.boolean().nullish(),
        principals: z.array(z.object({ id: z.string(), type: z.string().nullish() })),
        excludePrincipals: z.array(z.object({ id: z.string() })).nullish(),
      }),
    }),
  ),
});

type DenyAssignment = z.infer<typeof DenyAssignments>["value"][number];

/** Denials for one identity: `by` gives the name of a deny assignment that denies `action` on some resource of `type`, or null. */
export type Denied = { readonly by: (type: string, action: string) => string | null };

/**
 * The deny assignments at, above and below `subscription` that concern the identity of `tenant`. Rejects with CallFailed.
 * Without a filter all of them are listed: `assignedTo()` is documented for users, service principals and their groups, and not
 * for the principal that stands for everybody.
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/deny-assignments-rest
 */
export async function deniedOn(
  tenant: Tenant,
  subscription: string,
  answered: (answer: CallAnswer) => void,
): Promise<Denied> {
  const identity = await tenant.principal();
  const path = `/subscriptions/${subscription}/providers/Microsoft.Authorization/denyAssignments?api-version=${AUTHORIZATION_VERSION}`;
  const concerning: DenyAssignment[] = [];
  for await (const page of tenant.pages("resourceManager", { action: DENY_ACTION, path, answered }, "nextLink")) {
    const parsed = DenyAssignments.safeParse(page);
    if (!parsed.success) throw misshapen(DENY_ACTION);
    concerning.push(...parsed.data.value.filter((each) => concerns(each, identity, subscription)));
  }
  // In the order of their names: a cause stays the same from run to run.
  concerning.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    by: (type, action) =>
      concerning.find(
        ({ properties: { scope, permissions } }) =>
          reaches(scope, type, subscription) && permissions.some((permission) => names(permission, action)),
      )?.name ?? null,
  };
}

/** The id that stands for all principals. https://learn.microsoft.com/en-us/azure/role-based-access-control/deny-assignments */
const EVERYBODY = "00000000-0000-0000-0000-000000000000";

/** Nobody here knows the groups of the identity: a group that is denied counts, and a group that is spared does not. */
function concerns({ properties }: DenyAssignment, identity: string, subscription: string): boolean {
  const { scope, principals, excludePrincipals, doNotApplyToChildScopes } = properties;
  const isSame = ({ id }: { readonly id: string }): boolean => id.toLowerCase() === identity.toLowerCase();
  if ((excludePrincipals ?? []).some(isSame)) return false;
  // A denial at a management group alone does not hold in the subscription.
  if (
    doNotApplyToChildScopes === true &&
    isAtOrAbove(scope, `/subscriptions/${subscription}`) &&
    !isSubscription(scope, subscription)
  )
    return false;
  return principals.some((each) => isSame(each) || each.id === EVERYBODY || !ONE.has((each.type ?? "").toLowerCase()));
}

/** Types of principals that are one identity: another one of them is not ours. */
const ONE: ReadonlySet<string> = new Set(["user", "serviceprincipal"]);

const isSubscription = (scope: string, subscription: string): boolean =>
  scope.toLowerCase().replace(/\/+$/, "") === `/subscriptions/${subscription}`;

/** Whether a denial at `scope` can hide a resource of `type`: at a resource it hides that one, and what lies below it. */
function reaches(scope: string, type: string, subscription: string): boolean {
  if (isAtOrAbove(scope, `/subscriptions/${subscription}`)) return true;
  if (type === SUBSCRIPTION || !scope.toLowerCase().startsWith(`/subscriptions/${subscription}/`)) return false;
  const of = typeOfId(scope);
  return of === null || type === ROLE_ASSIGNMENTS || type === of || type.startsWith(`${of}/`);
}
