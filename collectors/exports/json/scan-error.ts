// Defines the error of bytes that are not JSON.

/** Bytes that are not the JSON that was asked for. `offset` counts from the first byte of the text. */
export class ScanError extends Error {
  override readonly name = "ScanError";
  readonly offset: number;
  readonly found: string;
  readonly expected: string;

  constructor(offset: number, found: string, expected: string) {
    super(`byte ${offset}: found ${found}, expected ${expected}`);
    this.offset = offset;
    this.found = found;
    this.expected = expected;
  }
}

/** A byte as a message names it: the character, or its value where it has none. */
export function nameByte(byte: number): string {
  return byte > 0x20 && byte < 0x7f
    ? JSON.stringify(String.fromCharCode(byte))
    : `byte 0x${byte.toString(16).padStart(2, "0")}`;
}
