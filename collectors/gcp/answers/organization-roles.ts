// Reads the custom roles of an organization that IAM policies of Google Cloud grant.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";

export const ORGANIZATION_ROLE = "Tidemark::IAM::OrganizationRole";

const Policy = z.looseObject({ bindings: z.array(z.looseObject({ role: z.string() })).nullish() });

/** A role under a condition may end in `_withcond_` and a hash. https://docs.cloud.google.com/iam/docs/troubleshooting-withcond */
const OF_ORGANIZATION = /^(organizations\/[^/]+\/roles\/[^/]+?)(?:_withcond_[0-9a-f]+)?$/i;

/** The names of the roles of organizations that the policy grants, each once; undefined where it has another shape. */
export function organizationRolesIn(policy: Json): readonly string[] | undefined {
  const { data } = Policy.safeParse(policy);
  if (data === undefined) return undefined;
  return [...new Set((data.bindings ?? []).flatMap(({ role }) => OF_ORGANIZATION.exec(role)?.[1] ?? []))];
}

/**
 * Without title and description, which are anybody's words. A list that is empty is not in an answer.
 * https://docs.cloud.google.com/iam/docs/reference/rest/v1/organizations.roles#Role
 */
const Role = z.object({
  name: z.string(),
  includedPermissions: z.array(z.string()).default([]),
  stage: z.string().optional(),
  deleted: z.boolean().optional(),
});

/** The key of `role` (`organizations/<number>/roles/<role>`), as one that policies of `scope` (`projects/<number>`) grant. */
export const organizationRoleKey = (scope: string, role: string): string =>
  syntheticKey("gcp", scope, `organization-role/${role}`);

/** The role, by the answer about it alone; undefined where that has another shape, or is about another role. */
export function organizationRoleIn(answer: Json, scope: string, role: string): Answered | undefined {
  const { data } = Role.safeParse(answer);
  if (data?.name !== role) return undefined;
  const { includedPermissions, ...members } = data;
  return {
    key: organizationRoleKey(scope, role),
    body: { ...members, includedPermissions: includedPermissions.toSorted() },
    name: role,
  };
}
