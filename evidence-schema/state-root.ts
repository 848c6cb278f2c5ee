// The state root (FORMAT.md S1): RFC 6962 over 256 buckets, so that a run that changes little hashes little.
import { sha256 } from "./digest.ts";
import { EMPTY_ROOT, leafHash, rootOf } from "./merkle.ts";

type Bucket = { keys: string[]; readonly leaves: Map<string, Buffer>; leaf: Buffer; stale: boolean };

const EMPTY_BUCKET_LEAF = leafHash(EMPTY_ROOT);

/** Holds one leaf hash per key and gives the root over all of them; recomputes only buckets that changed. */
export class StateRoot {
  readonly #buckets: Bucket[] = Array.from({ length: 256 }, () => ({
    keys: [],
    leaves: new Map<string, Buffer>(),
    leaf: EMPTY_BUCKET_LEAF,
    stale: false,
  }));
  #root: Buffer | null = null;

  /** Sets the 32-byte leaf hash of a key. */
  set(key: string, leaf: Buffer): void {
    const bucket = this.#bucketOf(key);
    if (!bucket.leaves.has(key)) bucket.keys.push(key);
    bucket.leaves.set(key, leaf);
    this.#touch(bucket);
  }

  delete(key: string): void {
    const bucket = this.#bucketOf(key);
    if (!bucket.leaves.delete(key)) return;
    bucket.keys.splice(bucket.keys.indexOf(key), 1);
    this.#touch(bucket);
  }

  /** The state root, 64 hex digits. */
  root(): string {
    if (this.#root === null) {
      for (const bucket of this.#buckets) if (bucket.stale) refresh(bucket);
      this.#root = rootOf(this.#buckets.map((bucket) => bucket.leaf));
    }
    return this.#root.toString("hex");
  }

  #bucketOf(key: string): Bucket {
    return this.#buckets[sha256(key)[0] as number] as Bucket;
  }

  #touch(bucket: Bucket): void {
    bucket.stale = true;
    this.#root = null;
  }
}

function refresh(bucket: Bucket): void {
  // Appending keys and sorting here costs less than keeping order on every insert; a sorted array sorts in one pass.
  bucket.keys.sort();
  bucket.leaf = leafHash(rootOf(bucket.keys.map((key) => bucket.leaves.get(key) as Buffer)));
  bucket.stale = false;
}
