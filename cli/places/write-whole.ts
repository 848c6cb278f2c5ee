// Writes a file that exists whole or not at all.
import { randomBytes } from "node:crypto";
import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file of that name, whose mode stays; a link is followed. `mode`: who may read a new one. Rejects with an error of Node where
 * the place can't be written to; nothing is left behind then.
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const there = await stat(path).catch(() => null);
  const target = there === null ? join(await realpath(dirname(path)), basename(path)) : await realpath(path);
  const beside = join(dirname(target), `.tidemark-${randomBytes(4).toString("hex")}.part`);
  try {
    await writeFile(beside, content, { flag: "wx", mode: there === null ? mode : there.mode & 0o777 });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}
