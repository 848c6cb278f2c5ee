// What somebody who can write where a ledger lies, and has no key, can do to one of its seals or to what it lists.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalLine, type Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Seal } from "../../../../evidence-schema/log/log-schema.ts";
import { documentKey, noteKey, sealKey } from "../../../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";

/** The key that a fault touches, and its bytes then; null: it is gone. */
type Fault = (seal: Seal, bytesOf: (key: string) => Buffer) => { readonly key: string; readonly bytes: Buffer | null };

const segmentOf = ({ scopes }: Seal): string => scopes.flatMap(({ segments }) => segments)[0]?.key as string;

/** One bit of the byte in the middle. */
function flipped(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  other.writeUInt8(other.readUInt8(other.length >> 1) ^ 1, other.length >> 1);
  return other;
}

const gone = (key: string) => ({ key, bytes: null });

export const FAULTS: Readonly<Record<string, Fault>> = {
  "a segment is gone": (seal) => gone(segmentOf(seal)),
  "a bit of a segment is flipped": (seal, bytesOf) => ({
    key: segmentOf(seal),
    bytes: flipped(bytesOf(segmentOf(seal))),
  }),
  "a segment is another's bytes": (seal, bytesOf) => ({
    key: segmentOf(seal),
    bytes: bytesOf(documentKey("roster", seal.documents["roster"] as string)),
  }),
  "a leaf is gone": ({ index }) => gone(sealKey(index)),
  "a leaf is empty": ({ index }) => ({ key: sealKey(index), bytes: Buffer.alloc(0) }),
  "a leaf is a millisecond older": (seal) => ({
    key: sealKey(seal.index),
    bytes: canonicalLine({ ...seal, time: formatTimestamp(parseTimestamp(seal.time) - 1) } as unknown as Json),
  }),
  "a leaf of a year ago": (seal) => ({
    key: sealKey(seal.index),
    bytes: canonicalLine({ ...seal, time: "2025-09-01T07:00:00.000Z" } as unknown as Json),
  }),
  "a leaf lists nothing": (seal) => ({
    key: sealKey(seal.index),
    bytes: canonicalLine({ ...seal, scopes: [] } as unknown as Json),
  }),
  "a note is gone": ({ index }) => gone(noteKey(index)),
  "a bit of a note is flipped": ({ index }, bytesOf) => ({
    key: noteKey(index),
    bytes: flipped(bytesOf(noteKey(index))),
  }),
  "a note is that of the leaf before": ({ index }, bytesOf) => ({
    key: noteKey(index),
    bytes: bytesOf(noteKey(index - 1)),
  }),
  "a document is gone": ({ documents }) => gone(documentKey("roster", documents["roster"] as string)),
  "a document is another": ({ documents }) => ({
    key: documentKey("schedule", documents["schedule"] as string),
    bytes: Buffer.from("{}\n"),
  }),
};

/** Does it, and gives what undoes it. */
export function plant(root: string, fault: Fault, seal: Seal): () => void {
  const bytesOf = (key: string): Buffer => readFileSync(join(root, key));
  const { key, bytes } = fault(seal, bytesOf);
  const before = bytesOf(key);
  const put = (text: Buffer | null): void => {
    rmSync(join(root, key), { force: true });
    if (text !== null) writeFileSync(join(root, key), text);
  };
  put(bytes);
  return () => put(before);
}
