// Decides whether statements of IAM policies let their holder take an action on a resource.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import type { Statement } from "../policy/policy-document.ts";
import { covers, overlap } from "../policy/wildcard.ts";
import { greatest, inventedName, least, type Grant } from "./grant.ts";

/** The name of the user who asks, which is not read. */
const OWN = inventedName("\u0001");
/** A name that a policy writes and that nobody knows here: of another person, or by a variable. */
const OTHER = inventedName("\u0002");

/** ARNs as they are compared have this in the place of the account, which is always the one that has the policy. */
const IAM = "arn:aws:iam::account:";

/** The ARN of what a policy means by a kind and a name of IAM. */
export const iamArn = (kind: string, name: string): string => `${IAM}${kind}/${name}`;

/** The user who asks. */
export const ASKER = iamArn("user", OWN);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const VARIABLE = /\$\{[^}]*\}/g;
const OWN_VARIABLE = "${aws:username}";

/** Patterns as they are compared; `self`: how statements write the ARN of the user who asks. A variable stands for one name. */
function atMost(patterns: readonly string[], self: string | null): string[] {
  return patterns.map((pattern) => {
    if (pattern === self) return ASKER;
    if (pattern.startsWith("person:")) return iamArn("user", OTHER);
    const text = pattern.replace(/^arn:[\w-]+:/, "arn:aws:").replace(/^arn:aws:iam:\*?:(?:\d{12}|\*):/, IAM);
    // The path of a user is not read.
    if (text.startsWith(iamArn("user", "")) && text.endsWith(`/${OWN_VARIABLE}`)) return ASKER;
    return text.replaceAll(OWN_VARIABLE, OWN).replaceAll(VARIABLE, OTHER);
  });
}

/** Those patterns of which it is known what they stand for. Most users have no path. */
const atLeast = (patterns: readonly string[], self: string | null): string[] =>
  atMost(
    patterns.filter((one) => one.search(VARIABLE) === -1 || /^arn:[^/]*:user\/\$\{aws:username\}$/.test(one)),
    self,
  );

const isAction = (pattern: string, action: string): boolean => covers(pattern.toLowerCase(), action);

/** An element that is missing with its opposite is no policy: an Allow may then be for anything, a Deny for nothing. */
function concerns({ Effect, Actions, NotActions }: Statement, action: string): boolean {
  if (Actions !== undefined) return Actions.some((pattern) => isAction(pattern, action));
  return NotActions === undefined ? Effect === "Allow" : !NotActions.some((pattern) => isAction(pattern, action));
}

/** How much of a statement is for the resource: surely, or only if a condition or a variable makes it so. */
function meansIt(
  { Effect, Resources, NotResources, Conditions = [] }: Statement,
  resource: string,
  self: string | null,
): Grant {
  const isIn = (patterns: readonly string[]): boolean => patterns.some((pattern) => covers(pattern, resource));
  const named = Resources ?? NotResources;
  if (named === undefined) return Effect === "Allow" ? "conditional" : "never";
  const [sure, possible] = [isIn(atLeast(named, self)), isIn(atMost(named, self))];
  if (Resources === undefined ? sure : !possible) return "never";
  return Conditions.length > 0 || sure !== possible ? "conditional" : "always";
}

const isAllow = ({ Effect }: Statement): boolean => Effect === "Allow";

/**
 * `action`: in lower case, as `iam:passrole`. `resource`: an ARN of partition `aws`; of IAM, by `iamArn`. `self`: how the statements
 * write the ARN of the user who holds them; null for a group or role.
 */
export function grantOf(
  statements: readonly Statement[],
  action: string,
  resource: string,
  self: string | null,
): Grant {
  const by = (effect: Statement["Effect"]): Grant =>
    greatest(
      statements
        .filter((one) => one.Effect === effect && concerns(one, action))
        .map((one) => meansIt(one, resource, self)),
    );
  const [allowed, denied] = [by("Allow"), by("Deny")];
  if (denied === "always") return "never";
  return denied === "conditional" ? least([allowed, denied]) : allowed;
}

/**
 * Whether an Allow names a resource among `kind`, a pattern of ARNs, that no Deny takes. The asker alone is no such resource. A no is
 * always right; of a yes, several denies may together take all that each of them leaves.
 */
export function isGrantedSomewhere(
  statements: readonly Statement[],
  action: string,
  kind: string,
  self: string | null,
): boolean {
  const meant = statements.filter((one) => concerns(one, action));
  const denies = meant.filter((one) => !isAllow(one) && (one.Conditions ?? []).length === 0);
  const takes = ({ Resources, NotResources }: Statement, pattern: string): boolean =>
    Resources === undefined
      ? NotResources !== undefined && !atMost(NotResources, self).some((one) => overlap(asAny(one), asAny(pattern)))
      : atLeast(Resources, self).some((one) => covers(one, pattern));
  const isLeft = (pattern: string): boolean =>
    pattern !== ASKER && overlap(pattern, kind) && !denies.some((deny) => takes(deny, pattern));
  return meant.filter(isAllow).some(({ Resources, NotResources = [] }) => {
    if (Resources !== undefined) return atMost(Resources, self).some(isLeft);
    return isLeft(kind) && !atLeast(NotResources, self).some((one) => covers(one, kind));
  });
}

/** A name that nobody knows may be one that a pattern means. */
const asAny = (pattern: string): string => pattern.replaceAll(OWN, "*").replaceAll(OTHER, "*");
