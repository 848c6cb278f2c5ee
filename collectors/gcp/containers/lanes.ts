// Names the lanes by which folders and organizations are read: data, without a client.
import { GCP_LANES } from "../actions.ts";
import { ANCESTOR_POLICY } from "../answers/ancestors-iam-policy.ts";
import { CONTAINER_POLICY } from "../answers/container-iam-policy.ts";
import { ORGANIZATION_ROLE } from "../answers/organization-roles.ts";
import { containerLane, containerOf } from "./container.ts";

/** The policy of a folder that is not enrolled is read with the projects below it, by their lane. */
export const CONTAINER_LANES: { readonly [type: string]: string } = {
  [CONTAINER_POLICY]: GCP_LANES[ANCESTOR_POLICY] as string,
};

/** The lanes of the folders and organizations among `scopes`, by scope and type. */
export const lanesOfContainers = (
  scopes: readonly string[],
): { readonly [scope: string]: { readonly [type: string]: string } } =>
  Object.fromEntries(
    scopes.flatMap((scope) => {
      const container = containerOf(scope);
      if (container === null) return [];
      const lane = containerLane(container);
      return [[scope, { [CONTAINER_POLICY]: lane, [ORGANIZATION_ROLE]: lane }]];
    }),
  );
