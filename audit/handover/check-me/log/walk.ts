// Walks the log leaf by leaf (FORMAT.md sections 7 and 8): which leaves are void, the tree, and what stands in its notes.
import { fromHex, hexOf, isDigest } from "../evidence/bytes.ts";
import { EMPTY_TREE, grown, rootOf, subtreesOf, type Tree } from "../evidence/merkle.ts";
import { isMembers } from "../evidence/segment.ts";
import type { Check } from "../checks/check.ts";
import { KINDS, type Leaf, voidOf } from "./leaf.ts";
import { rootInBase64 } from "./note.ts";

/** A leaf with the text of its note. */
export type Noted = { readonly leaf: Leaf; readonly note: string | null };

/** `standing`: leaves that say something, in order. `roots`: of the tree of each size that is known, in base64. */
export type Walked = {
  readonly standing: readonly Noted[];
  readonly voids: ReadonlySet<number>;
  readonly roots: ReadonlyMap<number, string>;
};

export const leafPath = (index: number): string => `evidence/log/${String(index).padStart(12, "0")}.json`;
export const notePath = (index: number): string => leafPath(index).replace(/json$/, "note");

const isKnown = ({ kind }: Leaf): boolean => kind !== null && KINDS.includes(kind);

/** `leaves` ascending by index. `from`: the first seal whose segments are checked. Adds to `check`. */
export function walkLog(leaves: readonly Noted[], from: number, ledger: string, check: Check): Walked {
  const unbroken = withoutGap(leaves, check);
  const voids = findVoids(unbroken, from, check);
  const newest = unbroken.at(-1)?.leaf.index ?? -1;
  const roots = new Map<number, string>();
  const standing: Noted[] = [];
  let tree = firstTree(unbroken[0], check);
  if (tree === null) return { standing, voids, roots };
  roots.set(tree.size, rootInBase64(rootOf(tree)));
  let before: Leaf | null = null;
  for (const { leaf, note } of unbroken) {
    const isStanding = note !== null && !voids.has(leaf.index);
    if (isStanding) {
      standing.push({ leaf, note });
      checkLeaf(leaf, before, tree, leaf.index < from, ledger, check);
      if (isKnown(leaf)) before = leaf;
    } else if (note === null && leaf.index === newest && !voids.has(newest))
      check.add(
        "missing",
        leafPath(newest),
        "the newest leaf has no note, so it is not signed yet, and nothing of it counts",
      );
    tree = grown(tree, leaf.hash);
    roots.set(tree.size, rootInBase64(rootOf(tree)));
  }
  return { standing, voids, roots };
}

/** A tree can't be followed over a leaf that is missing. */
function withoutGap(leaves: readonly Noted[], check: Check): readonly Noted[] {
  const gap = leaves.findIndex(({ leaf }, at) => at > 0 && leaf.index !== (leaves[at - 1] as Noted).leaf.index + 1);
  if (gap === -1) return leaves;
  const { index } = (leaves[gap - 1] as Noted).leaf;
  check.add(
    "differs",
    leafPath(index + 1),
    `the leaf is missing, and ${leaves.length - gap} leaves behind it were not checked`,
  );
  return leaves.slice(0, gap);
}

/** The tree before the first leaf: empty, or as that leaf tells it. Its note then proves what it tells. */
function firstTree(first: Noted | undefined, check: Check): Tree | null {
  if (first === undefined) return null;
  const { index, members } = first.leaf;
  if (index === 0) return EMPTY_TREE;
  const frontier = members?.["frontier"];
  const roots = Array.isArray(frontier) ? frontier.map((root) => (isDigest(root) ? fromHex(root) : null)) : [null];
  if (roots.length !== subtreesOf(index) || roots.includes(null) || first.note === null) {
    check.add(
      "differs",
      leafPath(index),
      "the first leaf of the bundle has no note, or no frontier of the leaves before it",
    );
    return null;
  }
  return { size: index, frontier: roots as Uint8Array[] };
}

function checkLeaf(leaf: Leaf, before: Leaf | null, tree: Tree, isBefore: boolean, ledger: string, check: Check): void {
  const path = leafPath(leaf.index);
  if (leaf.members === null) {
    if (!isBefore) check.add("differs", path, "the leaf is not one JSON object in UTF-8 that ends in LF");
    return;
  }
  if (before?.kind === "end") check.add("differs", path, "the leaf follows the end of the ledger");
  if (!isKnown(leaf)) {
    check.add("told", path, `the leaf has kind ${String(leaf.kind)}, which this page does not know`);
    return;
  }
  check.same(path, "index", leaf.index, leaf.members["index"]);
  check.same(path, "ledger", ledger, leaf.members["ledger"]);
  check.same(path, "frontier", tree.frontier.map(hexOf), leaf.members["frontier"]);
  if (leaf.time === null) check.add("differs", path, "time is no instant");
  else if (before?.time != null && leaf.time < before.time)
    check.add("differs", path, `time ${leaf.time} is earlier than that of the leaf before, ${before.time}`);
}

/** Leaves without a note that the next leaf with one names. FORMAT.md L7, N4 and section 10. */
function findVoids(leaves: readonly Noted[], from: number, check: Check): ReadonlySet<number> {
  const voids = new Set<number>();
  const newest = leaves.at(-1)?.leaf.index ?? -1;
  const lowest = leaves[0]?.leaf.index ?? 0;
  const byIndex = new Map(leaves.map((each) => [each.leaf.index, each]));
  let waiting: Leaf[] = [];
  for (const { leaf, note } of leaves) {
    if (note === null || !isKnown(leaf)) {
      if (note === null) waiting.push(leaf);
      continue;
    }
    const named = voidOf(leaf);
    const path = leafPath(leaf.index);
    for (const { index, object } of named) {
      if (index < lowest) continue;
      const other = byIndex.get(index);
      if (other === undefined || index >= leaf.index)
        check.add("differs", path, `void names leaf ${index}, which is not before it`);
      else if (other.note !== null) check.add("differs", path, `void names leaf ${index}, which has a note`);
      else if (!waiting.some((each) => each.index === index))
        check.add("differs", path, `void names leaf ${index}, which an earlier leaf names`);
      else if (other.leaf.digest !== object && leaf.index >= from)
        check.same(leafPath(index), "digest of the void leaf", object, other.leaf.digest);
    }
    for (const each of waiting)
      if (named.some(({ index }) => index === each.index)) {
        voids.add(each.index);
        check.add(
          "told",
          leafPath(each.index),
          `the leaf is void: leaf ${leaf.index} names it, and nothing of it counts`,
        );
      } else
        check.add(
          "differs",
          notePath(each.index),
          "the note is missing, and the next leaf does not call its leaf void",
        );
    waiting = [];
  }
  for (const { index } of waiting)
    if (index !== newest) check.add("differs", notePath(index), "the note is missing, and no leaf calls its leaf void");
  return voids;
}

/** The seal before leaf `index`, among leaves that stand. */
export const sealBefore = (standing: readonly Noted[], index: number): Leaf | null =>
  standing.findLast(({ leaf }) => leaf.kind === "seal" && leaf.index < index)?.leaf ?? null;

/** A member of a leaf that is a text. */
export const textIn = ({ members }: Leaf, name: string): string | null => {
  const value = members?.[name];
  return typeof value === "string" ? value : null;
};

/** The digest of a document that a leaf or a run names. */
export function documentIn(members: unknown, kind: string): string | null {
  const documents = isMembers(members) ? members["documents"] : null;
  const digest = isMembers(documents) ? documents[kind] : null;
  return isDigest(digest) ? digest : null;
}
