// Makes the checkpoint that messages carry: a reader who keeps a message can show later which history they were told.
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import type { Leaf } from "../evidence-schema/log/log-schema.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../evidence-schema/log/merkle.ts";

/** Size of the log with a leaf, and its RFC 6962 root in base64, as trust files and notes have it. */
export type SentCheckpoint = { readonly size: number; readonly root: string };

export function checkpointWith(leaf: Leaf): SentCheckpoint {
  const before = leaf.frontier.map((root) => Buffer.from(root, "hex"));
  const frontier = appendLeaf(before, leaf.index, leafHash(canonicalLine(leaf as unknown as Json)));
  return { size: leaf.index + 1, root: rootOfFrontier(frontier).toString("base64") };
}

/** The lines by which a mail carries it: what they are for, and the line that `verify --checkpoint` reads. */
export const checkpointLines = ({ size, root }: SentCheckpoint): string[] => [
  "Keep this mail. The line below shows later that the log had this checkpoint (tidemark verify --checkpoint FILE, with the line in FILE).",
  `checkpoint ${size} ${root}`,
];
