// Reads from the permissions of an Azure role whether its holder may do every action, or give rights away.
import { z } from "zod";
import { covers } from "../policy/wildcard.ts";
import { greatest, least, UNNAMED, type Grant } from "./grant.ts";

const Actions = z.array(z.string()).nullish();

/**
 * Data actions are not among the members: none of them gives a right on what Resource Manager decides.
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions
 */
const Permission = z.object({
  actions: Actions,
  notActions: Actions,
  /** Whether a condition narrows the actions, as in roles that may assign some roles alone. */
  hasCondition: z.boolean().nullish(),
});
export type Permission = z.infer<typeof Permission>;

/** All permissions of a role. */
export const Permissions = z.array(Permission);

/**
 * Actions by which somebody gives rights away without end, or takes more. Microsoft has no list of them: these make a role
 * assignment (at once, or by Privileged Identity Management), or change what a role allows.
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/management-and-governance#microsoftauthorization
 *
 * Not among them: deny assignments, which take rights away, and which Azure alone makes; rules for activating a role, which give
 * nobody a role; classic administrators, which Azure retired; and signing in as a managed identity, which Contributor can too, and
 * which gives the rights that somebody gave that identity. Nor is elevating access, a call on the tenant, where no custom role can
 * be assigned.
 */
const GIVING = [
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
  "Microsoft.Authorization/roleDefinitions/write",
  "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
] as const;

/** The last part of each action. https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions#actions-format */
const KINDS = ["read", "write", "delete", "action"] as const;

export type AzureRights = {
  /** How far the role allows actions of every kind, on whatever there is or will be. */
  readonly everyAction: Grant;
  /** Actions by which rights are given, in order, each as far as it goes; those that are not allowed are left out. */
  readonly giving: readonly { readonly action: string; readonly grant: Exclude<Grant, "never"> }[];
};

/** The rights that a role gives on all that lies in the scope where it is assigned. */
export function rightsOf(permissions: readonly Permission[]): AzureRights {
  const grantOf = (action: string): Grant => greatest(permissions.map((each) => granted(each, action.toLowerCase())));
  return {
    everyAction: least(KINDS.map((kind) => grantOf(`${UNNAMED}/${UNNAMED}/${kind}`))),
    giving: GIVING.flatMap((action) => {
      const grant = grantOf(action);
      return grant === "never" ? [] : [{ action, grant }];
    }),
  };
}

/** Whether the holder may give rights, its own too: that is to do everything. */
export const givesRights = ({ giving }: AzureRights): Grant => greatest(giving.map(({ grant }) => grant));

/** Each permission is subtracted by itself: another one of the role may allow what it leaves out. `action`: in lower case. */
function granted({ actions, notActions, hasCondition }: Permission, action: string): Grant {
  if (!named(actions, action) || named(notActions, action)) return "never";
  return hasCondition === true ? "conditional" : "always";
}

/** An asterisk stands for any text, slashes too, and no other sign for anything but itself. */
const named = (patterns: Permission["actions"], action: string): boolean =>
  (patterns ?? []).some((pattern) => !pattern.includes("?") && covers(pattern.toLowerCase(), action));
