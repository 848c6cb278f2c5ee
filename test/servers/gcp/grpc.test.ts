// Cloud Asset Inventory over gRPC, which production does not use: its assets are those that the client reads over REST.
import { AssetServiceClient } from "@google-cloud/asset";
import { grpc } from "google-gax";
import { afterAll, beforeAll, expect, test } from "vitest";
import { byClient, type AssetRow } from "../../../collectors/gcp/inventory/asset-client.ts";
import { listAssets, pagesBy, type AssetListing } from "../../../collectors/gcp/inventory/list-assets.ts";
import { readTimeAt } from "../../../collectors/gcp/inventory/organization-assets.ts";
import {
  ASSET_TYPES,
  BUCKET,
  IAM_POLICY,
  policyItem,
  PROJECT,
  readAsset,
  resourceItem,
} from "../../../collectors/gcp/item/asset.ts";
import { isRefused } from "../../../collectors/answer.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { startAssetGrpc } from "../../support/google/asset-grpc.ts";
import { ORGANIZATION } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { callsOf, startHere } from "../../support/google/reading.ts";

const PAGE = 5;
let google: Google;
let inventory: Awaited<ReturnType<typeof startAssetGrpc>>;
beforeAll(async () => {
  google = await startHere({ settings: { page: PAGE } });
  inventory = await startAssetGrpc(google);
});
afterAll(async () => {
  inventory.stop();
  await google.stop();
});

async function all(pages: AsyncGenerator<readonly AssetRow[]>): Promise<readonly AssetRow[]> {
  const rows: AssetRow[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** What a run makes of the asset. */
function itemOf({ asset }: AssetRow): unknown {
  const [of = ""] = (asset as { readonly ancestors: readonly string[] }).ancestors;
  const read = readAsset(asset, of);
  if (isRefused(read)) throw new Error(`found ${read.found}, expected ${read.expected}`);
  const origin = { id: of, source: "cloud-asset-inventory", dataTime: "2026-01-01T00:00:00.000Z" };
  const people = { person: (_provider: string, name: string) => `reference of ${name}`, remember: () => undefined };
  return read.isPolicy ? policyItem(read, IAM_POLICY, origin, people) : resourceItem(read, origin);
}

test.each([
  ["RESOURCE", ASSET_TYPES],
  ["IAM_POLICY", [BUCKET, PROJECT]],
] as const)("%s: page by page, the same assets and the same items as over REST", async (content, types) => {
  const known: readonly string[] = types;
  const count = google.estate.inventory(content).filter(({ assetType }) => known.includes(assetType)).length;
  const readTime = formatTimestamp(readTimeAt(Date.now()));
  const asked: AssetListing = { parent: ORGANIZATION, content, types, readTime };
  const client = new AssetServiceClient({
    apiEndpoint: "127.0.0.1",
    port: inventory.port,
    sslCreds: grpc.credentials.createInsecure(),
  });
  const before = inventory.counted.requests;
  const overGrpc = await all(pagesBy(byClient(client), asked));
  await client.close();
  expect(inventory.counted.requests - before).toBe(Math.ceil(count / PAGE));
  const overRest = await all(listAssets(callsOf(), { ...asked, answered: () => undefined }));
  expect(count).toBeGreaterThan(PAGE);
  expect(overGrpc).toHaveLength(count);
  expect(overGrpc).toEqual(overRest);
  expect(overGrpc.map(itemOf)).toEqual(overRest.map(itemOf));
  expect(overGrpc.map(itemOf).filter((item) => "problem" in (item as object))).toEqual([]);
});
