// Makes an asset of what a service of Google Cloud tells of one of its resources itself, so that it and Cloud Asset Inventory make one
// item.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CUSTOM_ROLE, PROJECT } from "./asset.ts";
import { MACHINE } from "./machine.ts";

/** A project as the names of resources have it. */
export type ProjectNames = {
  /** Its id, such as `northlight-analytics`. */
  readonly id: string;
  readonly number: string;
};

type Members = { readonly [name: string]: Json };

/** The asset's name and its location, of the answer about one resource; null where the answer lacks what makes the name. */
type Named = (
  resource: Members,
  project: ProjectNames,
) => { readonly name: string | null; readonly location: string | null };

const named =
  (nameOf: (of: string, project: ProjectNames) => string, member = "name"): Named =>
  (resource, project) => {
    const of = textOf(resource[member]);
    return { name: of === null || of === "" ? null : nameOf(of, project), location: "global" };
  };

/** Resources of Compute are named by a link to themselves. */
const compute: Named = ({ selfLink, zone, region }) => {
  const path = /\/compute\/v1\/(projects\/.+)$/.exec(textOf(selfLink) ?? "")?.[1];
  return {
    name: path === undefined ? null : `//compute.googleapis.com/${path}`,
    location:
      textOf(zone ?? region)
        ?.split("/")
        .at(-1) ?? "global",
  };
};

/** Resources of a service that names them in full, below a location of the project. */
const located =
  (service: string, collection: string): Named =>
  ({ name }) => {
    const path = new RegExp(`^projects/[^/]+/locations/([^/]+)/(?:.+/)?${collection}/[^/]+$`).exec(textOf(name) ?? "");
    return { name: path === null ? null : `//${service}.googleapis.com/${path[0]}`, location: path?.[1] ?? null };
  };

/**
 * Names of assets: https://docs.cloud.google.com/asset-inventory/docs/asset-names. A service account's name ends in its unique id,
 * and so does that of its keys, although IAM names both by the address.
 */
const NAMES: { readonly [type: string]: Named } = {
  "storage.googleapis.com/Bucket": ({ name, location }) => ({
    name: textOf(name) === null ? null : `//storage.googleapis.com/${textOf(name)}`,
    // The bucket says it in upper case, its asset in lower case.
    location: textOf(location)?.toLowerCase() ?? null,
  }),
  "compute.googleapis.com/Subnetwork": compute,
  "compute.googleapis.com/Network": compute,
  "compute.googleapis.com/Firewall": compute,
  "compute.googleapis.com/Disk": compute,
  "compute.googleapis.com/RegionDisk": compute,
  "compute.googleapis.com/Snapshot": compute,
  "compute.googleapis.com/Image": compute,
  "compute.googleapis.com/MachineImage": compute,
  [MACHINE]: compute,
  "compute.googleapis.com/SslCertificate": compute,
  "sqladmin.googleapis.com/Instance": ({ name, region }, { id }) => ({
    name: textOf(name) === null ? null : `//cloudsql.googleapis.com/projects/${id}/instances/${textOf(name)}`,
    location: textOf(region),
  }),
  "cloudkms.googleapis.com/CryptoKey": located("cloudkms", "cryptoKeys"),
  [CUSTOM_ROLE]: ({ name }) => {
    const path = /^projects\/[^/]+\/roles\/[^/]+$/.exec(textOf(name) ?? "")?.[0];
    return { name: path === undefined ? null : `//iam.googleapis.com/${path}`, location: "global" };
  },
  "apikeys.googleapis.com/Key": located("apikeys", "keys"),
  "iam.googleapis.com/ServiceAccount": named(
    (unique, { id }) => `//iam.googleapis.com/projects/${id}/serviceAccounts/${unique}`,
    "uniqueId",
  ),
  "logging.googleapis.com/LogSink": named(
    (sink, { number }) => `//logging.googleapis.com/projects/${number}/sinks/${sink}`,
  ),
  "logging.googleapis.com/LogBucket": (resource, { number }) => {
    const [, location, bucket] = /\/locations\/([^/]+)\/buckets\/([^/]+)$/.exec(textOf(resource["name"]) ?? "") ?? [];
    const path = `projects/${number}/locations/${location ?? ""}/buckets/${bucket ?? ""}`;
    return { name: bucket === undefined ? null : `//logging.googleapis.com/${path}`, location: location ?? null };
  },
};

/** Types that are read from their services. Keys of service accounts are too: see `directKey`. */
export const DIRECT_TYPES: readonly string[] = Object.keys(NAMES);

/** The asset of a resource of `type`; null where the answer has another shape. */
export function directAsset(type: string, resource: Json, project: ProjectNames): Json | null {
  const nameOf = NAMES[type];
  if (nameOf === undefined || !isRecord(resource)) return null;
  const { name, location } = nameOf(resource, project);
  return name === null ? null : asset(type, name, location, resource, project);
}

/**
 * The asset of a project. Assets have the form of version 1 of Resource Manager, and the project is read by version 3; null where the
 * answer has another shape. https://docs.cloud.google.com/resource-manager/reference/rest/v3/projects
 */
export function projectAsset(told: Json): Json | null {
  const { name, projectId, state, displayName, parent, labels, createTime } = isRecord(told) ? told : {};
  const number = /^projects\/(\d+)$/.exec(textOf(name) ?? "")?.[1];
  const id = textOf(projectId);
  if (number === undefined || id === null) return null;
  const [, type, of] = /^(folder|organization)s\/(\d+)$/.exec(textOf(parent) ?? "") ?? [];
  const data = {
    projectNumber: number,
    projectId: id,
    ...(state === undefined ? {} : { lifecycleState: state }),
    ...(displayName === undefined ? {} : { name: displayName }),
    ...(createTime === undefined ? {} : { createTime }),
    ...(labels === undefined ? {} : { labels }),
    ...(type === undefined || of === undefined ? {} : { parent: { type, id: of } }),
  };
  return asset(PROJECT, `//cloudresourcemanager.googleapis.com/projects/${number}`, null, data, { id, number });
}

export const SERVICE_ACCOUNT_KEY = "iam.googleapis.com/ServiceAccountKey";

/** The asset of a key of the service account with the id `account`; null where the answer has another shape. */
export function directKey(key: Json, account: string, project: ProjectNames): Json | null {
  const id = isRecord(key) ? /\/keys\/([^/]+)$/.exec(textOf(key["name"]) ?? "")?.[1] : undefined;
  if (id === undefined || !isRecord(key)) return null;
  const name = `//iam.googleapis.com/projects/${project.id}/serviceAccounts/${account}/keys/${id}`;
  return asset(SERVICE_ACCOUNT_KEY, name, "global", key, project);
}

/** The asset of a policy that the service of the resource with the asset name `resource` told. */
export const policyAsset = (
  type: string,
  resource: string,
  policy: Json,
  { number }: Pick<ProjectNames, "number">,
): Json => ({
  name: resource,
  assetType: type,
  ancestors: [`projects/${number}`],
  iamPolicy: policy,
});

const asset = (type: string, name: string, location: string | null, data: Members, { number }: ProjectNames): Json => ({
  name,
  assetType: type,
  ancestors: [`projects/${number}`],
  resource: { ...(location === null ? {} : { location }), data },
});
