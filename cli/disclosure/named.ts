// Reads the names of many people at once: in a bucket each of them is a request.
import type { Names } from "../../audit/resource-name.ts";
import type { PeopleFile } from "./people-file.ts";

const AT_ONCE = 32;

/** In the same order. Rejects with StoreError. */
export async function namedPeople(names: Names, references: readonly string[]): Promise<PeopleFile["people"]> {
  const people: PeopleFile["people"][number][] = [];
  for (let at = 0; at < references.length; at += AT_ONCE)
    people.push(
      ...(await Promise.all(
        references
          .slice(at, at + AT_ONCE)
          .map(async (reference) => ({ reference, name: await names.nameOf(reference) })),
      )),
    );
  return people;
}
