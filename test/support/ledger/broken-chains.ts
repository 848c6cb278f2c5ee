// Changes segments of a chain after they were sealed, in each way that a reader has to see.
import { gunzipSync, gzipSync } from "node:zlib";
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import { segmentObjects } from "../../../ledger/read/segment-objects.ts";
import type { Objects } from "./ledger-in-memory.ts";

/** Keys of a scope's segments in order. */
export const segmentsOf = (objects: Objects, scope: string): string[] =>
  segmentObjects([...objects.keys()].filter((key) => key.startsWith(segmentsPrefix(scope)))).map(({ key }) => key);

/** Changes a segment, in place; the keys of its scope are in order. */
export type Breaking = (objects: Map<string, Buffer>, key: string, ofScope: readonly string[]) => void;

const bytesOf = (objects: Objects, key: string): Buffer => objects.get(key) as Buffer;

type Line = { readonly type: string; readonly body: { readonly [member: string]: Json } } & {
  readonly [member: string]: Json;
};

/** Changes the lines of a segment, and writes it and all after it anew so that each line links to the one before. */
function linkedAnew(change: (line: Line) => Line): Breaking {
  return (objects, key, ofScope) => {
    let prev: string | null = null;
    for (const each of ofScope.slice(ofScope.indexOf(key))) {
      const lines = gunzipSync(bytesOf(objects, each)).toString().trimEnd().split("\n");
      const written = lines.map((text) => {
        const line = JSON.parse(text) as Line;
        const linked: Line = prev === null ? line : { ...line, prev };
        const bytes = canonicalLine(each === key ? change(linked) : linked);
        prev = sha256Hex(bytes);
        return bytes;
      });
      objects.set(each, gzipSync(Buffer.concat(written)));
    }
  };
}

const onBody =
  (type: string, members: (body: Line["body"]) => Line["body"]) =>
  (line: Line): Line =>
    line.type === type ? { ...line, body: { ...line.body, ...members(line.body) } } : line;

/** By name. A segment of a chain with several is changed. */
export const BREAKINGS: { readonly [name: string]: Breaking } = {
  "the object is missing": (objects, key) => void objects.delete(key),
  "the object is cut off": (objects, key) => void objects.set(key, bytesOf(objects, key).subarray(0, -20)),
  "the object is empty": (objects, key) => void objects.set(key, Buffer.alloc(0)),
  "the object is another of the scope": (objects, key, ofScope) =>
    void objects.set(key, bytesOf(objects, ofScope.find((each) => each !== key) as string)),
  "the object is longer than any may be": (objects, key) => void objects.set(key, Buffer.alloc(80 * 1024 * 1024)),
  "a line is changed": (objects, key) =>
    void objects.set(
      key,
      gzipSync(gunzipSync(bytesOf(objects, key)).toString().replace('"trigger":"slot"', '"trigger":"manual"')),
    ),
  "its lines and all after are written anew": linkedAnew(
    onBody("run-opened", () => ({ trigger: "manual", slot: null })),
  ),
  "its lines are right, and its state root is another": linkedAnew(
    onBody("run-closed", () => ({ root: "0".repeat(64) })),
  ),
};
