// Walks the bytes of canonical JSON (RFC 8785) in one pass. It fails on what is rare: the ordinary reader decides there.
import type { RepeatedTexts } from "./repeated-texts.ts";

const [QUOTE, BACKSLASH, COMMA, COLON, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x2c, 0x3a, 0x2d, 0x30, 0x39] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d] as const;
/** Bytes below are control characters, which canonical text escapes. Bytes from 0x80 on are no ASCII. */
const [FIRST_PRINTABLE, FIRST_BEYOND_ASCII] = [0x20, 0x80] as const;

/** Text that stands in a line as it is, as bytes to compare with. */
export const literal = (text: string): Uint8Array => Buffer.from(text, "latin1");

const [NULL, TRUE, FALSE] = [literal("null"), literal("true"), literal("false")] as const;

/** Bytes that may follow a backslash. Canonical text writes no `\/`; `\u` is left to the ordinary reader. */
const ESCAPED: ReadonlySet<number | undefined> = new Set(literal('"\\bfnrt'));

/** Fifteen digits are a safe integer whatever they are. */
const MAX_DIGITS = 15;

/** Containers inside a value that are followed; the format allows more. */
const MAX_FOLLOWED = 32;

/**
 * A place in a line. Each method passes over one thing and moves `at` behind it. Where the thing does not plainly stand
 * there, the cursor has failed, once and for all: what methods give from then on means nothing.
 */
export class Cursor {
  readonly #bytes: Buffer;
  readonly #repeated: RepeatedTexts;
  /** Both are changed by each method. */
  at: number;
  hasFailed = false;

  constructor(bytes: Buffer, at: number, repeated: RepeatedTexts) {
    this.#bytes = bytes;
    this.#repeated = repeated;
    this.at = at;
  }

  /** Whether these bytes come next; passes over them if so, and else does nothing. */
  passes(expected: Uint8Array): boolean {
    const bytes = this.#bytes;
    const { at } = this;
    for (let i = 0; i < expected.length; i += 1) if (bytes[at + i] !== expected[i]) return false;
    this.at = at + expected.length;
    return true;
  }

  expect(expected: Uint8Array): void {
    if (!this.passes(expected)) this.fail();
  }

  /** A string without escapes; gives it without its quotes, as a text of its own that holds no other. */
  text(): string {
    const from = this.at + 1;
    this.#unescaped();
    return this.#bytes.toString("latin1", from, this.at - 1);
  }

  /** As text(), where the same text comes often. */
  repeated(): string {
    const from = this.at + 1;
    this.#unescaped();
    return this.hasFailed ? "" : this.#repeated.textOf(this.#bytes, from, this.at - 1);
  }

  repeatedOrNull(): string | null {
    return this.passes(NULL) ? null : this.repeated();
  }

  /** A string, escaped or not. */
  anyText(): void {
    const bytes = this.#bytes;
    let { at } = this;
    if (bytes[at] !== QUOTE) return this.fail();
    for (at += 1; bytes[at] !== QUOTE; at += 1) {
      if (bytes[at] === BACKSLASH) {
        at += 1;
        if (!ESCAPED.has(bytes[at])) return this.fail();
      } else if (!isPrintable(bytes[at])) return this.fail();
    }
    this.at = at + 1;
  }

  anyTextOrNull(): void {
    if (!this.passes(NULL)) this.anyText();
  }

  /** An integer that is not negative. */
  count(): number {
    const from = this.at;
    if (this.#bytes[from] === MINUS) this.fail();
    else this.#integer();
    return this.hasFailed ? 0 : Number(this.#bytes.toString("latin1", from, this.at));
  }

  /** An object whose names are in canonical order, none twice, none with escapes. */
  object(): void {
    this.#object(0);
  }

  /** An object of strings, with such names. */
  texts(): void {
    this.#members(0, true);
  }

  fail(): void {
    this.hasFailed = true;
    this.at = this.#bytes.length;
  }

  #value(depth: number): void {
    switch (this.#bytes[this.at]) {
      case QUOTE:
        return this.anyText();
      case OPEN_OBJECT:
        return this.#object(depth);
      case OPEN_LIST:
        return this.#list(depth);
      default:
        if (!this.passes(NULL) && !this.passes(TRUE) && !this.passes(FALSE)) this.#integer();
    }
  }

  #object(depth: number): void {
    if (depth === MAX_FOLLOWED) this.fail();
    else this.#members(depth, false);
  }

  #members(depth: number, areTexts: boolean): void {
    this.#byte(OPEN_OBJECT);
    if (this.#isByte(CLOSE_OBJECT)) return;
    let [before, end] = [this.at, this.at];
    do {
      const name = this.at;
      this.#unescaped();
      if (end > before && !this.#isAscending(before, end, name)) return this.fail();
      [before, end] = [name, this.at];
      this.#byte(COLON);
      if (areTexts) this.anyText();
      else this.#value(depth + 1);
    } while (this.#isByte(COMMA));
    this.#byte(CLOSE_OBJECT);
  }

  #list(depth: number): void {
    if (depth === MAX_FOLLOWED) return this.fail();
    this.#byte(OPEN_LIST);
    if (this.#isByte(CLOSE_LIST)) return;
    do this.#value(depth + 1);
    while (this.#isByte(COMMA));
    this.#byte(CLOSE_LIST);
  }

  /** Whether the name from `before` to `end` sorts before the name that was passed over last, which begins at `name`. */
  #isAscending(before: number, end: number, name: number): boolean {
    const bytes = this.#bytes;
    const [length, next] = [end - before, this.at - name];
    // Without the closing quotes, which would sort before most characters.
    for (let i = 1; i < length - 1 && i < next - 1; i += 1) {
      const difference = (bytes[before + i] as number) - (bytes[name + i] as number);
      if (difference !== 0) return difference < 0;
    }
    return length < next;
  }

  #unescaped(): void {
    const bytes = this.#bytes;
    let { at } = this;
    if (bytes[at] !== QUOTE) return this.fail();
    for (at += 1; bytes[at] !== QUOTE; at += 1)
      if (bytes[at] === BACKSLASH || !isPrintable(bytes[at])) return this.fail();
    this.at = at + 1;
  }

  // No fraction and no exponent, no leading zero, no -0.
  #integer(): void {
    const bytes = this.#bytes;
    const first = bytes[this.at] === MINUS ? this.at + 1 : this.at;
    let at = first;
    while (isDigit(bytes[at])) at += 1;
    const isZero = bytes[first] === ZERO;
    if (at === first || at - first > MAX_DIGITS || (isZero && (at > first + 1 || first > this.at))) return this.fail();
    this.at = at;
  }

  #byte(expected: number): void {
    if (!this.#isByte(expected)) this.fail();
  }

  #isByte(expected: number): boolean {
    if (this.#bytes[this.at] !== expected) return false;
    this.at += 1;
    return true;
  }
}

const isPrintable = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= FIRST_PRINTABLE && byte < FIRST_BEYOND_ASCII;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE;
