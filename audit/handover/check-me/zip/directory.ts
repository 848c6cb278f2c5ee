// Finds and reads the central directory of a ZIP file, zip64 included (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16).
import { type Entry, NoVerdict, type Oddity, shown } from "./entry.ts";

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;

/** More would not fit into the memory of a browser's page. */
const MOST_ENTRIES = 1_000_000;
const LONGEST_DIRECTORY = 256 * 1024 * 1024;

/** `start`: where the central directory begins. `oddities`: what no bundle has. */
export type Directory = {
  readonly entries: readonly Entry[];
  readonly start: number;
  readonly oddities: readonly Oddity[];
};

/** Rejects with NoVerdict where the file is no ZIP file, or has no entry. */
export async function readDirectory(file: Blob): Promise<Directory> {
  if (file.size === 0) throw new NoVerdict("The file is empty. Choose the ZIP file as it was handed over.");
  const { count, start, length, oddities } = await findDirectory(file);
  if (count === 0) throw new NoVerdict("The ZIP file has no entries. Choose the ZIP file as it was handed over.");
  if (count > MOST_ENTRIES || length > LONGEST_DIRECTORY)
    throw new NoVerdict(`The ZIP file lists ${count} entries, which is more than this page can check.`);
  const bytes = new Uint8Array(await file.slice(start, start + length).arrayBuffer());
  const entries = [...entriesOf(bytes, oddities)];
  if (entries.length !== count)
    oddities.push({
      path: "the ZIP file",
      what: `the end record counts ${count} entries, and the central directory has ${entries.length}`,
    });
  return { entries, start, oddities };
}

type Found = {
  readonly count: number;
  readonly start: number;
  readonly length: number;
  readonly oddities: Oddity[];
};

async function findDirectory(file: Blob): Promise<Found> {
  const from = Math.max(0, file.size - END_LENGTH - LONGEST_COMMENT);
  const tail = new DataView(await file.slice(from).arrayBuffer());
  const oddities: Oddity[] = [];
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END) continue;
    const comment = tail.getUint16(at + 20, true);
    if (at + END_LENGTH + comment !== tail.byteLength) continue;
    if (comment > 0) oddities.push({ path: "the ZIP file", what: `it ends with a comment of ${comment} bytes` });
    const [count, length, start] = [
      tail.getUint16(at + 10, true),
      tail.getUint32(at + 12, true),
      tail.getUint32(at + 16, true),
    ];
    const isLarge = count === 0xffff || length === 0xffffffff || start === 0xffffffff;
    const end = from + at;
    const found = isLarge || (await hasLocator(file, end)) ? await readEnd64(file, end) : { count, length, start, end };
    // Programs differ in which record they go by: both have to lead to one directory.
    const agree =
      [count, tail.getUint16(at + 8, true)].every((each) => each === 0xffff || each === found.count) &&
      (length === 0xffffffff || length === found.length) &&
      (start === 0xffffffff || start === found.start);
    if (!agree)
      throw new NoVerdict("The end records of the ZIP file lead to different directories. Get the file again.");
    if (found.start + found.length !== found.end)
      throw new NoVerdict(
        "The central directory of the ZIP file does not end where the file says. Get the file again.",
      );
    if (tail.getUint32(at + 4, true) !== 0)
      oddities.push({ path: "the ZIP file", what: "it is a part of several files" });
    return { ...found, oddities };
  }
  throw new NoVerdict("This is not a ZIP file, or its end is missing. Choose the ZIP file as it was handed over.");
}

async function hasLocator(file: Blob, end: number): Promise<boolean> {
  return end >= 20 && (await viewOf(file, end - 20, 20)).getUint32(0, true) === LOCATOR64;
}

async function readEnd64(file: Blob, end: number): Promise<Omit<Found, "oddities"> & { readonly end: number }> {
  const broken = (): NoVerdict => new NoVerdict("The zip64 end record of the ZIP file is damaged. Get the file again.");
  if (end < 76) throw broken();
  const locator = await viewOf(file, end - 20, 20);
  if (locator.getUint32(0, true) !== LOCATOR64) throw broken();
  const at = large(locator, 8);
  if (at + 56 !== end - 20) throw broken();
  const view = await viewOf(file, at, 56);
  if (view.getUint32(0, true) !== END64) throw broken();
  return { count: large(view, 32), length: large(view, 40), start: large(view, 48), end: at };
}

const viewOf = async (file: Blob, at: number, length: number): Promise<DataView> =>
  new DataView(await file.slice(at, at + length).arrayBuffer());

/** A number of 64 bits; no file is longer than 2^53 bytes. */
function large(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new NoVerdict("The ZIP file names a place beyond any file.");
  return Number(value);
}

function* entriesOf(bytes: Uint8Array, oddities: Oddity[]): Generator<Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  for (let at = 0; at < bytes.length;) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw new NoVerdict("The central directory of the ZIP file is damaged. Get the file again.");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((each) => view.getUint16(at + each, true)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > bytes.length)
      throw new NoVerdict("The central directory of the ZIP file is damaged. Get the file again.");
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    let name: string;
    try {
      name = utf8.decode(nameBytes);
    } catch {
      name = [...nameBytes].map((byte) => String.fromCharCode(byte)).join("");
      oddities.push({ path: shown(name), what: "the name is not UTF-8" });
    }
    const odd = (what: string): number => oddities.push({ path: shown(name), what });
    if (commentLength > 0) odd("the entry has a comment");
    // Unix mode of a symbolic link in the upper half of the external attributes.
    if (view.getUint8(at + 5) === 3 && ((view.getUint32(at + 38, true) >>> 28) & 0xf) === 0xa)
      odd("the entry is a link");
    if (view.getUint16(at + 34, true) !== 0) odd("the entry begins in another file");
    const extra = new DataView(bytes.buffer, bytes.byteOffset + at + 46 + nameLength, extraLength);
    const sizes = {
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    };
    yield {
      name,
      ...widened(sizes, extra, odd),
      method: view.getUint16(at + 10, true),
      flags: view.getUint16(at + 8, true),
    };
    at = next;
  }
}

type Sizes = { readonly size: number; readonly packed: number; readonly offset: number };

/** The sizes with what the zip64 field says in the place of those that do not fit into 32 bits. */
function widened(sizes: Sizes, extra: DataView, odd: (what: string) => void): Sizes {
  const wide = { ...sizes };
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const [id, length] = [extra.getUint16(at, true), extra.getUint16(at + 2, true)];
    // Some programs take the entry's name from there.
    if (id === 0x7075) odd("an extra field gives the entry a second name");
    if (id === 1) {
      let next = at + 4;
      for (const member of ["size", "packed", "offset"] as const) {
        if (wide[member] !== 0xffffffff) continue;
        if (next + 8 > Math.min(at + 4 + length, extra.byteLength)) odd("the zip64 field is too short");
        else wide[member] = large(extra, next);
        next += 8;
      }
    }
    at += 4 + length;
  }
  return wide;
}
