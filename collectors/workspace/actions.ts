// Lists the calls of the sources of Google Workspace as data: the privileges of an admin role, and the lane of each type. No client
// is imported.
import type { SourceActions } from "../azure/actions.ts";
import list from "./action-list.json" with { type: "json" };

/** The actions that the sources declare; `npm run generate` makes the list. */
export const WORKSPACE_ACTIONS: readonly SourceActions[] = list;

/** The lane that each type is read by. */
export const WORKSPACE_LANES: { readonly [type: string]: string } = Object.fromEntries(
  WORKSPACE_ACTIONS.flatMap(({ types, lane }) => types.map((type) => [type, lane])),
);
