// Finds the bindings of a Google Cloud IAM policy that are for everyone, and the access to Cloud Storage that they give.
import { z } from "zod";
import { roleOf } from "../../readings/gcp/conditional-role.ts";
import type { Access } from "./access.ts";

/** The check reads only the kind of a member: who the member is makes no difference here. */
export const Bindings = z.array(
  z.object({ Role: z.string(), HasCondition: z.boolean(), Members: z.array(z.object({ Kind: z.string() })) }),
);
export type Bindings = z.infer<typeof Bindings>;

/**
 * Roles that reach objects. Basic roles are not among them: they give access to a bucket only through what it binds to
 * projectViewer, projectEditor and projectOwner. https://docs.cloud.google.com/storage/docs/access-control/iam-roles
 */
const accessOf: { readonly [role: string]: readonly Access[] } = {
  "roles/storage.admin": ["read", "list", "write", "administer"],
  "roles/storage.folderAdmin": ["read", "list", "write", "administer"],
  "roles/storage.legacyBucketOwner": ["list", "write", "administer"],
  "roles/storage.legacyBucketReader": ["list"],
  "roles/storage.legacyBucketWriter": ["list", "write"],
  "roles/storage.legacyObjectOwner": ["read", "administer"],
  "roles/storage.legacyObjectReader": ["read"],
  "roles/storage.objectAdmin": ["read", "list", "write", "administer"],
  "roles/storage.objectCreator": ["write"],
  "roles/storage.objectUser": ["read", "list", "write"],
  "roles/storage.objectViewer": ["read", "list"],
};

/** `allAuthenticatedUsers` is no narrower than `allUsers`: anybody gets a Google account. */
export const EVERYONE = ["allUsers", "allAuthenticatedUsers"] as const;

export type PublicBinding = {
  readonly to: string;
  readonly role: string;
  readonly access: readonly Access[];
  /** Why nobody can say that it gives access to the bucket, or null if it does. */
  readonly doubt: "condition" | "role" | null;
};

/** `inherited` bindings hold for more than storage: a role of another service there says nothing of the bucket. */
export function publicBindings(bindings: Bindings, inherited: boolean): readonly PublicBinding[] {
  return bindings.flatMap((binding) => {
    const { role, isConditional } = roleOf(binding);
    const isKnown = !inherited || role.startsWith("roles/storage.");
    const doubt = isConditional ? "condition" : isKnown ? null : "role";
    const to = EVERYONE.filter((one) => binding.Members.some(({ Kind }) => Kind === one));
    return to.map((one) => ({
      to: one,
      role,
      access: Object.hasOwn(accessOf, role) ? (accessOf[role] ?? []) : ["other"],
      doubt,
    }));
  });
}
