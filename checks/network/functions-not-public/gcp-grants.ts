// Finds the bindings of a Google Cloud IAM policy that let everyone invoke a service of Cloud Run or a function.
import type { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { grantsToEveryone, type Grant } from "../../readings/gcp/grants-to-everyone.ts";

/**
 * Roles that let their holders invoke, by the service. Others may too: their permissions are not read.
 * https://docs.cloud.google.com/run/docs/authenticating/overview
 * https://docs.cloud.google.com/functions/1stgendocs/securing/managing-access-iam
 */
const INVOKE = {
  run: ["roles/owner", "roles/editor", "roles/run.admin", "roles/run.invoker"],
  cloudfunctions: ["roles/owner", "roles/editor", "roles/cloudfunctions.admin", "roles/cloudfunctions.invoker"],
} as const;
export type Service = keyof typeof INVOKE;

/** Roles that read at most, and those of Cloud Storage, which say nothing of functions. */
const isElsewhere = (role: string): boolean =>
  role.startsWith("roles/storage.") ||
  ["roles/viewer", "roles/browser", "roles/run.viewer", "roles/cloudfunctions.viewer"].includes(role);

/** The grants to everyone of a policy, the service's own or one above it. */
export const grantsToInvoke =
  (service: Service) =>
  (bindings: Bindings): readonly Grant[] =>
    grantsToEveryone(bindings, (role) => {
      if (isElsewhere(role)) return "none";
      return (INVOKE[service] as readonly string[]).includes(role) ? null : "role";
    });
