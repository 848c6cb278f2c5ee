// Defines a source of Google Cloud, and how records name who told: the services themselves, or Cloud Asset Inventory.
import type { LaneSource, Source } from "../live/source.ts";
import { INVENTORY_LAG_SECONDS } from "./item/asset.ts";
import type { ProjectRead } from "./project-read.ts";

/** A few calls that bring whole types; `action` of a call is the permission that a role has to hold. */
export type ProjectSource = Source<ProjectRead>;

/** A source of Google Cloud in its lane. */
export type ProjectLane = LaneSource<ProjectRead>;

/** A service answers as of now. `name`: of the source, which has one lag. */
export const serviceLane = (name: string) =>
  ({
    source: `google-${name}`,
    lane: "google-cloud-apis",
    endpoint: "the service's own",
    atomic: false,
    lagSeconds: 0,
  }) as const;

/** Assets are read as of one time. The services are asked again for those that decide. */
export const CLOUD_ASSET = {
  source: "cloud-asset-inventory",
  lane: "cloud-asset-inventory-live",
  endpoint: "cloudasset.googleapis.com",
  atomic: true,
  lagSeconds: INVENTORY_LAG_SECONDS,
} as const;

/**
 * Types that are synced every few hours, and then are late by more than that if a sync fails.
 * https://docs.cloud.google.com/asset-inventory/docs/asset-types
 */
export const LATE_ASSETS = {
  name: "late-inventory",
  lagSeconds: 7 * 3600,
  by: { lane: CLOUD_ASSET.lane, endpoint: CLOUD_ASSET.endpoint },
} as const;
