// Opens the file of the derived tables, and brings it up to the newest seal, from nothing where that is needed.
import { constants, DatabaseSync } from "node:sqlite";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { SealedLog } from "../reading/sealed-log.ts";
import { readBasis, whyNot, writeBasis, type Basis } from "./basis.ts";
import { brokenIn, type Broken } from "./broken.ts";
import { codeDigest, TABLES_CODE } from "./code-digest.ts";
import { extend } from "./extend.ts";
import { DamagedFile, explained, isDamaged, isWhole, makeFile, removeFile } from "./file.ts";
import { Rows } from "./rows.ts";
import { makingTables, TABLES } from "./schema/schema.ts";

export type Tables = {
  readonly rows: Rows;
  /** Null where nothing is sealed. */
  readonly basis: Basis | null;
  /** `made`: from nothing, for a reason; null where rows were there and went on. */
  readonly made: string | null;
  /** The scopes whose evidence is not as it was sealed. */
  readonly broken: readonly Broken[];
};

export type OpeningTables = {
  readonly ledger: Ledger;
  /** Path of the file; null: in memory. Never under the ledger's root. */
  readonly path: string | null;
  /** Segments that a verification found to be wrong, by object, with the fault in one line. Only rows in memory may leave them out. */
  readonly distrusted?: ReadonlyMap<string, string>;
  /** Make all rows again. */
  readonly rebuild?: boolean;
  readonly onSegment?: ((scope: string, time: string) => void) | undefined;
  /** How long to wait for another process that uses the file, in milliseconds. */
  readonly busyMs?: number;
};

/** How long another process may keep the file, in milliseconds. */
const BUSY_MS = 10_000;

/**
 * Until the caller closes the database it reads the rows as they are now; other processes may extend them meanwhile. Rejects with TablesError,
 * and with ChainError or StoreError where the log, the acts or a document is not as it was sealed; the rows are then as before.
 */
export async function openTables(opening: OpeningTables): Promise<Tables> {
  const { path } = opening;
  if (path !== null) await makeFile(path);
  try {
    return await openAndExtend(opening, opening.rebuild === true ? "it was asked for" : null);
  } catch (error) {
    if (path === null || !isDamaged(error)) throw explained(error, path);
    // Nothing is lost: every row follows from records.
    await removeFile(path);
    await makeFile(path);
    try {
      return await openAndExtend(opening, "the file was damaged");
    } catch (again) {
      throw explained(again, path);
    }
  }
}

async function openAndExtend(opening: OpeningTables, asked: string | null): Promise<Tables> {
  const { ledger, path, distrusted = new Map(), onSegment, busyMs = BUSY_MS } = opening;
  const database = new DatabaseSync(path ?? ":memory:", { timeout: busyMs });
  try {
    if (path !== null) await letReadWhileWriting(database, path);
    database.exec("begin immediate");
    if (path !== null) await refuseDamaged(database, path);
    const rows = new Rows(database);
    const [log, derived] = await Promise.all([SealedLog.open(ledger.store), codeDigest(TABLES_CODE)]);
    const known = hasTables(rows) ? readBasis(rows) : null;
    const why = asked ?? (known === null ? "there were none" : await whyNot(known, { ledger, log, derived }));
    if (why !== null) makeAnew(rows);
    // A question after which nothing was sealed writes nothing, unless objects may have been put back.
    if (why !== null || known?.place !== log.size - 1 || brokenIn(rows).length > 0) {
      const basis = await extend({ ledger, log, rows, basis: why === null ? known : null, distrusted, onSegment });
      if (basis !== null) writeBasis(rows, basis, derived);
    }
    database.exec("commit");
    // Another process may extend the rows from here on: the basis that is told has to be that of the rows that are read.
    database.exec("begin");
    return { rows, basis: readBasis(rows), made: why, broken: brokenIn(rows) };
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    database.close();
    throw error;
  }
}

/** With a log of its own, whoever reads sees the rows of one moment, and keeps nobody from writing. https://www.sqlite.org/wal.html */
async function letReadWhileWriting(database: DatabaseSync, path: string): Promise<void> {
  const { journal_mode: mode } = database.prepare("pragma journal_mode").get() ?? {};
  if (mode === "wal") return;
  // It writes to the file: what is left of a damaged one would be taken for a new one.
  await refuseDamaged(database, path);
  database.exec("pragma journal_mode = wal");
}

/** SQLite reads on over bytes that are missing at the end of the last page, and meets other damage only where it reads. */
async function refuseDamaged(database: DatabaseSync, path: string): Promise<void> {
  const [pageSize, checked] = ["page_size", "quick_check(1)"].map((pragma) =>
    Object.values(database.prepare(`pragma ${pragma}`).get() ?? {}).at(0),
  );
  if (checked !== "ok" || !(await isWhole(path, Number(pageSize)))) throw new DamagedFile();
}

/** Whether the tables are there, with the columns that this version names. */
function hasTables(rows: Rows): boolean {
  const columns = `select name from pragma_table_info(:table) order by cid`;
  return TABLES.every((table) => {
    const there = rows.all(columns, { table: table.name }).map(({ name }) => String(name));
    return there.join(" ") === table.columns.map(({ name }) => name).join(" ");
  });
}

function makeAnew(rows: Rows): void {
  const kept = rows.database.prepare(`select name from sqlite_schema where type = 'table'`).all();
  for (const { name } of kept) rows.database.exec(`drop table "${String(name).replaceAll('"', '""')}"`);
  rows.database.exec(makingTables());
}

/** Lets whoever asks read, and nothing else: no other file, no setting, no change. */
export function onlyReading(database: DatabaseSync): void {
  const { SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE, SQLITE_OK, SQLITE_DENY } = constants;
  const allowed = new Set([SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE]);
  database.setAuthorizer((action: number, _first: string | null, second: string | null) => {
    // load_extension() is off already; no function that reads files is built in.
    if (action === SQLITE_FUNCTION && second === "load_extension") return SQLITE_DENY;
    return allowed.has(action) ? SQLITE_OK : SQLITE_DENY;
  });
}
