// Makes a bundle of a ledger as auditors get it, and what somebody could make of one.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { filesIn } from "../bundle/unpacked.ts";
import { bundleMade } from "../handover/real-bundle.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export type BundleOf = {
  readonly path: string;
  /** The files in it, by name. */
  readonly files: ReadonlyMap<string, Buffer>;
};

/** What a test changes in a bundle before it is closed: the manifest, and the files. */
export type Change = {
  readonly manifest?: (manifest: Record<string, unknown>) => object;
  readonly files?: (files: Map<string, Buffer>) => void;
};

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** `span`: the options that name the window. */
export async function bundleOf(ledger: string, span: readonly string[]): Promise<BundleOf> {
  const path = await bundleMade(ledger, span);
  return { path, files: filesIn(path) };
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
