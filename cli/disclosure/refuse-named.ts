// Refuses a text that is kept for ever where it holds the name of a person.
import type { NamesStore } from "../../ledger/names/names-store.ts";
import { UsageError } from "../exit.ts";

/** A text as names are compared: in no case, with one space between words. */
export const normal = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** The name of an IAM user stands at the end of its ARN. */
const USER = /^arn:[\w-]+:iam::\d*:user\/(?:.*\/)?([^/]+)$/;

/** The texts by which a person is known in the names store: the name, and of an ARN the user's own name. */
export const calledBy = (name: string): readonly string[] => [normal(name), normal(USER.exec(name)?.[1] ?? name)];

/**
 * Whether a text names a person: a name counts where it stands as a word of its own, in any case. `evenWords`: so does a name that is a
 * single plain word. Among many people such a name may be any word of a text, as that of the user `audit` is.
 */
export function namesPerson(text: string, names: Iterable<string>, evenWords: boolean): boolean {
  const said = normal(text);
  for (const name of names)
    for (const called of calledBy(name))
      if (called !== "" && (evenWords || /[^\p{L}]/u.test(called)) && isWordIn(said, called)) return true;
  return false;
}

function isWordIn(text: string, name: string): boolean {
  const isLetter = (at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] ?? "");
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
    if (!isLetter(at - 1) && !isLetter(at + name.length)) return true;
  return false;
}

/**
 * A text that is kept for ever must not name anybody of whom a name is kept beside the evidence. `option`: the command and option. Rejects
 * with UsageError or StoreError.
 */
export async function refuseAnybody(option: string, text: string, names: NamesStore): Promise<void> {
  for await (const { name } of names.everybody())
    if (namesPerson(text, [name], false))
      throw new UsageError(
        `${option}: found the name of a person whom the evidence knows, expected text that names nobody, such as a role. The text is kept for ever. Nothing was written`,
      );
}

/**
 * The reason of an erasure is kept for ever: it must not hold the name that is to go. `given`: the texts of the command, of which some may
 * name nobody: a single word of these may be any word. Throws UsageError.
 */
export function refuseErased(reason: string, names: readonly string[], given: readonly string[]): void {
  if (namesPerson(reason, names, true) || namesPerson(reason, given, false))
    throw new UsageError(
      "--reason: found the person who is to be erased, expected text that names nobody. Nothing was written",
    );
}
