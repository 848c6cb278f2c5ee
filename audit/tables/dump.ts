// Computes a digest of what each derived table says, so that two ways to make it can be compared.
import { createHash } from "node:crypto";
import type { Rows } from "./rows.ts";
import { TABLES } from "./schema/schema.ts";

/** By table, the count of its rows and a digest of them in an order of their own. */
export type Dump = ReadonlyMap<string, { readonly rows: number; readonly digest: string }>;

export function dumpOf(rows: Rows): Dump {
  return new Map(
    TABLES.map(({ name, columns }) => {
      const hash = createHash("sha256");
      const order = columns.map((column) => `"${column.name}"`).join(", ");
      let count = 0;
      for (const row of rows.database.prepare(`select * from "${name}" order by ${order}`).iterate()) {
        hash.update(`${JSON.stringify(row)}\n`);
        count += 1;
      }
      return [name, { rows: count, digest: hash.digest("hex") }];
    }),
  );
}

/** Names of tables that differ, sorted. */
export const differing = (a: Dump, b: Dump): string[] =>
  [...a.keys()].filter((name) => a.get(name)?.digest !== b.get(name)?.digest).sort();
