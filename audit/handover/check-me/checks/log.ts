// Checks the log of the bundle: its leaves, notes and tree, and what manifest, report and trust file say of its sizes and roots.
import { isMembers, type Members } from "../evidence/segment.ts";
import { Keys } from "../log/keys.ts";
import { type Leaf, readLeaf, type Row } from "../log/leaf.ts";
import { hexInBase64 } from "../log/note.ts";
import { checkNotes } from "../log/notes.ts";
import type { Trust } from "../log/trust.ts";
import { leafPath, type Noted, notePath, sealBefore, type Walked, walkLog } from "../log/walk.ts";
import type { Bundle } from "../reading/bundle.ts";
import { Check } from "./check.ts";
import type { Manifest } from "./identity.ts";
import type { Objects } from "./objects.ts";

/** `first`: the first seal whose segments have to be there. `isKnown`: what it goes on with is known. */
export type Log = {
  readonly notes: Check;
  readonly tree: Check;
  readonly walked: Walked;
  readonly first: number;
  readonly before: Leaf | null;
  readonly isKnown: boolean;
};

export async function checkLog(
  bundle: Bundle,
  objects: Objects,
  trust: Trust,
  genesis: Members,
  manifest: Manifest | null,
): Promise<Log> {
  const notes = new Check("Each note is signed by a log key of the pasted trust file");
  const tree = new Check("The leaves of the log lead to the root of each note");
  const leaves = await readLeaves(bundle, objects, tree);
  const seals = leaves.filter(({ leaf, note }) => leaf.kind === "seal" && note !== null);
  const first = manifest?.firstSeal ?? seals[0]?.leaf.index ?? 0;
  const walked = walkLog(leaves, first, trust.ledger, tree);
  const before = sealBefore(walked.standing, first);
  // Without a seal before, only leaf 0 shows that none is left out.
  const isFirst = before === null && leaves[0]?.leaf.index === 0;
  if (before === null && !isFirst)
    tree.add(
      "missing",
      leafPath(first),
      "the seal before the first one is not there, so what the chains go on with is not known",
    );
  await signed(walked, trust, genesis, isFirst ? 0 : first, notes, tree);
  beyond(objects, leaves.at(-1)?.leaf.index ?? -1, tree);
  compareManifest(walked, manifest, isFirst, tree);
  compareKept(walked, trust, tree);
  await compareReport(bundle, walked, tree);
  const size = greatest(walked.roots.keys());
  tree.done = `${leaves.length} leaves from ${leaves[0]?.leaf.index ?? "none"} to ${leaves.at(-1)?.leaf.index ?? "none"}. Size ${size}, root ${walked.roots.get(size) ?? "unknown"}: compare both with START-HERE.html`;
  return { notes, tree, walked, first, before, isKnown: before !== null || isFirst };
}

/** The leaves in order, each with the text of its note. Rows are read again later, so that not all are in memory. */
async function readLeaves(bundle: Bundle, objects: Objects, check: Check): Promise<Noted[]> {
  const indexes = [...objects.all.values()]
    .flatMap(({ is }) => (is?.is === "leaf" ? [is.index] : []))
    .toSorted((a, b) => a - b);
  const leaves: Noted[] = [];
  for (const index of indexes) {
    const bytes = await bundle.bytes(leafPath(index));
    if (bytes === null) check.add("unchecked", leafPath(index), "the leaf can't be read");
    else {
      const note = bundle.files.get(notePath(index));
      leaves.push({ leaf: readLeaf(index, bytes).leaf, note: note === undefined ? null : (note.text ?? "") });
    }
  }
  return leaves;
}

/** The rows of a seal, and its leaf. */
export async function rowsOf(bundle: Bundle, index: number): Promise<readonly Row[] | null> {
  const bytes = await bundle.bytes(leafPath(index));
  return bytes === null ? null : readLeaf(index, bytes).rows;
}

async function signed(
  walked: Walked,
  trust: Trust,
  genesis: Members,
  from: number,
  notes: Check,
  tree: Check,
): Promise<void> {
  const keys = new Keys(trust);
  const changes = walked.standing
    .map(({ leaf }) => leaf)
    .filter(({ kind, index }) => (kind === "key" || kind === "end") && index >= from);
  await keys.learn(changes, trust.ledger, notes);
  const origin = typeof genesis["origin"] === "string" ? genesis["origin"] : "";
  const count = await checkNotes(walked, trust, keys, origin, notes, tree);
  notes.done = `${count} notes against ${trust.keys.length === 1 ? "one log key" : `${trust.keys.length} log keys`} (${trust.keys.map(({ name, id }) => `${name}+${id}`).join(", ")}). Not looked at: the quorum and cosignatures${trust.unlooked.includes("tsa") ? ", stamps" : ""}`;
  if (count === 0) notes.add("unchecked", "evidence/log", "no leaf with a note is in the bundle");
}

/** A note or stamp without its leaf (W4). */
function beyond(objects: Objects, newest: number, check: Check): void {
  for (const { path, is } of objects.all.values())
    if ((is?.is === "note" || is?.is === "stamp") && is.index > newest)
      check.add("missing", path, "its leaf is not there");
}

function compareManifest(walked: Walked, manifest: Manifest | null, isFirst: boolean, check: Check): void {
  if (manifest === null) return;
  const path = "export-manifest.json";
  const seal = (index: number): Leaf | null =>
    walked.standing.find(({ leaf }) => leaf.index === index && leaf.kind === "seal")?.leaf ?? null;
  const [first, last] = [seal(manifest.firstSeal), seal(manifest.lastSeal)];
  if (first === null || last === null)
    check.add(
      "differs",
      path,
      `seal ${first === null ? manifest.firstSeal : manifest.lastSeal}, which the manifest names, is not in the log`,
    );
  else {
    check.same(path, "time of the first seal", manifest.from, first.time);
    const earlier = walked.standing.findLast(({ leaf }) => leaf.kind === "seal" && leaf.index < last.index)?.leaf;
    if (earlier !== undefined && last.index > first.index && (earlier.time ?? "") >= manifest.to)
      check.add(
        "differs",
        path,
        `the period ends at ${manifest.to}, before seal ${earlier.index}, and the manifest names seal ${last.index} as its last`,
      );
    const later = walked.standing.find(({ leaf }) => leaf.kind === "seal" && leaf.index > last.index)?.leaf;
    if (later !== undefined && (last.time ?? "") < manifest.to)
      check.add(
        "differs",
        path,
        `seal ${later.index} belongs to the period and is behind the last seal that the manifest names`,
      );
  }
  if (!isFirst && manifest.firstSeal === 0)
    check.add("differs", path, "the manifest names seal 0, and it is not there");
  check.same(path, "size", manifest.lastSeal + 1, manifest.size);
  check.same(
    path,
    "root",
    walked.roots.get(manifest.lastSeal + 1) ?? "unknown",
    hexInBase64(manifest.root) ?? "unknown",
  );
}

/** By a loop: a log may have more sizes than a call may have arguments. */
function greatest(sizes: Iterable<number>, least = 0): number {
  let most = least;
  for (const size of sizes) most = Math.max(most, size);
  return most;
}

/** Checkpoints that were kept outside the ledger (N5). */
function compareKept(walked: Walked, trust: Trust, check: Check): void {
  const most = greatest(walked.roots.keys());
  const least = -greatest(
    [...walked.roots.keys()].map((size) => -size),
    -Infinity,
  );
  for (const { size, root } of trust.kept) {
    const own = walked.roots.get(size);
    if (own !== undefined) check.same("the pasted text", `root of the kept checkpoint of size ${size}`, root, own);
    else if (size > most)
      check.add("missing", "the pasted text", `the kept checkpoint of size ${size} is beyond the log of this bundle`);
    else if (size < least)
      check.add(
        "told",
        "the pasted text",
        `the kept checkpoint of size ${size} is before this bundle, and was not compared`,
      );
  }
}

async function compareReport(bundle: Bundle, walked: Walked, check: Check): Promise<void> {
  const report = (await bundle.text("report.html")) ?? "";
  const [, size, root] = /size\s*<code>(\d+)<\/code>,\s*root\s*<code>([^<]+)<\/code>/.exec(report) ?? [];
  const own = walked.roots.get(Number(size));
  if (size === undefined || root === undefined) check.add("told", "report.html", "the report names no size and root");
  else if (own === undefined)
    check.add(
      "told",
      "report.html",
      `the report names size ${size}, which is beyond this bundle, and was not compared`,
    );
  else check.same("report.html", `root of size ${size}`, own, hexInBase64(root) ?? root);
}

/** The digests that a seal says its stamps have (L11). Stamps of leaves before seal `first` may be absent. */
export function checkStamps(seal: Leaf, objects: Objects, first: number, check: Check): void {
  const stamps = seal.members?.["stamps"];
  for (const stamp of Array.isArray(stamps) ? stamps.filter(isMembers) : []) {
    const stored = objects.all.get(String(stamp["key"]));
    if (stored !== undefined) check.same(stored.path, "digest of the stamp", stamp["object"], stored.digest);
    else if (Number(/^log\/(\d{12})\./.exec(String(stamp["key"]))?.[1] ?? 0) >= first)
      check.add("differs", `evidence/${String(stamp["key"])}`, "a seal lists the stamp, and it is not there");
  }
}
