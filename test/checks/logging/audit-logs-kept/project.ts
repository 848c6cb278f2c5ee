// A project of Google Cloud with the log buckets and sinks that Google makes, and others.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const project: Json = {
  AssetName: "//cloudresourcemanager.googleapis.com/projects/123",
  projectId: "nl-prod",
  projectNumber: "123",
};

export const bucket = (id: string, retentionDays: number | null, members: Members = {}): Json => ({
  AssetName: `//logging.googleapis.com/projects/123/locations/global/buckets/${id}`,
  name: `projects/nl-prod/locations/global/buckets/${id}`,
  lifecycleState: "ACTIVE",
  ...(retentionDays === null ? {} : { retentionDays }),
  ...members,
});
const required = bucket("_Required", 400, { locked: true });

/** A log bucket of another project, by its name. */
export const elsewhere = (id: string, retentionDays: number, members: Members = {}): Json => ({
  Destination: `projects/nl-logs/locations/global/buckets/${id}`,
  name: `projects/456/locations/global/buckets/${id}`,
  lifecycleState: "ACTIVE",
  retentionDays,
  ...members,
});

export const at = (id: string, of = "nl-prod"): string =>
  `logging.googleapis.com/projects/${of}/locations/global/buckets/${id}`;

export const sink = (name: string, destination: string, members: Members = {}): Json => ({
  AssetName: `//logging.googleapis.com/projects/123/sinks/${name}`,
  name,
  destination,
  writerIdentity: "serviceAccount:cloud-logs@system.gserviceaccount.com",
  ...members,
});

const logs = ["activity", "system_event", "access_transparency"].flatMap((log) => [
  `LOG_ID("cloudaudit.googleapis.com/${log}")`,
  `LOG_ID("externalaudit.googleapis.com/${log}")`,
]);
// As Google makes them.
const toRequired = sink("_Required", at("_Required"), { filter: logs.join(" OR ") });
export const toDefault = (members: Members = {}): Json =>
  sink("_Default", at("_Default"), { filter: logs.map((log) => `NOT ${log}`).join(" AND "), ...members });

export const related = (sinks: Json[], buckets: Json[]): { readonly [relation: string]: RelatedRows } => ({
  sinks: { rows: [toRequired, ...sinks] },
  buckets: { rows: [required, ...buckets] },
  destinations: { rows: [] },
  sinksAbove: { rows: [] },
  ...above(),
});

/** A sink by which the organization routes logs of all that lies in it; the project lies in a folder of it. */
export const aggregated = (destination: string, members: Members = {}): Json => ({
  name: "central",
  destination,
  includeChildren: true,
  Ancestor: "organizations/1",
  Height: 2,
  ...members,
});

/** As exports have them. */
export const unread: RelatedRows = {
  rows: [],
  complete: false,
  problem: { code: "no-answer", detail: "no export covers this type and region" },
};

/** The project's own policy, and those of what it lies in: nothing, unless said otherwise. */
export const above = (...types: string[]): { readonly [relation: string]: RelatedRows } => ({
  ancestors: { rows: ["project", ...types].map((Type) => ({ Ancestor: `${Type}s/1`, Type })) },
});

export const dataAccess = 'LOG_ID("cloudaudit.googleapis.com/data_access")';
