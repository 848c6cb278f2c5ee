// Takes a sample: the rows whose ids, hashed with the auditor's seed, come first. Anybody can draw it again with sha256sum.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";

export type Drawn = {
  readonly id: string;
  /** SHA-256 over seed, LF and id in UTF-8, in hex: `printf '%s\n%s' "$seed" "$id" | sha256sum`. */
  readonly rank: string;
};

/** The `size` ids of the lowest rank, lowest first; all of them where there are fewer. */
export function draw(ids: readonly string[], seed: string, size: number): Drawn[] {
  return ids
    .map((id) => ({ id, rank: sha256Hex(Buffer.from(`${seed}\n${id}`)) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size);
}
