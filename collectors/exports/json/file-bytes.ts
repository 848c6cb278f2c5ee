// Reads the bytes of an export in order: a plain file, or the content of one named `.gz` (RFC 1952).
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError } from "../input-error.ts";
import { withoutMark } from "./text-encoding.ts";

/** Large enough that the price of a chunk does not show, small enough to stay in the processor's cache. */
const CHUNK = 256 * 1024;

/** How many bytes say which encoding a text has. */
const LONGEST_MARK = 4;

/**
 * Calls `take` with every chunk in order, a byte order mark of UTF-8 replaced by white space. `cut`: the file ends before its gzip stream does, and what came before was given.
 * Rejects with what `take` throws, and with InputError on a file that can't be read and on bytes that are not gzip or
 * follow it.
 */
export async function readFileBytes(
  file: { path: string; name: string },
  take: (chunk: Buffer) => void,
): Promise<{ cut: boolean }> {
  const beginning = new Beginning(take);
  const { cut } = await readChunks(file, (chunk) => beginning.push(chunk));
  beginning.end();
  return { cut };
}

/** Holds the first bytes of a file until there are enough to see which encoding it has, however the file arrives. */
class Beginning {
  readonly #take: (chunk: Buffer) => void;
  /** Null once the beginning was given: push() and end() give it. */
  #held: Buffer | null = Buffer.alloc(0);

  constructor(take: (chunk: Buffer) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    if (this.#held === null) return this.#take(chunk);
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    if (this.#held.length >= LONGEST_MARK) this.end();
  }

  end(): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null && held.length > 0) this.#take(withoutMark(held));
  }
}

async function readChunks(
  file: { path: string; name: string },
  take: (chunk: Buffer) => void,
): Promise<{ cut: boolean }> {
  try {
    return await readUnpacked(file, take);
  } catch (cause) {
    // The system's own errors have a code and a call: the file can't be opened, or not be read to its end.
    if (!(cause instanceof Error && "syscall" in cause && "code" in cause)) throw cause;
    throw new InputError(
      { file: file.name, position: null },
      `a file that can't be read (${String(cause.code)})`,
      "an existing file that the current user has permission to read",
      { cause },
    );
  }
}

async function readUnpacked(
  file: { path: string; name: string },
  take: (chunk: Buffer) => void,
): Promise<{ cut: boolean }> {
  const source = createReadStream(file.path, { highWaterMark: CHUNK });
  if (!file.name.endsWith(".gz")) {
    await drain(source, source, take);
    return { cut: false };
  }
  const gunzip = createGunzip({ chunkSize: CHUNK });
  try {
    await drain(source, source.pipe(gunzip), take);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "Z_BUF_ERROR") return { cut: true };
    if (code !== "Z_DATA_ERROR") throw error;
    throw new InputError(
      { file: file.name, position: `byte ${gunzip.bytesWritten}` },
      "bytes that are not gzip",
      "gzip",
      { cause: error },
    );
  }
  const { size } = await stat(file.path);
  // zlib stops at the end of the last member and says nothing of what follows.
  if (gunzip.bytesWritten !== size) {
    throw new InputError(
      { file: file.name, position: `byte ${gunzip.bytesWritten}` },
      "bytes behind the gzip stream",
      "the end of the file",
    );
  }
  return { cut: size === 0 };
}

// Flowing, so that every chunk is taken before the error that follows it: an iterator drops what waits when it fails.
async function drain(source: Readable, stream: Readable, take: (chunk: Buffer) => void): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      source.on("error", reject);
      stream.on("error", reject);
      stream.on("end", resolve);
      stream.on("data", (chunk: Buffer) => {
        try {
          take(chunk);
        } catch (error) {
          reject(error as Error);
          source.destroy();
          stream.destroy();
        }
      });
    });
  } finally {
    source.destroy();
    stream.destroy();
  }
}
