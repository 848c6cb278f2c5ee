// Reads whom an IAM policy of Google Cloud grants roles that let do everything, or give rights away.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { mayHaveRights, rightsOfRole, homeOf, type CustomRole } from "../../engines/identity/google-rights.ts";
import type { Answer } from "../../kernel.ts";
import { roleOf } from "../../readings/gcp/conditional-role.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy, its members by kind; people are references. */
const Member = z.object({ Kind: z.string(), Domain: z.string().nullish(), Reference: z.string().nullish() });
export const Policy = z.object({
  Type: z.string(),
  Bindings: z.array(z.object({ Role: z.string(), HasCondition: z.boolean().nullish(), Members: z.array(Member) })),
});
export type Policy = z.infer<typeof Policy>;

export type Grant = {
  readonly role: string;
  readonly kind: string;
  readonly domain: string;
  readonly reference: string;
  readonly isConditional: boolean;
};

/** `gives`: permissions by which a role of the company's own gives rights. `problem`: why its rights are not known. */
export type Granted = Grant & { readonly gives: readonly string[]; readonly problem: Problem | null };

type Binding = { readonly role: string; readonly grants: readonly Grant[] };

/** Bindings that may matter, by the names of their roles. A deleted member may do nothing. */
const bindingsOf = ({ Type, Bindings }: Policy): Binding[] =>
  Bindings.flatMap((binding) => {
    const { role, isConditional } = roleOf(binding);
    if (!mayHaveRights(role, Type)) return [];
    const grants = binding.Members.filter(({ Kind }) => Kind !== "deleted").map(({ Kind, Domain, Reference }) => ({
      role,
      kind: Kind,
      domain: (Domain ?? "").toLowerCase(),
      reference: Reference ?? "",
      isConditional,
    }));
    return grants.length === 0 ? [] : [{ role, grants }];
  });

/** The grants that may be judged, by name. */
export const grantNames = (policy: Policy): string[] =>
  bindingsOf(policy).flatMap(({ grants }) => grants.map((grant) => Object.values(grant).join(" ").toLowerCase()));

/** Grants of roles by which their holder does everything or gives rights, or may; and custom roles that are off, each once. */
export function grantsOf(policy: Policy, custom: (role: string) => Answer<CustomRole>) {
  const grants: Granted[] = [];
  const off = { deleted: new Set<string>(), disabled: new Set<string>() };
  for (const { role, grants: of } of bindingsOf(policy)) {
    const rights = rightsOfRole(role, policy.Type, custom);
    if (rights.is === "nothing") continue;
    if (rights.is === "off") off[rights.state].add(role);
    else {
      const gives = homeOf(role) !== null && rights.is === "gives" ? rights.permissions : [];
      const problem = rights.is === "unknown" ? rights.problem : null;
      grants.push(...of.map((grant) => ({ ...grant, gives, problem })));
    }
  }
  return { grants, deleted: off.deleted.size, disabled: off.disabled.size };
}
