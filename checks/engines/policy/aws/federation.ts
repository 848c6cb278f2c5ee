// Finds the issuers of tokens by which a trust policy lets workloads from outside in, and whom of each it lets in.
import { reachOfIssuer, reachOfSubject } from "../../federation/issuers.ts";
import { both, either, exactly, UNKNOWN, type Reach } from "../../federation/span.ts";
import type { Condition, PolicyDocument, Statement } from "../policy-document.ts";
import { covers } from "../wildcard.ts";
import { letOnlyKnownIn } from "./conditions.ts";
import type { InternetBound } from "../../reachability/internet.ts";
import { ALL_NAMED } from "./parties.ts";
import { coversEveryone } from "./principals.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const ACTION = "sts:assumerolewithwebidentity";

const PROVIDER = /^arn:[^:]*:iam::\d{12}:oidc-provider\/(.+)$/i;
const SAML = /^arn:[^:]*:iam::\d{12}:saml-provider\//i;

/**
 * Claims that name the application, of providers that AWS knows without registration. Nobody else's tokens have its id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const OF_APPLICATION: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "accounts.google.com": ["aud", "oaud", "sub"],
    "cognito-identity.amazonaws.com": ["aud", "sub"],
    "graph.facebook.com": ["app_id"],
    "www.amazon.com": ["app_id"],
  }),
);

/** Claims that say nothing of who the workload is: for whom the token is, and how a person signed in. */
const OF_NOBODY: ReadonlySet<string> = new Set(["aud", "amr", "oaud"]);

type Compared = {
  /** Whether a value is one text: `*` in it is that letter. */
  readonly isFixed: boolean;
  readonly negated: boolean;
  /** Whether a token without the claim passes, also `ForAllValues`: it says yes of no values. */
  readonly missingPasses: boolean;
};

/** Null for what compares no text. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function comparisonOf(operator: string): Compared | null {
  const [, set = "", not, name, ifExists] =
    /^(?:(forallvalues|foranyvalue):)?string(not)?(equals|equalsignorecase|like)(ifexists)?$/.exec(
      operator.toLowerCase(),
    ) ?? [];
  if (name === undefined) return null;
  const negated = not !== undefined;
  const missingPasses = ifExists !== undefined || set === "forallvalues" || (negated && set !== "foranyvalue");
  return { isFixed: name !== "like", negated, missingPasses };
}

const claimOf = (key: string, address: string): string | null =>
  key.toLowerCase().startsWith(`${address}:`) ? key.slice(address.length + 1).toLowerCase() : null;

/** A variable is one text only where it writes a wildcard or a dollar sign. */
const hasVariable = (value: string): boolean => /\$\{(?![*?$]\})/.test(value);

/** Whom tokens can be of whose claim has one of the values. */
function reachOfValues(address: string, claim: string, values: readonly string[], isFixed: boolean): Reach | null {
  const isOne = (value: string): boolean => !hasVariable(value) && (isFixed || !/[*?]/.test(value));
  if (OF_APPLICATION.get(address)?.includes(claim))
    return exactly(values.length > 0 && values.every((value) => value !== "" && isOne(value)) ? "workload" : "anybody");
  if (claim === "sub")
    return values
      .map((value) => reachOfSubject(address, value, isOne(value)))
      .reduce<Reach | null>((all, one) => (all === null ? one : either(all, one)), null);
  return OF_NOBODY.has(claim) ? null : UNKNOWN;
}

const demands = ({ Operator, Key, Values }: Condition, key: string): boolean =>
  Operator.toLowerCase() === "null" &&
  Key.toLowerCase() === key &&
  Values.length > 0 &&
  Values.every((value) => value.toLowerCase() === "false");

/** Whom one condition of an Allow leaves; null where it leaves everybody. */
function reachOfCondition(
  address: string,
  { Operator, Key, Values }: Condition,
  beside: readonly Condition[],
): Reach | null {
  const claim = claimOf(Key, address);
  const compared = comparisonOf(Operator);
  if (claim === null || compared === null || compared.negated) return null;
  if (compared.missingPasses && !beside.some((other) => demands(other, Key.toLowerCase()))) return null;
  return reachOfValues(address, claim, Values, compared.isFixed);
}

/** Whom one Deny leaves; null where it leaves everybody, and `nobody` where it is for all tokens of the issuer. */
function reachOfDeny(address: string, { Principals = [], Conditions = [] }: Statement): Reach | "nobody" | null {
  const isMeant = coversEveryone(Principals) || hostsIn(Principals).includes(address);
  if (!isMeant) return null;
  const [only, ...more] = Conditions;
  if (only === undefined) return "nobody";
  const compared = comparisonOf(only.Operator);
  const claim = claimOf(only.Key, address);
  if (more.length === 0 && claim !== null && compared?.negated === true && compared.missingPasses)
    return reachOfValues(address, claim, only.Values, compared.isFixed);
  // A deny that asks something else of the token may leave anything.
  return Conditions.some(({ Key }) => claimOf(Key, address) !== null) ? UNKNOWN : null;
}

const actsHere = ({ Actions, NotActions }: Statement): boolean => {
  const has = (patterns: readonly string[]): boolean => patterns.some((each) => covers(each.toLowerCase(), ACTION));
  return Actions === undefined ? !has(NotActions ?? []) : has(Actions);
};

/** Addresses of the providers of OpenID Connect among principals. */
const hostsIn = (principals: NonNullable<Statement["Principals"]>): readonly string[] =>
  principals
    .filter(({ Type }) => Type === "Federated")
    .flatMap(({ Values }) => Values)
    .filter((value) => !SAML.test(value))
    .map((value) => (PROVIDER.exec(value)?.[1] ?? value).toLowerCase());

/** Issuers that the conditions of an Allow name, which is for everyone. */
const namedIn = (conditions: readonly Condition[]): readonly string[] =>
  conditions.flatMap(({ Key }) => (/:sub$/i.test(Key) ? [Key.slice(0, -":sub".length).toLowerCase()] : []));

function hostsOf({ Principals, NotPrincipals, Conditions = [] }: Statement, bound: InternetBound): readonly string[] {
  if (NotPrincipals === undefined && !coversEveryone(Principals ?? [])) return hostsIn(Principals ?? []);
  // A token has no account of AWS, no organization and no network that a condition could ask for.
  if (letOnlyKnownIn(Conditions, { bound, isKnown: ALL_NAMED })) return [];
  const named = namedIn(Conditions);
  return named.length === 0 ? [EVERY_ISSUER] : named;
}

/** An Allow for everyone that names no issuer. */
const EVERY_ISSUER = "*";

/** `by`: an issuer, by its address without scheme; and whom of its tokens the policy lets in. */
export type Trusted = { readonly by: string; readonly reach: Reach };

/** The issuers whose tokens the trust policy takes, each once, sorted. `ownIssuers` give tokens to workloads of the company alone. */
export function trustedIssuers(
  { Statements }: PolicyDocument,
  { bound, ownIssuers }: { readonly bound: InternetBound; readonly ownIssuers: readonly string[] },
): readonly Trusted[] {
  const here = Statements.filter(actsHere);
  const denies = here.filter(({ Effect }) => Effect === "Deny");
  const reaches = new Map<string, Reach>();
  for (const statement of here) {
    if (statement.Effect !== "Allow") continue;
    const { Conditions = [] } = statement;
    for (const issuer of hostsOf(statement, bound)) {
      const left = denies.map((deny) => reachOfDeny(issuer, deny));
      if (left.includes("nobody")) continue;
      const rules = [...Conditions.map((one) => reachOfCondition(issuer, one, Conditions)), ...left];
      const reach = rules
        .filter((rule) => rule !== null && rule !== "nobody")
        .reduce(both, reachOfIssuer(issuer, ownIssuers));
      const before = reaches.get(issuer);
      reaches.set(issuer, before === undefined ? reach : either(before, reach));
    }
  }
  return [...reaches].map(([by, reach]) => ({ by, reach })).toSorted((a, b) => (a.by < b.by ? -1 : 1));
}
