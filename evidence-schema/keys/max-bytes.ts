// Lists how many bytes each object of a ledger may have (FORMAT.md B5).
import { MAX_INFLATED } from "../bytes/bounds.ts";
import type { ObjectKey } from "./object-key.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

/** Bytes that an object of this key may have; of one that is no object of a ledger, as many as are read of any. */
export function maxBytes(key: ObjectKey | null): number {
  switch (key?.class) {
    case "genesis":
      return 64 * KIB;
    case "seal":
    case "document":
      return 64 * MIB;
    case "note":
    case "timestamp":
    case "cosignature":
      return 256 * KIB;
    case "attachment":
      return 1024 * MIB;
    // Deflate adds five bytes for each block of 64 KiB that it can't compress.
    case "segment":
    case undefined:
      return MAX_INFLATED + MIB;
  }
}
