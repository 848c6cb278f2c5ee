// Lists the calls of Google Cloud's sources as data: the permissions that a role has to hold, and the lane of each type. No client is
// imported.
import type { SourceActions } from "../azure/actions.ts";
import list from "./action-list.json" with { type: "json" };

/** The permissions that the sources declare; `npm run generate` makes the list. */
export const GCP_ACTIONS: readonly SourceActions[] = list as readonly SourceActions[];

/** The lane that each type of a project is read by. */
export const GCP_LANES: { readonly [type: string]: string } = Object.fromEntries(
  GCP_ACTIONS.flatMap(({ types, lane, scopes }) =>
    scopes === undefined ? types.map((type) => [type, lane] as const) : [],
  ),
);

/** Each permission once, in order. */
export const GCP_PERMISSIONS: readonly string[] = [
  ...new Set(GCP_ACTIONS.flatMap(({ actions }) => actions.map(({ action }) => action))),
].toSorted();
