// Defines the error of input that cannot be used.

import { UnusableInput } from "../port.ts";

/** Input that cannot be used: which file, where in it, what was found and what was expected. */
export class InputError extends UnusableInput {
  override readonly name = "InputError";
  readonly file: string;
  /** `byte 120`, `line 3` or `exports[2].scope`; null where it is the file as a whole. */
  readonly position: string | null;
  readonly found: string;
  readonly expected: string;

  /** `found` names what is wrong and never repeats a value that may be a secret or a person. */
  constructor(
    place: { file: string; position: string | null },
    found: string,
    expected: string,
    options?: ErrorOptions,
  ) {
    const where = place.position === null ? place.file : `${place.file}: ${place.position}`;
    super(`${where}: found ${found}, expected ${expected}`, options);
    this.file = place.file;
    this.position = place.position;
    this.found = found;
    this.expected = expected;
  }
}
