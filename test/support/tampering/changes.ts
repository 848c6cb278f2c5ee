// Each object of the ledger changed where it lies, by somebody without the key.
import { gunzipSync, gzipSync } from "node:zlib";
import type { Objects } from "../forge/forge.ts";
import { gzip } from "../forge/gzip.ts";
import { KEYS, type Target } from "./base.ts";
import { type Tampering, tampering } from "./tampering.ts";

type Kind = "genesis" | "document" | "spare" | "segment" | "abandoned" | "seal" | "note" | "stamp" | "attachment";

const KIND: Readonly<Record<Target, Kind>> = {
  genesis: "genesis",
  tests: "document",
  schedule: "document",
  controls: "document",
  roster: "document",
  spare: "spare",
  first: "segment",
  middle: "segment",
  last: "segment",
  acts: "segment",
  moreActs: "segment",
  attachment: "attachment",
  stamp: "stamp",
  abandoned: "abandoned",
  seal0: "seal",
  seal1: "seal",
  keyLeaf: "seal",
  seal2: "seal",
  note0: "note",
  note1: "note",
  keyNote: "note",
  note2: "note",
};

/** A change to one object, and the rules that it may break first, by kind; kinds that are not named are left alone. */
type Change = {
  readonly name: string;
  readonly rules: { readonly [kind in Kind]?: string };
  readonly change: (bytes: Buffer) => Buffer;
};

const flip = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
};

/** A letter of the log's name on the signature line, or of the base64 after it. */
const signature = (bytes: Buffer, change: (base64: string) => string): Buffer => {
  const text = bytes.toString();
  const at = text.lastIndexOf(" ") + 1;
  return Buffer.from(`${text.slice(0, at)}${change(text.slice(at, -1))}\n`);
};

const loosened = (base64: string): string =>
  base64.replace(/(.)=$/, (_, digit: string) => `${String.fromCharCode(digit.charCodeAt(0) + 1)}=`);
const otherDigit = (base64: string): string =>
  `${base64.slice(0, 40)}${base64[40] === "A" ? "B" : "A"}${base64.slice(41)}`;

const edited = (content: Buffer): Buffer =>
  Buffer.from(
    content
      .toString()
      .replace(/"listed":\d/, '"listed":7')
      .replace('"rotated"', '"forgotten"')
      .replace('"letter.txt"', '"other.txt"'),
  );

const SEAL = "B1 B2 L1 L2 L3 L4 L5 L6 L8 N3 N6";

const CHANGES: readonly Change[] = [
  {
    name: "a bit in the middle flipped",
    rules: {
      genesis: "B1 G1 G2",
      document: "B1 K2",
      spare: "K2",
      // Lines are read while they are inflated.
      segment: "B1 B3 B4 C1 C2 C3 C5",
      abandoned: "C7",
      seal: SEAL,
      note: "N1 N2",
      stamp: "L11",
      attachment: "K6",
    },
    change: (bytes) => flip(bytes, bytes.length >> 1),
  },
  {
    // Another letter of base64: a flipped bit may leave none, and then the note can't be read at all.
    name: "a letter of the checkpoint's root changed",
    rules: { note: "N2" },
    change(bytes) {
      const changed = Buffer.from(bytes);
      const at = bytes.indexOf("\n\n") - 8;
      changed.write(bytes.toString("latin1", at, at + 1) === "A" ? "B" : "A", at, "latin1");
      return changed;
    },
  },
  { name: "MTIME set", rules: { segment: "B3", abandoned: "C7" }, change: (bytes) => flip(bytes, 4) },
  { name: "FLG set", rules: { segment: "B3", abandoned: "C7" }, change: (bytes) => flip(bytes, 3) },
  {
    name: "the operating system changed",
    rules: { segment: "L5", abandoned: "C7" },
    change: (bytes) => flip(bytes, 9),
  },
  { name: "non-canonical base64", rules: { note: "N1" }, change: (bytes) => signature(bytes, loosened) },
  { name: "another digit in the signature", rules: { note: "N2" }, change: (bytes) => signature(bytes, otherDigit) },
  {
    name: "the last byte cut",
    rules: {
      genesis: "B1",
      document: "B1 K2",
      spare: "K2",
      segment: "B3",
      abandoned: "C7",
      seal: "B1",
      note: "N1",
      stamp: "L11",
      attachment: "K6",
    },
    change: (bytes) => bytes.subarray(0, -1),
  },
  {
    name: "cut in the middle",
    rules: {
      genesis: "B1",
      document: "B1 K2",
      spare: "K2",
      segment: "B3",
      abandoned: "C7",
      seal: "B1",
      note: "N1",
      stamp: "L11",
      attachment: "K6",
    },
    change: (bytes) => bytes.subarray(0, bytes.length >> 1),
  },
  {
    name: "emptied",
    rules: {
      genesis: "B1",
      document: "B1 K2",
      spare: "K2",
      segment: "B3",
      abandoned: "C7",
      seal: "B1",
      note: "N1",
      stamp: "L11",
      attachment: "K6",
    },
    change: () => Buffer.alloc(0),
  },
  {
    name: "bytes behind it",
    rules: {
      genesis: "B1",
      document: "B1 K2",
      spare: "K2",
      segment: "B3",
      abandoned: "C7",
      seal: "B1",
      note: "N1",
      stamp: "L11",
      attachment: "K6",
    },
    change: (bytes) => Buffer.concat([bytes, Buffer.from("\n")]),
  },
  {
    name: "a second gzip member",
    rules: { segment: "B3", abandoned: "C7" },
    change: (bytes) => Buffer.concat([bytes, gzip(Buffer.from("{}\n"))]),
  },
  { name: "the same lines compressed anew", rules: { segment: "L5" }, change: (bytes) => gzipSync(gunzipSync(bytes)) },
  {
    name: "one line edited, nothing rehashed",
    rules: { segment: "C5 L5" },
    change: (bytes) => gzip(edited(gunzipSync(bytes))),
  },
  {
    name: "the last line taken away",
    rules: { segment: "B4 R1 L5" },
    change: (bytes) =>
      gzip(
        Buffer.from(
          gunzipSync(bytes)
            .toString()
            .replace(/[^\n]*\n$/, ""),
        ),
      ),
  },
];

export const changes: readonly Tampering[] = CHANGES.flatMap(({ name, rules, change }) =>
  (Object.keys(KEYS) as Target[]).flatMap((target) => {
    const expected = rules[KIND[target]];
    if (expected === undefined) return [];
    // Nothing signed says what a document holds that nothing names.
    const exit = target === "spare" ? 4 : 1;
    return [tampering(`${target}: ${name}`, expected, (objects) => replace(objects, KEYS[target], change), exit)];
  }),
);

function replace(objects: Objects, key: string, change: (bytes: Buffer) => Buffer): void {
  const before = objects.get(key) as Buffer;
  const after = change(before);
  if (after.equals(before)) throw new Error(`found ${key} unchanged, expected it to be tampered with`);
  objects.set(key, after);
}
