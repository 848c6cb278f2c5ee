// Objects that stand at the next position of a chain and are no valid continuation of it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { segmentKey, segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import { segmentObjects } from "../../../ledger/read/segment-objects.ts";
import { GzipWriter } from "../../../ledger/read/gzip-member.ts";
import type { TemporaryLedger } from "./temporary-ledger.ts";

const member = (text: string): Buffer => {
  const gzip = new GzipWriter();
  gzip.add(Buffer.from(text));
  return gzip.end();
};

/** Lines of the scope's latest segment, to be spoiled. */
type Spoil = (lines: readonly string[]) => Buffer;

export const GARBAGE = {
  empty: () => Buffer.alloc(0),
  "not gzip": () => Buffer.from("this is no segment\nnor is this\n"),
  "gzip cut short": (lines) => member(lines.join("\n")).subarray(0, -12),
  "gzip with bytes behind it": (lines) => Buffer.concat([member(`${lines.join("\n")}\n`), Buffer.from("x")]),
  "no JSON": () => member("garbage\nmore\n"),
  "JSON of another kind": () => member('{"a":1}\n'),
  "a line without its end": (lines) => member(lines.join("\n")),
  "the segment before once more": (lines) => member(`${lines.join("\n")}\n`),
} satisfies { readonly [kind: string]: Spoil };

export type GarbageKind = keyof typeof GARBAGE;

/** Writes garbage of a kind at the next position of the scope's chain, or as the first of `gen`; gives its key. */
export function writeGarbage(home: TemporaryLedger, scope: string, kind: GarbageKind, gen?: number): string {
  const objects = segmentObjects(home.keys(segmentsPrefix(scope)));
  const at = objects.findLast(({ key }) => linesOf(home, key) !== null);
  if (at === undefined) throw new Error(`found no segment of ${scope} to spoil`);
  const lines = linesOf(home, at.key) as string[];
  const key = gen === undefined ? segmentKey(scope, at.gen, at.firstSeq + lines.length) : segmentKey(scope, gen, 0);
  return writeObject(home, key, GARBAGE[kind](lines));
}

function linesOf(home: TemporaryLedger, key: string): string[] | null {
  try {
    return gunzipSync(readFileSync(join(home.root, key)))
      .toString()
      .trimEnd()
      .split("\n");
  } catch {
    return null;
  }
}

/** Puts an object where the store would, without it. */
export function writeObject(home: TemporaryLedger, key: string, bytes: Buffer): string {
  mkdirSync(dirname(join(home.root, key)), { recursive: true });
  writeFileSync(join(home.root, key), bytes);
  return key;
}
