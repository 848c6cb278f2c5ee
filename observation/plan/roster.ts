// Lists the scopes of a run: who is enrolled, who is out and why, and who was found but is neither.
import type { Roster } from "../../evidence-schema/log/log-schema.ts";
import type { ExcludedScope, LeftOut } from "../../config/roster-document.ts";
import type { EnrolledScope } from "./plan.ts";

/** A scope of a run: beside where it is observed, what it is called and where nobody looks on purpose. */
export type WatchedScope = EnrolledScope & {
  readonly name?: string | null;
  /** Approvers are people by reference, or titles of roles. */
  readonly leftOut?: readonly LeftOut[];
};

/** `found`: the scopes that a reader knows of; `unlisted`: parents whose children it could not list. */
export function rosterOf(
  scopes: readonly EnrolledScope[],
  excluded: readonly ExcludedScope[],
  found: readonly string[],
  unlisted: readonly string[],
): Roster {
  const known = new Set([...scopes, ...excluded].map(({ scope }) => scope));
  return {
    enrolled: scopes.map(({ scope }) => scope).sort(),
    excluded: [...excluded].sort((a, b) => (a.scope < b.scope ? -1 : 1)).map((each) => ({ ...each })),
    found: found.filter((scope) => !known.has(scope)).sort(),
    unlisted: [...unlisted].sort(),
  };
}
