// Lists assets of Cloud Asset Inventory: page after page, all as of one time.
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { leadsOn } from "../../json-shape.ts";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import { byRest, type AskForAssets, type AssetRow } from "./asset-client.ts";

/** https://docs.cloud.google.com/asset-inventory/docs/list-assets (required permissions) */
export const LIST_ACTIONS = {
  RESOURCE: "cloudasset.assets.listResource",
  IAM_POLICY: "cloudasset.assets.listIamPolicy",
} as const;

/** A listing: below what, of which assets, and as of when. */
export type AssetListing = {
  /** `organizations/<number>`, `folders/<number>` or `projects/<number>`. */
  readonly parent: string;
  readonly content: keyof typeof LIST_ACTIONS;
  readonly types: readonly string[];
  /** As of when. https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list */
  readonly readTime: string;
};

export type AssetsAsked = AssetListing & { readonly answered: (answer: CallAnswer) => void };

/** Most assets a page. https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list */
const PAGE = 1000;

/** The pages of a listing, by REST: see pagesBy. */
export function listAssets(google: GoogleCalls, asked: AssetsAsked): AsyncGenerator<readonly AssetRow[]> {
  const { answered, ...listing } = asked;
  const action = LIST_ACTIONS[asked.content];
  return pagesBy(
    byRest((path) => google.get({ api: "cloudasset", action, path, answered }), action),
    listing,
  );
}

/** The pages of a listing. Rejects with CallFailed, and so where the inventory answers as of another time than it was asked for. */
export async function* pagesBy(
  ask: AskForAssets,
  { parent, content, types, readTime }: AssetListing,
): AsyncGenerator<readonly AssetRow[]> {
  const action = LIST_ACTIONS[content];
  const seconds = Math.floor(parseTimestamp(readTime) / 1000);
  const request = { parent, contentType: content, assetTypes: [...types], readTime: { seconds }, pageSize: PAGE };
  const tokens = new Set<string>();
  for (let pageToken = ""; ;) {
    const { rows, readSeconds, nextPageToken } = await ask({ ...request, ...(pageToken === "" ? {} : { pageToken }) });
    if (readSeconds === null || formatTimestamp(readSeconds * 1000) !== readTime)
      throw unforeseen(action, "is as of another time than it was asked for");
    yield rows;
    if (!leadsOn(nextPageToken)) return;
    if (tokens.has(nextPageToken)) throw unforeseen(action, "leads back to a page that was read");
    tokens.add(nextPageToken);
    pageToken = nextPageToken;
  }
}

const unforeseen = (action: string, what: string): CallFailed =>
  new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail: `the answer to ${action} ${what}` }, undefined);
