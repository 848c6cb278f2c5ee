// Prints how far long work has come: one line on stderr that is gone when the work is done, and only on a terminal.
import { stripVTControlCharacters } from "node:util";

/** The terminal on which a line is shown: stderr, or its replacement in a test. */
export type Terminal = {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly write: (text: string) => unknown;
};

/** Replaces what is shown. Cheap to call: most calls show nothing. */
export type Show = (text: string) => void;

const EVERY_MS = 100;
/** Work that is done sooner shows no line. */
const AFTER_MS = 300;
const ERASE = "\r\u001b[2K";

/** Does the work and erases the line afterwards, however the work ends. Writes to a terminal alone, and not a dumb one. */
export async function withProgress<T>(
  work: (show: Show) => Promise<T>,
  terminal: Terminal = process.stderr,
  now: () => number = performance.now.bind(performance),
): Promise<T> {
  if (terminal.isTTY !== true || process.env["TERM"] === "dumb") return work(() => {});
  let shownAt = now() + AFTER_MS - EVERY_MS;
  let isShown = false;
  const show = (text: string): void => {
    if (now() - shownAt < EVERY_MS) return;
    shownAt = now();
    isShown = true;
    const line = stripVTControlCharacters(text).replace(/\p{Cc}/gu, " ");
    terminal.write(`${ERASE}${line.slice(0, Math.max((terminal.columns ?? 80) - 1, 0))}`);
  };
  try {
    return await work(show);
  } finally {
    if (isShown) terminal.write(ERASE);
  }
}
