// Writes a file where somebody asks for it, and never over anything that is no file of its kind.
import { access, constants, open, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import { UsageError } from "../exit.ts";
import type { Home } from "./home.ts";
import { writeWhole } from "./write-whole.ts";

/** A kind of file that a command writes: its word, and the first bytes of every such file, by which an earlier one is known. */
export type WrittenFile = { readonly what: string; readonly begin: string };

export const REPORT: WrittenFile = { what: "report", begin: "<!doctype html>" };

/**
 * Throws UsageError where the file can't be written: in the ledger or beside its key, names and tables, over a file of another kind, or
 * in a folder that is not there. Nothing is done before.
 */
export async function refusePlace(
  path: string,
  { ledger, key, names, trust }: Home,
  { what, begin }: WrittenFile,
): Promise<void> {
  const folder = await realpath(dirname(path)).catch((error: unknown) => {
    throw cannotWrite(path, error);
  });
  const kept = [dirname(key), names, join(dirname(trust), "tables"), ...(isS3Place(ledger) ? [] : [ledger])];
  for (const each of kept) {
    const place = await realpath(each).catch(() => resolve(each));
    if (folder === place || folder.startsWith(`${place}/`))
      throw new UsageError(`${path} lies in ${each}, which Tidemark keeps for itself. Name a file elsewhere`);
  }
  const there = await stat(path).catch(() => null);
  if (there === null)
    return access(folder, constants.W_OK).catch((error: unknown) => Promise.reject(cannotWrite(path, error)));
  if (there.isDirectory()) throw new UsageError(`${path} is a folder. Name a file in it`);
  if (!there.isFile() || !(await beginsWith(path, there.size, begin)))
    throw new UsageError(`${path} is there and is no ${what}. Name another file, or remove this one`);
}

async function beginsWith(path: string, size: number, begin: string): Promise<boolean> {
  if (size === 0) return true;
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(begin.length), 0, begin.length, 0);
    return buffer.subarray(0, bytesRead).toString("latin1") === begin;
  } finally {
    await file.close();
  }
}

/** `mode`: who may read a new file. Throws UsageError where the place can't be written to; nothing is left behind then. */
export async function writeNamed(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  await writeWhole(path, content, mode).catch((error: unknown) => Promise.reject(cannotWrite(path, error)));
}

/** The refusal of a place where writing ended with an error of Node. */
export function cannotWrite(path: string, error: unknown): UsageError {
  const { code = "error" } = error as NodeJS.ErrnoException;
  return new UsageError(
    `${path} can't be written to (${code}). Name a file in a folder that is there and that you may write to`,
    { cause: error },
  );
}
