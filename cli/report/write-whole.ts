// Writes a file that exists whole or not at all.
import { randomBytes } from "node:crypto";
import { rename, rm, stat, writeFile } from "node:fs/promises";
import { UsageError } from "../exit.ts";

/** Replaces a file of that name. `mode`: who may read it. Throws UsageError where the place can't be written to; nothing is left behind then. */
export async function writeWhole(path: string, content: string, mode = 0o666): Promise<void> {
  if (await isFolder(path)) throw new UsageError(`--out: ${path} is a folder. Name a file in it`);
  const beside = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    await writeFile(beside, content, { flag: "wx", mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    const { code = "error" } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `--out: ${path} can't be written to (${code}). Name a file in a folder that is there and that you may write to`,
      {
        cause: error,
      },
    );
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
