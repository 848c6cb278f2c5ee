// Finds the denies of a policy of AWS that take from all strangers, and the parties that its statements let in.
import { partiesIn, spareOnlyKnown, type Acquaintance } from "./conditions.ts";
import type { IsKnown } from "./parties.ts";
import { strangersAmong, unknownParties } from "./principals.ts";
import type { PolicyDocument, Statement } from "../policy-document.ts";

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
 * The parties to whom Allow statements for strangers are, each once, sorted: those that are named and not known; for everyone,
 * those whom a condition or a deny of the policy lets through. A text with a wildcard or a variable names no party.
 */
export function partiesNamed(
  strangers: readonly Statement[],
  { Statements }: PolicyDocument,
  isKnown: IsKnown,
): readonly string[] {
  const spared = Statements.filter(({ Effect }) => Effect === "Deny").flatMap(({ NotPrincipals, Conditions = [] }) => [
    ...unknownParties(NotPrincipals ?? [], isKnown),
    ...partiesIn(Conditions, true),
  ]);
  const parties = strangers.flatMap(({ Principals, Conditions = [] }) => {
    const named = unknownParties(Principals ?? [], isKnown);
    const isForAll = Principals === undefined || named.includes("*");
    return isForAll ? [...named, ...partiesIn(Conditions, false), ...spared] : named;
  });
  return [...new Set(parties)].filter((party) => !isKnown(party) && !/[*?]|\$\{/.test(party)).toSorted();
}
