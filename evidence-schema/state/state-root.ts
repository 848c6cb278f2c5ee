// Computes the state root (FORMAT.md S1): RFC 6962 over 256 buckets, so that a run that changes little hashes little.
import { sha256Binary, sha256Hex } from "../bytes/digest.ts";
import { EMPTY_ROOT, leafHash } from "../log/merkle.ts";

const BUCKETS = 256;
const HASH = 32;

type Bucket = {
  readonly leaves: Map<string, string>;
  /** Sorted; null where a key came or went since the last root. */
  keys: readonly string[] | null;
  /** All nodes over these keys, level by level from the leaves up; null until leaves changed and no key came or went. */
  tree: Buffer | null;
  /** Keys whose leaves changed since the last root. */
  readonly changed: Set<string>;
};

/** Holds one leaf hash per key and gives the root over all of them; recomputes only what lies above changed leaves. */
export class StateRoot {
  readonly #buckets: Bucket[] = Array.from({ length: BUCKETS }, () => ({
    leaves: new Map<string, string>(),
    keys: [],
    tree: null,
    changed: new Set<string>(),
  }));
  /** A heap: node i is over nodes 2i and 2i+1, and bucket b is leaf 256 + b. */
  readonly #nodes = Buffer.from(EMPTY_TREE);
  /** Buckets whose hash in #nodes is old: noted by set() and delete(), renewed by root(). */
  readonly #stale = new Set<number>();

  /** Sets the leaf hash of a key: 32 bytes, one character each (sha256Binary). */
  set(key: string, leaf: string): void {
    const bucket = this.#changed(key);
    if (bucket.leaves.has(key)) bucket.changed.add(key);
    else bucket.keys = null;
    bucket.leaves.set(key, leaf);
  }

  delete(key: string): void {
    const bucket = this.#changed(key);
    if (bucket.leaves.delete(key)) bucket.keys = null;
  }

  /** The state root, 64 hex digits. */
  root(): string {
    let level = new Set<number>();
    for (const index of this.#stale) {
      rootOfBucket(this.#buckets[index] as Bucket).copy(leaf, 1);
      this.#nodes.write(sha256Binary(leaf), (BUCKETS + index) * HASH, "latin1");
      level.add((BUCKETS + index) >> 1);
    }
    this.#stale.clear();
    while (level.size > 0) {
      const above = new Set<number>();
      for (const node of level) {
        hashPair(this.#nodes, 2 * node, node);
        if (node > 1) above.add(node >> 1);
      }
      level = above;
    }
    return this.#nodes.toString("hex", HASH, 2 * HASH);
  }

  #changed(key: string): Bucket {
    const index = Number.parseInt(sha256Hex(key).slice(0, 2), 16);
    this.#stale.add(index);
    return this.#buckets[index] as Bucket;
  }
}

/**
 * The hash inputs for a leaf and for an inner node (RFC 6962): the prefix, and room for the data. All roots of a thread
 * share them: they are filled and hashed without a pause between.
 */
const leaf = Buffer.alloc(1 + HASH, 0x00);
const pair = Buffer.alloc(1 + 2 * HASH, 0x01);

/** Writes at `to` the hash of the inner node over the hashes at `from` and after it, all counted in hashes. */
function hashPair(hashes: Buffer, from: number, to: number): void {
  hashes.copy(pair, 1, from * HASH, (from + 2) * HASH);
  hashes.write(sha256Binary(pair), to * HASH, "latin1");
}

/** Where the bucket whose tree is not kept is computed. Changed by rootOfBucket(); root() copies its result at once. */
let scratch = Buffer.alloc(HASH * 128);

function rootOfBucket(bucket: Bucket): Buffer {
  const { leaves, changed } = bucket;
  if (leaves.size === 0) return EMPTY_ROOT;
  const nodes = nodesOver(leaves.size);
  if (bucket.keys === null) {
    bucket.keys = [...leaves.keys()].sort();
    bucket.tree = null;
    if (scratch.length < nodes * HASH) scratch = Buffer.alloc(2 * nodes * HASH);
    fillTree(scratch, bucket.keys, leaves);
  } else if (bucket.tree === null) {
    bucket.tree = Buffer.alloc(nodes * HASH);
    fillTree(bucket.tree, bucket.keys, leaves);
  } else {
    for (const key of changed) changeLeaf(bucket.tree, bucket.keys, key, leaves.get(key) as string);
  }
  changed.clear();
  return (bucket.tree ?? scratch).subarray((nodes - 1) * HASH, nodes * HASH);
}

/** Nodes of all levels over so many leaves. */
function nodesOver(leaves: number): number {
  let nodes = 1;
  for (let count = leaves; count > 1; count = (count + 1) >> 1) nodes += count;
  return nodes;
}

function fillTree(tree: Buffer, keys: readonly string[], leaves: ReadonlyMap<string, string>): void {
  keys.forEach((key, i) => tree.write(leaves.get(key) as string, i * HASH, "latin1"));
  for (let [level, count] = [0, keys.length]; count > 1; level += count, count = (count + 1) >> 1)
    for (let i = 0; i < count; i += 2) raise(tree, level, count, i);
}

function changeLeaf(tree: Buffer, keys: readonly string[], key: string, leaf: string): void {
  let i = indexIn(keys, key);
  tree.write(leaf, i * HASH, "latin1");
  for (let [level, count] = [0, keys.length]; count > 1; level += count, count = (count + 1) >> 1, i >>= 1)
    raise(tree, level, count, i);
}

/** Computes the parent of node `i` of the level of `count` nodes that begins at `level`. */
function raise(tree: Buffer, level: number, count: number, i: number): void {
  const left = i - (i % 2);
  const parent = level + count + (left >> 1);
  if (left + 1 < count) hashPair(tree, level + left, parent);
  // A last node without a sibling moves up unchanged.
  else tree.copyWithin(parent * HASH, (level + left) * HASH, (level + left + 1) * HASH);
}

function indexIn(sorted: readonly string[], key: string): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const EMPTY_TREE = emptyTree();

function emptyTree(): Buffer {
  const nodes = Buffer.alloc(2 * BUCKETS * HASH);
  for (let index = 0; index < BUCKETS; index += 1) leafHash(EMPTY_ROOT).copy(nodes, (BUCKETS + index) * HASH);
  for (let node = BUCKETS - 1; node > 0; node -= 1) hashPair(nodes, 2 * node, node);
  return nodes;
}
