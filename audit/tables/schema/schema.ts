// Defines the derived tables, and the SQL that makes them. Any of them can be made again from records.
import type { Table } from "./columns.ts";
import { facts } from "./facts.ts";
import { judgement } from "./judgement.ts";
import { records } from "./records.ts";

/** Raised where the meaning of a column changes. A file of another version is made again. */
export const TABLES_VERSION = 2;

/** Times are RFC 3339 in UTC with milliseconds. A column that ends in `_ms` is a count of milliseconds; flags are 0 or 1. */
export const TABLES: readonly Table[] = [...records, ...facts, ...judgement];

/** The statements that make all tables, with their indexes. */
export function makingTables(): string {
  return TABLES.map(({ name, columns, key: primary, indexes = [] }) => {
    const lines = columns.map((column) => `  "${column.name}" ${column.type}`);
    if (primary.length > 0) lines.push(`  primary key (${primary.join(", ")})`);
    const rowid = primary.length > 0 ? ", without rowid" : "";
    const made = `create table "${name}" (\n${lines.join(",\n")}\n) strict${rowid};`;
    return [made, ...indexes.map((of, at) => `create index "${name}_${at}" on "${name}" (${of.join(", ")});`)].join(
      "\n",
    );
  }).join("\n");
}
