// Names the lanes by which folders and organizations are read: data, without a client.
import { CONTAINER_POLICY } from "../answers/container-iam-policy.ts";
import { containerLane, containerOf } from "./container.ts";

/** The lanes of folders and organizations, by scope and type. `scopes`: any scopes. */
export const lanesOfContainers = (
  scopes: readonly string[],
): { readonly [scope: string]: { readonly [type: string]: string } } =>
  Object.fromEntries(
    scopes.flatMap((scope) => {
      const container = containerOf(scope);
      return container === null ? [] : [[scope, { [CONTAINER_POLICY]: containerLane(container) }]];
    }),
  );
