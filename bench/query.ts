// Measures questions on the frozen year, as whole processes: their CPU time, beside that of an older commit in the same run.
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildYear, HEAD, instantOf } from "./query-year.ts";

const HERE = join(import.meta.dirname, "..");

/** The commit that the speed of questions is compared with. */
export const PARENT = "2139b91d";

export type Asked = {
  readonly what: string;
  /** Seconds of CPU; of the older commit null where there is no history to take it from. */
  readonly now: number;
  readonly before: number | null;
  /** How many times as fast it has to be; null where nothing is demanded. */
  readonly target: number | null;
  readonly bytesRead: number | null;
  readonly segmentsRead: number | null;
};

export type YearOfQuestions = {
  readonly head: string;
  readonly bytesThere: number;
  /** Seconds to inflate and hash every segment of the year, once. */
  readonly floor: number;
  readonly questions: readonly Asked[];
};

/** As an answer says it; a status does not. */
type Read = { readonly segments: number; readonly bytes: number };

const AT_MID_YEAR = 4380;
const NINETY_DAYS = 90 * 24;
const ROUNDS = 2;

const QUESTIONS: readonly (readonly [string, number | null, readonly string[]])[] = [
  ["as of mid-year", null, ["query", "--json", "--as-of", instantOf(AT_MID_YEAR)]],
  ["90 days", 5, window(AT_MID_YEAR, AT_MID_YEAR + NINETY_DAYS)],
  ["the whole year", 8, window(0, 9000)],
  ["status", 1.5, ["status", "--json"]],
];

function window(from: number, to: number): readonly string[] {
  return ["query", "--json", "--from", instantOf(from), "--to", instantOf(to), "--outcome", "fail"];
}

/** Builds the ledger in `directory` and asks it. A question that two commits answer differently says so in its name. */
export function queryYear(directory: string): YearOfQuestions {
  const ledger = buildYear(directory);
  const parent = parentIn(directory);
  return {
    head: HEAD,
    ...readAll(ledger),
    questions: QUESTIONS.map(([what, target, args]) =>
      measure(directory, parent, what, target, [...args, "--ledger", ledger]),
    ),
  };
}

/** The sources of the older commit, with the packages of this one; null where git does not have it. */
function parentIn(directory: string): string | null {
  const archive = spawnSync("git", ["archive", PARENT], { cwd: HERE, maxBuffer: 2 ** 30 });
  if (archive.status !== 0) return null;
  const parent = join(directory, "parent");
  mkdirSync(parent);
  const unpacked = spawnSync("tar", ["-x", "-C", parent], { input: archive.stdout });
  if (unpacked.status !== 0) throw new Error(`tar ended with ${String(unpacked.status)}: ${String(unpacked.stderr)}`);
  symlinkSync(join(HERE, "node_modules"), join(parent, "node_modules"));
  return parent;
}

// One round after the other for both, so that what else the machine does touches both. The least of each counts.
function measure(
  directory: string,
  parent: string | null,
  what: string,
  target: number | null,
  args: readonly string[],
): Asked {
  const [now, before]: [number[], number[]] = [[], []];
  let read: Read | null = null;
  let isSame = true;
  for (let round = 0; round < ROUNDS; round += 1) {
    const answer = ask(directory, HERE, args);
    now.push(answer.seconds);
    read = (JSON.parse(answer.stdout) as { readonly read?: Read }).read ?? null;
    if (parent === null) continue;
    const older = ask(directory, parent, args);
    before.push(older.seconds);
    // A status tells the age of data as of now.
    if (read !== null && answered(older.stdout) !== answered(answer.stdout)) isSame = false;
  }
  return {
    what: isSame ? what : `${what} (another answer than ${PARENT}'s)`,
    now: Math.min(...now),
    before: before.length === 0 ? null : Math.min(...before),
    target,
    bytesRead: read?.bytes ?? null,
    segmentsRead: read?.segments ?? null,
  };
}

/** The answer without what was read for it. */
const answered = (stdout: string): string => JSON.stringify({ ...(JSON.parse(stdout) as object), read: null });

function ask(
  directory: string,
  tree: string,
  args: readonly string[],
): { readonly stdout: string; readonly seconds: number } {
  const cpu = join(directory, "cpu");
  const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(
    process.execPath,
    ["--import", join(HERE, "bench/cpu-at-exit.ts"), join(tree, "cli/main.ts"), ...args],
    { encoding: "utf8", maxBuffer: 2 ** 30, env: { ...process.env, TIDEMARK_BENCH_CPU: cpu } },
  );
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
  return { stdout, seconds: Number(readFileSync(cpu, "utf8")) };
}

function readAll(ledger: string): Pick<YearOfQuestions, "bytesThere" | "floor"> {
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
