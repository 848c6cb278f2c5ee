// Keeps what a verification of a local ledger found, beside the derived tables, for as long as the bytes of the ledger stay the same.
import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeDigest } from "../../audit/tables/code-digest.ts";
import type { Report } from "../../ledger/verify/report.ts";
import { writeWhole } from "../places/write-whole.ts";

/** Folders whose code decides what a verification finds. */
const CODE = ["evidence-schema", "ledger"];

export type Keeping = {
  /** The ledger's directory. */
  readonly root: string;
  /** Where it is kept. */
  readonly path: string;
  /** All else that decides what is found: the trust file, and as of when. */
  readonly asked: readonly string[];
};

/**
 * The report of an earlier verification where the same was asked by the same code of the same bytes; else that of `verify`, which is kept.
 * Every byte is read and hashed: a file may be written to without a trace in its times. Where the ledger can't be read so, nothing is kept.
 */
export async function keptOr(keeping: Keeping, verify: () => Promise<Report>): Promise<Report> {
  const mark = await markOf(keeping).catch(() => null);
  const kept = mark === null ? null : await read(keeping.path);
  if (kept !== null && kept.mark === mark) return kept.report;
  const report = await verify();
  // A file that was written to meanwhile was not verified as it is.
  if (mark !== null && (await markOf(keeping).catch(() => null)) === mark)
    await writeWhole(keeping.path, `${JSON.stringify({ v: 1, mark, report })}\n`, 0o600).catch(() => {});
  return report;
}

type Kept = { readonly mark: string; readonly report: Report };

/** Null where there is none, or it has another form. */
async function read(path: string): Promise<Kept | null> {
  try {
    const { v, mark, report } = JSON.parse(await readFile(path, "utf8")) as { readonly v?: unknown } & Partial<Kept>;
    const isWhole =
      Array.isArray(report?.violations) && Array.isArray(report.cannotShow) && report.verdict !== undefined;
    return v === 1 && mark !== undefined && isWhole ? { mark, report } : null;
  } catch {
    return null;
  }
}

async function markOf({ root, asked }: Keeping): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([await codeDigest(CODE), ...asked]));
  await addFolder(hash, root, "");
  return hash.digest("hex");
}

/** Every name, and the bytes of every file. Links are no part of a ledger (ledger/store.ts): they are named and not followed. */
async function addFolder(hash: ReturnType<typeof createHash>, root: string, folder: string): Promise<void> {
  const names = (await readdir(join(root, folder))).sort();
  for (const name of names) {
    const path = join(folder, name);
    const found = await lstat(join(root, path));
    const bytes = found.isFile() ? await readFile(join(root, path)) : null;
    hash.update(
      `${JSON.stringify(path)} ${found.isFile() ? "file" : found.isDirectory() ? "folder" : "other"} ${bytes?.length ?? 0}\n`,
    );
    if (bytes !== null) hash.update(bytes);
    if (found.isDirectory()) await addFolder(hash, root, path);
  }
}

/** Beside the derived tables of the ledger. `tables`: their path. */
export const keptPath = (tables: string): string => join(dirname(tables), `${basename(tables, ".db")}.verified.json`);
