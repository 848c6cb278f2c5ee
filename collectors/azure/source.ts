// Defines a source of Azure, and how records name who told: Resource Graph, or Resource Manager itself.
import type { LaneSource, Source } from "../live/source.ts";
import type { AzureRegionRead } from "./region-read.ts";

/** A few calls that bring whole types; `action` of a call is what a role has to allow. */
export type AzureSource = Source<AzureRegionRead>;

/** A source of Azure in its lane. */
export type AzureLane = LaneSource<AzureRegionRead>;

/**
 * Resource Graph learns of a change within minutes and promises no bound. Its keys are compared with the list of Resource Manager in
 * each run, and what decides is read again there: see docs/adr/0020-azure-live.md.
 */
export const RESOURCE_GRAPH = {
  source: "azure-resource-graph",
  lane: "azure-resource-graph",
  endpoint: "Microsoft.ResourceGraph/resources",
  atomic: false,
  lagSeconds: 0,
} as const;

export const RESOURCE_MANAGER = {
  source: "azure-resource-manager",
  lane: "azure-resource-manager",
  endpoint: "the resource providers' own",
  atomic: false,
  lagSeconds: 0,
} as const;
