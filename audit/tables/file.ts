// Makes and removes the file of the derived tables, and says in one line why it can't be used.
import { chmod, mkdir, open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** The file of the tables can't be used. The message is one line, and says how to go on. */
export class TablesError extends Error {
  override readonly name = "TablesError";
}

/** The file is no whole database, though SQLite may read some of it. */
export class DamagedFile extends Error {
  override readonly name = "DamagedFile";
}

/** Makes an empty file where there is none. Nobody else may read it. Rejects with TablesError. */
export async function makeFile(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await (await open(path, "a", 0o600)).close();
    await chmod(path, 0o600);
  } catch (error) {
    const { code = "error" } = error as NodeJS.ErrnoException;
    throw new TablesError(`the tables can't be written to ${path} (${code}). ${TO_WRITE[code] ?? ELSEWHERE}`, {
      cause: error,
    });
  }
}

const ELSEWHERE = "Copy the ledger to a folder that you can write to, or make room there";
const TO_WRITE: { readonly [code: string]: string } = {
  EISDIR: "Remove this folder: a file is made in its place",
  EEXIST: "Remove what stands in place of its folder",
  ENOTDIR: "Remove what stands in place of its folder",
};

/** With what SQLite may have left beside it, which belongs to no other file. */
export async function removeFile(path: string): Promise<void> {
  for (const each of [path, `${path}-journal`, `${path}-wal`, `${path}-shm`]) await rm(each, { force: true });
}

/** Whether no byte is missing at its end. */
export const isWhole = async (path: string, pageSize: number): Promise<boolean> =>
  (await stat(path)).size % pageSize === 0;

const isSqlite = (error: unknown): error is Error & { readonly errcode: number } =>
  error instanceof Error && (error as { code?: unknown }).code === "ERR_SQLITE_ERROR";

// https://www.sqlite.org/rescode.html: the low byte is the primary code.
const codeOf = (error: { readonly errcode: number }): number => error.errcode & 0xff;
const [SQLITE_BUSY, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB] = [
  5, 8, 10, 11, 13, 14, 26,
] as const;

/** Whether the file has to be made again. */
export const isDamaged = (error: unknown): boolean =>
  error instanceof DamagedFile ||
  (isSqlite(error) && (codeOf(error) === SQLITE_CORRUPT || codeOf(error) === SQLITE_NOTADB));

const EXPLAINED: ReadonlyMap<number, string> = new Map([
  [SQLITE_BUSY, "another command uses the file. Try again when it is done"],
  [
    SQLITE_READONLY,
    "it can't be written to. Give yourself the right to write to it, or remove it, and it is made again",
  ],
  [SQLITE_IOERR, "the disk refused to read or write it. Make room or use another disk"],
  [SQLITE_CORRUPT, "the file is damaged. Make it again: tidemark tables --rebuild"],
  [SQLITE_FULL, "the disk is full. Make room: the tables take about as much as the ledger"],
  [SQLITE_CANTOPEN, "it can't be opened. Give yourself the right to write to its folder"],
]);

/** An error of SQLite as a TablesError; any other as it is. */
export function explained(error: unknown, path: string | null): unknown {
  if (!isSqlite(error)) return error;
  const said =
    EXPLAINED.get(codeOf(error)) ?? `SQLite says: ${error.message}. Make the file again: tidemark tables --rebuild`;
  return new TablesError(`the tables in ${path ?? "memory"} can't be used: ${said}`, { cause: error });
}
