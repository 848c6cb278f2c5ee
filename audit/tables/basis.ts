// Reads and writes the checkpoint that the rows of the derived tables were made from, and says whether they can be gone on from.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import type { SealedLog } from "../reading/sealed-log.ts";
import { TABLES_VERSION } from "./schema/schema.ts";
import type { Rows } from "./rows.ts";

export type Basis = {
  readonly ledger: string;
  readonly origin: string;
  readonly mode: string;
  readonly example: boolean;
  /** Index of the newest seal, the digest of its bytes, its place among the leaves that have a note, and its time. */
  readonly leaf: number;
  readonly leafDigest: string;
  readonly place: number;
  readonly sealTime: string;
};

export function readBasis(rows: Rows): (Basis & { readonly version: number; readonly derived: string }) | null {
  const row = rows.get(`select * from basis`);
  if (row === undefined) return null;
  return {
    ledger: String(row["ledger"]),
    origin: String(row["origin"]),
    mode: String(row["mode"]),
    example: row["example"] === 1,
    leaf: Number(row["leaf"]),
    leafDigest: String(row["leaf_digest"]),
    place: Number(row["place"]),
    sealTime: String(row["seal_time"]),
    version: Number(row["tables_version"]),
    derived: String(row["derive_digest"]),
  };
}

export function writeBasis(rows: Rows, basis: Basis, derived: string): void {
  rows.run(`delete from basis`, {});
  rows.insert("basis", {
    ledger: basis.ledger,
    origin: basis.origin,
    mode: basis.mode,
    example: basis.example ? 1 : 0,
    leaf: basis.leaf,
    leaf_digest: basis.leafDigest,
    place: basis.place,
    seal_time: basis.sealTime,
    tables_version: TABLES_VERSION,
    derive_digest: derived,
  });
}

/**
 * Why the rows can't be gone on from; null: they can. A seal names the tree of all leaves before it, so one with the same bytes at the
 * same place stands on the same log.
 */
export async function whyNot(
  basis: NonNullable<ReturnType<typeof readBasis>>,
  { ledger, log, derived }: { readonly ledger: Ledger; readonly log: SealedLog; readonly derived: string },
): Promise<string | null> {
  if (basis.ledger !== ledger.id) return "they were made from another ledger";
  if (basis.version !== TABLES_VERSION) return "they have another version";
  if (basis.derived !== derived) return "other code made them";
  if (basis.place >= log.size || log.indexAt(basis.place) !== basis.leaf) return "the log has no such seal any more";
  const bytes = await ledger.store.get(sealKey(basis.leaf));
  const isSame = bytes !== null && sha256Hex(bytes) === basis.leafDigest;
  return isSame ? null : "the log differs from the one that they were made from";
}
