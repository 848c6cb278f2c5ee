// Makes a bundle of a ledger as auditors get it, by the commands that make its parts.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { runCommand } from "./run-command.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export type BundleOf = {
  readonly path: string;
  /** The files in it, by name. */
  readonly files: ReadonlyMap<string, Buffer>;
};

type Said = { readonly verdict: string; readonly from: string; readonly to: string; readonly counts: object };

/** What a test changes in a bundle before it is closed: the manifest, and the files. */
export type Change = {
  readonly manifest?: (manifest: Record<string, unknown>) => object;
  readonly files?: (files: Map<string, Buffer>) => void;
};

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** `span`: the options that name the window. */
export async function bundleOf(ledger: string, span: readonly string[]): Promise<BundleOf> {
  const folder = temporaryDirectory();
  const at = (name: string): string => join(folder, name);
  const run = async (...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await runCommand([...args, "--ledger", ledger, ...span]);
    if (status === 3 || status === 1) throw new Error(stderr);
    return stdout;
  };
  const said = JSON.parse(await run("report", "--out", at("report.html"), "--json")) as Said;
  await run("export", "--format", "xlsx", "--out", at("workbook.xlsx"));
  await run("export", "--format", "csv", "--out", at("csv"));
  const files = new Map<string, Buffer>();
  const add = (path: string, name: string): void => {
    for (const each of readdirSync(path).toSorted()) {
      const [child, own] = [join(path, each), name === "" ? each : `${name}/${each}`];
      if (statSync(child).isDirectory()) add(child, own);
      else files.set(own, readFileSync(child));
    }
  };
  add(folder, "");
  add(ledger, "evidence");
  const notes = [...files.keys()].filter((name) => name.endsWith(".note"));
  const [, size = "", root = ""] = (files.get(notes.at(-1) ?? "") as Buffer).toString("utf8").split("\n");
  const manifest = {
    v: 1,
    kind: "tidemark-bundle",
    ledger: sha256(files.get("evidence/genesis.json") as Buffer),
    window: { from: said.from, to: said.to, zone: "UTC", soFar: false },
    evidence: { size: Number(size), root: Buffer.from(root, "base64").toString("hex") },
    verdict: said.verdict,
    counts: said.counts,
  };
  files.set(MANIFEST, canonicalLine(manifest as never));
  return closed(files);
}

/** The bundle with other files, closed again: its sums are right unless the change sets them. */
export function changedBundle({ files: old }: BundleOf, change: Change): BundleOf {
  const files = new Map(old);
  files.delete("SHA256SUMS");
  const manifest = JSON.parse(String(files.get(MANIFEST))) as Record<string, unknown>;
  files.set(MANIFEST, canonicalLine((change.manifest?.(manifest) ?? manifest) as never));
  change.files?.(files);
  return closed(files);
}

const MANIFEST = "export-manifest.json";

function closed(files: Map<string, Buffer>): BundleOf {
  const sums = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).toSorted();
  if (!files.has("SHA256SUMS")) files.set("SHA256SUMS", Buffer.from(sums.join("")));
  const path = join(temporaryDirectory(), "bundle.zip");
  writeFileSync(path, zipSync(Object.fromEntries(files), { level: 0 }));
  return { path, files };
}
