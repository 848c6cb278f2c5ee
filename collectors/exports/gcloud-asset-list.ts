/** Assets of Cloud Asset Inventory as `gcloud asset list --content-type=resource --format=json` prints them, one file a project or part of one. */
import type { Json } from "../../evidence-schema/canonical.ts";
import { unitOf, type JsonObject } from "../../evidence-schema/record.ts";
import { gcpKey } from "../../evidence-schema/resource-key.ts";
import { globalRegion, scopeId, type Format } from "./format.ts";
import { InputError } from "./input-error.ts";
import { toInstant } from "./instant.ts";
import type { Intake, Item } from "./intake.ts";
import { readJsonElements } from "./json-elements.ts";
import { isRecord, textLabels, textOf } from "./json-shape.ts";

const PROJECT = "cloudresourcemanager.googleapis.com/Project";

/**
 * `[{"name","assetType","resource":{"data","location","parent","version"},"ancestors","updateTime"}]`. Facts: Cloud Asset
 * API, REST resource Asset; each service's own API for `data`. The scope is `gcp/projects/<number>`.
 */
export const gcloudAssetList: Format = {
  provider: "gcp",
  lane: "cloud-asset-inventory",
  scopeId: /^projects\/\d+$/,
  types: [
    "storage.googleapis.com/Bucket",
    "compute.googleapis.com/Subnetwork",
    "compute.googleapis.com/Network",
    "compute.googleapis.com/Firewall",
    PROJECT,
  ],
  regional: false,
  atomic: true,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "not-yet-read",
  async read(file, intake) {
    let confirmed = false;
    const { ended } = await readJsonElements({ ...file, array: null }, (value, offset) => {
      const asset = ownAsset(value, { file: file.name, position: `byte ${offset}` }, intake);
      confirmed ||= asset.type === PROJECT;
      if (intake.wants(unitOf(asset.type, "global"))) intake.take(toItem(asset, intake));
    });
    intake.opened();
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
    // A listing that leaves the project out has not shown that it was allowed to see what is in it.
    else if (!confirmed) intake.spoilAll({ code: "denied", detail: `no asset of the project itself in ${file.name}` });
  },
  exports: (project, types) => {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}`;
    // The project's own asset is what shows that the principal may read it.
    const asked = [...new Set(["cloudresourcemanager.googleapis.com/Project", ...types])].join(",");
    const command = `gcloud asset list --project=<id of ${number}> --asset-types=${asked} --content-type=resource --snapshot-time=<ten minutes ago> --format=json`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["gcloud_assets", number, asked] }];
  },
};

type Asset = { readonly type: string; readonly key: string; readonly resource: JsonObject };

function ownAsset(value: Json, place: { file: string; position: string }, intake: Intake): Asset {
  const members = isRecord(value) ? value : {};
  const [name, type, ancestors] = [textOf(members["name"]), textOf(members["assetType"]), members["ancestors"]];
  const project: unknown = Array.isArray(ancestors) ? ancestors[0] : undefined;
  if (name === null || type === null || project === undefined) {
    throw new InputError(place, "an asset without name, assetType or ancestors", "an asset of Cloud Asset Inventory");
  }
  if (project !== scopeId(intake.entry)) {
    throw new InputError(place, "an asset of another project", scopeId(intake.entry));
  }
  return { type, key: keyOf(name, place, intake), resource: isRecord(members["resource"]) ? members["resource"] : {} };
}

// An asset's first ancestor is the number of the project whose id stands in its name.
function keyOf(name: string, place: { file: string; position: string }, intake: Intake): string {
  const id = /\/projects\/([^/]+)/.exec(name)?.[1];
  const number = scopeId(intake.entry).replace(/^projects\//, "");
  try {
    return gcpKey(name, new Map(id === undefined ? [] : [[id, number]]));
  } catch (cause) {
    throw new InputError(place, "a name that is no asset name", "//<service>/<path>", { cause });
  }
}

function toItem({ type, key, resource }: Asset, { entry }: Intake): Item {
  const base = { key, unit: unitOf(type, "global"), source: entry.source, dataTime: entry.dataTime };
  const data = resource["data"];
  if (!isRecord(data)) return { ...base, problem: { code: "unexpected-shape", detail: "resource.data is no object" } };
  const { labels, ...body } = data;
  // Compute has an id that is never given again; a bucket's id is its name.
  const id = type.startsWith("compute.") ? textOf(data["id"]) : null;
  const createdAt = toInstant(data["creationTimestamp"] ?? data["timeCreated"] ?? data["createTime"]);
  return {
    ...base,
    incarnation: id ?? createdAt ?? "",
    region: textOf(resource["location"]),
    name: textOf(data["name"]),
    createdAt,
    labels: textLabels(labels),
    body,
  };
}
