// Writes the file of people that belongs to a bundle, and defines how it begins: a report knows by that whether the file is its own.
import { csvLines } from "../csv.ts";
import type { WrittenFile } from "../places/written-file.ts";

const FIRST = "Tidemark people";

/** Such a file is known by its first line, which has the version of its form. */
export const PEOPLE_FILE: WrittenFile = { what: "file of people", begin: `${FIRST},` };

const VERSION = "1";

export type PeopleFile = {
  readonly ledger: string;
  /** The window, RFC 3339. */
  readonly from: string;
  readonly until: string;
  /** In order of references. A name is null where the store has none, or has none any more. */
  readonly people: readonly { readonly reference: string; readonly name: string | null }[];
};

/** Names are anybody's text: a cell that a spreadsheet would take for a formula has an apostrophe before it. */
export const peopleAsCsv = ({ ledger, from, until, people }: PeopleFile): string =>
  `${csvLines([
    [FIRST, VERSION],
    ["ledger", ledger],
    ["from", from],
    ["until (excluded)", until],
    ["reference", "name"],
    ...people.map(({ reference, name }) => [reference, name]),
  ])}\n`;
