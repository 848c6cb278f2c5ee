// Builds a Merkle tree (RFC 6962 section 2.1) leaf by leaf from the roots of its complete subtrees.
import { quickDigest } from "./bytes.ts";

const prefixed = (first: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(1 + parts.reduce((sum, { length }) => sum + length, 0));
  bytes[0] = first;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return quickDigest(bytes);
};

/** SHA-256(0x00 || data). */
export const leafHashOf = (data: Uint8Array): Uint8Array => prefixed(0, data);

const nodeHashOf = (left: Uint8Array, right: Uint8Array): Uint8Array => prefixed(1, left, right);

/** How many complete subtrees a tree of `size` leaves has. */
export function subtreesOf(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}

/** A tree of `size` leaves; `frontier` has the roots of its complete subtrees, largest first. */
export type Tree = { readonly size: number; readonly frontier: readonly Uint8Array[] };

export const EMPTY_TREE: Tree = { size: 0, frontier: [] };

/** The tree with one more leaf, whose hash is given. */
export function grown({ size, frontier }: Tree, leaf: Uint8Array): Tree {
  const roots = [...frontier];
  let node = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHashOf(roots.pop() as Uint8Array, node);
  return { size: size + 1, frontier: [...roots, node] };
}

/** The root of the whole tree. */
export function rootOf({ frontier }: Tree): Uint8Array {
  const [last, ...rest] = frontier.toReversed();
  return last === undefined
    ? quickDigest(new Uint8Array())
    : rest.reduce((right, left) => nodeHashOf(left, right), last);
}
