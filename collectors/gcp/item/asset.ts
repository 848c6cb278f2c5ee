// Reads an asset of Cloud Asset Inventory, in every form in which assets come: its project, and the items that it makes.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { gcpKey, syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { unitOf, type JsonObject } from "../../../evidence-schema/record/record.ts";
import { keyed, type Origin, type Refused } from "../../answer.ts";
import { toInstant } from "../../instant.ts";
import { isRecord, textLabels, textOf } from "../../json-shape.ts";
import type { Item, People } from "../../port.ts";
import { MACHINE, machineBody } from "./machine.ts";
import { PROVIDER, providerBody } from "./pool-provider.ts";
import { policyUnread, readIamPolicy } from "./iam-policy.ts";
import { keptMembers } from "./kept-members.ts";

/**
 * "Almost all updates are available in minutes": ten of them are taken, which is no promise of Google's.
 * https://docs.cloud.google.com/asset-inventory/docs/asset-types
 */
export const INVENTORY_LAG_SECONDS = 600;

export const BUCKET = "storage.googleapis.com/Bucket";
export const PROJECT = "cloudresourcemanager.googleapis.com/Project";
/** A role of the company's own. */
export const CUSTOM_ROLE = "iam.googleapis.com/Role";
/** The policy of a bucket. */
export const IAM_POLICY = "Tidemark::CloudAsset::IamPolicy";
/** The policy of a disk, a snapshot or an image. */
export const COMPUTE_POLICY = "Tidemark::Compute::IamPolicy";

/** The policy of a service of Cloud Run or of a function. */
export const FUNCTION_POLICY = "Tidemark::Functions::IamPolicy";
/** The policy of a key, a topic, a secret or another resource that its service shares by a policy of its own. */
export const SERVICE_POLICY = "Tidemark::CloudAsset::ServicePolicy";

/** Assets whose policies are read, by their type: the type of the policy. No check judges another one below the project. */
export const POLICY_TYPE: ReadonlyMap<string, string> = new Map([
  [BUCKET, IAM_POLICY],
  ["compute.googleapis.com/Disk", COMPUTE_POLICY],
  ["compute.googleapis.com/RegionDisk", COMPUTE_POLICY],
  ["compute.googleapis.com/Snapshot", COMPUTE_POLICY],
  ["compute.googleapis.com/Image", COMPUTE_POLICY],
  ["compute.googleapis.com/MachineImage", COMPUTE_POLICY],
  ["run.googleapis.com/Service", FUNCTION_POLICY],
  ["cloudfunctions.googleapis.com/CloudFunction", FUNCTION_POLICY],
  ["cloudkms.googleapis.com/CryptoKey", SERVICE_POLICY],
  ["cloudkms.googleapis.com/KeyRing", SERVICE_POLICY],
  ["pubsub.googleapis.com/Topic", SERVICE_POLICY],
  ["pubsub.googleapis.com/Subscription", SERVICE_POLICY],
  ["secretmanager.googleapis.com/Secret", SERVICE_POLICY],
  ["artifactregistry.googleapis.com/Repository", SERVICE_POLICY],
]);
export const POLICY_TYPES: readonly string[] = [...new Set(POLICY_TYPE.values())];

/** Stores of data that the inventory alone tells of. https://docs.cloud.google.com/asset-inventory/docs/asset-types */
export const STORE_TYPES = [
  "memorystore.googleapis.com/Instance",
  "redis.googleapis.com/Cluster",
  "redis.googleapis.com/Instance",
  "alloydb.googleapis.com/Cluster",
  "bigquery.googleapis.com/Dataset",
  "bigtableadmin.googleapis.com/Cluster",
  "firestore.googleapis.com/Database",
  "spanner.googleapis.com/Database",
] as const;

/** Types that run the company's code or hold its data, of which the inventory alone tells. */
export const PLATFORM_TYPES = [
  "container.googleapis.com/Cluster",
  "run.googleapis.com/Service",
  "cloudfunctions.googleapis.com/CloudFunction",
  "alloydb.googleapis.com/Instance",
] as const;
/** Pools of identities from outside, and the providers whose tokens they take. The inventory alone is asked. */
export const POOL_TYPES = ["iam.googleapis.com/WorkloadIdentityPool", PROVIDER] as const;
/** Resources that are read for the sake of their policies, of which the inventory alone tells. */
export const POLICED_TYPES = [
  "cloudkms.googleapis.com/KeyRing",
  "pubsub.googleapis.com/Topic",
  "pubsub.googleapis.com/Subscription",
  "secretmanager.googleapis.com/Secret",
  "artifactregistry.googleapis.com/Repository",
] as const;
/** Entry points of load balancers, and what they lead to, of which the inventory alone tells. */
export const EDGE_TYPES = [
  "compute.googleapis.com/ForwardingRule",
  "compute.googleapis.com/GlobalForwardingRule",
  "compute.googleapis.com/TargetHttpProxy",
  "compute.googleapis.com/TargetHttpsProxy",
  "compute.googleapis.com/TargetSslProxy",
  "compute.googleapis.com/UrlMap",
  "compute.googleapis.com/SslPolicy",
] as const;

/** Types of resources that are read as assets. */
export const ASSET_TYPES = [
  BUCKET,
  "compute.googleapis.com/Subnetwork",
  "compute.googleapis.com/Network",
  "compute.googleapis.com/Firewall",
  "compute.googleapis.com/Disk",
  "compute.googleapis.com/RegionDisk",
  "compute.googleapis.com/Snapshot",
  "compute.googleapis.com/Image",
  "compute.googleapis.com/MachineImage",
  MACHINE,
  "sqladmin.googleapis.com/Instance",
  "cloudkms.googleapis.com/CryptoKey",
  "compute.googleapis.com/SslCertificate",
  ...STORE_TYPES,
  ...PLATFORM_TYPES,
  ...POOL_TYPES,
  ...POLICED_TYPES,
  ...EDGE_TYPES,
  CUSTOM_ROLE,
  "iam.googleapis.com/ServiceAccount",
  "iam.googleapis.com/ServiceAccountKey",
  "apikeys.googleapis.com/Key",
  "logging.googleapis.com/LogBucket",
  "logging.googleapis.com/LogSink",
  PROJECT,
] as const;

/** Bodies of types that hold more than checks may read. */
const BODIES: { readonly [type: string]: (data: JsonObject) => JsonObject } = {
  [MACHINE]: machineBody,
  [PROVIDER]: providerBody,
};

/** An asset of a project: its resource, or its policy. */
export type Asset = {
  readonly type: string;
  readonly key: string;
  readonly resource: JsonObject | null;
  readonly policy: Json | null;
  /** Whether the asset is there for its policy. */
  readonly isPolicy: boolean;
};

/** The asset, under REST names or those of the protocol buffers, if it is one of `project` (`projects/<number>`). */
export function readAsset(value: Json, project: string): Asset | Refused {
  const members = isRecord(value) ? value : {};
  const name = textOf(members["name"]);
  const type = textOf(members["assetType"] ?? members["asset_type"]);
  const ancestors = members["ancestors"];
  const of: unknown = Array.isArray(ancestors) ? ancestors[0] : undefined;
  if (name === null || type === null || of === undefined) {
    return { found: "an asset without name, assetType or ancestors", expected: "an asset of Cloud Asset Inventory" };
  }
  if (of !== project) return { found: "an asset of another project", expected: project };
  const key = keyOf(name, project);
  if (typeof key !== "string") return key;
  const resource = members["resource"];
  const policy = members["iamPolicy"] ?? members["iam_policy"] ?? null;
  // An asset without its resource is of a listing of policies. Without a policy, too, it was listed and not read.
  const isPolicy = policy !== null || !isRecord(resource);
  return { type, key, resource: isRecord(resource) ? resource : null, policy, isPolicy };
}

// An asset's first ancestor is the number of the project whose id stands in its name.
function keyOf(name: string, project: string): string | Refused {
  const id = /\/projects\/([^/]+)/.exec(name)?.[1];
  const number = project.replace(/^projects\//, "");
  return keyed(() => gcpKey(name, new Map(id === undefined ? [] : [[id, number]])), {
    found: "a name that is no asset name",
    expected: "//<service>/<path>",
  });
}

/** The resource of an asset; Unread where it has no data. */
export function resourceItem({ type, key, resource }: Asset, { source, dataTime }: Origin): Item {
  const base = { key, unit: unitOf(type, "global"), source, dataTime };
  const told = resource?.["data"];
  if (!isRecord(told))
    return { ...base, problem: { code: "unexpected-shape", detail: "the asset has no resource.data object" } };
  const data = keptMembers(type, told);
  // The text of an API key is a secret, and no API is documented to list it: it is kept nowhere, whoever gives it.
  const { labels = labelsOf(told), keyString: _keyString, ...body } = data;
  // Compute has an id that is never given again; a bucket's id is its name.
  const id = type.startsWith("compute.") ? textOf(data["id"]) : null;
  // Cloud Run has them in metadata, as Knative does.
  const metadata = isRecord(told["metadata"]) ? told["metadata"] : {};
  const created =
    data["creationTimestamp"] ?? data["timeCreated"] ?? data["createTime"] ?? metadata["creationTimestamp"];
  const createdAt = created === undefined ? sinceEpoch(data["creationTime"]) : toInstant(created);
  return {
    ...base,
    incarnation: id ?? createdAt ?? "",
    region: textOf(resource?.["location"]),
    // A dataset of BigQuery has an id of its own, and no name.
    name:
      textOf(data["name"] ?? metadata["name"]) ??
      (type.startsWith("bigquery.") ? key.slice(key.lastIndexOf("/") + 1) : null),
    createdAt,
    labels: textLabels(labels),
    body: { ...(Object.hasOwn(BODIES, type) ? (BODIES[type]?.(body) ?? body) : body), AssetName: key },
  };
}

/** The labels that a check does not read: GKE calls them resourceLabels, and Cloud Run has them in metadata. */
function labelsOf({ labels, resourceLabels, metadata }: JsonObject): Json | undefined {
  return labels ?? resourceLabels ?? (isRecord(metadata) ? metadata["labels"] : undefined);
}

/** The milliseconds since 1970 that BigQuery writes as text, as a time; null where that is none. */
const sinceEpoch = (ms: Json | undefined): string | null =>
  typeof ms === "string" && /^\d{1,14}$/.test(ms) ? formatTimestamp(Number(ms)) : null;

/** The policy of an asset, as one of type `as`; Unread where it has another shape. */
export function policyItem(
  { type, key, policy }: Asset,
  as: string,
  { id, source, dataTime }: Origin,
  people: People,
): Item {
  const base = {
    key: syntheticKey("gcp", id, `iam-policy/${key}`),
    unit: unitOf(as, "global"),
    source,
    dataTime,
  };
  const body = readIamPolicy(policy, people);
  if (body === null) return { ...base, problem: policyUnread("the asset", policy) };
  return {
    ...base,
    incarnation: "",
    region: null,
    name: null,
    createdAt: null,
    labels: {},
    body: { Resource: key, AssetType: type, ...body },
  };
}
