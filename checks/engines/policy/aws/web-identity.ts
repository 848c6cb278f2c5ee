// Decides whether a trust policy names whom an OpenID Connect provider has to have signed in, by the subject of the token.
import type { Condition, Statement } from "../policy-document.ts";

/**
 * Providers that sign in customers of all kinds, whose subjects begin with the customer:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
const SHARED: ReadonlySet<string> = new Set([
  "app.terraform.io",
  "gitlab.com",
  "token.actions.githubusercontent.com",
  "vstoken.actions.githubusercontent.com",
]);

const PROVIDER = /^arn:[^:]*:iam::\d{12}:oidc-provider\/(.+)$/i;

/** The provider's address without a scheme, as condition keys begin with it. */
const hostsIn = ({ Principals = [] }: Statement): readonly string[] =>
  Principals.flatMap(({ Type, Values }) => (Type === "Federated" ? Values : [])).flatMap((value) => {
    const [, host] = PROVIDER.exec(value) ?? [];
    return host === undefined ? [] : [host.toLowerCase()];
  });

/** Behind the first wildcard anything may follow; of a shared provider the customer has to stand before it. */
const isPinned = (value: string, isShared: boolean): boolean => {
  const [before = ""] = value.split(/[*?]|\$\{/);
  return isShared ? /^[^:]+:[^:/]+[:/]/.test(before) || (before === value && value !== "") : before !== "";
};

const pins = ({ Operator, Key, Values }: Condition, host: string): boolean =>
  Key.toLowerCase() === `${host}:sub` &&
  /^(?:foranyvalue:)?string(?:equals|like|equalsignorecase)$/i.test(Operator) &&
  Values.length > 0 &&
  Values.every((value) => isPinned(value, SHARED.has(host)));

/** Providers of a statement whose subject it does not pin: `shared` if anybody can be their customer. */
export function unpinned(statement: Statement): readonly ("shared" | "other")[] {
  const { Conditions = [] } = statement;
  return hostsIn(statement)
    .filter((host) => !Conditions.some((condition) => pins(condition, host)))
    .map((host) => (SHARED.has(host) ? "shared" : "other"));
}
