// Makes each item of the example estate twice, from the asset and from the answer of its service: both are equal.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { isRefused } from "../../../../collectors/answer.ts";
import {
  EDGE_TYPES,
  PLATFORM_TYPES,
  POLICED_TYPES,
  POOL_TYPES,
  readAsset,
  resourceItem,
  STORE_TYPES,
} from "../../../../collectors/gcp/item/asset.ts";
import {
  directAsset,
  directKey,
  DIRECT_TYPES,
  projectAsset,
  SERVICE_ACCOUNT_KEY,
} from "../../../../collectors/gcp/item/direct-asset.ts";
import { ANSWER, machineAsset } from "./machine-sample.ts";

type Asset = {
  readonly name: string;
  readonly assetType: string;
  readonly ancestors: readonly string[];
  readonly resource: { readonly data: { readonly [member: string]: Json } };
};

const ESTATE = join(import.meta.dirname, "../../../../examples/estate/2026-09-01");
const BY_INVENTORY: readonly string[] = [
  ...STORE_TYPES,
  ...EDGE_TYPES,
  ...PLATFORM_TYPES,
  ...POLICED_TYPES,
  ...POOL_TYPES,
];
const assets = readdirSync(ESTATE)
  .filter((file) => /^gcp-analytics-(?:dev|prod)(?:-firewalls)?\.json$/.test(file))
  .flatMap((file) => JSON.parse(readFileSync(join(ESTATE, file), "utf8")) as Asset[])
  // The inventory alone tells of stores and pools.
  .filter(({ assetType }) => !BY_INVENTORY.includes(assetType))
  .concat(machineAsset(ANSWER));
const IDS: { readonly [number: string]: string } = {
  "481516234201": "northlight-analytics-prod",
  "481516234202": "northlight-analytics-dev",
};

const itemOf = (asset: Json, project: string) => {
  const read = readAsset(asset, project);
  if (isRefused(read)) throw new Error(`found ${read.found}`);
  return resourceItem(read, { id: project, source: "s", dataTime: "2026-09-01T00:00:00.000Z" });
};

/** A project as version 3 of Resource Manager tells it, of the asset, which has the form of version 1. */
const inVersion3 = ({ projectNumber, projectId, lifecycleState, name, parent, ...rest }: Asset["resource"]["data"]) => {
  const { type, id } = parent as { type: string; id: string };
  return {
    ...rest,
    name: `projects/${projectNumber as string}`,
    projectId,
    state: lifecycleState,
    displayName: name,
    parent: `${type}s/${id}`,
  } as Json;
};

describe("each asset of the example estate", () => {
  test.each(assets.map((asset) => [asset.name, asset] as const))("%s", (_name, asset) => {
    const project = asset.ancestors[0] ?? "";
    const number = project.slice("projects/".length);
    const names = { number, id: IDS[number] ?? "" };
    const { data } = asset.resource;
    const direct =
      asset.assetType === SERVICE_ACCOUNT_KEY
        ? directKey(data, /serviceAccounts\/(\d+)\//.exec(asset.name)?.[1] ?? "", names)
        : asset.assetType.endsWith("/Project")
          ? projectAsset(inVersion3(data))
          : directAsset(asset.assetType, data, names);
    expect(direct).not.toBeNull();
    expect(itemOf(direct, project)).toEqual(itemOf(asset as unknown as Json, project));
  });

  test("has every type that services are asked for", () => {
    const seen = new Set(assets.map(({ assetType }) => assetType));
    expect(DIRECT_TYPES.filter((type) => !seen.has(type))).toEqual([]);
  });
});

describe("an answer without the member that makes the name", () => {
  const names = { number: "1", id: "one" };
  test.each(DIRECT_TYPES)("%s", (type) => {
    for (const answer of [{}, { name: "" }, { name: 7, selfLink: 7, uniqueId: 7 }, null, [], "x"] as Json[])
      expect(directAsset(type, answer, names)).toBeNull();
  });
  test("a key and a project", () => {
    for (const answer of [{}, { name: "projects/one/serviceAccounts/1" }, { name: "" }, null] as Json[]) {
      expect(directKey(answer, "1", names)).toBeNull();
      expect(projectAsset(answer)).toBeNull();
    }
  });
});
