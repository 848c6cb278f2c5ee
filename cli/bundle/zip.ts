// Writes a ZIP file that is there whole or not at all, and has the same bytes for the same files on every machine.
import { createHash, randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import type { WrittenFile } from "../places/written-file.ts";

// APPNOTE.TXT 6.3.10 of PKWARE. Nothing is compressed: what comes out of zlib depends on its version, and evidence is compressed already.
// No library does this well: those at hand keep every file in memory until the end, or write sizes behind the bytes, which readers of
// streams refuse.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const NEEDED = 20;
const NEEDED_64 = 45;
/** Made on Unix, where a file has its mode in the upper half of its attributes. */
const MADE_BY = (3 << 8) | NEEDED_64;
const ATTRIBUTES = 0o100644 * 2 ** 16;
/** 1 January 1980, 12:05:06. It has no zone, and no other program writes this time. */
const TIME = (12 << 11) | (5 << 5) | 3;
const DATE = (1 << 5) | 1;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;

/** The members that a local and a central header have in common, without the name. `size`: the bytes of the file. */
function shared(needed: number, { name, size, crc }: Written): Buffer {
  const part = Buffer.alloc(26);
  part.writeUInt16LE(needed, 0);
  part.writeUInt16LE(TIME, 6);
  part.writeUInt16LE(DATE, 8);
  part.writeUInt32LE(crc, 10);
  part.writeUInt32LE(size, 14);
  part.writeUInt32LE(size, 18);
  part.writeUInt16LE(name.length, 22);
  return part;
}

type Written = { readonly name: string; readonly size: number; readonly crc: number; readonly offset: number };

const u32 = (value: number): Buffer => {
  const part = Buffer.alloc(4);
  part.writeUInt32LE(value);
  return part;
};
const u64 = (value: number): Buffer => {
  const part = Buffer.alloc(8);
  part.writeBigUInt64LE(BigInt(value));
  return part;
};

const localHeader = (file: Written): Buffer =>
  Buffer.concat([u32(LOCAL), shared(NEEDED, file), Buffer.from(file.name, "latin1")]);

function centralHeader(file: Written): Buffer {
  const isFar = file.offset >= MOST_32;
  const extra = isFar ? Buffer.concat([Buffer.from([1, 0, 8, 0]), u64(file.offset)]) : Buffer.alloc(0);
  const head = shared(isFar ? NEEDED_64 : NEEDED, file);
  head.writeUInt16LE(extra.length, 24);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_BY);
  // No comment, one disk, no inner attributes.
  const rest = Buffer.concat([Buffer.alloc(6), u32(ATTRIBUTES), u32(Math.min(file.offset, MOST_32))]);
  return Buffer.concat([u32(CENTRAL), madeBy, head, rest, Buffer.from(file.name, "latin1"), extra]);
}

function ending(count: number, offset: number, size: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Math.min(count, MOST_16), 4);
  end.writeUInt16LE(Math.min(count, MOST_16), 6);
  end.writeUInt32LE(Math.min(size, MOST_32), 8);
  end.writeUInt32LE(Math.min(offset, MOST_32), 12);
  const last = Buffer.concat([u32(END), end]);
  if (count < MOST_16 && offset < MOST_32 && size < MOST_32) return last;
  const versions = Buffer.alloc(4);
  versions.writeUInt16LE(MADE_BY, 0);
  versions.writeUInt16LE(NEEDED_64, 2);
  const far = [u32(END_64), u64(44), versions, Buffer.alloc(8), u64(count), u64(count), u64(size), u64(offset)];
  return Buffer.concat([...far, u32(LOCATOR_64), u32(0), u64(offset + size), u32(1), last]);
}

/** An earlier bundle is known by the head of its first file, which has its time. */
export const BUNDLE: WrittenFile = {
  what: "bundle of Tidemark",
  begin: localHeader({ name: "", size: 0, crc: 0, offset: 0 }).toString("latin1", 0, 14),
};

/** So many bytes are written at once: most files are small, and a call for each of their parts takes longer than the bytes. */
const AT_ONCE = 1 << 22;

class Writing {
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Bytes that were added: where the next ones come to lie. */
  length = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(...parts: readonly Buffer[]): Promise<void> {
    for (const part of parts) {
      this.#waiting.push(part);
      this.#waitingBytes += part.length;
      this.length += part.length;
    }
    if (this.#waitingBytes >= AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#hash.update(bytes);
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (let at = 0; at < bytes.length;) at += (await this.#file.write(bytes, at)).bytesWritten;
  }

  /** Writes what waits; gives the SHA-256 of all bytes. Once, at the end. */
  async end(): Promise<string> {
    await this.flush();
    return this.#hash.digest("hex");
  }
}

/**
 * Replaces a file of that name, whose mode stays; a link is followed. Files stand in the order that is given; names are ASCII, and each is
 * read when its turn comes. Gives the SHA-256 of the file in hex. Rejects with an error of Node where the place can't be written to; nothing is left behind then.
 */
export async function writeZip(
  path: string,
  names: readonly string[],
  read: (name: string) => Promise<Buffer>,
): Promise<string> {
  const there = await stat(path).catch(() => null);
  const target = there === null ? join(await realpath(dirname(path)), basename(path)) : await realpath(path);
  const beside = join(dirname(target), `.tidemark-${randomBytes(4).toString("hex")}.part`);
  const file = await open(beside, "wx", there === null ? 0o666 : there.mode & 0o777);
  try {
    const sha256 = await writeFiles(new Writing(file), names, read);
    await file.close();
    await rename(beside, target);
    return sha256;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}

async function writeFiles(
  to: Writing,
  names: readonly string[],
  read: (name: string) => Promise<Buffer>,
): Promise<string> {
  const files: Written[] = [];
  for (const name of names) {
    const bytes = await read(name);
    const file = { name, size: bytes.length, crc: crc32(bytes), offset: to.length };
    files.push(file);
    await to.add(localHeader(file), bytes);
  }
  const offset = to.length;
  for (const file of files) await to.add(centralHeader(file));
  await to.add(ending(files.length, offset, to.length - offset));
  return to.end();
}
