// Lists the people of a window: the users of each account and directory that was read, by reference.
import type { Rows } from "../../tables/rows.ts";
import type { PopulationRow } from "../population.ts";
import type { Asked } from "./asked.ts";
import { itemRows } from "./items.ts";

/** The types of which each item is one person. */
const TYPES_OF_PEOPLE: readonly string[] = [
  "AWS::IAM::User",
  "admin.directory/users",
  "microsoft.graph/userRegistrationDetails",
];

/** The rows of items that are people. A person with users in two places is two rows, since access is given in each. */
export function peopleRows(rows: Rows, asked: Asked): PopulationRow[] {
  const { types } = asked.question;
  const wanted = TYPES_OF_PEOPLE.filter((type) => types.length === 0 || types.includes(type));
  return wanted.length === 0 ? [] : itemRows(rows, asked, wanted);
}
