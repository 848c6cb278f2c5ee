// Names people for readers: evidence holds references, and a store beside it holds the names, which can be erased there.
import type { Names } from "./resource-name.ts";

const REFERENCE = /person:[0-9a-f]{64}/g;

/**
 * Puts names for the references of people in a text. A reference that the store does not name, or names no more, stays as it is; so
 * does everything else, such as titles of roles. `texts`: those that will be asked for; each person is looked up once.
 */
export async function peopleNamed(
  names: Names,
  texts: Iterable<string | null>,
): Promise<<T extends string | null>(text: T) => T> {
  const references = new Set<string>();
  for (const text of texts) for (const [reference] of text?.matchAll(REFERENCE) ?? []) references.add(reference);
  const known = new Map<string, string>();
  for (const reference of references) {
    const name = await names.nameOf(reference);
    if (name !== null) known.set(reference, name);
  }
  return <T extends string | null>(text: T): T =>
    (text?.replace(REFERENCE, (reference) => known.get(reference) ?? reference) ?? null) as T;
}
