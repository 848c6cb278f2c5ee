// Lists the calls of Azure's sources as data: what a role has to allow, and the lane of each type. No client is imported.
import list from "./action-list.json" with { type: "json" };

export type SourceActions = {
  readonly source: string;
  readonly lane: string;
  readonly types: readonly string[];
  readonly actions: readonly { readonly action: string; readonly per: string }[];
};

/** The actions that the sources declare; `npm run generate` makes the list. */
export const AZURE_ACTIONS: readonly SourceActions[] = list;

/** The lane that each type is read by. */
export const AZURE_LANES: { readonly [type: string]: string } = Object.fromEntries(
  AZURE_ACTIONS.flatMap(({ types, lane }) => types.map((type) => [type, lane])),
);
