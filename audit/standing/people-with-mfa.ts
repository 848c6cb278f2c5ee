// Counts the people who can reach production by whether they have MFA, in all clouds together, and names what is not read of them.
import { privilegedPeopleHaveMfa } from "../../checks/identity/privileged-people-have-mfa/index.ts";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import { splitUnit, unitOf } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { isInBoundary, type Result } from "./result.ts";

/** The check that judges them. */
export const PEOPLE_CHECK: string = privilegedPeopleHaveMfa.id;

/** Results of people within the boundary. A person who may activate several roles of Microsoft Entra counts once for each. */
export type PeopleWithMfa = {
  readonly has: number;
  readonly lacks: number;
  readonly unknown: number;
  /** Ways by which other people come, and scopes and types, of which nobody knows who they hold; sorted, each once. */
  readonly notRead: readonly string[];
};

/** Items that are a way in, and no person. */
const WAYS: { readonly [type: string]: string } = {
  "Tidemark::AccessPath": "",
  "AWS::IAM::SAMLProvider": "SAML providers of AWS",
  "AWS::IAM::OIDCProvider": "OpenID Connect providers of AWS",
};

/** The people of one scope; null where the check asks nothing of it. `results`: of the scope, of other checks too. */
export function peopleOf(scope: string, state: State, results: readonly Result[]): PeopleWithMfa | null {
  const tally = { has: 0, lacks: 0, unknown: 0 };
  const notRead: string[] = [];
  let isAsked = false;
  for (const result of results) {
    const { entry, finding, outcome } = result;
    if (finding.check !== PEOPLE_CHECK) continue;
    isAsked = true;
    if (!isInBoundary(result)) continue;
    const way = WAYS[splitUnit(entry.unit).type];
    if (way !== undefined && outcome === "indeterminate") notRead.push(way === "" ? pathOf(result) : way);
    else if (outcome === "pass") tally.has += 1;
    else if (outcome === "fail") tally.lacks += 1;
    else if (outcome === "indeterminate") tally.unknown += 1;
  }
  const { provider } = parseScope(scope);
  for (const { provider: of, resourceType } of privilegedPeopleHaveMfa.evaluators) {
    if (of !== provider || WAYS[resourceType] !== undefined) continue;
    const unit = unitOf(resourceType, "global");
    if (state.coverage.row(unit) === undefined) continue;
    isAsked = true;
    if (state.coverage.reading(unit) !== null) notRead.push(`${scope} (${resourceType})`);
  }
  return isAsked ? { ...tally, notRead } : null;
}

function pathOf({ finding, scope }: Result): string {
  const { path } = finding.facts;
  return typeof path === "string" ? path : scope;
}

/**
 * All scopes together, `unseen` those that were not observed at all; null where the check is asked of none, as when it is
 * disabled.
 */
export function peopleTogether(
  scopes: readonly (PeopleWithMfa | null)[],
  unseen: readonly string[],
): PeopleWithMfa | null {
  const seen = scopes.filter((each) => each !== null);
  if (seen.length === 0) return null;
  const sum = (of: (each: PeopleWithMfa) => number): number => seen.reduce((total, each) => total + of(each), 0);
  return {
    has: sum(({ has }) => has),
    lacks: sum(({ lacks }) => lacks),
    unknown: sum(({ unknown }) => unknown),
    notRead: [...new Set([...seen.flatMap(({ notRead }) => notRead), ...unseen.filter(holdsPeople)])].toSorted(),
  };
}

const holdsPeople = (scope: string): boolean =>
  privilegedPeopleHaveMfa.evaluators.some(({ provider }) => provider === parseScope(scope).provider);

/** Names of what is not read, beyond which the rest is counted. */
const NAMED = 5;

/** Makes the line of a page or a mail. */
export function peopleLine({ has, lacks, unknown, notRead }: PeopleWithMfa): string {
  const counted = `People who can reach production have MFA: ${has} yes, ${lacks} no, ${unknown} not known`;
  if (notRead.length === 0) return counted;
  const more = notRead.length > NAMED ? [`and ${notRead.length - NAMED} more`] : [];
  return `${counted}. Not read: ${[...notRead.slice(0, NAMED), ...more].join("; ")}`;
}
