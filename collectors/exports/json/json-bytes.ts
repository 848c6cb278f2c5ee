// Reads single bytes of UTF-8 JSON outside strings by their class (RFC 8259 section 2),
// and keeps the brackets that are open.
import { ScanError, nameByte } from "./scan-error.ts";

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const COLON = 0x3a;
export const OPEN_ARRAY = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_ARRAY = 0x5d;
export const LETTER_U = 0x75;
export const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Classes of `CLASS`: what a byte outside strings does. */
export const SPACE = 1;
export const OPENS = 2;
export const CLOSES = 3;
/** The class of bytes that a number can begin with. */
export const NUMBER = 4;

/** Class by byte; 0 for all others. */
export const CLASS = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d]) CLASS[byte] = SPACE;
for (const byte of [OPEN_ARRAY, OPEN_OBJECT]) CLASS[byte] = OPENS;
for (const byte of [CLOSE_ARRAY, CLOSE_OBJECT]) CLASS[byte] = CLOSES;
for (const byte of Buffer.from("-0123456789")) CLASS[byte] = NUMBER;

/** Evidence is at most 128 levels deep, what it wraps around an element included. */
export const MAX_DEPTH = 100;

/** The brackets that are open: a stack that refuses one that closes another kind. */
export class Brackets {
  depth = 0;
  readonly #open = new Uint8Array(MAX_DEPTH);

  open(byte: number, offset: number): void {
    if (this.depth === MAX_DEPTH) throw new ScanError(offset, "deeper nesting", `at most ${MAX_DEPTH} levels`);
    this.#open[this.depth] = byte;
    this.depth += 1;
  }

  close(byte: number, offset: number): void {
    // In ASCII "]" is "[" plus two, and "}" is "{" plus two.
    const expected = this.depth === 0 ? undefined : (this.#open[this.depth - 1] as number) + 2;
    if (byte !== expected) {
      throw new ScanError(offset, nameByte(byte), expected === undefined ? "no closing bracket" : nameByte(expected));
    }
    this.depth -= 1;
  }
}
