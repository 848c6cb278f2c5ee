// Finds where the elements of one array begin and end in JSON bytes that arrive in pieces, without parsing them.
import {
  BACKSLASH,
  Brackets,
  CLASS,
  CLOSES,
  CLOSE_ARRAY,
  COLON,
  COMMA,
  LETTER_U,
  MINUS,
  NUMBER,
  OPENS,
  QUOTE,
  SPACE,
} from "./json-bytes.ts";
import { JsonWrapper } from "./json-wrapper.ts";
import { ScanError, nameByte } from "./scan-error.ts";

/** The largest size of an element, in bytes. The limit bounds memory where a quote is never closed. */
const MAX_ELEMENT = 64 * 1024 * 1024;

/** first, next, after: between elements; within: in an object, array or string; scalar: in any other value. */
type Phase = "wrapper" | "first" | "next" | "after" | "within" | "scalar";

/**
 * Push the bytes in order, then read `wrapper` and `unfinished`. Bracket pairs, strings and commas between elements are
 * checked here (ScanError); what is inside an element or around the array is left to whoever parses it.
 */
export class JsonScanner {
  readonly wrapper: JsonWrapper;
  readonly #element: (bytes: Buffer, offset: number, careful: boolean) => void;
  #phase: Phase = "wrapper";
  /** Offset of the chunk: push() and pushText() move it on after the chunk. */
  #base = 0;
  // The element that has begun: #between() sets #start, and #take() empties the pieces once the element has ended.
  #start = 0;
  #pieces: Buffer[] = [];
  #length = 0;
  // The place within that element: #endWithin() leaves it where the chunk ends, for the next chunk to go on from.
  #inString = false;
  #escaped = false;
  #careful = false;
  #brackets = new Brackets();

  /**
   * `member` as in JsonWrapper. The bytes that `element` is given are its own only until it returns; `careful` is false
   * only where `needsCare` (json-value.ts) would say so of the element: the bytes have been looked at anyway.
   */
  constructor(member: string | null, element: (bytes: Buffer, offset: number, careful: boolean) => void) {
    this.wrapper = new JsonWrapper(member);
    this.#element = element;
  }

  /** The element that has begun and not ended, and where it began; null between elements. */
  get unfinished(): { readonly bytes: Buffer; readonly offset: number } | null {
    const within = this.#phase === "within" || this.#phase === "scalar";
    return within ? { bytes: Buffer.concat(this.#pieces), offset: this.#start } : null;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.#advance(chunk, at);
    this.#base += chunk.length;
  }

  /** Like `push`, but stops where the text ends: how many bytes of `chunk` belong to it. */
  pushText(chunk: Buffer): number {
    let at = 0;
    while (at < chunk.length && this.wrapper.state !== "done") at = this.#advance(chunk, at);
    this.#base += at;
    return at;
  }

  #advance(chunk: Buffer, at: number): number {
    switch (this.#phase) {
      case "wrapper": {
        const stop = this.wrapper.scan(chunk, at, this.#base);
        if (this.wrapper.state === "array") this.#phase = "first";
        return stop;
      }
      case "first":
      case "next":
      case "after":
        return this.#between(chunk, at);
      case "within":
        return this.#take(chunk, at, this.#endWithin(chunk, at));
      case "scalar":
        return this.#take(chunk, at, this.#endScalar(chunk, at));
    }
  }

  #between(chunk: Buffer, at: number): number {
    const byte = chunk[at] as number;
    const offset = this.#base + at;
    if (CLASS[byte] === SPACE) return at + 1;
    if (byte === CLOSE_ARRAY && this.#phase !== "next") {
      this.#phase = "wrapper";
      this.wrapper.resume(offset);
      return at;
    }
    if (this.#phase === "after") {
      if (byte !== COMMA) throw new ScanError(offset, nameByte(byte), '"," or "]"');
      this.#phase = "next";
      return at + 1;
    }
    if (CLASS[byte] === CLOSES || byte === COMMA || byte === COLON) {
      throw new ScanError(offset, nameByte(byte), "an element");
    }
    this.#start = offset;
    this.#phase = CLASS[byte] === OPENS || byte === QUOTE ? "within" : "scalar";
    this.#careful = this.#phase === "scalar";
    return at;
  }

  /** The end of the element in `chunk`, or -1 where it goes on in the next one. These loops see every byte: they are kept flat. */
  #endWithin(chunk: Buffer, at: number): number {
    const brackets = this.#brackets;
    const length = chunk.length;
    let i = at + (this.#escaped ? 1 : 0);
    let inString = this.#inString;
    while (i < length) {
      let byte = chunk[i] as number;
      if (inString) {
        while (byte !== QUOTE && byte !== BACKSLASH && ++i < length) byte = chunk[i] as number;
        if (i >= length) break;
        if (byte === BACKSLASH) {
          // A letter u, or what the next chunk begins with.
          if (chunk[i + 1] === LETTER_U || i + 1 === length) this.#careful = true;
          i += 2;
          continue;
        }
        inString = false;
        if (brackets.depth === 0) return this.#rest(i + 1);
      } else if (byte === QUOTE) inString = true;
      else {
        const kind = CLASS[byte];
        if (kind === OPENS) brackets.open(byte, this.#base + i);
        else if (kind === CLOSES) {
          brackets.close(byte, this.#base + i);
          if (brackets.depth === 0) return this.#rest(i + 1);
        } else if (kind === NUMBER) i = this.#endNumber(chunk, i) - 1;
      }
      i += 1;
    }
    this.#inString = inString;
    this.#escaped = i > length;
    return -1;
  }

  // Past the digits. Characters after them, or more than 15 digits, are left to a careful parser, and so is a cut.
  #endNumber(chunk: Buffer, at: number): number {
    let i = at + 1;
    while (i < chunk.length && CLASS[chunk[i] as number] === NUMBER) i += 1;
    const next = chunk[i];
    const plain = next === COMMA || CLASS[next ?? 0] === CLOSES || CLASS[next ?? 0] === SPACE;
    if (!plain || i - at > 15 || chunk[at] === MINUS) this.#careful = true;
    return i;
  }

  #rest(end: number): number {
    this.#inString = false;
    this.#escaped = false;
    return end;
  }

  #endScalar(chunk: Buffer, at: number): number {
    for (let i = at; i < chunk.length; i += 1) {
      const byte = chunk[i] as number;
      if (byte === COMMA || CLASS[byte] === CLOSES || CLASS[byte] === SPACE) return i;
    }
    return -1;
  }

  #take(chunk: Buffer, at: number, end: number): number {
    const piece = chunk.subarray(at, end === -1 ? chunk.length : end);
    this.#length += piece.length;
    if (this.#length > MAX_ELEMENT) {
      throw new ScanError(this.#start, "an element without an end", `at most ${MAX_ELEMENT} bytes`);
    }
    this.#pieces.push(piece);
    if (end === -1) return chunk.length;
    const bytes = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    this.#phase = "after";
    this.#element(bytes, this.#start, this.#careful);
    return end;
  }
}
