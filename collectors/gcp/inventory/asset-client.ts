// Asks the client of Cloud Asset Inventory for pages of assets, and by REST looks at each page as it came.
import { AssetServiceClient, type protos } from "@google-cloud/asset";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { assetOf } from "./asset-message.ts";

/** An asset in the form of the API's JSON; and, where it can't be judged, why. */
export type AssetRow = { readonly asset: Json; readonly problem: Problem | null };

export type AssetPage = {
  readonly rows: readonly AssetRow[];
  /** As of when, in seconds since 1970; null where the page does not say. */
  readonly readSeconds: number | null;
  /** Empty after the last page. */
  readonly nextPageToken: string;
};

type Request = protos.google.cloud.asset.v1.IListAssetsRequest;

/** Gives the page that is asked for. */
export type AskForAssets = (request: Request) => Promise<AssetPage>;

/** By a client, however it sends. */
export const byClient =
  (client: AssetServiceClient): AskForAssets =>
  async (request) => {
    // The client would otherwise repeat a call by itself, and page on without showing the pages.
    const [assets, , page] = await client.listAssets(request, { autoPaginate: false, retry: null });
    return {
      rows: assets.map((asset) => ({ asset: assetOf(asset), problem: null })),
      readSeconds: page?.readTime?.seconds == null ? null : Number(page.readTime.seconds),
      nextPageToken: page?.nextPageToken ?? "",
    };
  };

/**
 * By REST, over `get`, which signs in, waits for its turn and rejects with CallFailed. An asset of which the inventory left out a part
 * has that as its problem, and so has one that the client can't decode. A page that it can't decode rejects with CallFailed.
 */
export function byRest(get: (path: string) => Promise<Json>, action: string): AskForAssets {
  let page: Json = null;
  const ask = byClient(clientOver(async (path) => (page = await get(path))));
  return async (request) => {
    try {
      const told = await ask(request);
      const cut = cutIn(page);
      return { ...told, rows: told.rows.map((row) => (cut.has(nameOf(row.asset)) ? { ...row, problem: CUT } : row)) };
    } catch (error) {
      if (error instanceof CallFailed) throw error;
      return await oneByOne(page, request).catch(() => {
        const detail = `the client of Cloud Asset Inventory can't decode the answer to ${action}`;
        throw new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail }, undefined);
      });
    }
  };
}

/** The page, decoded asset by asset: the client decodes a page as a whole or not at all. Rejects where the rest of it is at fault. */
async function oneByOne(page: Json, request: Request): Promise<AssetPage> {
  const { assets, ...rest } = isRecord(page) ? page : {};
  if (!Array.isArray(assets)) throw new TypeError("the page has no list of assets");
  let part: Json = rest;
  const ask = byClient(clientOver(() => Promise.resolve(part)));
  const told = await ask(request);
  const rows: AssetRow[] = [];
  for (const asset of assets as readonly Json[]) {
    part = { assets: [asset] };
    try {
      for (const row of (await ask(request)).rows) rows.push(isCut(asset) ? { ...row, problem: CUT } : row);
    } catch {
      const { name = null, assetType = null, ancestors = null } = isRecord(asset) ? asset : {};
      rows.push({ asset: { name, assetType, ancestors }, problem: NOT_DECODED });
    }
  }
  return { ...told, rows };
}

const NOT_DECODED: Problem = {
  code: "unexpected-shape",
  detail: "the client of Cloud Asset Inventory can't decode the asset",
};

const CUT: Problem = {
  code: "truncated",
  detail: "Cloud Asset Inventory says that it left out a part of the asset (assetExceptions)",
};

/** A client that sends by REST, over `get`. */
function clientOver(get: (path: string) => Promise<Json>): AssetServiceClient {
  const auth = {
    universeDomain: "googleapis.com",
    getRequestHeaders: () => Promise.resolve(new Headers()),
    async fetch(url: string | URL) {
      const { pathname, search } = new URL(url);
      return Response.json(await get(`${pathname}${search}`));
    },
  };
  // The host comes from here, and never from the environment.
  const options = { fallback: true, universeDomain: "googleapis.com", authClient: auth };
  return new AssetServiceClient(options as unknown as ConstructorParameters<typeof AssetServiceClient>[0]);
}

/** Names of assets that are cut; see isCut. */
function cutIn(page: Json): ReadonlySet<string> {
  const assets = isRecord(page) && Array.isArray(page["assets"]) ? (page["assets"] as readonly Json[]) : [];
  return new Set(assets.filter(isCut).map(nameOf));
}

/**
 * The client drops `assetExceptions`, by which the inventory says that an asset is truncated.
 * https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset
 */
function isCut(asset: Json): boolean {
  const exceptions = isRecord(asset) ? asset["assetExceptions"] : undefined;
  return Array.isArray(exceptions) && exceptions.length > 0;
}

const nameOf = (asset: Json): string => (isRecord(asset) ? (textOf(asset["name"]) ?? "") : "");
