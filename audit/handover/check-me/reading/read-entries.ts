// Reads a stretch of the ZIP file once, and takes of each entry what the checks need.
import { type Bytes, Digest } from "../evidence/bytes.ts";
import { piecesOf, readableOf } from "../evidence/gzip.ts";
import { readSegment } from "../evidence/segment.ts";
import { LONGEST_HEADER, readLocal } from "../zip/local.ts";
import type { Answer, Job, Numbered, ReadEntry, Told } from "./job.ts";

/** Entries that are longer are read in pieces of this length. */
const PIECE = 4 * 1024 * 1024;
/** Longest note of FORMAT.md B5. */
const LONGEST_NOTE = 256 * 1024;

export async function doJob(file: Blob, job: Job, told: Told): Promise<Answer> {
  return job.is === "whole"
    ? { is: "whole", digest: await wholeDigest(file, told) }
    : { is: "entries", read: await readEntries(file, job.entries, told) };
}

async function wholeDigest(file: Blob, told: Told): Promise<string> {
  const digest = new Digest();
  for await (const piece of piecesBetween(file, 0, file.size)) {
    digest.add(piece);
    told(piece.length);
  }
  return digest.end();
}

async function* piecesBetween(file: Blob, from: number, to: number): AsyncGenerator<Bytes> {
  for (let at = from; at < to; at += PIECE)
    yield new Uint8Array(await file.slice(at, Math.min(to, at + PIECE)).arrayBuffer());
}

/** The stretch is short but where it is one long entry. */
async function readEntries(file: Blob, entries: readonly Numbered[], told: Told): Promise<ReadEntry[]> {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return [];
  const to = Math.min(file.size, last.offset + LONGEST_HEADER + last.packed);
  const isShort = to - first.offset <= 4 * PIECE;
  // A long entry stands alone in its stretch: its header is read first, its data in pieces.
  const until = isShort ? to : Math.min(file.size, first.offset + LONGEST_HEADER);
  const stretch = new Uint8Array(await file.slice(first.offset, until).arrayBuffer());
  const read: ReadEntry[] = [];
  for (const entry of entries) {
    const at = entry.offset - first.offset;
    const { data, wrong } = readLocal(stretch.subarray(at), entry);
    const end = entry.offset + data + entry.packed;
    const nothing = { number: entry.number, digest: null, end, segment: null, text: null };
    if (wrong !== null) read.push({ ...nothing, wrong });
    else {
      const packed = isShort
        ? () => onePiece(stretch.subarray(at + data, at + data + entry.packed))
        : () => piecesBetween(file, entry.offset + data, end);
      read.push({ ...nothing, ...(await readOne(entry, packed)) });
    }
    told(entry.packed);
  }
  return read;
}

async function* onePiece(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

type Taken = Pick<ReadEntry, "digest" | "wrong" | "segment" | "text">;

/** Reads the bytes once for their digest and, of a segment, once more for its lines: the reader of lines may stop early. */
async function readOne(entry: Numbered, packed: () => AsyncIterable<Bytes>): Promise<Taken> {
  const source = (): AsyncIterable<Bytes> => (entry.method === 8 ? unpacked(entry, packed()) : packed());
  const kept: Uint8Array[] | null = isKept(entry) ? [] : null;
  try {
    const digest = new Digest();
    for await (const piece of source()) {
      digest.add(piece);
      kept?.push(piece);
    }
    const segment = /^evidence\/records\/.*\.gz$/.test(entry.name) ? await readSegment(source()) : null;
    return { digest: await digest.end(), wrong: null, segment, text: kept === null ? null : textOf(kept) };
  } catch (error) {
    const wrong = error instanceof Unpacking ? error.message : "its bytes can't be read";
    return { digest: null, wrong, segment: null, text: null };
  }
}

const isKept = ({ name, size }: Numbered): boolean =>
  /^evidence\/log\/\d{12}\.note$/.test(name) && size <= LONGEST_NOTE;

function textOf(pieces: readonly Uint8Array[]): string | null {
  try {
    const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return pieces.map((piece) => utf8.decode(piece, { stream: true })).join("") + utf8.decode();
  } catch {
    return null;
  }
}

/** A packed entry is not what its header says. */
class Unpacking extends Error {}

/** The bytes of a deflated entry: as many as the central directory says, and never one more. */
export async function* unpacked(entry: { readonly size: number }, packed: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  let length = 0;
  try {
    for await (const piece of piecesOf(readableOf(packed).pipeThrough(new DecompressionStream("deflate-raw")))) {
      length += piece.length;
      if (length > entry.size) break;
      yield piece as Bytes;
    }
  } catch {
    throw new Unpacking("its deflated bytes are damaged");
  }
  if (length !== entry.size) throw new Unpacking("it unpacks to another length than the central directory says");
}
