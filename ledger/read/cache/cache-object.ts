// Writes and reads the object of a cache: a line that names the segments, and then the bytes of each as the ledger has them.
import { z } from "zod";
import { LF } from "../../../evidence-schema/bytes/canonical.ts";

/** A segment object of the ledger, and which version of it was read. */
export type CachedSegment = { readonly key: string; readonly version: string; readonly bytes: Buffer };

const header = z.strictObject({
  v: z.literal(1),
  segments: z.array(z.strictObject({ key: z.string(), version: z.string(), size: z.int().min(0) })),
});

export function encodeCache(segments: readonly CachedSegment[]): Buffer {
  const named = segments.map(({ key, version, bytes }) => ({ key, version, size: bytes.length }));
  const line = Buffer.from(`${JSON.stringify({ v: 1, segments: named })}\n`);
  return Buffer.concat([line, ...segments.map(({ bytes }) => bytes)]);
}

/** The segments in the object; null where it has another form. Nothing that it says is proven. */
export function decodeCache(object: Buffer): CachedSegment[] | null {
  const end = object.indexOf(LF) + 1;
  const parsed = header.safeParse(jsonIn(object.subarray(0, end)));
  if (!parsed.success) return null;
  let at = end;
  const segments = parsed.data.segments.map(({ key, version, size }) => ({
    key,
    version,
    bytes: object.subarray(at, (at += size)),
  }));
  return at === object.length ? segments : null;
}

function jsonIn(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    return null;
  }
}
