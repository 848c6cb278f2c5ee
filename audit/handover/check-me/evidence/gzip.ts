// Reads a segment's gzip member (FORMAT.md B3) in pieces, and never inflates more of it than the format allows.
import type { Bytes } from "./bytes.ts";

const MOST_INFLATED = 2 * 1024 ** 3;
const HEADER = 10;
const TRAILER = 8;

/** A rule of FORMAT.md is broken at a line (1-based), or at the whole object. */
export class Broken extends Error {
  override readonly name = "Broken";
  readonly rule: string;
  readonly line: number | null;

  constructor(rule: string, what: string, line: number | null = null) {
    super(what);
    this.rule = rule;
    this.line = line;
  }
}

/**
 * The inflated pieces of one gzip member. The browser compares CRC32 and length, and refuses bytes after the member:
 * `page/able.ts` tries both before. Throws Broken.
 */
export async function* inflated(packed: AsyncIterable<Bytes>): AsyncGenerator<Uint8Array> {
  const ends = new Ends();
  const unpacked = fed(new DecompressionStream("gzip"), ends.watched(packed));
  let length = 0;
  try {
    for await (const piece of piecesOf(unpacked)) {
      length += piece.length;
      if (length > MOST_INFLATED) throw new Broken("B3", "the object inflates to more than 2 GiB");
      yield piece;
    }
  } catch (error) {
    if (error instanceof Broken) throw error;
    throw new Broken("B3", "the object is not one whole gzip member");
  }
  const isize = ends.size();
  if (isize !== length % 2 ** 32) throw new Broken("B3", "the object is not one gzip member: its length differs");
}

/** Looks at the first and the last bytes of what passes. */
class Ends {
  #head: number[] = [];
  #tail: number[] = [];

  async *watched(packed: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
    let length = 0;
    for await (const piece of packed) {
      length += piece.length;
      if (this.#head.length < HEADER) {
        this.#head.push(...piece.subarray(0, HEADER - this.#head.length));
        if (this.#head.length >= HEADER) this.#check();
      }
      this.#tail = [...this.#tail, ...piece.subarray(-TRAILER)].slice(-TRAILER);
      yield piece;
    }
    if (length < HEADER + TRAILER) throw new Broken("B3", "the object is too short for gzip");
  }

  #check(): void {
    const [one, two, method, flags, ...time] = this.#head;
    if (one !== 0x1f || two !== 0x8b || method !== 8) throw new Broken("B3", "the object is not gzip");
    if (flags !== 0 || time.slice(0, 4).some((byte) => byte !== 0))
      throw new Broken("B3", "the gzip header has a flag or a time, expected neither");
  }

  size(): number {
    return new DataView(Uint8Array.from(this.#tail).buffer).getUint32(4, true);
  }
}

/** The unpacked bytes of what is written piece by piece: a third of the time of a pipe between streams. */
function fed(stream: DecompressionStream, pieces: AsyncIterable<Bytes>): ReadableStream<Uint8Array> {
  const writer = stream.writable.getWriter();
  const feed = async (): Promise<void> => {
    try {
      for await (const piece of pieces) await writer.write(piece);
      await writer.close();
    } catch (error) {
      // The reader of the stream hears of it.
      await writer.abort(error);
    }
  };
  for (const promise of [feed(), writer.closed, writer.ready]) promise.catch(() => undefined);
  return stream.readable;
}

/** A stream of what an iteration gives; what goes wrong in it goes on to whoever reads. */
export function readableOf(pieces: AsyncIterable<Bytes>): ReadableStream<Bytes> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Bytes>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** The pieces of a stream. Safari has no iteration over streams. */
export async function* piecesOf<Piece>(stream: ReadableStream<Piece>): AsyncGenerator<Piece> {
  const reader = stream.getReader();
  let isWhole = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    isWhole = true;
  } finally {
    if (!isWhole) void reader.cancel().catch(() => undefined);
  }
}
