// Opens the derived tables of a ledger: a file beside its key, named by the ledger, and never in it.
import { dirname, join } from "node:path";
import { openTables, type Tables } from "../../audit/tables/database.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { withProgress } from "../progress.ts";
import type { Home } from "./home.ts";

/** Hexadecimal digits of the ledger's id in the name of the file. */
const DIGITS = 16;

export const tablesPath = ({ trust }: Home, ledger: Pick<Ledger, "id">): string =>
  join(dirname(trust), "tables", `${ledger.id.slice(0, DIGITS)}.db`);

/**
 * Asks the tables up to the newest seal, and closes the file afterwards. Rejects with TablesError, ChainError or StoreError, and with
 * what `ask` rejects with.
 */
export async function withTables<Answer>(
  home: Home,
  ledger: Ledger,
  ask: (tables: Tables) => Answer | Promise<Answer>,
  rebuild = false,
): Promise<Answer> {
  const tables = await withProgress((show) =>
    openTables({
      ledger,
      path: tablesPath(home, ledger),
      rebuild,
      onSegment: (scope, time) => show(`reading ${scope}, at ${time}`),
    }),
  );
  try {
    return await ask(tables);
  } finally {
    tables.rows.database.close();
  }
}
