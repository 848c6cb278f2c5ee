// Decides whether JSON is broken or was cut off, which JSON.parse does not say, and finds where. Slow: for what failed.
import {
  BACKSLASH,
  CLASS,
  CLOSES,
  COLON,
  COMMA,
  NUMBER as DIGITS,
  OPENS,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
} from "./json-bytes.ts";

type Expect = "value" | "first" | "name" | "firstName" | "colon" | "behind" | "end";

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NUMBER_SO_FAR = /^-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE][+-]?\d*)?)?|[eE][+-]?\d*)?)?$/;
const WORDS = ["true", "false", "null"];
const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;
const ESCAPE_SO_FAR = /^\\(?:u[0-9a-fA-F]{0,3})?$/;

/** Offset of the first byte that no JSON text (RFC 8259) can have there, or null: `bytes` is one, or the beginning of one. */
export function findJsonFault(bytes: Buffer): number | null {
  const open: number[] = [];
  let expect: Expect = "value";
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (CLASS[byte] === SPACE) {
      i += 1;
      continue;
    }
    const isName: boolean = expect === "name" || expect === "firstName";
    if (byte === QUOTE && (isName || expect === "value" || expect === "first")) {
      const { end, fault } = readText(bytes, i);
      if (fault || end === null) return fault ? (end ?? i) : null;
      expect = isName ? "colon" : behind(open);
      i = end;
    } else if (CLASS[byte] === CLOSES) {
      // In ASCII "]" is "[" plus two, and "}" is "{" plus two.
      if ((expect !== "behind" && expect !== "first" && expect !== "firstName") || open.pop() !== byte - 2) return i;
      expect = behind(open);
      i += 1;
    } else if (expect === "colon" || expect === "behind") {
      if (byte !== (expect === "colon" ? COLON : COMMA)) return i;
      expect = expect === "colon" ? "value" : open.at(-1) === OPEN_OBJECT ? "name" : "value";
      i += 1;
    } else if (expect === "end" || isName) {
      return i;
    } else if (CLASS[byte] === OPENS) {
      open.push(byte);
      expect = byte === OPEN_OBJECT ? "firstName" : "first";
      i += 1;
    } else {
      const end = endOfWord(bytes, i);
      const word = bytes.toString("latin1", i, end);
      if (!isWord(word, end === bytes.length)) return i;
      expect = behind(open);
      i = end;
    }
  }
  return null;
}

function behind(open: readonly number[]): Expect {
  return open.length === 0 ? "end" : "behind";
}

/** Behind the string, or where it is broken; null where it was cut. */
function readText(bytes: Buffer, at: number): { readonly end: number | null; readonly fault: boolean } {
  for (let i = at + 1; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === QUOTE) return { end: i + 1, fault: false };
    if (byte < 0x20) return { end: i, fault: true };
    if (byte !== BACKSLASH) continue;
    const escape = bytes.toString("latin1", i, i + 6);
    const whole = ESCAPE.exec(escape);
    if (whole === null)
      return i + escape.length === bytes.length && ESCAPE_SO_FAR.test(escape)
        ? { end: null, fault: false }
        : { end: i, fault: true };
    i += whole[0].length - 1;
  }
  return { end: null, fault: false };
}

function endOfWord(bytes: Buffer, at: number): number {
  let i = at;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (byte === COMMA || byte === COLON || byte === QUOTE || (CLASS[byte] !== 0 && CLASS[byte] !== DIGITS)) break;
    i += 1;
  }
  return i;
}

function isWord(word: string, last: boolean): boolean {
  if (NUMBER.test(word) || WORDS.includes(word)) return true;
  return last && (NUMBER_SO_FAR.test(word) || WORDS.some((each) => each.startsWith(word)));
}
