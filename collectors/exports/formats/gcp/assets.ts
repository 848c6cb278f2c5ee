/** One asset of Cloud Asset Inventory: whose it is, and the items it makes. Both forms in which assets come share this. */
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { unitOf, type JsonObject } from "../../../../evidence-schema/record/record.ts";
import { gcpKey, syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { globalRegion, scopeId, type Format } from "../format.ts";
import { readIamPolicy } from "../../../gcp/item/iam-policy.ts";
import { InputError } from "../../input-error.ts";
import { toInstant } from "../../../instant.ts";
import type { Intake } from "../../intake.ts";
import { isRecord, textLabels, textOf } from "../../../json-shape.ts";
import type { Item, People } from "../../../port.ts";

export const PROJECT = "cloudresourcemanager.googleapis.com/Project";
export const IAM_POLICY = "Tidemark::CloudAsset::IamPolicy";

const RESOURCES = [
  "storage.googleapis.com/Bucket",
  "compute.googleapis.com/Subnetwork",
  "compute.googleapis.com/Network",
  "compute.googleapis.com/Firewall",
  "sqladmin.googleapis.com/Instance",
  "iam.googleapis.com/ServiceAccount",
  "iam.googleapis.com/ServiceAccountKey",
  "logging.googleapis.com/LogBucket",
  "logging.googleapis.com/LogSink",
  PROJECT,
] as const;

/** What formats of assets have in common. The scope is `gcp/projects/<number>`. */
export const ASSETS = {
  provider: "gcp",
  lane: "cloud-asset-inventory",
  scopeId: /^projects\/\d+$/,
  types: [...RESOURCES, IAM_POLICY],
  regional: false,
  atomic: true,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "no-answer",
} as const satisfies Partial<Format>;

type Place = { readonly file: string; readonly position: string };

/**
 * Takes assets in order. Facts: Cloud Asset API, REST resource Asset; each service's own API for `resource.data`.
 * https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset
 */
export class Assets {
  readonly #intake: Intake;
  readonly #people: People;
  #project = { resource: false, policy: false };

  constructor(intake: Intake, people: People) {
    this.#intake = intake;
    this.#people = people;
  }

  /** One asset, under REST names or those of the protocol buffers. Throws InputError where it is none of the project. */
  take(value: Json, place: Place): void {
    const asset = ownAsset(value, place, this.#intake);
    const { type, policy } = asset;
    // Of one content an asset has resource, of the other its policy. One that has neither lacks its resource.
    const isResource = asset.resource !== null || policy === null;
    if (type === PROJECT && asset.resource !== null) this.#project.resource = true;
    if (type === PROJECT && policy !== null) this.#project.policy = true;
    if (isResource && this.#intake.wants(unitOf(type, "global"))) this.#intake.take(resourceItem(asset, this.#intake));
    if (policy !== null && this.#intake.wants(unitOf(IAM_POLICY, "global"))) {
      this.#intake.take(policyItem({ ...asset, policy }, this.#intake, this.#people));
    }
  }

  /**
   * Spoils what has not shown that it was allowed to see what is in the project. Resources are shown by the asset of the
   * project itself; policies by the project's own policy: it holds who made the project and its service agents, and an asset
   * without a policy is not listed at all. (A project on which nobody has a role of its own is called denied in vain.)
   */
  confirm(file: string): void {
    const denied = (detail: string) => ({ code: "denied", detail: `${detail} in ${file}` }) as const;
    for (const type of ASSETS.types) {
      const [shown, what] =
        type === IAM_POLICY
          ? [this.#project.policy, "no policy of the project itself"]
          : [this.#project.resource, "no asset of the project itself"];
      if (!shown) this.#intake.spoil(unitOf(type, "global"), denied(what));
    }
  }
}

type Asset = {
  readonly type: string;
  readonly key: string;
  readonly resource: JsonObject | null;
  readonly policy: Json | null;
};

function ownAsset(value: Json, place: Place, intake: Intake): Asset {
  const members = isRecord(value) ? value : {};
  const name = textOf(members["name"]);
  const type = textOf(members["assetType"] ?? members["asset_type"]);
  const ancestors = members["ancestors"];
  const project: unknown = Array.isArray(ancestors) ? ancestors[0] : undefined;
  if (name === null || type === null || project === undefined) {
    throw new InputError(place, "an asset without name, assetType or ancestors", "an asset of Cloud Asset Inventory");
  }
  if (project !== scopeId(intake.entry)) {
    throw new InputError(place, "an asset of another project", scopeId(intake.entry));
  }
  const resource = members["resource"];
  const policy = members["iamPolicy"] ?? members["iam_policy"] ?? null;
  return { type, key: keyOf(name, place, intake), resource: isRecord(resource) ? resource : null, policy };
}

// An asset's first ancestor is the number of the project whose id stands in its name.
function keyOf(name: string, place: Place, intake: Intake): string {
  const id = /\/projects\/([^/]+)/.exec(name)?.[1];
  const number = scopeId(intake.entry).replace(/^projects\//, "");
  try {
    return gcpKey(name, new Map(id === undefined ? [] : [[id, number]]));
  } catch (cause) {
    throw new InputError(place, "a name that is no asset name", "//<service>/<path>", { cause });
  }
}

function resourceItem({ type, key, resource }: Asset, { entry }: Intake): Item {
  const base = { key, unit: unitOf(type, "global"), source: entry.source, dataTime: entry.dataTime };
  const data = resource?.["data"];
  if (!isRecord(data)) return { ...base, problem: { code: "unexpected-shape", detail: "resource.data is no object" } };
  const { labels, ...body } = data;
  // Compute has an id that is never given again; a bucket's id is its name.
  const id = type.startsWith("compute.") ? textOf(data["id"]) : null;
  const createdAt = toInstant(data["creationTimestamp"] ?? data["timeCreated"] ?? data["createTime"]);
  return {
    ...base,
    incarnation: id ?? createdAt ?? "",
    region: textOf(resource?.["location"]),
    name: textOf(data["name"]),
    createdAt,
    labels: textLabels(labels),
    body: { ...body, AssetName: key },
  };
}

function policyItem({ type, key, policy }: Asset & { readonly policy: Json }, { entry }: Intake, people: People): Item {
  const base = {
    key: syntheticKey("gcp", scopeId(entry), `iam-policy/${key}`),
    unit: unitOf(IAM_POLICY, "global"),
    source: entry.source,
    dataTime: entry.dataTime,
  };
  const body = readIamPolicy(policy, people);
  if (body === null) return { ...base, problem: { code: "unexpected-shape", detail: "the policy of an asset" } };
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
