// Cuts the restatements out of a large full segment that is, digest for digest, the one that a seal lists: its reader passes over
// them (evidence-schema/chain/reading.ts), and to inflate them costs most of what the segment does.
import { LF } from "../../evidence-schema/bytes/canonical.ts";
import { inflatedBeginning, inflatedEnds } from "./inflated-ends.ts";

/** A smaller object is inflated as a whole at less cost. */
const LARGE = 1 << 16;

const RESTATED = Buffer.from('"restated":true');
const FULL = Buffer.from('"extent":"full"');
const SEQ = /,"seq":(\d+),"time":"[^"]*","type":"(?:observation|context|coverage|finding)","v":1\}\n$/;

/** Whether the object is large, and its first line says that it is a full segment. */
export function isLargeFull(bytes: Buffer): boolean {
  const beginning = bytes.length >= LARGE ? inflatedBeginning(bytes) : null;
  return beginning !== null && lineAt(beginning, 0).includes(FULL);
}

/**
 * The inflated segment with the first and the last of its `count` restatements alone. Null where they do not plainly stand
 * between the first line and the others: then the segment has to be inflated as a whole. The checksum of the object is not
 * looked at. The lines that are left are bound by their digests, as all lines of a chain are: what was inflated wrongly has no
 * line that fits.
 */
export function cutSegment(bytes: Buffer, count: number): Buffer | null {
  const beginning = count > 1 && bytes.length >= LARGE ? inflatedBeginning(bytes) : null;
  if (beginning === null) return null;
  const opening = lineAt(beginning, 0);
  const first = lineAt(beginning, opening.length);
  const seq = seqOf(first);
  if (!opening.includes(FULL) || !first.includes(RESTATED) || seq === null) return null;
  for (const end of inflatedEnds(bytes)) {
    // The first of its lines may be half a line.
    const lines = end.subarray(end.indexOf(LF) + 1);
    const restated = lines.lastIndexOf(RESTATED);
    if (restated === -1) continue;
    const last = lines.subarray(lines.lastIndexOf(LF, restated) + 1);
    const after = lineAt(last, lineAt(last, 0).length);
    return seqOf(after) === seq + count ? Buffer.concat([opening, first, last]) : null;
  }
  return null;
}

/** The line that begins at a place, with its LF; empty where it does not end. */
const lineAt = (bytes: Buffer, start: number): Buffer => bytes.subarray(start, bytes.indexOf(LF, start) + 1);

function seqOf(line: Buffer): number | null {
  const found = SEQ.exec(line.toString("latin1"));
  return found === null ? null : Number(found[1]);
}
