// Finds the references of a person whom somebody names, among all who have a name beside the evidence.
import type { NamedPerson, NamesStore } from "../../ledger/names/names-store.ts";
import { calledBy, normal } from "./refuse-named.ts";

/**
 * Those of whom a text is the reference, the name in any case, or the ARN's name of a user; in order of references. A person has a
 * reference for each system that tells of them. Rejects with StoreError.
 */
export async function peopleNamedBy(names: NamesStore, texts: readonly string[]): Promise<readonly NamedPerson[][]> {
  const wanted = texts.map((text) => ({ text, normal: normal(text), found: [] as NamedPerson[] }));
  for await (const person of names.everybody()) {
    const own = calledBy(person.name);
    for (const each of wanted) if (each.text === person.reference || own.includes(each.normal)) each.found.push(person);
  }
  return wanted.map(({ found }) => found.sort((a, b) => (a.reference < b.reference ? -1 : 1)));
}
