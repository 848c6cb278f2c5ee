// Keeps what a verification of a local ledger found, beside the derived tables, for as long as no file of the ledger changes.
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeDigest } from "../../audit/tables/code-digest.ts";
import type { Report } from "../../ledger/verify/report.ts";
import { writeWhole } from "./write-whole.ts";

/** Folders whose code decides what a verification finds. */
const CODE = ["evidence-schema", "ledger"];

export type Keeping = {
  /** The ledger's directory. */
  readonly root: string;
  /** Where it is kept. */
  readonly path: string;
  /** All else that decides what is found: the trust file's bytes, and as of when. */
  readonly asked: readonly string[];
};

/**
 * The report of an earlier verification where the same was asked by the same code, and no file came, went or was written to since; else
 * that of `verify`, which is kept. A file system tells of each write by the time of change (ctime), which no program can set; bytes that
 * change without a write, as on a failing disk, are seen by `tidemark verify` alone.
 */
export async function keptOr(keeping: Keeping, verify: () => Promise<Report>): Promise<Report> {
  const mark = await markOf(keeping);
  const kept = await read(keeping.path);
  if (kept?.mark === mark) return kept.report;
  const report = await verify();
  // A file that was written to meanwhile was not verified as it is.
  if ((await markOf(keeping)) === mark)
    await writeWhole(keeping.path, `${JSON.stringify({ v: 1, mark, report })}\n`, 0o600).catch(() => {});
  return report;
}

type Kept = { readonly mark: string; readonly report: Report };

/** Null where there is none, or another program wrote it. */
async function read(path: string): Promise<Kept | null> {
  try {
    const kept = JSON.parse(await readFile(path, "utf8")) as { readonly v?: unknown } & Kept;
    return kept.v === 1 ? kept : null;
  } catch {
    return null;
  }
}

/** Rests on every file: its name, size, number on the disk, and the time of its last change in nanoseconds. */
async function markOf({ root, asked }: Keeping): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([await codeDigest(CODE), ...asked]));
  const names = (await readdir(root, { recursive: true })).sort();
  const found = await Promise.all(names.map((name) => stat(join(root, name), { bigint: true })));
  for (const [at, { size, ino, ctimeNs }] of found.entries()) hash.update(`\n${names[at]} ${size} ${ino} ${ctimeNs}`);
  return hash.digest("hex");
}

/** Beside the derived tables of the ledger. */
export const keptPath = (tables: string): string =>
  join(dirname(tables), `${tables.slice(dirname(tables).length + 1, -".db".length)}.verified.json`);
