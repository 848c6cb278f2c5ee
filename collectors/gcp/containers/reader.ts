// Reads folders and organizations of Google Cloud as they are now.
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { GoogleAccess } from "../../google/client/access.ts";
import { liveReader } from "../../live/live-reader.ts";
import type { LiveScope } from "../../live/read-scope.ts";
import type { LaneSource } from "../../live/source.ts";
import type { RereadingReader } from "../../port.ts";
import { CONTAINER_POLICY } from "../answers/container-iam-policy.ts";
import type { AncestorPolicies } from "../inventory/ancestor-policies.ts";
import { serviceLane } from "../source.ts";
import { containerLane, containerOf } from "./container.ts";
import { ContainerRead } from "./container-read.ts";
import { CONTAINER_LANES, lanesOfContainers } from "./lanes.ts";
import { containerPolicy } from "./policy.ts";

export type ContainersOptions = {
  readonly access: GoogleAccess;
  /** The scopes that will be read, `gcp/folders/<number>` and `gcp/organizations/<number>`. */
  readonly scopes: readonly string[];
  /** Shared with the projects below: a folder takes what the last of them was told. */
  readonly policies: AncestorPolicies;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

const QUERY = `${containerPolicy.name}: ${containerPolicy.types.join(", ")} by ${containerPolicy.calls.map(({ action }) => action).join(", ")}`;

const laneOf = (container: string): LaneSource<ContainerRead> => ({
  source: containerPolicy,
  record: () => ({ ...serviceLane(containerPolicy.name), lane: containerLane(container) }),
  query: () => QUERY,
});

/** The reader of `scopes`. Nothing is called before `read`. */
export function openContainers({ access, scopes, policies, clock }: ContainersOptions): RereadingReader {
  const scopeOf = (scope: string): LiveScope<ContainerRead> | null => {
    const container = containerOf(scope);
    if (container === null || !scopes.includes(scope)) return null;
    const budget = access.budget();
    const lane = laneOf(container);
    const [kinds = "", id = ""] = container.split("/");
    return {
      budget,
      clock,
      sourceOf: (type) => (type === CONTAINER_POLICY ? lane : null),
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from a folder or organization" },
      firstRegion: "global",
      async connect(signal) {
        const google = access.open(budget, signal);
        const policy = (isNew: boolean) =>
          policies.of(google, kinds.slice(0, -1), id, isNew ? formatTimestamp(clock()) : "");
        return {
          principal: await google.principal(),
          open: (region, units, heard) => ({
            reads: new ContainerRead({ ...region, container, policy, google, heard }, units),
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
