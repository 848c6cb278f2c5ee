// Keeps what libraries print from the terminal. Under TIDEMARK_DEBUG it writes that, and the full text of failures, to stderr.
import { inspect } from "node:util";
import { onFailedCall } from "../collectors/live/failed-calls.ts";
import { printable } from "./printable.ts";

export const isDebugged = (): boolean => process.env["TIDEMARK_DEBUG"] === "1";

/**
 * Takes over the warnings of this process. Libraries write theirs to the console, and Node writes its own to stderr. A
 * user can't act on either; a person who looks for a fault can.
 */
export function takeOverWarnings(complain: (text: string) => void): void {
  const debug = (text: string): void => {
    if (isDebugged()) for (const line of text.split("\n")) complain(`debug: ${printable(line)}\n`);
  };
  process.removeAllListeners("warning");
  process.on("warning", (warning) => debug(`${warning.name}: ${warning.message}`));
  console.warn = console.error = (...words: readonly unknown[]) =>
    debug(words.map((word) => (word instanceof Error ? errorInFull(word) : String(word))).join(" "));
  if (isDebugged()) onFailedCall(({ action, error }) => debug(`${action} failed: ${textOf(error)}`));
}

/** The error with its stack and causes, for a person who looks for a fault. */
export const errorInFull = (error: unknown): string => inspect(error, { depth: 3 });

// The message of one attempt of the SDK's search for credentials is in the causes.
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own} (${textOf(error.cause)})`;
}
