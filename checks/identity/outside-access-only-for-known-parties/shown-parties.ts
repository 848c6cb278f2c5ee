// Cuts a list of parties to what the facts of a finding show. References to people are counted and not shown.
import { shownGrants } from "../../engines/policy/shown-grants.ts";

/** A reference to a user, whose account an answer does not tell. */
export const isReference = (party: string): boolean => party.startsWith("person:");

export function shownParties(parties: readonly string[]) {
  const { grants, grantCount } = shownGrants(parties.filter((each) => !isReference(each)).map((party) => ({ party })));
  return { unlisted: grants.map(({ party }) => party as string), unlistedCount: grantCount };
}
