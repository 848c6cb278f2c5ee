// One leaf of a forged log.

/** `frontier`: the roots of the complete subtrees, this leaf with them. */
export type ForgedLeaf = { readonly index: number; readonly bytes: Buffer; readonly frontier: readonly Buffer[] };
