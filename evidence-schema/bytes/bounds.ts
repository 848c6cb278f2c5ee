// Lists how long things may be (FORMAT.md B5): a reader stops there, so that no object can take its memory or its time.
import { percentEncode } from "./percent.ts";

const MIB = 1024 * 1024;

/** Bytes of one record line, its LF included. */
export const MAX_LINE = 16 * MIB;
/** Bytes of a segment once it is inflated (FORMAT.md B3). */
export const MAX_INFLATED = 2 ** 31;
/** UTF-8 bytes of a key or a unit. */
export const MAX_KEY = 4096;
/** UTF-8 bytes of a check, source, run, type, scope or principal. */
export const MAX_NAME = 1024;
/** Bytes of a scope's id once it is percent-encoded: with `scope=` before it, it is the name of a directory. */
const MAX_ENCODED_ID = 200;
/** The largest generation that a key names. */
export const MAX_GEN = 999_999;
/** The largest seq or index of a leaf that a key names. */
export const MAX_POSITION = 999_999_999_999;

/** Whether `text` has at most `max` bytes in UTF-8. */
export const isWithin = (text: string, max: number): boolean =>
  text.length * 3 <= max || Buffer.byteLength(text, "utf8") <= max;

/** Whether the id of a scope (what follows its first slash) fits into a key. Ids without UTF-8 are refused elsewhere. */
export function isScopeWithin(scope: string): boolean {
  const id = scope.slice(scope.indexOf("/") + 1);
  return isWithin(scope, MAX_NAME) && (!id.isWellFormed() || percentEncode(id).length <= MAX_ENCODED_ID);
}
