// Decides whether an IAM user is privileged: by policies of the user, or of a group that the user is in.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import type { Answer } from "../../kernel.ts";
import { Attached, Boundary, heldBy, Inline, type Held, type Policies } from "../../engines/identity/aws-holder.ts";
import { rightsOf, type Reach } from "../../engines/identity/aws-rights.ts";
import type { Statement } from "../../engines/policy/policy-document.ts";

export const User = z.object({
  ArnReference: z.string(),
  AttachedManagedPolicies: Attached,
  UserPolicyList: Inline,
  GroupList: z.array(z.string()),
  PermissionsBoundary: Boundary,
});

export const Group = z.object({ GroupName: z.string(), AttachedManagedPolicies: Attached, GroupPolicyList: Inline });

/** `open`: policies of the user leave it open. `unread`: of how many policies of AWS nobody knows here what they give. */
export type Privileges =
  | { readonly is: "found"; readonly facts: JsonObject }
  | { readonly is: "none"; readonly unread: number }
  | { readonly is: "open"; readonly facts: JsonObject; readonly problem: Problem }
  | { readonly is: "unknown"; readonly problem: Problem };

type Part = { readonly held: Held; readonly through: "user" | "group" };

/**
 * A privilege that a policy gives whenever it is asked for decides, whatever was not read: the user's own first, then that of groups by
 * name. Denies of the user and of every group that was read are subtracted. Where no privilege is certain, all the rest leaves it open.
 */
export function privilegesOf(
  user: z.infer<typeof User>,
  group: (name: string) => Answer<z.infer<typeof Group>>,
  policies: Policies,
  privileged: readonly string[],
): Privileges {
  const own = { attached: user.AttachedManagedPolicies, inline: user.UserPolicyList };
  const parts: Part[] = [{ held: heldBy(own, privileged, policies), through: "user" }];
  let problem: Problem | null = null;
  for (const name of [...user.GroupList].sort()) {
    const answer = group(name);
    if (answer.is === "unknown") problem ??= answer.problem;
    if (answer.is === "none")
      problem ??= { code: "contradictory", detail: "a group of the user is not among the IAM groups that were read" };
    if (answer.is !== "found") continue;
    const inherited = { attached: answer.row.AttachedManagedPolicies, inline: answer.row.GroupPolicyList };
    parts.push({ held: heldBy(inherited, privileged, policies), through: "group" });
  }
  const denies = parts.flatMap(({ held }) => held.statements.filter(({ Effect }) => Effect === "Deny"));
  const told = (held: Held, through: string, actions: readonly string[]): JsonObject => ({
    ...held.facts,
    through,
    actions,
    boundary: user.PermissionsBoundary?.PermissionsBoundaryArn !== undefined,
  });
  let open: { readonly facts: JsonObject; readonly problem: Problem } | null = null;
  for (const { held, through } of parts) {
    const allows = held.statements.filter(({ Effect }) => Effect === "Allow");
    const [reach, actions] = privilegeOf([...allows, ...denies], user.ArnReference);
    if (reach === "always") return { is: "found", facts: told(held, through, actions) };
    const doubt = reach === "never" ? held.problem : reach === "named" ? NAMED : CONDITIONAL;
    if (doubt !== null) open ??= { facts: told(held, through, actions), problem: doubt };
  }
  if (open !== null) return { is: "open", facts: open.facts, problem: problem ?? open.problem };
  if (problem !== null) return { is: "unknown", problem };
  return { is: "none", unread: parts.reduce((sum, { held }) => sum + held.unread, 0) };
}

/** How far the furthest privilege reaches, and the actions that reach as far: `*` for those of whatever service. */
function privilegeOf(statements: readonly Statement[], self: string): readonly [Reach, readonly string[]] {
  const { everyService, raising } = rightsOf(statements, self);
  for (const reach of ["always", "conditional", "named"] as const) {
    const actions = raising.filter((one) => one.reach === reach).map(({ action }) => action);
    if (everyService === reach) return [reach, ["*"]];
    if (actions.length > 0) return [reach, actions];
  }
  return ["never", []];
}

const CONDITIONAL: Problem = {
  code: "not-supported",
  detail: "policies privilege the user under a condition or policy variable, which Tidemark does not read",
};
const NAMED: Problem = {
  code: "not-supported",
  detail: "policies let the user change rights of named resources; whether that raises the user's own is not read",
};
