// Defines a source of Google Workspace, and how records name who told.
import type { LaneSource, Source } from "../live/source.ts";
import type { CustomerRead } from "./customer-read.ts";

/**
 * A few calls that bring whole types. `action` of a call is the privilege that an admin role has to hold, under a name of our own,
 * since the APIs name none: `admin.users.read` is Users > Read of the Admin API privileges.
 */
export type CustomerSource = Source<CustomerRead>;

/** A source of Google Workspace in its lane. */
export type CustomerLane = LaneSource<CustomerRead>;

/** The APIs answer as of now. */
const now = { atomic: false, lagSeconds: 0 } as const;

export const DIRECTORY = {
  source: "workspace-directory",
  lane: "workspace-directory",
  endpoint: "admin.googleapis.com",
  ...now,
} as const;

export const CLOUD_IDENTITY = {
  source: "cloud-identity",
  lane: "cloud-identity",
  endpoint: "cloudidentity.googleapis.com",
  ...now,
} as const;
