// Finds the part of a JSON text around its one big array, and keeps it for parsing while the array streams by.
import {
  BACKSLASH,
  Brackets,
  CLASS,
  CLOSES,
  COLON,
  COMMA,
  OPENS,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
} from "./json-bytes.ts";
import { ScanError, nameByte } from "./scan-error.ts";

/** The most bytes that may stand around the array. The limit bounds memory when a file is not the one that was asked for. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_KEY = 64;

export class JsonWrapper {
  /** `before`: the array has not begun; `array`: it begins here; `behind`: it has ended; `done`: only white space may follow. */
  state: "before" | "array" | "behind" | "done" = "before";
  readonly #member: string | null;
  readonly #brackets = new Brackets();
  readonly #pieces: Buffer[] = [];
  /** Bytes in #pieces: both grow in #keep() alone. */
  #length = 0;
  // The place in the text, moved on byte by byte by #step() and the methods that it calls.
  #inString = false;
  #escaped = false;
  #text: number[] = [];
  #key: string | null = null;
  // Where the array begins, set by scan(), and its size in bytes, set by resume().
  #began = { position: Infinity, offset: 0 };
  #skipped = 0;

  /** `member` is the name of the array at the top level; null where the text itself is the array. */
  constructor(member: string | null) {
    this.#member = member;
  }

  /** Its bytes, the array left empty in it. */
  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  /** The offset in the text of a position in `bytes`. */
  offset(position: number): number {
    return position < this.#began.position ? position : position + this.#skipped;
  }

  /** The array ended right before `offset`, where its closing bracket is. */
  resume(offset: number): void {
    this.state = "behind";
    this.#skipped = offset - this.#began.offset;
  }

  /**
   * Reads `chunk` from `at` until the array begins or the text ends; where it stopped. `base` is the offset of the chunk.
   * Once the text has ended, reads on and refuses what is no white space.
   */
  scan(chunk: Buffer, at: number, base: number): number {
    let i = at;
    const ended = this.state === "done";
    while (i < chunk.length && this.state !== "array" && (ended || this.state !== "done")) {
      this.#step(chunk[i] as number, base + i);
      i += 1;
    }
    this.#keep(chunk.subarray(at, i), base + i);
    if (this.state === "array") this.#began = { position: this.#length, offset: base + i };
    return i;
  }

  #keep(bytes: Buffer, offset: number): void {
    this.#length += bytes.length;
    if (this.#length > MAX_BYTES) throw new ScanError(offset, `${MAX_BYTES} bytes around it`, this.#wanted());
    // Copied, so that a few bytes do not hold their whole chunk in memory.
    this.#pieces.push(Buffer.from(bytes));
  }

  #wanted(): string {
    return this.#member === null ? "an array" : `an array ${JSON.stringify(this.#member)} in an object`;
  }

  #step(byte: number, offset: number): void {
    if (this.#inString) return this.#inText(byte);
    if (CLASS[byte] === SPACE) return;
    if (this.state === "done") throw new ScanError(offset, nameByte(byte), "the end of the file");
    if (this.#brackets.depth === 0) return this.#start(byte, offset);
    if (byte === QUOTE) {
      this.#inString = true;
      this.#text = [];
    } else if (CLASS[byte] === OPENS) this.#open(byte, offset);
    else if (CLASS[byte] === CLOSES) this.#close(byte, offset);
    else if (this.#brackets.depth === 1) this.#name(byte);
  }

  #inText(byte: number): void {
    if (!this.#escaped && byte === QUOTE) {
      this.#inString = false;
      return;
    }
    this.#escaped = !this.#escaped && byte === BACKSLASH;
    if (this.#text.length <= MAX_KEY) this.#text.push(byte);
  }

  #start(byte: number, offset: number): void {
    if (byte !== (this.#member === null ? OPEN_ARRAY : OPEN_OBJECT)) {
      throw new ScanError(offset, nameByte(byte), this.#wanted());
    }
    this.#brackets.open(byte, offset);
    if (this.#member === null) this.state = "array";
  }

  // The name before a colon at the first level, until the comma behind its value. A name with escapes is not looked for.
  #name(byte: number): void {
    if (byte === COLON) this.#key = Buffer.from(this.#text).toString("latin1");
    if (byte === COMMA) this.#key = null;
  }

  #open(byte: number, offset: number): void {
    const isArray = byte === OPEN_ARRAY && this.#brackets.depth === 1 && this.#key === this.#member;
    if (isArray && this.state === "behind") {
      throw new ScanError(offset, `a second ${JSON.stringify(this.#member)}`, "one");
    }
    this.#brackets.open(byte, offset);
    if (isArray) this.state = "array";
  }

  #close(byte: number, offset: number): void {
    this.#brackets.close(byte, offset);
    if (this.#brackets.depth > 0) return;
    if (this.state === "before") throw new ScanError(offset, "the end of the object", this.#wanted());
    this.state = "done";
  }
}
