// Says what an entry of a ZIP file is, and what makes the file unreadable.

/** An entry as the central directory tells it. Offsets and sizes are in bytes. */
export type Entry = {
  readonly name: string;
  /** Where its local header begins. */
  readonly offset: number;
  /** How many bytes lie in the file, and how many they are once unpacked. */
  readonly packed: number;
  readonly size: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly flags: number;
};

/** The file can't be checked: its message is one line for the reader of the page, and no verdict follows. */
export class NoVerdict extends Error {
  override readonly name = "NoVerdict";
}

/** Something about an entry that is refused: the path as it is shown, and what is wrong with it. */
export type Oddity = { readonly path: string; readonly what: string };

/** A text from a file, fit for a page: no control character, no more than 200 characters. */
export const shown = (text: string): string =>
  (text.length > 200 ? `${text.slice(0, 200)}…` : text).replace(/[\p{Cc}\p{Cf}]/gu, "\u{fffd}");
