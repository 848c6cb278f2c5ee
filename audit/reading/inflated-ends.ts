// Reads the beginning and the end of a large object without what lies between: GzipWriter makes parts that need nothing before them.
import { MAX_INFLATED } from "../../evidence-schema/bytes/bounds.ts";
import { constants, inflateRawSync } from "node:zlib";

const HEADER = 10;
const TRAILER = 8;
/** Compressed bytes of the beginning. */
const BEGINNING = 1 << 13;
/** A full flush ends with an empty stored block (RFC 1951 3.2.4). The same bytes may stand elsewhere by chance. */
const FLUSHED = Buffer.from([0x00, 0x00, 0xff, 0xff]);
/** Parts of the end that are tried, each time one more. */
const MOST_PARTS = 3;

/** The first bytes of the inflated object. Null where they can't be inflated. */
export function inflatedBeginning(bytes: Buffer): Buffer | null {
  const raw = bytes.subarray(HEADER, HEADER + BEGINNING);
  return inflated(() => inflateRawSync(raw, { finishFlush: constants.Z_SYNC_FLUSH }));
}

/**
 * Yields longer and longer ends of the inflated object. None where it was not written in parts. Nothing says that an end is
 * right, for its checksum is over the whole object: the caller has to know it by other marks.
 */
export function* inflatedEnds(bytes: Buffer): Generator<Buffer> {
  const end = bytes.length - TRAILER;
  for (
    let parts = 0, at = bytes.lastIndexOf(FLUSHED, end - FLUSHED.length);
    parts < MOST_PARTS && at > HEADER;
    parts += 1
  ) {
    const raw = bytes.subarray(at + FLUSHED.length, end);
    const chunkSize = Math.max(64, Math.min(raw.length * 32, 1 << 24));
    const found = inflated(() => inflateRawSync(raw, { chunkSize, maxOutputLength: MAX_INFLATED }));
    if (found !== null) yield found;
    at = bytes.lastIndexOf(FLUSHED, at - 1);
  }
}

function inflated(inflate: () => Buffer): Buffer | null {
  try {
    return inflate();
  } catch {
    return null;
  }
}
