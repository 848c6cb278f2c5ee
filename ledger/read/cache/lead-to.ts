// Checks that segments are those of a chain, by the digests of their lines alone: a line names the digest of the line before.
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { readCanonical } from "../../../evidence-schema/record/record-line.ts";
import { gunzipMember } from "../gzip-member.ts";
import { splitLines } from "../stored.ts";

/** A segment object, and the seq that its key names. */
export type NumberedSegment = { readonly firstSeq: number; readonly bytes: Buffer };

/**
 * Whether the lines of the segments follow each other up to the line whose digest is `head`, and each segment begins at the
 * line that its key names. Then they are the lines of the one chain that has this head: other lines have other digests.
 * `most`: bytes that all of them inflate to at most. Throws Violation on what is no segment.
 */
export function leadTo(head: string, segments: readonly NumberedSegment[], most: number): boolean {
  let digest: string | null = null;
  let left = most;
  for (const { firstSeq, bytes } of segments) {
    const inflated = gunzipMember(bytes, left);
    left -= inflated.length;
    const lines = splitLines(inflated);
    const [first] = lines;
    if (first === undefined || seqOf(first) !== firstSeq) return false;
    for (const line of lines) {
      if (digest !== null && prevOf(line) !== digest) return false;
      digest = sha256Hex(line);
    }
  }
  return digest === head;
}

const seqOf = (line: Buffer): unknown => (readCanonical(line) as { readonly seq?: unknown } | null)?.seq;

const PREV = Buffer.from(',"prev":"');

// Members of a canonical line are sorted, so the body comes before, and the text of a member has no quote that is not escaped.
// A line with a member that version 1 does not know may be misread. Then the segments are read from the ledger.
const prevOf = (line: Buffer): string => {
  const at = line.lastIndexOf(PREV) + PREV.length;
  return line.toString("latin1", at, at + 64);
};
