// Reads a file that the caller names: one line on what is wrong with it.
import { readFile } from "node:fs/promises";
import { UsageError } from "./exit.ts";

/** The text of a file in UTF-8, or null where there is no such file. Throws UsageError on anything else. */
export async function findText(path: string, what: string): Promise<string | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new UsageError(`cannot read the ${what} ${path} (${code})`, { cause: error });
  }
  try {
    // A byte order mark is a character like any other: nothing is taken away before the text is judged.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`${path} is not UTF-8 text, expected a ${what}`, { cause: error });
  }
}

/** The text of a file in UTF-8. Throws UsageError where there is no such file, too. */
export async function readText(path: string, what: string): Promise<string> {
  const text = await findText(path, what);
  if (text === null) throw new UsageError(`the ${what} ${path} does not exist. Check the path`);
  return text;
}
