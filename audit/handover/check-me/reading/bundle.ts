// Opens the ZIP file of a bundle: its entries by name, what was read of each, and the text of those that are asked for.
import type { Bytes } from "../evidence/bytes.ts";
import type { Fault, Segment } from "../evidence/segment.ts";
import { joined } from "../evidence/bytes.ts";
import { type Entry, NoVerdict, type Oddity } from "../zip/entry.ts";
import { readDirectory } from "../zip/directory.ts";
import { descriptorLengths, LONGEST_HEADER, readLocal } from "../zip/local.ts";
import { oddEntries, sharedBytes } from "../zip/names.ts";
import type { Job, Numbered, ReadEntry, Told } from "./job.ts";
import { doAll, type Hand } from "./pool.ts";
import { unpacked } from "./read-entries.ts";

/** A job reads about so many bytes at once: with two workers, the bytes of few stretches are in memory. */
const STRETCH = 4 * 1024 * 1024;
/** Documents, lists and pages that are read as a whole. */
const LONGEST_TEXT = 512 * 1024 * 1024;

export type Progress = (done: number, all: number) => void;

/** A name that a check goes by, with what was read of the entry. */
export type ReadFile = Entry & Omit<ReadEntry, "number">;

export class Bundle {
  readonly files: ReadonlyMap<string, ReadFile>;
  readonly oddities: readonly Oddity[];
  /** SHA-256 of the ZIP file. */
  readonly digest: string;
  readonly #file: Blob;
  #stretch: { readonly from: number; readonly bytes: Bytes } | null = null;

  private constructor(file: Blob, files: ReadonlyMap<string, ReadFile>, oddities: readonly Oddity[], digest: string) {
    this.#file = file;
    this.files = files;
    this.oddities = oddities;
    this.digest = digest;
  }

  /** Reads the whole file once. Rejects with NoVerdict where it is no bundle, with Stopped where it was stopped. */
  static async open(file: Blob, hands: readonly Hand[], progress: Progress, signal: AbortSignal): Promise<Bundle> {
    const { entries, start, oddities } = await readDirectory(file);
    if (!entries.some(({ name }) => name === "SHA256SUMS") || !entries.some(({ name }) => name.startsWith("evidence/")))
      throw new NoVerdict(
        "This ZIP file is not a bundle of Tidemark, since it has no SHA256SUMS, or nothing below evidence/. Choose the ZIP file as it was handed over.",
      );
    const found = [...oddities, ...oddEntries(entries)];
    const shared = sharedBytes(entries, start);
    // Nothing is unpacked where entries share bytes: a small file could stand for any amount of work.
    if (shared.length > 0) return new Bundle(file, new Map(), [...found, ...shared], "");
    const jobs = jobsOf(entries);
    let done = 0;
    const told: Told = (bytes) => progress((done += bytes), 2 * file.size);
    const answers = await doAll(file, jobs, hands, told, signal);
    const read = answers.flatMap((answer) => (answer.is === "entries" ? answer.read : []));
    const files = new Map<string, ReadFile>();
    for (const { number, ...rest } of read) {
      const entry = entries[number] as Entry;
      if (rest.wrong !== null) found.push({ path: entry.name, what: rest.wrong });
      files.set(entry.name, { ...entry, ...rest });
    }
    const whole = answers.find((answer) => answer.is === "whole");
    found.push(...gaps(entries, read, start));
    return new Bundle(file, files, found, whole?.digest ?? "");
  }

  /** The segment or what is wrong with it; null where there is no such object. `key`: as in the ledger. */
  segment(key: string): Segment | Fault | null {
    return this.files.get(`evidence/${key}`)?.segment ?? null;
  }

  /** The bytes of an entry; null where it is not there or can't be read. */
  async bytes(name: string): Promise<Bytes | null> {
    const entry = this.files.get(name);
    if (entry === undefined || entry.digest === null || entry.size > LONGEST_TEXT) return null;
    const to = Math.min(this.#file.size, entry.offset + LONGEST_HEADER + entry.packed);
    const held = this.#stretch;
    // Neighbours are asked for one after another, and lie beside each other.
    if (held === null || held.from > entry.offset || held.from + held.bytes.length < to)
      this.#stretch = {
        from: entry.offset,
        bytes: new Uint8Array(await this.#file.slice(entry.offset, Math.max(to, entry.offset + STRETCH)).arrayBuffer()),
      };
    const { from, bytes } = this.#stretch as { from: number; bytes: Bytes };
    const stretch = bytes.subarray(entry.offset - from);
    const { data } = readLocal(stretch, entry);
    const packed = stretch.subarray(data, data + entry.packed);
    if (entry.method !== 8) return packed;
    const pieces: Uint8Array[] = [];
    for await (const piece of unpacked(entry, once(packed))) pieces.push(piece);
    return joined(pieces);
  }

  /** The text of an entry in UTF-8; null where there is none. */
  async text(name: string): Promise<string | null> {
    const bytes = await this.bytes(name);
    try {
      return bytes === null ? null : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  /** The value of an entry of JSON; null where there is none. */
  async json(name: string): Promise<unknown> {
    const text = await this.text(name);
    try {
      return text === null ? null : JSON.parse(text);
    } catch {
      return null;
    }
  }
}

async function* once(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

/** Stretches of the file, each of entries that lie beside each other. The digest of the whole file comes first: it takes longest. */
function jobsOf(entries: readonly Entry[]): Job[] {
  const jobs: Job[] = [{ is: "whole" }];
  let stretch: Numbered[] = [];
  let length = 0;
  const close = (): void => {
    if (stretch.length > 0) jobs.push({ is: "entries", entries: stretch });
    [stretch, length] = [[], 0];
  };
  const numbered = entries.map((entry, number) => ({ ...entry, number }));
  for (const entry of numbered.toSorted((a, b) => a.offset - b.offset)) {
    const begin = stretch[0]?.offset ?? entry.offset;
    if (length > 0 && entry.offset + entry.packed - begin > STRETCH) close();
    stretch.push(entry);
    length += entry.packed + 1;
    if (entry.packed > STRETCH) close();
  }
  close();
  return jobs;
}

/** Bytes of the file that are no part of an entry. */
function gaps(entries: readonly Entry[], read: readonly ReadEntry[], start: number): Oddity[] {
  const odd: Oddity[] = [];
  const ends = new Map(read.map(({ number, end, wrong }) => [number, wrong === null ? end : null]));
  const sorted = entries
    .map((entry, number) => ({ entry, end: ends.get(number) ?? null }))
    .toSorted((a, b) => a.entry.offset - b.entry.offset);
  const [first] = sorted;
  if (first !== undefined && first.entry.offset !== 0)
    odd.push({ path: "the ZIP file", what: `${first.entry.offset} bytes lie before its first entry` });
  for (const [at, { entry, end }] of sorted.entries()) {
    if (end === null) continue;
    const next = sorted[at + 1]?.entry.offset ?? start;
    const gap = next - end;
    if (gap < 0) odd.push({ path: entry.name, what: "its data reach into what follows" });
    else if (!descriptorLengths(entry).includes(gap))
      odd.push({ path: entry.name, what: `${gap} bytes after it belong to no entry` });
  }
  return odd;
}
