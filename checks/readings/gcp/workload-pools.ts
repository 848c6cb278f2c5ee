// Reads providers of workload identity pools of Google Cloud: which tokens of outside each takes.
import { z } from "zod";
import { reachOfClaim } from "../../engines/federation/claims.ts";
import { reachOfExpression } from "../../engines/federation/expression.ts";
import { addressOf, isCluster, isShared, reachOfIssuer } from "../../engines/federation/issuers.ts";
import { both, exactly, UNKNOWN, type Reach } from "../../engines/federation/span.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers */
export const Provider = z.object({
  name: z.string(),
  state: z.string().nullish(),
  disabled: z.boolean().nullish(),
  attributeCondition: z.string().nullish(),
  AttributeMapping: z.array(z.object({ Attribute: z.string(), Expression: z.string() })).nullish(),
  oidc: z.object({ issuerUri: z.string().nullish(), allowedAudiences: z.array(z.string()).nullish() }).nullish(),
  aws: z.object({ accountId: z.string().nullish() }).nullish(),
});
export type Provider = z.infer<typeof Provider>;

/** The pool of a provider or of a member, by number or id of the project as the name has it. */
export const poolOf = (name: string): string =>
  /projects\/[^/]+\/locations\/[^/]+\/workloadIdentityPools\/[^/]+/.exec(name)?.[0] ?? "";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools */
export const Pool = z.object({ name: z.string(), state: z.string().nullish(), disabled: z.boolean().nullish() });
export type Pool = z.infer<typeof Pool>;

/** Whether the provider, or the pool, takes tokens at all. */
export const isOff = ({ state, disabled }: Pick<Provider, "state" | "disabled">): boolean =>
  disabled === true || state === "DELETED";

/** The claim that an attribute of a principal is made of; null where it is made otherwise than by taking one claim. */
const claimBehind = ({ AttributeMapping }: Provider, attribute: string): string | null => {
  const expression = (AttributeMapping ?? []).find(({ Attribute }) => Attribute === attribute)?.Expression ?? "";
  const [, dotted, quoted] = /^\s*assertion(?:\.(\w+)|\[["']([^"'\]]+)["']\])\s*$/.exec(expression) ?? [];
  return dotted ?? quoted ?? null;
};

const issuerOf = ({ oidc }: Provider): string => addressOf(oidc?.issuerUri ?? "");

/** Whom tokens of the provider can be of whose attribute, or claim, has one value. */
function reachOfAttribute(
  provider: Provider,
  name: string,
  wanted: { readonly text: string; readonly isFixed: boolean },
): Reach {
  const claim = name.startsWith("assertion.") ? name.slice("assertion.".length) : claimBehind(provider, name);
  return claim === null || issuerOf(provider) === "" ? UNKNOWN : reachOfClaim(issuerOf(provider), claim, wanted);
}

/** Whom the provider's condition leaves of those who get a token of the issuer. */
export function reachOfProvider(provider: Provider, ownIssuers: readonly string[]): Reach {
  const { attributeCondition, aws } = provider;
  const issuer = issuerOf(provider);
  // An account of AWS is one owner; roles in it are its workloads. Keys of SAML and certificates are of one issuer, not read here.
  const base = aws?.accountId ? exactly("owner") : issuer === "" ? UNKNOWN : reachOfIssuer(issuer, ownIssuers);
  if ((attributeCondition ?? "").trim() === "") return base;
  return both(
    base,
    reachOfExpression(attributeCondition as string, (name, wanted) => reachOfAttribute(provider, name, wanted)),
  );
}

/** Whether Tidemark knows who gets tokens of the provider's issuer: customers of all kinds, workloads of a cluster, or the company. */
export const isKnownIssuer = (provider: Provider, ownIssuers: readonly string[]): boolean => {
  const issuer = issuerOf(provider);
  if (provider.aws?.accountId) return true;
  return isShared(issuer) || isCluster(issuer) || reachOfIssuer(issuer, ownIssuers).most === "owner";
};

/** Whether the issuer gives tokens to customers who have nothing to do with the company. */
export const isOfManyCustomers = (provider: Provider, ownIssuers: readonly string[]): boolean =>
  isShared(issuerOf(provider)) && reachOfIssuer(issuerOf(provider), ownIssuers).most === "anybody";

/** The issuer as facts show it. */
export const shownIssuer = (provider: Provider): string =>
  provider.aws?.accountId ? `aws/${provider.aws.accountId}` : issuerOf(provider);

/** The value of an attribute in the name of a principal; null where its escapes are broken. */
function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/**
 * Whether a subject is a role of AWS by its ARN, as it is where nobody maps it otherwise.
 * https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers
 */
const isRoleOfAws = (provider: Provider): boolean =>
  Boolean(provider.aws?.accountId) &&
  ((provider.AttributeMapping ?? []).length === 0 || claimBehind(provider, "google.subject") === "arn");

/** Whom a member of a policy stands for among those that one provider of its pool lets in. */
export function reachOfMember(rest: string, provider: Provider, ownIssuers: readonly string[]): Reach {
  const all = reachOfProvider(provider, ownIssuers);
  const [, attribute, value] = /^\/(attribute\.\w+|subject)\/(.+)$/.exec(rest) ?? [];
  if (attribute === undefined || value === undefined) return rest === "/*" ? all : both(all, UNKNOWN);
  if (attribute === "subject" && isRoleOfAws(provider)) return both(all, exactly("workload"));
  const text = decoded(value);
  const name = attribute === "subject" ? "google.subject" : attribute;
  return both(all, text === null ? UNKNOWN : reachOfAttribute(provider, name, { text, isFixed: true }));
}
