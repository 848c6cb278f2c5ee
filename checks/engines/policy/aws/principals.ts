// Decides whether the principals of a statement include callers who are not known.
import { partyOfPrincipal, type IsKnown } from "./parties.ts";
import type { Statement } from "../policy-document.ts";

type Principals = NonNullable<Statement["Principals"]>;

/**
 * `web identities` are people of a public provider, such as graph.facebook.com: whoever has an account there. `parties` are
 * named, and none of those that are known.
 */
export type Strangers = "everyone" | "web identities" | "parties" | "unknown";

/**
 * `"*"` and `{"AWS": "*"}` mean the same in a resource policy: everyone, with or without credentials of AWS.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 */
export const coversEveryone = (principals: Principals): boolean =>
  principals.some(({ Type, Values }) => ["*", "AWS"].includes(Type) && Values.includes("*"));

/** Providers that an account has registered have an ARN, and the public ones the name of a host. */
const isPublicProvider = (provider: string): boolean => !provider.startsWith("arn:");

/** No type but these, and no part of a name or ARN may be a wildcard: what else stands there is not understood. */
const isFixed = ({ Type, Values }: Principals[number]): boolean =>
  ["AWS", "CanonicalUser", "Federated", "Service"].includes(Type) && Values.every((value) => !/[*?]/.test(value));

/** The parties among the principals that are not known, each once, sorted. */
export function unknownParties(principals: Principals, isKnown: IsKnown): readonly string[] {
  const parties = principals.flatMap(({ Type, Values }) => Values.map((value) => partyOfPrincipal(Type, value)));
  return [...new Set(parties)]
    .filter((party) => party !== null)
    .filter((party) => !isKnown(party))
    .toSorted();
}

/** Who among the principals is a stranger; null where all are known: accounts, roles, services of AWS. */
export function strangersAmong(principals: Principals, isKnown: IsKnown): Strangers | null {
  if (coversEveryone(principals)) return "everyone";
  if (!principals.every(isFixed)) return "unknown";
  const isOpen = principals.some(({ Type, Values }) => Type === "Federated" && Values.some(isPublicProvider));
  if (isOpen) return "web identities";
  return unknownParties(principals, isKnown).length > 0 ? "parties" : null;
}

/**
 * Whom a statement is for, if it is for strangers. `NotPrincipal` with Allow is for all others, anonymous ones too:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function strangersIn({ Principals, NotPrincipals }: Statement, isKnown: IsKnown): Strangers | null {
  // All others than everyone are nobody.
  if (NotPrincipals !== undefined) return coversEveryone(NotPrincipals) ? null : "everyone";
  return Principals === undefined ? "unknown" : strangersAmong(Principals, isKnown);
}
