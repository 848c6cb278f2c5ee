// The scopes of a run: who is enrolled, who is out and why, and who was found but is neither.
import type { Roster } from "../evidence-schema/log-schema.ts";
import type { NewestSeal } from "../ledger/ledger.ts";
import { ObservationError } from "./observation-error.ts";
import type { EnrolledScope } from "./plan.ts";

export type ExcludedScope = { readonly scope: string; readonly reason: string; readonly approver: string };

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

/** A scope that silently leaves is what an auditor must be able to exclude: leaving takes a reason and an approver. */
export function refuseShrunkRoster({ enrolled, excluded }: Roster, newest: NewestSeal | null): void {
  const accounted = new Set([...enrolled, ...excluded.map(({ scope }) => scope)]);
  const gone = (newest?.seal.roster.enrolled ?? []).filter((scope) => !accounted.has(scope));
  if (gone.length === 0) return;
  throw new ObservationError(
    `found no ${gone.join(", ")} in the config, expected what the last run had enrolled to be enrolled, or excluded with reason and approver: nothing was written`,
  );
}
