// Reads types that one list of their service brings: databases, firewall rules, log buckets and custom roles.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord } from "../../json-shape.ts";
import type { GoogleApiName } from "../../google/apis.ts";
import type { ProjectNames } from "../item/direct-asset.ts";
import type { ProjectSource } from "../source.ts";
import { CUSTOM_ROLE } from "../item/asset.ts";
import { emitDirect, orByInventory } from "./direct.ts";

type Listing = {
  readonly type: string;
  readonly api: GoogleApiName;
  /** The permission. */
  readonly action: string;
  readonly path: (project: ProjectNames) => string;
  /** The member of a page that has the list. */
  readonly member: string;
  /** Members that an answer leaves out where they are empty, and that the list always tells. */
  readonly absent?: { readonly [member: string]: Json };
  /** False where the inventory may count others. */
  readonly isCounted?: boolean;
};

const service = (
  name: string,
  { type, api, action, path, member, absent = {}, isCounted = true }: Listing,
): ProjectSource => ({
  name,
  types: [type],
  calls: [{ action, per: "page" }],
  async read(gcp) {
    const project = await gcp.names();
    const list = async (): Promise<void> => {
      const dataTime = gcp.now();
      const told = await gcp.list({ api, action, path: path(project) }, member);
      const resources = told.map((each) => (isRecord(each) ? { ...absent, ...each } : each));
      gcp.asOf(dataTime);
      emitDirect(gcp, type, resources, project, dataTime);
    };
    await orByInventory(gcp, [type], list, isCounted);
  },
});

/** Each is one list of a project. */
export const SERVICE_LISTS: readonly ProjectSource[] = [
  // https://docs.cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances/list
  service("sql", {
    type: "sqladmin.googleapis.com/Instance",
    api: "cloudsql",
    action: "cloudsql.instances.list",
    path: ({ id }) => `/v1/projects/${id}/instances?maxResults=500`,
    member: "items",
  }),
  // https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls/list
  service("firewalls", {
    type: "compute.googleapis.com/Firewall",
    api: "compute",
    action: "compute.firewalls.list",
    path: ({ id }) => `/compute/v1/projects/${id}/global/firewalls?maxResults=500`,
    member: "items",
  }),
  // https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/projects.locations.buckets/list: a dash stands for all locations.
  service("log-buckets", {
    type: "logging.googleapis.com/LogBucket",
    api: "logging",
    action: "logging.buckets.list",
    path: ({ id }) => `/v2/projects/${id}/locations/-/buckets?pageSize=1000`,
    member: "buckets",
  }),
  // Full: with their permissions. Policies still name roles that were deleted. https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.roles/list
  service("custom-roles", {
    type: CUSTOM_ROLE,
    api: "iam",
    action: "iam.roles.list",
    path: ({ id }) => `/v1/projects/${id}/roles?view=FULL&showDeleted=true&pageSize=1000`,
    member: "roles",
    absent: { includedPermissions: [] },
    // No page says whether it has those that were deleted.
    isCounted: false,
  }),
];
