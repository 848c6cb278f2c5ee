// Reads the custom roles that may be assigned at a scope of Azure: of each what it allows, and not how the company calls it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Unanswered } from "../../answer.ts";
import { conditionOf } from "../item/resource-graph-row.ts";

/** Custom ones alone: Azure has hundreds of built-in roles, each with one definition for everybody. */
export const CUSTOM_ROLES = "microsoft.authorization/roledefinitions";

/**
 * The list of those that apply at a scope, also those made for scopes above it. `scope`: the path of a subscription or management
 * group. `version`: that of the API, with the filter that leaves built-in roles out.
 */
export const customRolesCall = (scope: string): { readonly path: string; readonly version: string } => ({
  path: `${scope}/providers/Microsoft.Authorization/roleDefinitions`,
  version: "2022-04-01&$filter=type%20eq%20%27CustomRole%27",
});

/** https://learn.microsoft.com/en-us/rest/api/authorization/role-definitions/list */
const Answer = z.object({
  value: z.array(
    z.object({
      // A GUID, which is the role's in every scope. The id is that of the scope that was asked.
      name: z.string().regex(/^[\w-]{1,90}$/),
      properties: z.object({ type: z.string().nullish(), permissions: z.unknown().optional() }),
    }),
  ),
});

const Actions = z.array(z.string()).nullish();

/** Not among the members: data actions, which give no right, and names, descriptions and conditions, which may name people. */
const Permissions = z
  .array(z.object({ actions: Actions, notActions: Actions, condition: z.string().nullish() }))
  .nullish();

/** `scope`: the path of a subscription or management group. Undefined where the answer has another form. */
export function customRolesIn(answer: Json, scope: string): readonly (Answered | Unanswered)[] | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const custom = parsed.data.value.filter(({ properties }) => properties.type?.toLowerCase() !== "builtinrole");
  return custom.map(({ name, properties }) => {
    const key = azureKey(`${scope}/providers/${CUSTOM_ROLES}/${name}`);
    const permissions = Permissions.safeParse(properties.permissions);
    if (!permissions.success) return { key, problem: UNREADABLE };
    return { key, name, body: { type: CUSTOM_ROLES, name, properties: told(permissions.data ?? null) } };
  });
}

const told = (permissions: NonNullable<z.infer<typeof Permissions>> | null): object =>
  permissions === null
    ? {}
    : {
        permissions: permissions.map(({ actions, notActions, condition }) => ({
          actions: actions ?? [],
          notActions: notActions ?? [],
          ...conditionOf(condition),
        })),
      };

const UNREADABLE = {
  code: "unexpected-shape",
  detail: "the permissions of the role are not in the documented form",
} as const;
