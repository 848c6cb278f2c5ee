// Computes Merkle tree hashes (RFC 6962 section 2.1), and the frontier from which a tree grows without its leaves.
import { sha256 } from "../bytes/digest.ts";

const LEAF = Buffer.from([0x00]);
const NODE = Buffer.from([0x01]);

/** The root of the tree without leaves: SHA-256 of the empty string. */
export const EMPTY_ROOT: Buffer = sha256("");

/** The hash of a leaf over its data: SHA-256(0x00 || data), 32 bytes. */
export function leafHash(data: Uint8Array): Buffer {
  return sha256(Buffer.concat([LEAF, data]));
}

/** The hash of an inner node: SHA-256(0x01 || left || right). Throws RangeError unless both are 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== 32 || right.length !== 32) {
    throw new RangeError(`found nodes of ${left.length} and ${right.length} bytes, expected 32 and 32`);
  }
  return sha256(Buffer.concat([NODE, left, right], 65));
}

/** The root of the tree over `leafHashes` in order; `EMPTY_ROOT` where there are none. */
export function rootOf(leafHashes: readonly Buffer[]): Buffer {
  let level = leafHashes;
  while (level.length > 1) level = parents(level);
  return level[0] ?? EMPTY_ROOT;
}

// A last node without a sibling moves up unchanged, which gives the same tree as splitting at the largest power of two.
function parents(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i] as Buffer;
    const right = level[i + 1];
    above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}

/** How many roots the frontier of a tree of `size` leaves has: the ones in its binary digits. */
export function frontierLength(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0)
    throw new RangeError(`found tree size ${size}, expected an integer from 0`);
  let ones = 0;
  // Division and not shifts: bit operators cut sizes at 32 bits.
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}

/**
 * The frontier of a tree of `size` leaves after one more leaf hash. A frontier lists the roots of the complete subtrees,
 * largest first: one for each binary digit of the size that is 1. The argument is not changed.
 * Throws RangeError where `frontier` has not the length that `size` asks for, or `leaf` is not 32 bytes.
 */
export function appendLeaf(frontier: readonly Buffer[], size: number, leaf: Buffer): Buffer[] {
  if (frontier.length !== frontierLength(size)) {
    throw new RangeError(
      `found a frontier of ${frontier.length} roots, expected ${frontierLength(size)} for size ${size}`,
    );
  }
  if (leaf.length !== 32) throw new RangeError(`found a leaf hash of ${leaf.length} bytes, expected 32`);
  const kept = [...frontier];
  let node = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHash(kept.pop() as Buffer, node);
  kept.push(node);
  return kept;
}

/** The root of the tree whose frontier this is; `EMPTY_ROOT` for the empty one. */
export function rootOfFrontier(frontier: readonly Buffer[]): Buffer {
  return frontier.length === 0 ? EMPTY_ROOT : frontier.reduceRight((right, left) => nodeHash(left, right));
}
