// Decides which source reads which type of a Google Cloud project.
import type { Source } from "../live/source.ts";
import type { ProjectRead } from "./project-read.ts";
import { CLOUD_ASSET, serviceLane, type ProjectLane } from "./source.ts";
import { INVENTORY_SOURCES, PLATFORM, SERVICE_POLICIES, STORES } from "./sources/by-inventory.ts";
import { ASSET_SOURCES, COMPUTE } from "./sources/cloud-asset.ts";
import { diskPolicies } from "./sources/iam-policies/disks.ts";
import { functionPolicies } from "./sources/iam-policies/functions.ts";
import { SERVICE_SOURCES } from "./sources/sources.ts";

const named = ({ name, types, calls }: Source<ProjectRead>): string =>
  `${name}: ${types.join(", ")} by ${calls.map(({ action }) => action).join(", ")}`;

/** Compute Engine is asked for single ones of them. */
const OF_COMPUTE = [...ASSET_SOURCES, diskPolicies];

/** The inventory alone tells of them. */
const OF_INVENTORY = [...STORES, PLATFORM, SERVICE_POLICIES, functionPolicies];

const ASSET_QUERY = [...OF_COMPUTE, ...INVENTORY_SOURCES, ...OF_INVENTORY].map(named).join("\n");
const SERVICE_QUERY = SERVICE_SOURCES.map(named).join("\n");

/** Sources, each in its lane. */
export const LANE_SOURCES: readonly ProjectLane[] = [
  ...OF_COMPUTE.map((source) => ({
    source,
    // Single resources are read from their service, in a run and when a result is confirmed.
    record: (_region: string, isByName: boolean) => (isByName ? COMPUTE : CLOUD_ASSET),
    isEventual: true as const,
    query: () => ASSET_QUERY,
  })),
  ...INVENTORY_SOURCES.map((source) => ({
    source,
    record: (_region: string, isByName: boolean) => (isByName ? serviceLane(source.name) : CLOUD_ASSET),
    isEventual: true as const,
    query: () => ASSET_QUERY,
  })),
  ...OF_INVENTORY.map((source) => ({
    source,
    record: () => CLOUD_ASSET,
    isEventual: true as const,
    query: () => ASSET_QUERY,
  })),
  ...SERVICE_SOURCES.map((source) => ({
    source,
    record: () => serviceLane(source.name),
    query: () => SERVICE_QUERY,
  })),
];

const BY_TYPE: ReadonlyMap<string, ProjectLane> = new Map(
  LANE_SOURCES.flatMap((lane) => lane.source.types.map((type) => [type, lane] as const)),
);

/** The source that reads `type`; null where none does. */
export const sourceOf = (type: string): ProjectLane | null => BY_TYPE.get(type) ?? null;
