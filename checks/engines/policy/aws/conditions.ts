// Decides whether the conditions of an Allow let only known callers in,
// and whether those of a Deny spare only known callers.
import type { InternetBound } from "../../reachability/internet.ts";
import { alwaysThere, areNarrowBlocks, flags, knownCallers, networkKeys } from "./known-callers.ts";
import { ALL_NAMED, isOfCallers, partyOfValue, type IsKnown } from "./parties.ts";
import type { Condition } from "../policy-document.ts";

type Test = {
  /** The comparison, without the prefix of sets, `Not` and `IfExists`. */
  readonly compares: string;
  readonly negated: boolean;
  /** Whether a request without the key passes: also what `ForAllValues` says, of no values. */
  readonly missingPasses: boolean;
  readonly key: string;
  readonly values: readonly string[];
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function testOf({ Operator, Key, Values }: Condition): Test {
  const [, set = "", name = "", ifExists = ""] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(Operator.toLowerCase()) ?? [];
  const negated = name.includes("not");
  const missingPasses = ifExists !== "" || set === "forallvalues" || (negated && set !== "foranyvalue");
  return { compares: name.replace("not", ""), negated, missingPasses, key: Key.toLowerCase(), values: Values };
}

const STRINGS = ["stringequals", "stringequalsignorecase", "stringlike"];
const ARNS = ["arnequals", "arnlike"];

/**
 * Who is known: `bound` says from which size on a range of addresses is the internet, `isKnown` which of the parties are.
 * `always`: keys that each request of the service has, in lower case, beside those that each request of AWS has.
 */
export type Acquaintance = {
  readonly bound: InternetBound;
  readonly isKnown: IsKnown;
  readonly always?: readonly string[];
};

/** Whether the values name known callers, whatever the test does with them. No values name nobody. */
function namesKnown(
  { compares, key, values }: Test,
  { bound, isKnown }: Acquaintance,
  beside: readonly string[] = [],
): boolean {
  const areKnown = values.map((value) => partyOfValue(key, value)).every((party) => party === null || isKnown(party));
  // The question of who is the public counts keys that a list of parties can't.
  if (!areKnown || (isKnown !== ALL_NAMED && !isOfCallers(key))) return false;
  if (key === SOURCE_IP) return compares === "ipaddress" && areNarrowBlocks([...values, ...beside], bound);
  const byParts = ARNS.includes(compares);
  const isNarrow = knownCallers.get(key);
  return isNarrow !== undefined && (byParts || STRINGS.includes(compares)) && values.every((v) => isNarrow(v, byParts));
}

/** Whether a flag of known callers has to be `value`. */
const isFlag = ({ compares, key, values }: Test, value: "true" | "false", { isKnown }: Acquaintance): boolean =>
  compares === "bool" &&
  flags.includes(key) &&
  (isKnown === ALL_NAMED || isOfCallers(key)) &&
  values.length > 0 &&
  values.every((one) => one.toLowerCase() === value);

const demands = ({ compares, key, values }: Test, wanted: string): boolean =>
  compares === "null" && key === wanted && values.length > 0 && values.every((one) => one.toLowerCase() === "false");

const SOURCE_IP = "aws:sourceip";

/** Blocks of addresses that the conditions of an Allow ask for. */
export const blocksIn = (conditions: readonly Condition[]): readonly string[] =>
  conditions
    .map(testOf)
    .flatMap(({ compares, key, negated, values }) =>
      key === SOURCE_IP && compares === "ipaddress" && !negated ? values : [],
    );

/** The parties that conditions name: by tests that callers pass, or by `negated` ones, which callers escape. */
export const partiesIn = (conditions: readonly Condition[], negated: boolean): readonly string[] =>
  conditions
    .map(testOf)
    .filter(({ key, negated: is }) => is === negated && isOfCallers(key))
    .filter(({ key }) => key === SOURCE_IP || knownCallers.get(key) !== undefined)
    .flatMap(({ key, values }) => values.map((value) => partyOfValue(key, value)))
    .filter((party) => party !== null);

/**
 * Whether only known callers pass all the conditions of an Allow. `beside`: blocks that other statements let in, since blocks
 * may be the internet together.
 */
export function letOnlyKnownIn(
  conditions: readonly Condition[],
  known: Acquaintance,
  beside: readonly string[] = [],
): boolean {
  const tests = conditions.map(testOf);
  const isThere = ({ key }: Test): boolean =>
    alwaysThere.includes(key) ||
    known.always?.includes(key) === true ||
    tests.some((test) => demands(test, key)) ||
    // Who has no address of the internet comes by a network, which then is tested, and the other way round:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    (key === SOURCE_IP && tests.some((other) => networkKeys.includes(other.key) && restricts(other))) ||
    (networkKeys.includes(key) && tests.some((other) => other.key === SOURCE_IP && restricts(other)));
  const restricts = (test: Test): boolean => !test.negated && namesKnown(test, known, beside);
  return tests.some((test) => {
    if (!isFlag(test, "true", known) && !restricts(test)) return false;
    return !test.missingPasses || isThere(test);
  });
}

/**
 * Whether all that escapes the conditions of a Deny is known callers: each condition has to hold for everyone else, also
 * for requests that do not have its key. Without conditions nobody escapes.
 */
export function spareOnlyKnown(conditions: readonly Condition[], known: Acquaintance): boolean {
  return conditions.map(testOf).every((test) => {
    if (!test.missingPasses) return false;
    return test.negated ? namesKnown(test, known) : isFlag(test, "false", known);
  });
}
