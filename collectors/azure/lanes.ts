// Decides which source reads which type of Azure.
import type { Source } from "../live/source.ts";
import { RESOURCE_GRAPH_QUERIES } from "./inventory/tenant-rows.ts";
import type { AzureRegionRead } from "./region-read.ts";
import { RESOURCE_GRAPH, RESOURCE_MANAGER, type AzureLane } from "./source.ts";
import { GRAPH_SOURCES, MANAGER_SOURCES } from "./sources/sources.ts";

const named = (sources: readonly Source<AzureRegionRead>[]): string =>
  sources
    .map(({ name, types, calls }) => `${name}: ${types.join(", ")} by ${calls.map(({ action }) => action).join(", ")}`)
    .join("\n");

const GRAPH_QUERY = `${RESOURCE_GRAPH_QUERIES}\n${named(GRAPH_SOURCES)}`;
const MANAGER_QUERY = named(MANAGER_SOURCES);

/** Sources, each in its lane. */
export const LANE_SOURCES: readonly AzureLane[] = [
  ...GRAPH_SOURCES.map((source) => ({
    source,
    // Single resources are read from Resource Manager, in a run and when a result is confirmed.
    record: (_region: string, isByName: boolean) => (isByName ? RESOURCE_MANAGER : RESOURCE_GRAPH),
    others: [RESOURCE_MANAGER],
    isEventual: true as const,
    query: () => GRAPH_QUERY,
  })),
  ...MANAGER_SOURCES.map((source) => ({ source, record: () => RESOURCE_MANAGER, query: () => MANAGER_QUERY })),
];

const BY_TYPE: ReadonlyMap<string, AzureLane> = new Map(
  LANE_SOURCES.flatMap((lane) => lane.source.types.map((type) => [type, lane] as const)),
);

/** The source that reads `type`; null where none does. */
export const sourceOf = (type: string): AzureLane | null => BY_TYPE.get(type) ?? null;
