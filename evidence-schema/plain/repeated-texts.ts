// Reads texts that come again and again, such as units, checks and versions: each is decoded once.

const SLOTS = 1024;

/** Longer texts seldom come again, and a thousand of them would fill the memory. */
const MAX_KEPT = 256;

type Known = { readonly bytes: Uint8Array; readonly text: string };

/** A small memory of texts by their bytes. A text that another has pushed out is decoded again. */
export class RepeatedTexts {
  /** Changed by textOf() alone. */
  readonly #slots: (Known | undefined)[] = Array.from({ length: SLOTS });

  /** The ASCII text of the bytes from `from` on, before `to`. */
  textOf(bytes: Buffer, from: number, to: number): string {
    if (to - from > MAX_KEPT) return bytes.toString("latin1", from, to);
    let mixed = to - from;
    for (let i = from; i < to; i += 1) mixed = (Math.imul(mixed, 31) + (bytes[i] as number)) | 0;
    const slot = (mixed ^ (mixed >>> 10)) & (SLOTS - 1);
    const known = this.#slots[slot];
    if (known !== undefined && isAt(known.bytes, bytes, from, to)) return known.text;
    const text = bytes.toString("latin1", from, to);
    this.#slots[slot] = { bytes: Uint8Array.prototype.slice.call(bytes, from, to), text };
    return text;
  }
}

function isAt(expected: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (expected.length !== to - from) return false;
  for (let i = 0; i < expected.length; i += 1) if (expected[i] !== bytes[from + i]) return false;
  return true;
}
