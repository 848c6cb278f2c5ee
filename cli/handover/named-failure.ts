// Finds the failure that a command is about.
import { failuresNamed, type NamedFailure } from "../../audit/handover/failure-named.ts";
import type { Rows } from "../../audit/tables/rows.ts";
import { UsageError } from "../exit.ts";

const ID = /^F-[0-9a-f]{8}$/;

/** `given`: what stands behind the command's name. Throws UsageError where it names no failure, or two. */
export function namedFailure(
  command: string,
  given: readonly string[],
  rows: Rows,
  scope: string | undefined,
): NamedFailure {
  const [id, ...more] = given;
  if (id === undefined || more.length > 0 || !ID.test(id))
    throw new UsageError(
      `${command}: found ${given.join(" ").trim() || "nothing"}, expected the id of one failure, such as F-1a2b3c4d (tidemark failures lists them)`,
    );
  const found = failuresNamed(rows, id).filter((each) => scope === undefined || each.scope === scope);
  const [only] = found;
  if (only === undefined)
    throw new UsageError(
      `${command}: the ledger knows no failure ${id}. Run tidemark failures to list those of a period`,
    );
  if (found.length > 1)
    throw new UsageError(
      `${command}: ${found.length} failures have the id ${id}: ${found.map((each) => `${each.scope} ${each.key} ${each.check}`).join("; ")}. Name one with --scope`,
    );
  return only;
}
