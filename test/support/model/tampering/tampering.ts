// What somebody can do who writes where the ledger lies and has no key: change, take away, move, replay, and cut back.
import { canonicalLine, type Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Random } from "../simulation/random.ts";

export type Objects = Map<string, Buffer>;

export type Tampering = {
  readonly name: string;
  /** Whether all that is left is an older ledger: then only what is due tells of it. */
  readonly cutsBack?: true;
  /** `garbage`: keys of objects that nobody honest put. */
  readonly tamper: (objects: Objects, random: Random, garbage: ReadonlySet<string>) => void;
};

const keysOf = (objects: Objects, form: RegExp): string[] => [...objects.keys()].filter((key) => form.test(key)).sort();
const LEAVES = /^log\/\d+\.json$/;
const NOTES = /^log\/\d+\.note$/;
const SEGMENTS = /^records\//;
const DOCUMENTS = /^documents\//;

/** Some that follow each other, and never the newest of the log: without it the ledger is an older one. */
function range(objects: Objects, random: Random, form: RegExp): string[] {
  const keys = keysOf(objects, form).slice(0, form === LEAVES || form === NOTES ? -1 : undefined);
  if (keys.length === 0) return [];
  const first = random.below(keys.length);
  return keys.slice(first, first + random.between(1, 4));
}

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[at] = (copy[at] as number) ^ 1;
  return copy;
};

const each =
  (form: RegExp, change: (bytes: Buffer, random: Random) => Buffer | null) =>
  (objects: Objects, random: Random): void => {
    for (const key of range(objects, random, form)) {
      const bytes = change(objects.get(key) as Buffer, random);
      if (bytes === null) objects.delete(key);
      else objects.set(key, bytes);
    }
  };

const garbled = (bytes: Buffer, random: Random): Buffer =>
  random.chance(0.5) ? flipped(bytes, random.below(bytes.length)) : random.pick([Buffer.alloc(0), Buffer.from("{}\n")]);

function dated(bytes: Buffer, random: Random): Buffer {
  try {
    const leaf = JSON.parse(bytes.toString()) as { readonly time: string };
    const time = new Date(Date.parse(leaf.time) + random.between(-9, 9) * 3_600_000 + 1).toISOString();
    return canonicalLine({ ...leaf, time } as unknown as Json);
  } catch {
    return bytes; // a void leaf has no time
  }
}

/** Exchanges two objects of a form. */
const swapped =
  (form: RegExp) =>
  (objects: Objects, random: Random): void => {
    const keys = keysOf(objects, form);
    if (keys.length < 2) return;
    const [a, b] = [random.pick(keys), random.pick(keys)];
    const bytes = objects.get(a) as Buffer;
    objects.set(a, objects.get(b) as Buffer);
    objects.set(b, bytes);
  };

/** Leaves of a range with their notes. */
function taken(objects: Objects, random: Random): void {
  for (const key of range(objects, random, LEAVES)) {
    objects.delete(key);
    objects.delete(key.replace("json", "note"));
  }
}

/** Puts an object once more where none is: a leaf or note further on, a segment at another place. */
function replayed(objects: Objects, random: Random): void {
  const key = random.pick(keysOf(objects, random.pick([LEAVES, NOTES, SEGMENTS])));
  const further = key.replace(/\d{12}/, (digits) => String(Number(digits) + random.between(1, 9)).padStart(12, "0"));
  if (!objects.has(further)) objects.set(further, objects.get(key) as Buffer);
}

function cutBack(objects: Objects, random: Random, garbage: ReadonlySet<string>): void {
  for (const key of keysOf(objects, LEAVES).slice(-random.between(1, 3))) {
    objects.delete(key);
    objects.delete(key.replace("json", "note"));
  }
  if (random.chance(0.5)) return;
  // And all that no seal lists any more.
  const notes = keysOf(objects, NOTES).map((key) => (objects.get(key.replace("note", "json")) as Buffer).toString());
  const named = new Set(notes.flatMap((text) => [...text.matchAll(/"key":"(records\/[^"]+)"/g)].map(([, key]) => key)));
  const left = keysOf(objects, SEGMENTS).filter((key) => !named.has(key) && !garbage.has(key));
  for (const key of left) objects.delete(key);
}

export const TAMPERINGS: readonly Tampering[] = [
  { name: "leaves are dated otherwise", tamper: each(LEAVES, dated) },
  { name: "leaves are garbled", tamper: each(LEAVES, garbled) },
  { name: "leaves are gone", tamper: each(LEAVES, () => null) },
  { name: "leaves are gone with their notes", tamper: taken },
  { name: "notes are garbled", tamper: each(NOTES, garbled) },
  { name: "notes are gone", tamper: each(NOTES, () => null) },
  { name: "segments are garbled", tamper: each(SEGMENTS, garbled) },
  { name: "segments are gone", tamper: each(SEGMENTS, () => null) },
  { name: "documents are garbled", tamper: each(DOCUMENTS, garbled) },
  { name: "documents are gone", tamper: each(DOCUMENTS, () => null) },
  { name: "segments are exchanged", tamper: swapped(SEGMENTS) },
  { name: "leaves are exchanged", tamper: swapped(LEAVES) },
  { name: "notes are exchanged", tamper: swapped(NOTES) },
  { name: "something is put once more", tamper: replayed },
  { name: "the newest leaves are cut off", cutsBack: true, tamper: cutBack },
];
