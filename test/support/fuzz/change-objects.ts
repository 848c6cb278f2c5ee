// Objects changed where they lie, by one who has no key.
import { gunzipSync, gzipSync } from "node:zlib";
import type { Objects } from "../forge/forge.ts";
import type { Random } from "./random.ts";

type Rewrite = readonly [name: string, change: (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer];

const at = (bytes: Buffer, index: number, byte: number): Buffer => {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[index % copy.length] = byte;
  return copy;
};

const inflated = (bytes: Buffer, change: (content: Buffer) => Buffer): Buffer => {
  try {
    return gzipSync(change(gunzipSync(bytes)));
  } catch {
    return change(bytes);
  }
};

const flip = (bytes: Buffer, random: Random): Buffer => {
  const index = random.below(Math.max(1, bytes.length));
  return at(bytes, index, (bytes[index] ?? 0) ^ (1 << random.below(8)));
};

const REWRITES: readonly Rewrite[] = [
  ["a bit flipped", flip],
  ["a bit flipped inside", (bytes, random) => inflated(bytes, (content) => flip(content, random))],
  ["cut short", (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1))],
  ["a byte less", (bytes) => bytes.subarray(0, -1)],
  ["longer", (bytes, random) => Buffer.concat([bytes, Buffer.from(random.pick(["\n", " ", "x", "\0", "{}\n"]))])],
  ["a byte of the gzip header", (bytes, random) => at(bytes, random.below(10), random.below(256))],
  [
    "a byte of the trailer",
    (bytes, random) => at(bytes, Math.max(0, bytes.length - 1 - random.below(8)), random.below(256)),
  ],
  ["twice", (bytes) => Buffer.concat([bytes, bytes])],
  ["compressed otherwise", (bytes) => inflated(bytes, (content) => content)],
  ["stored and not compressed", (bytes) => inflated(bytes, (content) => content.subarray())],
  ["the last line doubled", (bytes) => inflated(bytes, (content) => Buffer.concat([content, lastLine(content)]))],
  [
    "without its last line",
    (bytes) => inflated(bytes, (content) => content.subarray(0, content.length - lastLine(content).length)),
  ],
  ["empty", () => Buffer.alloc(0)],
  ["another object", (_, random, others) => random.pick(others)],
  ["with a BOM", (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])],
  ["deep", (bytes) => inflated(bytes, () => Buffer.from("[".repeat(100_000)))],
  ["spelled otherwise", (bytes) => inflated(bytes, (content) => Buffer.from(content.toString().replace(/":/, '": ')))],
  [
    "with an exponent",
    (bytes) => inflated(bytes, (content) => Buffer.from(content.toString().replace(/:(\d)/, ":$1e0"))),
  ],
  ["with CRLF", (bytes) => inflated(bytes, (content) => Buffer.from(content.toString().replaceAll("\n", "\r\n")))],
];

const lastLine = (content: Buffer): Buffer => content.subarray(content.lastIndexOf(0x0a, content.length - 2) + 1);

/** Names that are none, or nearly. */
const STRANGE = [
  "log/000000000000.JSON",
  "log/00000000000.json",
  "log/000000000000.0.tsr",
  "log/000000000000.100.cosig",
  "log/000000000001.1.json",
  "log/999999999999.json",
  "log/000000000009.note",
  "log/000000000000.1.tsr",
  "log/000000000000.2.cosig",
  "notes.txt",
  "records/x",
  "records/provider=aws/scope=%61/gen=0/000000000000.ndjson.gz",
  "records/provider=aws/scope=a%2fb/gen=0/000000000000.ndjson.gz",
  "records/provider=aws/scope=%C3%A9/gen=0/000000000000.ndjson.gz",
  "records/provider=aws/scope=é/gen=0/000000000000.ndjson.gz",
  "records/provider=aws/scope=111111111111/gen=00/000000000000.ndjson.gz",
  "records/provider=aws/scope=111111111111/gen=1000000/000000000000.ndjson.gz",
  "records/provider=AWS/scope=1/gen=0/000000000000.ndjson.gz",
  "records/provider=tidemark/scope=other/gen=0/000000000000.ndjson.gz",
  "records/provider=aws/scope=%00/gen=0/000000000000.ndjson.gz",
  "records/provider=aws/scope=%ED%A0%80/gen=0/000000000000.ndjson.gz",
  `documents/tests/${"0".repeat(64)}.json`,
  `documents/Tests/${"0".repeat(64)}.json`,
  `documents/tests/${"A".repeat(64)}.json`,
  `attachments/${"0".repeat(64)}`,
  `attachments/${"0".repeat(63)}`,
  "genesis.json.bak",
  " ",
  "é",
  "e\u0301",
  "log/.json",
  `${"x".repeat(200)}`,
];

/** Changes objects in place and says how. */
export function changeObjects(objects: Objects, random: Random): string {
  const keys = [...objects.keys()].sort();
  if (keys.length === 0) return "nothing is left to change";
  const key = random.pick(keys);
  const bytes = objects.get(key) as Buffer;
  const other = random.pick(keys);
  switch (random.below(8)) {
    case 0:
      objects.delete(key);
      return `${key}: deleted`;
    case 1: {
      const like = keys.filter((each) => each.split("/")[0] === key.split("/")[0]);
      const partner = random.chance(0.7) ? random.pick(like) : other;
      objects.set(key, objects.get(partner) as Buffer).set(partner, bytes);
      return `${key}: exchanged with ${partner}`;
    }
    case 2: {
      const name = random.pick(STRANGE);
      objects.set(name, random.chance(0.7) ? bytes : Buffer.from("{}\n"));
      return `${name}: the bytes of ${key}`;
    }
    case 3: {
      const moved = key.replace(/\d{12}/, (digits) =>
        String(Number(digits) + random.pick([1, 5, 100])).padStart(12, "0"),
      );
      objects.set(moved, bytes);
      if (random.chance(0.5) && moved !== key) objects.delete(key);
      return `${moved}: from ${key}`;
    }
    default: {
      const [name, change] = random.pick(REWRITES);
      objects.set(key, change(bytes, random, [...objects.values()]));
      return `${key}: ${name}`;
    }
  }
}
