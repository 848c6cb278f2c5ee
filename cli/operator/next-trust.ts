// Writes the trust file after a change of keys: the lines of the one before, and the new ones. No file is ever replaced.
import { readText } from "../read-text.ts";
import { numbered } from "../places/numbered-file.ts";
import type { OpenHome } from "../places/home.ts";
import { UsageError } from "../exit.ts";
import { keepTrust } from "../places/trust-file.ts";
import { parseTrust, TrustError } from "../../evidence-schema/log/trust.ts";

/**
 * Makes the next trust file with further lines, and gives its path; that of the newest file where it has all of them. Comments
 * and lines that this version leaves aside stay. `first`: the path of the first one, beside which the others are numbered.
 */
export async function keepNextTrust(
  first: string,
  newest: NonNullable<OpenHome["trust"]>,
  lines: readonly string[],
): Promise<string> {
  const text = await readText(newest.path, "trust file");
  const there = new Set(text.split("\n").map(itemsOf));
  const missing = lines.filter((line) => !there.has(itemsOf(line)));
  if (missing.length === 0) return newest.path;
  const next = text + missing.map((line) => `${line}\n`).join("");
  try {
    parseTrust(next);
  } catch (error) {
    if (error instanceof TrustError)
      throw new UsageError(
        `the next trust file would not be valid (${error.message}). No trust file was written. Check ${newest.path}`,
      );
    throw error;
  }
  const path = numbered(first, newest.number + 1);
  await keepTrust(path, next);
  return path;
}

const itemsOf = (line: string): string =>
  line
    .split(/[ \t]+/)
    .filter((item) => item !== "")
    .join(" ");
