// Refuses text that a record must not, or can't, hold.
import type { Config } from "../../config/schema.ts";
import { personIn } from "../../config/mistakes/named-people.ts";
import { isWritable } from "../../config/members/recorded-text.ts";
import { UsageError } from "../exit.ts";

/** Control characters, ends of lines, and characters that are not seen or turn others round. Those that join letters stay. */
// oxlint-disable-next-line no-control-regex -- control characters are what is being refused
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** The text as it was given: one line that names no person of the config. `option`: the command and option, for messages. Throws UsageError. */
export function refuseText(option: string, text: string | undefined, config: Config): string {
  if (text === undefined || text.trim() === "") throw new UsageError(`${option} is missing or empty. Give the text`);
  if (!isWritable(text) || UNSEEN.test(text))
    throw new UsageError(
      `${option} has a control character or one that nobody sees, which nobody could type again. Give one line of text. Nothing was written`,
    );
  const [person] = personIn(text, config);
  if (person !== undefined) throw new UsageError(`${option}: ${person}. Nothing was written`);
  return text;
}
