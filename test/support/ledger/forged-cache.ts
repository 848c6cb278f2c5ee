// Forges the segments of a cache: other lines that follow each other as well, in objects as long as the true ones.
import { constants, crc32, deflateRawSync, gunzipSync } from "node:zlib";
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { decodeCache, encodeCache, type CachedSegment } from "../../../ledger/read/cache/cache-object.ts";
import { splitLines } from "../../../ledger/read/stored.ts";

type Line = { prev: string; readonly type: string; readonly body: { [member: string]: Json } };

/** The segments of a cache, each changed by `change`. */
export function changedCache(object: Buffer, change: (segment: CachedSegment, at: number) => CachedSegment): Buffer {
  return encodeCache(segmentsIn(object).map(change));
}

export const segmentsIn = (object: Buffer): CachedSegment[] => {
  const segments = decodeCache(object);
  if (segments === null) throw new Error("found no cache, expected the object of a cache");
  return segments;
};

/** A cache whose lines are changed by `change` and follow each other again, each object as long as that of `as`. */
export function forgedCache(object: Buffer, change: (line: Line) => void, as = object): Buffer {
  const sizes = segmentsIn(as).map(({ bytes }) => bytes.length);
  let prev: string | null = null;
  return changedCache(object, (segment, at) => {
    const lines = splitLines(gunzipSync(segment.bytes)).map((text) => {
      const line = JSON.parse(text.toString("utf8")) as Line;
      // Other digests compress no better: a shorter name makes room for them.
      if (line.type === "run-opened") (line.body["by"] as { software: string }).software = "t";
      change(line);
      if (prev !== null) line.prev = prev;
      const forged = canonicalLine(line as unknown as Json);
      prev = sha256Hex(forged);
      return forged;
    });
    return { ...segment, bytes: memberOf(Buffer.concat(lines), sizes[at] as number) };
  });
}

type Finding = { outcome: string; held: { outcome: string; opened: { seq: number } } };

/** The failure was never held, and all was first read, and last listed, a day before. */
export const heldAndSince = (object: Buffer): Buffer =>
  forgedCache(object, ({ type, body }) => {
    if (type === "observation" && body["restated"] === true) {
      for (const finding of body["findings"] as unknown as Finding[]) {
        finding.held.opened.seq -= 1;
        if (finding.outcome === "fail") finding.held.outcome = "pass";
      }
      body["since"] = "2026-08-31T07:01:00.000Z";
    }
    if (type === "coverage")
      for (const unit of body["units"] as unknown as { dataTime: string }[])
        unit.dataTime = unit.dataTime.replace("09-09T", "09-08T");
  });

/** Blocks of deflate that add nothing to what is inflated, of five bytes and of six. */
const EMPTY = [Buffer.from([0, 0, 0, 0xff, 0xff]), Buffer.from([2, 0, 0, 0, 0xff, 0xff])] as const;

/** A gzip member of this content and size. Throws where no way to compress the content leads to it. */
export function memberOf(content: Buffer, size: number): Buffer {
  for (const level of [9, 6, 3, 1])
    for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FILTERED, constants.Z_RLE]) {
      const stream = deflateRawSync(content, { level, strategy });
      const room = size - 18 - stream.length;
      const six = room % 5;
      if (room >= 0 && room >= six * 6)
        return member(content, [...blocks(1, six), ...blocks(0, (room - six * 6) / 5), stream]);
    }
  throw new Error(`found no gzip member of ${size} bytes, expected one: change the content by a few characters`);
}

const blocks = (of: 0 | 1, count: number): Buffer[] => Array.from({ length: count }, () => EMPTY[of]);

function member(content: Buffer, stream: readonly Buffer[]): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length, 4);
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), ...stream, trailer]);
}
