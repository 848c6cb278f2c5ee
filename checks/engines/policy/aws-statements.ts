// Finds the denies of a policy of AWS that take from all strangers, and the parties that its statements let in.
import { partiesIn, spareOnlyKnown, type Acquaintance } from "./aws-conditions.ts";
import type { IsKnown } from "./aws-parties.ts";
import { strangersAmong, unknownParties } from "./aws-principals.ts";
import type { PolicyDocument, Statement } from "./policy-document.ts";

/** Whether a deny takes from all strangers: those that it spares are known, by principal or by condition. */
export function takesFromStrangers(statement: Statement, known: Acquaintance): boolean {
  const { Effect, Principals = [], NotPrincipals, Conditions = [] } = statement;
  if (Effect !== "Deny" || !spareOnlyKnown(Conditions, known)) return false;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  return NotPrincipals === undefined
    ? strangersAmong(Principals, known.isKnown) === "everyone"
    : strangersAmong(NotPrincipals, known.isKnown) === null;
}

/**
 * The parties that a policy lets in or spares and that are not known, each once, sorted: by principal, and by the conditions of
 * its statements. A party that a condition of the same statement or a deny keeps out may be among them. A text with a wildcard
 * or a variable names no party.
 */
export function partiesNamed({ Statements }: PolicyDocument, isKnown: IsKnown): readonly string[] {
  const parties = Statements.flatMap(({ Effect, Principals, NotPrincipals, Conditions = [] }) => [
    ...unknownParties((Effect === "Allow" ? Principals : NotPrincipals) ?? [], isKnown),
    ...partiesIn(Conditions, Effect === "Deny").filter((party) => !isKnown(party)),
  ]);
  return [...new Set(parties)].filter((party) => !/[*?]|\$\{/.test(party)).toSorted();
}
