// Finds files that have successors and are never replaced: trust.txt, trust.2.txt, trust.3.txt. The highest one counts.
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { UsageError } from "../exit.ts";

export type NumberedFile = { readonly number: number; readonly path: string };

const LAST = 999_999;

/** The path of the file with a number; the first one has none in its name. */
export function numbered(first: string, number: number): string {
  if (number === 1) return first;
  if (number > LAST)
    throw new UsageError(
      `${first} has a file for every number up to ${LAST}. Move the ledger's files to another folder`,
    );
  const extension = extname(first);
  return `${first.slice(0, first.length - extension.length)}.${number}${extension}`;
}

/** The files that are there, by rising number. */
export async function numberedFiles(first: string): Promise<NumberedFile[]> {
  const extension = extname(first);
  const stem = basename(first, extension);
  const found: NumberedFile[] = [];
  for (const name of await namesIn(dirname(first))) {
    if (name === basename(first)) found.push({ number: 1, path: first });
    if (!name.startsWith(`${stem}.`) || !name.endsWith(extension)) continue;
    const digits = name.slice(stem.length + 1, name.length - extension.length);
    // Without leading zero, and not 1: one number, one name.
    if (/^[1-9][0-9]{0,5}$/.test(digits) && digits !== "1")
      found.push({ number: Number(digits), path: join(dirname(first), name) });
  }
  return found.sort((a, b) => a.number - b.number);
}

/** The path of the newest of them, or that of the first where there is none. */
export async function newestFile(first: string): Promise<NumberedFile> {
  return (await numberedFiles(first)).at(-1) ?? { number: 1, path: first };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new UsageError(`cannot read the folder ${folder} (${code})`, { cause: error });
  }
}
