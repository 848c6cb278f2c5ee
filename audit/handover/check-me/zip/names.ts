// Finds names that a bundle can't have: an unpacking program would write some of them elsewhere, or over each other.
import { type Entry, type Oddity, shown } from "./entry.ts";

/** Names that Windows keeps for devices, whatever follows the first point. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Lists what is wrong with the names and kinds of the entries. */
export function oddEntries(entries: readonly Entry[]): Oddity[] {
  const odd: Oddity[] = [];
  const [names, folded] = [new Set<string>(), new Map<string, string>()];
  for (const { name, flags, method, size, packed } of entries) {
    const add = (what: string): number => odd.push({ path: shown(name), what });
    const low = name.toLowerCase();
    if (names.has(name)) add("two entries have this name");
    else if (folded.has(low))
      add(`the name differs from ${shown(folded.get(low) ?? "")} in upper and lower case alone`);
    names.add(name);
    folded.set(low, name);
    const wrong = wrongName(name);
    if (wrong !== null) add(wrong);
    if (method === 0 && size !== packed) add(`the entry is stored in ${packed} bytes, and has ${size}`);
    // Bit 0: encrypted. Bit 6: strongly so. Bit 13: parts of the headers are hidden.
    if ((flags & 0x2041) !== 0) add("the entry is encrypted");
    else if (method !== 0 && method !== 8) add(`the entry is packed by method ${method}, which this page can't unpack`);
  }
  return odd;
}

function wrongName(name: string): string | null {
  if (name === "") return "the entry has no name";
  if (name.startsWith("/") || /^[a-z]:/i.test(name)) return "the path is absolute";
  if (name.includes("\\")) return "the path has a backslash";
  const parts = name.split("/");
  if (parts.includes("..") || parts.includes(".")) return "the path leads out of its folder";
  if (name.endsWith("/")) return "the entry is a folder";
  if (parts.includes("")) return "the path has an empty part";
  if (!/^[\x20-\x7e]+$/.test(name)) return "the path has characters other than printable ASCII";
  if (parts.some((part) => DEVICE.test(part) || /[. ]$/.test(part))) return "Windows can't write this path";
  return null;
}

/** Entries that share bytes: found before anything is read, so that no byte is unpacked twice. */
export function sharedBytes(entries: readonly Entry[], start: number): Oddity[] {
  const odd: Oddity[] = [];
  let end = 0;
  let before = "";
  for (const { name, offset, packed } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) odd.push({ path: shown(name), what: `the entry shares bytes with ${shown(before)}` });
    // The local header has at least 30 bytes, and the name.
    const least = offset + 30 + name.length + packed;
    if (least > start) odd.push({ path: shown(name), what: "the entry reaches into the central directory" });
    if (least > end) [end, before] = [least, name];
  }
  return odd;
}
