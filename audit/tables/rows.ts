// Writes and reads single rows of the derived tables, each by the columns that the schema names.
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { TABLES } from "./schema/schema.ts";

export type Value = string | number | null;
export type Row = { readonly [column: string]: Value };

/** Statements are made once, and kept. */
export class Rows {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  /** Every column has to be in the row. */
  insert(table: string, row: Row): void {
    this.run(insertion(table), row);
  }

  run(sql: string, parameters: Row): void {
    this.#prepared(sql).run(parameters as { [column: string]: SQLInputValue });
  }

  get(sql: string, parameters: Row = {}): Row | undefined {
    return this.#prepared(sql).get(parameters as { [column: string]: SQLInputValue }) as Row | undefined;
  }

  all(sql: string, parameters: Row = {}): Row[] {
    return this.#prepared(sql).all(parameters as { [column: string]: SQLInputValue }) as Row[];
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }
}

const insertions = new Map(
  TABLES.map(({ name, columns }) => [
    name,
    `insert into "${name}" (${columns.map((each) => `"${each.name}"`).join(", ")}) values (${columns.map((each) => `:${each.name}`).join(", ")})`,
  ]),
);

function insertion(table: string): string {
  const sql = insertions.get(table);
  if (sql === undefined) throw new RangeError(`found ${table}, expected a table of the schema`);
  return sql;
}

/** An instant as the tables have it. Null where it lies outside what can be written: nobody knows it, or it never comes. */
export const instant = (ms: number | null): string | null =>
  ms === null || !Number.isFinite(ms) ? null : new Date(ms).toISOString();

export const ms = (value: Value | undefined): number | null =>
  value === null || value === undefined ? null : Date.parse(String(value));
