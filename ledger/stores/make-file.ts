// Makes a file whole or not at all, and never in the place of another:
// for what lies beside a ledger and can't be made again.
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import * as nodeFs from "node:fs/promises";
import { dirname } from "node:path";
import type { FileSystem } from "./directory.ts";

export type FileMaking = Pick<FileSystem, "mkdir" | "open" | "link" | "unlink">;

export type Modes = {
  readonly file: number;
  /** Mode of the folders that have to be made to the file. */
  readonly folder: number;
};

/** File and folder modes: only the owner has access. */
export const PRIVATE: Modes = { file: 0o600, folder: 0o700 };

/**
 * Makes the file `path`, and the folders to it.
 * - When it resolves with "created" the file is durable and whole.
 * - "exists": a file of that name was there before, and is as it was.
 * - When it rejects, or its process is killed, the file may or may not be there, but never in part; one with a name of its
 *   own, ending in `.tmp`, may be left beside it.
 * - Any number of processes may race; exactly one of them gets "created".
 */
export async function makeFile(
  path: string,
  bytes: string | Buffer,
  modes: Modes,
  fs: FileMaking = nodeFs,
): Promise<"created" | "exists"> {
  const folder = dirname(path);
  const temporary = `${path}.${randomUUID()}.tmp`;
  await makeFolders(folder, modes.folder, fs);
  try {
    const file = await fs.open(temporary, "wx", modes.file);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    const made = await linked(temporary, path, fs);
    // A process that made the file before may have failed before it was durable. Our caller may take the file for its own.
    await syncFolder(folder, fs);
    return made ? "created" : "exists";
  } finally {
    await fs.unlink(temporary).catch(() => undefined);
  }
}

// rename(2) would put it in the place of what is there.
async function linked(temporary: string, path: string, fs: FileMaking): Promise<boolean> {
  try {
    await fs.link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function makeFolders(folder: string, mode: number, fs: FileMaking): Promise<void> {
  const first = await fs.mkdir(folder, { recursive: true, mode });
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at), fs);
}

async function syncFolder(folder: string, fs: FileMaking): Promise<void> {
  const handle = await fs.open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
