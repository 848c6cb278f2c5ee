// Reads from a role of Google Cloud whether its holder may do everything, or give rights away.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import type { Answer } from "../../kernel.ts";
import { givingAt } from "./google-permissions.ts";
import { BASIC, PREDEFINED } from "./google-roles.ts";

/** A role of the company's own, `projects/<id>/roles/<role>` or `organizations/<number>/roles/<role>`. https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.roles#Role */
export const CustomRole = z.object({
  name: z.string(),
  includedPermissions: z.array(z.string()).nullish(),
  stage: z.string().nullish(),
  deleted: z.boolean().nullish(),
});
export type CustomRole = z.infer<typeof CustomRole>;

/** Whose own role it is; null for a role of Google's. */
export function homeOf(role: string): "project" | "organization" | null {
  const home = /^(project|organization)s\/[^/]+\/roles\/[^/]+$/.exec(role)?.[1];
  return home === undefined ? null : (home as "project" | "organization");
}

/** `off`: the role is there and gives nothing while it is deleted or disabled. `gives`: the permissions by which it gives rights. */
export type RoleRights =
  | { readonly is: "everything" | "nothing" }
  | { readonly is: "gives"; readonly permissions: readonly string[] }
  | { readonly is: "off"; readonly state: "deleted" | "disabled" }
  | { readonly is: "unknown"; readonly problem: Problem };

/**
 * The rights of `role`, without the ending that stands for a condition, where it is bound at `level`: a project, folder or organization.
 * `custom` looks up a role of the company's own.
 */
export function rightsOfRole(role: string, level: string, custom: (role: string) => Answer<CustomRole>): RoleRights {
  if (BASIC.includes(role)) return { is: "everything" };
  if (homeOf(role) === null) return rightsBy(PREDEFINED.get(role) ?? [], level);
  const found = custom(role);
  if (found.is === "unknown") return found;
  if (found.is === "none") return { is: "unknown", problem: NOT_LISTED };
  const { includedPermissions, stage, deleted } = found.row;
  // Bindings to either are there and have no effect; a deleted role can be brought back for seven days.
  // https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.roles/delete
  if (deleted === true) return { is: "off", state: "deleted" };
  if (stage === "DISABLED") return { is: "off", state: "disabled" };
  return includedPermissions == null
    ? { is: "unknown", problem: PERMISSIONS_LACKING }
    : rightsBy(includedPermissions, level);
}

/** Whether a binding of `role` at `level` may matter, as far as the name tells: a role of the company's own may give anything. */
export const mayHaveRights = (role: string, level: string): boolean =>
  homeOf(role) !== null || BASIC.includes(role) || givingAt(PREDEFINED.get(role) ?? [], level).length > 0;

function rightsBy(permissions: readonly string[], level: string): RoleRights {
  const giving = givingAt(permissions, level);
  return giving.length === 0 ? { is: "nothing" } : { is: "gives", permissions: giving };
}

const NOT_LISTED: Problem = {
  code: "contradictory",
  detail: "a custom role that the IAM policy grants is not among the custom roles that were read",
};
const PERMISSIONS_LACKING: Problem = {
  code: "not-in-answer",
  detail: "the answer from Google Cloud lacks the permissions of a custom role that the IAM policy grants",
};
