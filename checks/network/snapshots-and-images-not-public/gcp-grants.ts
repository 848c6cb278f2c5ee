// Finds the bindings of a Google Cloud IAM policy that let everyone make something of a disk, a snapshot or an image.
import type { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { grantsToEveryone, type Grant } from "../../readings/gcp/grants-to-everyone.ts";

export type Copy = "disk" | "snapshot" | "image" | "machine image";

const OF_STORAGE = ["disk", "snapshot", "image"] as const;

/**
 * The copies that a role gives away if it is granted above them. Other roles may too: their permissions are not read.
 * https://docs.cloud.google.com/compute/docs/access/iam
 */
const USED_BY: ReadonlyMap<string, readonly Copy[]> = new Map<string, readonly Copy[]>([
  ["roles/owner", [...OF_STORAGE, "machine image"]],
  ["roles/editor", [...OF_STORAGE, "machine image"]],
  ["roles/compute.admin", [...OF_STORAGE, "machine image"]],
  ["roles/compute.instanceAdmin.v1", [...OF_STORAGE, "machine image"]],
  ["roles/compute.storageAdmin", OF_STORAGE],
  ["roles/compute.imageUser", ["image"]],
]);

/** Whether a role says nothing of a kind of copies: that of images, and those of Cloud Storage, which hold no permission of Compute Engine. */
const isElsewhere = (role: string): boolean => role === "roles/compute.imageUser" || role.startsWith("roles/storage.");

/** Grants of a policy above, as far as they are about copies of the kind `what`, or may be. */
export const grantsAbove =
  (what: Copy) =>
  (bindings: Bindings): readonly Grant[] =>
    grantsToEveryone(bindings, (role) => {
      if (USED_BY.get(role)?.includes(what) === true) return null;
      return isElsewhere(role) ? "none" : "role";
    });
