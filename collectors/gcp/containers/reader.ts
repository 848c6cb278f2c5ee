// Reads folders and organizations of Google Cloud as they are now.
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { GoogleAccess } from "../../google/client/access.ts";
import { liveReader } from "../../live/live-reader.ts";
import type { LiveScope } from "../../live/read-scope.ts";
import type { LaneSource, Source } from "../../live/source.ts";
import type { RereadingReader } from "../../port.ts";
import type { AncestorPolicies } from "../inventory/ancestor-policies.ts";
import type { OrganizationRoles } from "../inventory/organization-roles.ts";
import { serviceLane } from "../source.ts";
import { containerLane, containerOf } from "./container.ts";
import { ContainerRead } from "./container-read.ts";
import { CONTAINER_LANES, lanesOfContainers } from "./lanes.ts";
import { containerPolicy } from "./policy.ts";
import { containerRoles } from "./roles.ts";

export type ContainersOptions = {
  readonly access: GoogleAccess;
  /** The scopes that will be read, `gcp/folders/<number>` and `gcp/organizations/<number>`. */
  readonly scopes: readonly string[];
  /** Shared with the projects below: a folder takes what the last of them was told. */
  readonly policies: AncestorPolicies;
  /** Shared with the projects below, whose policies grant the same roles. */
  readonly roles: OrganizationRoles;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

const queryOf = ({ name, types, calls }: Source<ContainerRead>): string =>
  `${name}: ${types.join(", ")} by ${calls.map(({ action }) => action).join(", ")}`;

export const CONTAINER_SOURCES: readonly Source<ContainerRead>[] = [containerPolicy, containerRoles];

const lanesOf = (container: string): ReadonlyMap<string, LaneSource<ContainerRead>> =>
  new Map(
    CONTAINER_SOURCES.flatMap((source) =>
      source.types.map((type) => [
        type,
        {
          source,
          record: () => ({ ...serviceLane(source.name), lane: containerLane(container) }),
          query: () => queryOf(source),
        },
      ]),
    ),
  );

/** The reader of `scopes`. Nothing is called before `read`. */
export function openContainers({ access, scopes, policies, roles, clock }: ContainersOptions): RereadingReader {
  const scopeOf = (scope: string): LiveScope<ContainerRead> | null => {
    const container = containerOf(scope);
    if (container === null || !scopes.includes(scope)) return null;
    const budget = access.budget();
    const lanes = lanesOf(container);
    const [kinds = "", id = ""] = container.split("/");
    return {
      budget,
      clock,
      sourceOf: (type) => lanes.get(type) ?? null,
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from a folder or organization" },
      firstRegion: "global",
      async connect(signal) {
        const google = access.open(budget, signal);
        const since = (isNew: boolean): string => (isNew ? formatTimestamp(clock()) : "");
        const policy = (isNew: boolean) => policies.of(google, kinds.slice(0, -1), id, since(isNew));
        const role = (name: string, isNew: boolean) => roles.of(google, name, since(isNew));
        return {
          principal: await google.principal(),
          open: (region, units, heard) => ({
            reads: new ContainerRead({ ...region, container, policy, role, google, heard }, units),
            close: () => undefined,
          }),
          unplanned: () => Promise.resolve([]),
        };
      },
    };
  };
  return {
    lanes: CONTAINER_LANES,
    lanesOf: lanesOfContainers(scopes),
    scopes: [...scopes],
    ...liveReader(scopeOf, {
      code: "no-answer",
      detail: "the Google Cloud reader has no folder or organization for this scope",
    }),
  };
}
