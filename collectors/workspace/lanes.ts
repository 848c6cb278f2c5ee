// Decides which source reads which type of Google Workspace.
import { CLOUD_IDENTITY, DIRECTORY, type CustomerLane } from "./source.ts";
import { groups } from "./sources/groups.ts";
import { users } from "./sources/users.ts";

const named = ({ name, types, calls }: CustomerLane["source"]): string =>
  `${name}: ${types.join(", ")} by ${calls.map(({ action }) => action).join(", ")}`;

/** Sources, each in its lane. */
export const LANE_SOURCES: readonly CustomerLane[] = [
  { source: users, record: () => DIRECTORY, query: () => named(users) },
  { source: groups, record: () => CLOUD_IDENTITY, query: () => named(groups) },
];

const BY_TYPE: ReadonlyMap<string, CustomerLane> = new Map(
  LANE_SOURCES.flatMap((lane) => lane.source.types.map((type) => [type, lane] as const)),
);

/** The source that reads `type`; null where none does. */
export const sourceOf = (type: string): CustomerLane | null => BY_TYPE.get(type) ?? null;
