// Measures `tidemark query` on a ledger of a year of hourly runs, as a whole process: its time, and how much it reads.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildYear, instantOf } from "./query-year.ts";

const CLI = join(import.meta.dirname, "../cli/main.ts");

export type Queried = {
  readonly what: string;
  readonly seconds: number;
  readonly bytesRead: number;
  readonly segmentsRead: number;
};

export type YearOfQueries = {
  readonly bytesThere: number;
  /** Seconds to inflate and hash every segment of the year, once. */
  readonly floor: number;
  readonly queries: readonly Queried[];
};

const AT_MID_YEAR = 4380;
const NINETY_DAYS = 90 * 24;

/** Builds the ledger in `directory` and asks it. */
export async function queryYear(directory: string): Promise<YearOfQueries> {
  const ledger = await buildYear(directory);
  const end = instantOf(AT_MID_YEAR + NINETY_DAYS);
  return {
    ...readAll(ledger),
    queries: [
      ask(ledger, "as of mid-year", ["--as-of", instantOf(AT_MID_YEAR)]),
      ask(ledger, "90 days", ["--from", instantOf(AT_MID_YEAR), "--to", end, "--outcome", "fail"]),
      ask(ledger, "the whole year", ["--from", instantOf(0), "--outcome", "fail"]),
    ],
  };
}

function ask(ledger: string, what: string, args: readonly string[]): Queried {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, "query", "--ledger", ledger, "--json", ...args],
    { encoding: "utf8", maxBuffer: 2 ** 30 },
  );
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`query ${what} ended with ${String(status)}: ${stderr}`);
  const { read } = JSON.parse(stdout) as { readonly read: { readonly segments: number; readonly bytes: number } };
  return { what, seconds, bytesRead: read.bytes, segmentsRead: read.segments };
}

function readAll(ledger: string): Pick<YearOfQueries, "bytesThere" | "floor"> {
  const began = performance.now();
  let bytesThere = 0;
  for (const child of readdirSync(ledger, { recursive: true, withFileTypes: true })) {
    if (!child.isFile()) continue;
    const bytes = readFileSync(join(child.parentPath, child.name));
    bytesThere += bytes.length;
    if (child.name.endsWith(".gz")) createHash("sha256").update(gunzipSync(bytes)).digest();
  }
  return { bytesThere, floor: (performance.now() - began) / 1000 };
}
