// Opens the file of the derived tables, and brings it up to the newest seal, from nothing where that is needed.
import { constants, DatabaseSync } from "node:sqlite";
import { chmod, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { SealedLog } from "../reading/sealed-log.ts";
import { readBasis, whyNot, writeBasis, type Basis } from "./basis.ts";
import { codeDigest } from "./code-digest.ts";
import { extend } from "./extend.ts";
import { Rows } from "./rows.ts";
import { makingTables, TABLES } from "./schema/schema.ts";

/** The file of the tables can't be used. The message is one line, and says how to go on. */
export class TablesError extends Error {
  override readonly name = "TablesError";
}

export type Tables = {
  readonly rows: Rows;
  /** Null where nothing is sealed. */
  readonly basis: Basis | null;
  /** `made`: from nothing, for a reason; null where rows were there and went on. */
  readonly made: string | null;
};

export type OpeningTables = {
  readonly ledger: Ledger;
  /** Path of the file; null: in memory. Never under the ledger's root. */
  readonly path: string | null;
  /** Make all rows again. */
  readonly rebuild?: boolean;
  readonly onSegment?: ((scope: string, time: string) => void) | undefined;
};

/** How long another process may keep the file, in milliseconds. */
const BUSY_MS = 10_000;

/** Rejects with TablesError, and with ChainError or StoreError where evidence is not as it was sealed; the rows are then as before. */
export async function openTables(opening: OpeningTables): Promise<Tables> {
  const { path } = opening;
  if (path !== null) await makeFile(path);
  try {
    return await openAndExtend(opening, opening.rebuild === true ? "it was asked for" : null);
  } catch (error) {
    if (path === null || !isDamaged(error)) throw explained(error, path);
    // Nothing is lost: every row follows from records.
    await rm(path, { force: true });
    await makeFile(path);
    try {
      return await openAndExtend(opening, "the file was damaged");
    } catch (again) {
      throw explained(again, path);
    }
  }
}

async function makeFile(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await (await open(path, "a", 0o600)).close();
    await chmod(path, 0o600);
  } catch (error) {
    const { code = "error" } = error as NodeJS.ErrnoException;
    throw new TablesError(
      `the tables can't be written to ${path} (${code}). Copy the ledger to a folder that you can write to, or make room there`,
      { cause: error },
    );
  }
}

async function openAndExtend({ ledger, path, onSegment }: OpeningTables, asked: string | null): Promise<Tables> {
  const database = new DatabaseSync(path ?? ":memory:", { timeout: BUSY_MS });
  try {
    database.exec("begin immediate");
    const rows = new Rows(database);
    const [log, derived] = await Promise.all([SealedLog.open(ledger.store), codeDigest()]);
    const known = hasTables(rows) ? readBasis(rows) : null;
    const why = asked ?? (known === null ? "there were none" : await whyNot(known, { ledger, log, derived }));
    if (why !== null) makeAnew(rows);
    const basis = await extend({ ledger, log, rows, basis: why === null ? known : null, onSegment });
    if (basis !== null) writeBasis(rows, basis, derived);
    database.exec("commit");
    return { rows, basis, made: why };
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    database.close();
    throw error;
  }
}

/** Whether the tables are there, with the columns that this version names. */
function hasTables(rows: Rows): boolean {
  const there = new Set(rows.all(`select name from sqlite_schema where type = 'table'`).map(({ name }) => name ?? ""));
  return TABLES.every(({ name }) => there.has(name));
}

function makeAnew(rows: Rows): void {
  const kept = rows.database.prepare(`select name from sqlite_schema where type = 'table'`).all();
  for (const { name } of kept) rows.database.exec(`drop table "${String(name).replaceAll('"', '""')}"`);
  rows.database.exec(makingTables());
}

const isSqlite = (error: unknown): error is Error & { readonly errcode: number } =>
  error instanceof Error && (error as { code?: unknown }).code === "ERR_SQLITE_ERROR";

// https://www.sqlite.org/rescode.html: the low byte is the primary code.
const codeOf = (error: { readonly errcode: number }): number => error.errcode & 0xff;
const [SQLITE_BUSY, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB] = [
  5, 8, 10, 11, 13, 14, 26,
] as const;

const isDamaged = (error: unknown): boolean =>
  isSqlite(error) && (codeOf(error) === SQLITE_CORRUPT || codeOf(error) === SQLITE_NOTADB);

const EXPLAINED: ReadonlyMap<number, string> = new Map([
  [SQLITE_BUSY, "another command has used the file for ten seconds. Try again when it is done"],
  [
    SQLITE_READONLY,
    "it can't be written to. Give yourself the right to write to it, or remove it, and it is made again",
  ],
  [SQLITE_IOERR, "the disk refused to read or write it. Make room or use another disk"],
  [SQLITE_FULL, "the disk is full. Make room: the tables take about as much as the ledger"],
  [SQLITE_CANTOPEN, "it can't be opened. Give yourself the right to write to its folder"],
]);

function explained(error: unknown, path: string | null): unknown {
  if (!isSqlite(error)) return error;
  const said = EXPLAINED.get(codeOf(error)) ?? `SQLite says: ${error.message}`;
  return new TablesError(`the tables in ${path ?? "memory"} can't be used: ${said}`, { cause: error });
}

/** Lets whoever asks read, and nothing else: no other file, no setting, no change. */
export function onlyReading(database: DatabaseSync): void {
  const { SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE, SQLITE_OK, SQLITE_DENY } = constants;
  const allowed = new Set([SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE]);
  database.setAuthorizer((action: number, name: string | null, second: string | null) => {
    // load_extension() is off already; no function that reads files is built in.
    if (action === SQLITE_FUNCTION && second === "load_extension") return SQLITE_DENY;
    void name;
    return allowed.has(action) ? SQLITE_OK : SQLITE_DENY;
  });
}
