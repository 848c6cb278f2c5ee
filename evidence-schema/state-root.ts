// The state root (FORMAT.md S1): RFC 6962 over 256 buckets, so that a run that changes little hashes little.
import { sha256Binary, sha256Hex } from "./digest.ts";
import { EMPTY_ROOT, leafHash } from "./merkle.ts";

const BUCKETS = 256;
const HASH = 32;

type Bucket = { keys: string[]; readonly leaves: Map<string, string> };

/** Holds one leaf hash per key and gives the root over all of them; recomputes only what lies above changed leaves. */
export class StateRoot {
  readonly #buckets: Bucket[] = Array.from({ length: BUCKETS }, () => ({
    keys: [],
    leaves: new Map<string, string>(),
  }));
  /** A heap: node i is over nodes 2i and 2i+1, and bucket b is leaf 256 + b. */
  readonly #nodes = Buffer.from(EMPTY_TREE);
  readonly #stale = new Set<number>();

  /** Sets the leaf hash of a key: 32 bytes, one character each (sha256Binary). */
  set(key: string, leaf: string): void {
    const bucket = this.#changed(key);
    if (!bucket.leaves.has(key)) bucket.keys.push(key);
    bucket.leaves.set(key, leaf);
  }

  delete(key: string): void {
    const bucket = this.#changed(key);
    if (bucket.leaves.delete(key)) bucket.keys.splice(bucket.keys.indexOf(key), 1);
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

/** What is hashed for a leaf and for an inner node (RFC 6962): the prefix, and room for the data. */
const leaf = Buffer.alloc(1 + HASH, 0x00);
const pair = Buffer.alloc(1 + 2 * HASH, 0x01);

/** Writes at `to` the hash of the inner node over the hashes at `from` and after it, all counted in hashes. */
function hashPair(hashes: Buffer, from: number, to: number): void {
  hashes.copy(pair, 1, from * HASH, (from + 2) * HASH);
  hashes.write(sha256Binary(pair), to * HASH, "latin1");
}

let row = Buffer.alloc(HASH * 64);

// Level by level in one buffer: as rootOf of merkle.ts, which needs an object for every node.
function rootOfBucket({ keys, leaves }: Bucket): Buffer {
  if (keys.length === 0) return EMPTY_ROOT;
  if (row.length < keys.length * HASH) row = Buffer.alloc(2 * keys.length * HASH);
  // Appending keys and sorting here costs less than keeping order on every insert; a sorted array sorts in one pass.
  keys.sort().forEach((key, i) => row.write(leaves.get(key) as string, i * HASH, "latin1"));
  for (let count = keys.length; count > 1; count = (count + 1) >> 1) {
    for (let i = 0; i + 1 < count; i += 2) hashPair(row, i, i >> 1);
    // A last node without a sibling moves up unchanged.
    if (count % 2 === 1) row.copyWithin(((count - 1) >> 1) * HASH, (count - 1) * HASH, count * HASH);
  }
  return row.subarray(0, HASH);
}

const EMPTY_TREE = emptyTree();

function emptyTree(): Buffer {
  const nodes = Buffer.alloc(2 * BUCKETS * HASH);
  for (let index = 0; index < BUCKETS; index += 1) leafHash(EMPTY_ROOT).copy(nodes, (BUCKETS + index) * HASH);
  for (let node = BUCKETS - 1; node > 0; node -= 1) hashPair(nodes, 2 * node, node);
  return nodes;
}
