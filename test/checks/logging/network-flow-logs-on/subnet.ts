// A subnetwork of Google Cloud whose own flow logs are on or off, with configurations of Network Management.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const subnet = (members: Members = {}): Json => ({
  AssetName: "//compute.googleapis.com/projects/123/regions/europe-west3/subnetworks/app",
  network: "https://www.googleapis.com/compute/v1/projects/nl-prod/global/networks/prod",
  purpose: "PRIVATE",
  enableFlowLogs: true,
  logConfig: { enable: true, flowSampling: "0.5", filterExpr: "true", aggregationInterval: "INTERVAL_5_SEC" },
  ...members,
});
export const off = (members: Members = {}): Json =>
  subnet({ enableFlowLogs: false, logConfig: { enable: false }, ...members });

export const configuration = (members: Members = {}): Json => ({
  name: "projects/nl-prod/locations/global/vpcFlowLogsConfigs/one",
  state: "ENABLED",
  targetResourceState: "TARGET_RESOURCE_EXISTS",
  flowSampling: 1,
  metadata: "INCLUDE_ALL_METADATA",
  ...members,
});
export const PATH = "regions/europe-west3/subnetworks/app";
export const ofSubnet = (members: Members = {}): Json =>
  configuration({ subnet: `projects/nl-prod/${PATH}`, ...members });
export const ofNetwork = (members: Members = {}): Json =>
  configuration({ network: "projects/nl-prod/global/networks/prod", ...members });
/** As the organization has it, without a target. */
export const ofOrganization = (members: Members = {}): Json => ({
  name: "organizations/1/locations/global/vpcFlowLogsConfigs/all",
  state: "ENABLED",
  flowSampling: "0.25",
  crossProjectMetadata: "CROSS_PROJECT_METADATA_ENABLED",
  ...members,
});

export type Related = { readonly [relation: string]: RelatedRows };
export const unread = (detail: string): RelatedRows => ({
  rows: [],
  complete: false,
  problem: { code: "denied", detail },
});
export const above = (...types: string[]): RelatedRows => ({ rows: ["project", ...types].map((Type) => ({ Type })) });
/** Everything was read: configurations of the project and of its organization. */
export const read = (ofProject: Json[] = [], organization: Json[] = []): Related => ({
  ofProject: { rows: ofProject },
  ofOrganization: { rows: organization },
  ancestors: above("folder", "organization"),
});

export const NEITHER = "neither the subnet nor a configuration of Network Management turns VPC Flow Logs on";
export const BY_SUBNET = "a configuration of Network Management turns VPC Flow Logs on for the subnet";
export const BY_NETWORK = "a configuration of Network Management turns VPC Flow Logs on for the network of the subnet";
export const BY_ORGANIZATION =
  "a configuration of Network Management turns VPC Flow Logs on for the organization of the project";
export const ONE = {
  flowSampling: "1",
  filter: null,
  configuration: "projects/nl-prod/locations/global/vpcFlowLogsConfigs/one",
};
