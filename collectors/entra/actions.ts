// Lists the calls of the sources of Microsoft Entra as data: the permissions of Microsoft Graph, and the lane of each type. No client is imported.
import type { SourceActions } from "../azure/actions.ts";
import list from "./action-list.json" with { type: "json" };

/** The actions that the sources declare; `npm run generate` makes the list. */
export const ENTRA_ACTIONS: readonly SourceActions[] = list;

/** The lane that each type is read by. */
export const ENTRA_LANES: { readonly [type: string]: string } = Object.fromEntries(
  ENTRA_ACTIONS.flatMap(({ types, lane }) => types.map((type) => [type, lane])),
);
