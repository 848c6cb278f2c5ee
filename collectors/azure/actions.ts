// Lists the calls of Azure's sources as data: what a role has to allow, and the lane of each type. No client is imported.
import list from "./action-list.json" with { type: "json" };

export type SourceActions = {
  readonly source: string;
  readonly lane: string;
  /** The scopes that the source reads, where they enclose others. Left out: subscriptions, projects, directories. */
  readonly scopes?: "managementGroups" | "containers";
  readonly types: readonly string[];
  readonly actions: readonly { readonly action: string; readonly per: string }[];
};

/** The actions that the sources declare; `npm run generate` makes the list. */
export const AZURE_ACTIONS: readonly SourceActions[] = list as readonly SourceActions[];

/** The lane that each type of a subscription is read by. */
export const AZURE_LANES: { readonly [type: string]: string } = Object.fromEntries(
  AZURE_ACTIONS.flatMap(({ types, lane, scopes }) =>
    scopes === undefined ? types.map((type) => [type, lane] as const) : [],
  ),
);
