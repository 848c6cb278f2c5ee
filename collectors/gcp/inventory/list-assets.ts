// Lists assets by the client of Cloud Asset Inventory: page after page, all as of one time.
import { AssetServiceClient, type protos } from "@google-cloud/asset";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { isRecord, leadsOn, textOf } from "../../json-shape.ts";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import { assetOf } from "./asset-message.ts";

/** https://docs.cloud.google.com/asset-inventory/docs/list-assets (required permissions) */
export const LIST_ACTIONS = {
  RESOURCE: "cloudasset.assets.listResource",
  IAM_POLICY: "cloudasset.assets.listIamPolicy",
} as const;

export type AssetsAsked = {
  /** `organizations/<number>`, `folders/<number>` or `projects/<number>`. */
  readonly parent: string;
  readonly content: keyof typeof LIST_ACTIONS;
  /** Left out: assets of all types that have this content. */
  readonly types?: readonly string[];
  /** As of when. https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list */
  readonly readTime: string;
  readonly answered: (answer: CallAnswer) => void;
};

export type AssetPage = {
  readonly assets: readonly Json[];
  /** Names of assets of which the inventory left something out. */
  readonly cut: ReadonlySet<string>;
};

/** Most assets a page. https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list */
const PAGE = 1000;

/** The pages of a listing. Rejects with CallFailed, and so where the inventory answers as of another time than it was asked for. */
export async function* listAssets(google: GoogleCalls, asked: AssetsAsked): AsyncGenerator<AssetPage> {
  const { parent, content, types = [], readTime, answered } = asked;
  const action = LIST_ACTIONS[content];
  let told: Json = null;
  const client = clientOf(async (path) => (told = await google.get({ api: "cloudasset", action, path, answered })));
  const tokens = new Set<string>();
  for (let pageToken = ""; ;) {
    const [assets, , page] = await client.listAssets(
      {
        parent,
        contentType: content,
        assetTypes: [...types],
        readTime: { seconds: Math.floor(parseTimestamp(readTime) / 1000) },
        pageSize: PAGE,
        ...(pageToken === "" ? {} : { pageToken }),
      },
      // The client would otherwise repeat a call by itself, and page on without showing the pages.
      { autoPaginate: false, retry: null },
    );
    if (timeOf(page?.readTime) !== readTime) throw unforeseen(action, "is as of another time than it was asked for");
    yield { assets: assets.map(assetOf), cut: cutIn(told) };
    const next = page?.nextPageToken ?? "";
    if (!leadsOn(next)) return;
    if (tokens.has(next)) throw unforeseen(action, "leads back to a page that was read");
    tokens.add(next);
    pageToken = next;
  }
}

/** A client that sends by REST, over `get`, which signs in, waits for its turn and rejects with CallFailed. */
function clientOf(get: (path: string) => Promise<Json>): AssetServiceClient {
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

/**
 * The client drops `assetExceptions`, by which the inventory says that an asset is truncated.
 * https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset
 */
function cutIn(page: Json): ReadonlySet<string> {
  const assets = isRecord(page) && Array.isArray(page["assets"]) ? (page["assets"] as readonly Json[]) : [];
  return new Set(
    assets.flatMap((asset) => {
      const exceptions = isRecord(asset) ? asset["assetExceptions"] : undefined;
      const name = isRecord(asset) ? textOf(asset["name"]) : null;
      return Array.isArray(exceptions) && exceptions.length > 0 && name !== null ? [name] : [];
    }),
  );
}

const timeOf = (time: protos.google.protobuf.ITimestamp | null | undefined): string | null =>
  time?.seconds == null ? null : formatTimestamp(Number(time.seconds) * 1000);

const unforeseen = (action: string, what: string): CallFailed =>
  new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail: `the answer to ${action} ${what}` }, undefined);
