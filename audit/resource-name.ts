// Names resources for output: people by their name if the names store has it.
import { percentDecode } from "../evidence-schema/bytes/percent.ts";
import { factName } from "./fact-name.ts";

export type Names = { readonly nameOf: (reference: string) => Promise<string | null> };

/** The end of a key that we made for what is known of a person, such as a line of the credential report, or the last sign-in. */
const OF_PERSON = /\/([\w-]+)%2F(person%3A[0-9a-f]{64}|(?:entra|workspace)%3A[\w-]+%2Fusers%2F[\w-]+)$/;

export async function nameOf(names: Names, key: string): Promise<string> {
  const name = await names.nameOf(key);
  if (name !== null) return name;
  const [, kind, reference] = OF_PERSON.exec(key) ?? [];
  if (kind === undefined || reference === undefined) return ofOurOwn(key);
  const person = await names.nameOf(percentDecode(reference) ?? reference);
  return person === null ? ofOurOwn(key) : factName(`${kind}/${person}`);
}

/** The name of a key of our own, without the scope, which stands beside it. Other keys stay as they are. */
function ofOurOwn(key: string): string {
  if (!key.startsWith("tidemark:")) return key;
  const fact = key.slice(key.lastIndexOf("/") + 1);
  return factName(percentDecode(fact) ?? fact);
}
