// Makes the bundle of a ledger in the layout that an auditor gets: the files by path, sums last.
import { createHash } from "node:crypto";
import { appendLeaf, frontierLength, leafHash, rootOfFrontier } from "../../../evidence-schema/log/merkle.ts";
import { type EntryPlan, storedZip, type ZipPlan } from "./stored-zip.ts";

/** Files of a bundle by path. */
export type Files = Map<string, Buffer>;
/** Objects of a ledger by key. */
export type LedgerObjects = ReadonlyMap<string, Buffer>;

/** `report`, `csv`: texts of files beside the evidence, by path. `from`, `to`: of the window of evidence. */
export type BundlePlan = {
  readonly objects: LedgerObjects;
  readonly trust: string;
  readonly beside?: ReadonlyMap<string, Buffer>;
  readonly from?: string;
  readonly to?: string;
};

export const sha256Of = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

type Leaf = { readonly kind?: unknown; readonly time?: unknown; readonly frontier?: unknown };

/** A leaf's members; none where it is no JSON object. */
function leafOf(bytes: Buffer): Leaf {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

const indexOf = (key: string): number => Number(/^log\/(\d{12})\./.exec(key)?.[1] ?? -1);
const leafKey = (index: number): string => `log/${String(index).padStart(12, "0")}.json`;
const noteKey = (index: number): string => leafKey(index).replace("json", "note");

/** The files of the bundle without SHA256SUMS. */
export function bundleOf({ objects, trust, beside = new Map(), from = "", to = "9999" }: BundlePlan): Files {
  const leaves = [...objects]
    .filter(([key]) => /^log\/\d{12}\.json$/.test(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const seals = leaves
    .map(([key, bytes]) => ({ index: indexOf(key), ...leafOf(bytes) }))
    .filter(({ kind, index }) => kind === "seal" && objects.has(noteKey(index)));
  const first = seals.find(({ time }) => String(time) >= from) ?? seals.at(-1);
  const last = seals.find(({ time }) => String(time) >= to) ?? seals.at(-1);
  const before = seals.findLast(({ index }) => index < (first?.index ?? 0));
  const lowest = before?.index ?? 0;
  const files: Files = new Map();
  for (const [key, bytes] of objects)
    if (indexOf(key) === -1 || indexOf(key) >= lowest) files.set(`evidence/${key}`, bytes);
  const ledger = sha256Of(objects.get("genesis.json") ?? Buffer.alloc(0));
  for (const [path, bytes] of beside) files.set(path, bytes);
  if (!beside.has("report.html"))
    files.set("report.html", Buffer.from(`<div id="overview"><code>${ledger}</code></div><section id="completeness">`));
  if (![...beside.keys()].some((path) => path.startsWith("csv/")))
    files.set("csv/05-failures.csv", Buffer.from("Id,Record\n"));
  files.set("trust.txt", Buffer.from(trust));
  files.set("export-manifest.json", manifestOf(objects, ledger, first, last, to, lowest));
  return files;
}

type Seal = { readonly index: number; readonly time?: unknown } | undefined;

function manifestOf(
  objects: LedgerObjects,
  ledger: string,
  first: Seal,
  last: Seal,
  to: string,
  lowest: number,
): Buffer {
  const genesis = leafOf(objects.get("genesis.json") ?? Buffer.alloc(0)) as { readonly [member: string]: unknown };
  const until = to === "9999" ? "9999-12-31T23:59:59.999Z" : to;
  const size = (last?.index ?? -1) + 1;
  let frontier: readonly Buffer[] =
    lowest === 0
      ? []
      : (leafOf(objects.get(leafKey(lowest)) as Buffer).frontier as string[]).map((root) => Buffer.from(root, "hex"));
  for (let index = lowest; index < size; index += 1) {
    const leaf = objects.get(leafKey(index));
    if (leaf !== undefined && frontier.length === frontierLength(index))
      frontier = appendLeaf(frontier, index, leafHash(leaf));
  }
  const evidence = {
    from: first?.time ?? until,
    to: until,
    firstSeal: first?.index ?? 0,
    lastSeal: last?.index ?? 0,
    size,
    root: rootOfFrontier(frontier).toString("hex"),
  };
  const { legalEntity = null, system = null, origin = null, mode = null, example } = genesis;
  return Buffer.from(
    `${JSON.stringify({ v: 1, kind: "tidemark-bundle", ledger, legalEntity, system, origin, mode, ...(example === true ? { example } : {}), evidence, window: { from: evidence.from, to: until, zone: "UTC", soFar: to === "9999" } })}\n`,
  );
}

/** SHA256SUMS of the files, sorted by path. */
export const sumsOf = (files: Files): Buffer =>
  Buffer.from(
    [...files]
      .filter(([path]) => path !== "SHA256SUMS")
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => `${sha256Of(bytes)}  ${path}\n`)
      .join(""),
  );

/** The entries of the ZIP file in order, with SHA256SUMS made anew unless `files` has one. */
export function entriesOf(files: Files): EntryPlan[] {
  const all = new Map(files);
  if (!all.has("SHA256SUMS")) all.set("SHA256SUMS", sumsOf(files));
  return [...all].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, bytes]) => ({ name, bytes }));
}

/** The ZIP file of a bundle. */
export const zipOf = (files: Files, plan: ZipPlan = {}): Buffer => storedZip(entriesOf(files), plan);
