// Keeps which scopes have evidence that is not as it was sealed, and from when on nothing of them was read.
import type { ChainError } from "../../ledger/read/ledger.ts";
import { LogError } from "../reading/sealed-log.ts";
import type { Rows } from "./rows.ts";

export type Broken = {
  readonly scope: string;
  /** The time of the first segment that could not be read as its seal lists it, and its object. */
  readonly from: string;
  readonly object: string;
  /** In one line. */
  readonly said: string;
};

/** In order of scopes. */
export const brokenIn = (rows: Rows): Broken[] =>
  rows.all(`select * from broken order by scope`).map((row) => ({
    scope: String(row["scope"]),
    from: String(row["from_time"]),
    object: String(row["object"]),
    said: String(row["said"]),
  }));

const NEXT = `select object, time, leaf from segment
  where scope = :scope and (gen > :gen or (gen = :gen and first > :first)) order by gen, first limit 1`;

/**
 * Writes that a scope is broken from the segment after the last that was followed; `last` is null where none was. Throws LogError where no
 * seal lists another: then the seals contradict each other.
 */
export function writeBroken(
  rows: Rows,
  scope: string,
  last: { readonly gen: number; readonly first: number } | null,
  error: ChainError,
): void {
  const next = rows.get(NEXT, { scope, gen: last?.gen ?? -1, first: last?.first ?? -1 });
  if (next === undefined) throw new LogError(error.message, { cause: error });
  rows.insert("broken", {
    scope,
    from_time: next["time"] as string,
    object: next["object"] as string,
    leaf: next["leaf"] as number,
    said: error.message,
  });
}

const FOLLOWED = ["broken", "gap", "listing", "source", "unit", "resource", "label", "result", "failure"];

/** Removes all that was read of a scope, and nothing that seals say of it. */
export function forgetScope(rows: Rows, scope: string): void {
  for (const table of FOLLOWED) rows.run(`delete from ${table} where scope = :scope`, { scope });
  rows.run(`update segment set trigger_kind = null, slot = null, counted = null where scope = :scope`, { scope });
}
