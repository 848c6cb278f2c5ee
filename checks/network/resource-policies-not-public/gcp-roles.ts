// Decides which roles that are granted above a resource give access to it.
import type { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { grantsToEveryone, type Grant } from "../../readings/gcp/grants-to-everyone.ts";

export type Service = "artifactregistry" | "bigquery" | "cloudkms" | "pubsub" | "secretmanager";

/**
 * Roles that read, write or use resources of a service. Its other roles may only list, and are in doubt.
 * https://docs.cloud.google.com/iam/docs/roles-permissions
 */
const GIVES: { readonly [service in Service]: readonly string[] } = {
  artifactregistry: ["admin", "reader", "repoAdmin", "writer"],
  bigquery: ["admin", "dataEditor", "dataOwner", "dataViewer"],
  cloudkms: [
    "admin",
    "cryptoKeyDecrypter",
    "cryptoKeyDecrypterViaDelegation",
    "cryptoKeyEncrypter",
    "cryptoKeyEncrypterDecrypter",
    "cryptoOperator",
    "signer",
    "signerVerifier",
  ],
  pubsub: ["admin", "editor"],
  secretmanager: ["admin", "secretAccessor"],
};

/** Services whose predefined roles have no permission of another one that is judged here. */
const ALONE = ["artifactregistry", "cloudkms", "pubsub", "run", "secretmanager", "storage"];

/** Roles of Google's own by their service: `roles/pubsub.admin`. */
const serviceOf = (role: string): string | null => /^roles\/([a-z]+)\.[A-Za-z.]+$/.exec(role)?.[1] ?? null;

/** Grants of a policy above a resource of `service` to everyone, as far as they are about the resource, or may be. */
export const grantsAbove =
  (service: Service, more: readonly string[] = []) =>
  (bindings: Bindings): readonly Grant[] =>
    grantsToEveryone(bindings, (role) => {
      const gives = ["roles/owner", ...[...GIVES[service], ...more].map((name) => `roles/${service}.${name}`)];
      if (gives.includes(role)) return null;
      const of = serviceOf(role);
      return of !== null && of !== service && ALONE.includes(of) ? "none" : "role";
    });
