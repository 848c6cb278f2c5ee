// Finds the service accounts to which an IAM policy of Google Cloud gives an administrator's role.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { homeOf, rightsOfRole, type CustomRole } from "../../engines/identity/google-rights.ts";
import { BASIC } from "../../engines/identity/google-roles.ts";
import type { Answer } from "../../kernel.ts";
import { roleOf } from "../../readings/gcp/conditional-role.ts";
import type { Parameters } from "./parameters.ts";

export const Policy = z.object({
  Type: z.string(),
  Bindings: z.array(
    z.object({
      Role: z.string(),
      HasCondition: z.boolean().nullish(),
      Members: z.array(z.object({ Kind: z.string(), Reference: z.string().nullish() })),
    }),
  ),
});
export type Policy = z.infer<typeof Policy>;

/** The default accounts of machines and of App Engine. */
const DEFAULT = /^serviceaccount:(?:\d+-compute@developer|[a-z][\w.:-]*@appspot)\.gserviceaccount\.com$/;

export const isDefaultAccount = (account: string): boolean => DEFAULT.test(account);

/** Roles called Admin that give objects and folders of buckets alone, as a program that writes files needs. */
const OF_OBJECTS = /^roles\/storage\.(?:object|folder|managedFolder)Admin$/;

/**
 * Whether a role of Google's own administers a service by its name: `roles/storage.admin`, `roles/compute.networkAdmin`,
 * `roles/compute.instanceAdmin.v1`, `roles/integrations.apigeeIntegrationAdminRole`.
 */
const isAdminByName = (role: string): boolean =>
  /^roles\/[\w.]*(?:\.admin|Admin)(?:Role)?(?:\.v\d+)?$/.test(role) && !OF_OBJECTS.test(role);

/** As far as the name tells. */
const isAdminRole = (role: string, { adminRoles }: Pick<Parameters, "adminRoles">): boolean =>
  BASIC.includes(role) || adminRoles.includes(role) || isAdminByName(role);

export type Held = {
  readonly account: string;
  readonly role: string;
  readonly isConditional: boolean;
  /** Why the rights of a role of the company's own are not known. */
  readonly problem: Problem | null;
};

/** Service accounts that the policy gives such a role, agents of Google too. References are in lower case. */
export function heldIn(
  policy: Policy,
  parameters: Parameters,
  custom: (role: string) => Answer<CustomRole>,
): readonly Held[] {
  return policy.Bindings.flatMap((binding) => {
    const { role, isConditional } = roleOf(binding);
    const accounts = binding.Members.filter(({ Kind }) => Kind === "serviceAccount").map(({ Reference }) =>
      (Reference ?? "").toLowerCase(),
    );
    if (accounts.length === 0) return [];
    let problem: Problem | null = null;
    if (!isAdminRole(role, parameters)) {
      if (homeOf(role) === null) return [];
      const rights = rightsOfRole(role, policy.Type, custom);
      if (rights.is === "nothing" || rights.is === "off") return [];
      if (rights.is === "unknown") problem = rights.problem;
    }
    return accounts.map((account) => ({ account, role, isConditional, problem }));
  });
}
