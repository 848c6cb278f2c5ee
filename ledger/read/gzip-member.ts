// Writes and reads RFC 1952 with exactly one member, FLG 0 and MTIME 0 (FORMAT.md B3): written in parts, read strictly.
import { MAX_INFLATED } from "../../evidence-schema/bytes/bounds.ts";
import { createHash } from "node:crypto";
import { constants, crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { Violation } from "../../evidence-schema/violation.ts";

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const PART = 1 << 22;
const MAX_PIECE = 1 << 26;
/** Half the time of 6, and a fifth more bytes: the writer is where time is spent. */
const LEVEL = 3;

/** Compresses what is added as it comes, so that a large segment is never held inflated. */
export class GzipWriter {
  readonly #parts: Buffer[] = [HEADER];
  // Collected by add(); #flush() compresses them into a part, and takes them into digest, CRC and size.
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  readonly #digest = createHash("sha256");
  #crc = 0;
  #size = 0;
  /** SHA-256 of what was added, once it ended. */
  content = "";

  add(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= PART) this.#flush(constants.Z_FULL_FLUSH);
  }

  /** The whole object; nothing may be added after it. */
  end(): Buffer {
    this.#flush(constants.Z_FINISH);
    this.content = this.#digest.digest("hex");
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#crc, 0);
    trailer.writeUInt32LE(this.#size % 2 ** 32, 4);
    return Buffer.concat([...this.#parts, trailer]);
  }

  // Deflate blocks end at byte boundaries after a full flush, so that parts compressed apart make one stream.
  #flush(finishFlush: number): void {
    const bytes = Buffer.concat(this.#pending);
    this.#parts.push(deflateRawSync(bytes, { finishFlush, level: LEVEL }));
    this.#digest.update(bytes);
    this.#crc = crc32(bytes, this.#crc);
    this.#size += bytes.length;
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/**
 * The inflated bytes of a segment object. Throws Violation of B3 unless it is one member and nothing else. `most`: bytes that
 * are inflated at most.
 */
export function gunzipMember(bytes: Buffer, most = MAX_INFLATED): Buffer {
  const refuse = (expected: string, found: string): never => {
    throw new Violation("B3", expected, found);
  };
  if (bytes.length < 18) refuse("a gzip member of at least 18 bytes", `${bytes.length} bytes`);
  const [id1, id2, method, flags] = bytes;
  if (id1 !== 0x1f || id2 !== 0x8b || method !== 8) refuse("the gzip magic and deflate", bytes.toString("hex", 0, 3));
  if (flags !== 0) refuse("FLG 0", `FLG ${flags}`);
  if (bytes.readUInt32LE(4) !== 0) refuse("MTIME 0", `MTIME ${bytes.readUInt32LE(4)}`);
  let inflated: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    // The size in the trailer is not believed. A right size saves pieces and their concatenation. No deflate stream grows by
    // more than 1032 times.
    const said = Math.min(bytes.readUInt32LE(bytes.length - 4), 1032 * bytes.length, MAX_PIECE);
    const chunkSize = Math.max(said, 1024) + 64;
    // `info` gives the engine, whose bytesWritten is how much of the input it took.
    inflated = inflateRawSync(bytes.subarray(10), {
      info: true,
      maxOutputLength: most,
      chunkSize,
    }) as unknown as typeof inflated;
  } catch (error) {
    return refuse(
      "a whole deflate stream of at most 2 GiB",
      `a stream that zlib refuses (${(error as Error).message})`,
    );
  }
  const end = 10 + inflated.engine.bytesWritten;
  if (bytes.length !== end + 8)
    refuse(
      "one member and no byte after it",
      `${bytes.length - end} bytes after the deflate stream, of which the trailer takes 8`,
    );
  if (bytes.readUInt32LE(end) !== crc32(inflated.buffer)) refuse("the CRC32 of the data", "another CRC32");
  if (bytes.readUInt32LE(end + 4) !== inflated.buffer.length % 2 ** 32)
    refuse(`ISIZE ${inflated.buffer.length}`, `${bytes.readUInt32LE(end + 4)}`);
  return inflated.buffer;
}
