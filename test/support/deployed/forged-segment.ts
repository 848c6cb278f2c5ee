// A segment as somebody would write it who has the right to put records, and none of our code: the lines of an earlier segment,
// said anew of another run, time or scope, each bound to the line before.
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import type { SealedScope } from "../../../evidence-schema/log/log-schema.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { gzip } from "../forge/gzip.ts";

/** Where the segment goes: after this head of a chain. */
export type Head = Pick<SealedScope, "scope" | "gen" | "seq" | "head">;

export type Forged = { readonly key: string; readonly bytes: Buffer };

/** `change`: what a line says instead, beside its place in the chain. */
export function forgedSegment(
  lines: readonly ChainRecord[],
  { scope, gen, seq, head }: Head,
  change: (line: ChainRecord) => Partial<ChainRecord>,
): Forged {
  let prev = head;
  const written = lines.map((line, i) => {
    const said = { ...line, scope, gen, ...change(line), seq: seq + 1 + i, prev };
    const bytes = canonicalLine(said as unknown as Json);
    prev = sha256Hex(bytes);
    return bytes;
  });
  return { key: segmentKey(scope, gen, seq + 1), bytes: gzip(Buffer.concat(written)) };
}
