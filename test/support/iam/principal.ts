// Who asks, and whether a resource's policy means them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { list, type Policy, type PrincipalElement, type Statement } from "./statement.ts";

/**
 * Who asks. `arn` as in aws:PrincipalArn (of a session the role's: `arn:aws:iam::123456789012:role/name`, of a user
 * `...:user/name`, of the root user `...:root`) with its identity policies; or a service, as `cloudwatch.amazonaws.com`.
 */
export type Principal =
  | { readonly kind: "aws"; readonly arn: string; readonly account: string; readonly policies: readonly Policy[] }
  | { readonly kind: "service"; readonly service: string };

/** How a statement means who asks: by name or as one of everybody, or as one of an account, to which it delegates. */
export type Meant = "directly" | "by account";

const IDENTITY = /^arn:aws[a-z-]*:iam::(\d{12}):(root|(?:user|role)\/[^*?]+)$/;

export const isRoot = (by: Principal): boolean => by.kind === "aws" && by.arn.endsWith(":root");

/** @throws TypeError where the ARN is not one of aws:PrincipalArn, or not of its account */
export function checkPrincipal(by: Principal): void {
  if (by.kind === "service") return;
  const [, account] = IDENTITY.exec(by.arn) ?? [];
  if (account !== by.account)
    throw new TypeError(`found ${by.arn} of ${by.account}, expected a role, user or root of that account`);
  if (isRoot(by) && by.policies.length > 0)
    throw new TypeError(`found identity policies of ${by.arn}: nothing can be attached to a root user`);
}

/** Null: the statement is not about them. */
export function meant({ Principal, NotPrincipal }: Statement, by: Principal): Meant | null {
  if (NotPrincipal !== undefined) return isExempt(NotPrincipal, by) ? null : "directly";
  if (Principal === undefined) throw new TypeError("found a statement without a principal");
  const names = namesIn(Principal);
  // Everybody, services too: aws:PrincipalIsAWSService exists to except them from such a Deny (its page's example).
  if (names.everybody) return "directly";
  if (by.kind === "service") return names.services.includes(by.service) ? "directly" : null;
  if (names.arns.includes(by.arn)) return "directly";
  if (!names.accounts.includes(by.account)) return null;
  return isRoot(by) ? "directly" : "by account";
}

/**
 * A user or role is exempt if itself and its account are both named: the account is looked at first.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExempt(element: PrincipalElement, by: Principal): boolean {
  const { everybody, services, arns, accounts } = namesIn(element);
  if (everybody) throw new TypeError("found NotPrincipal *, which would mean nobody");
  if (by.kind === "service") return services.includes(by.service);
  return accounts.includes(by.account) && (isRoot(by) || arns.includes(by.arn));
}

type Names = {
  readonly everybody: boolean;
  readonly services: readonly string[];
  readonly accounts: readonly string[];
  readonly arns: readonly string[];
};

// `"*"` and `{ "AWS": "*" }` are the same in a resource's policy.
function namesIn(element: PrincipalElement): Names {
  if (element === "*") return { everybody: true, services: [], accounts: [], arns: [] };
  const { AWS = [], Service = [], ...others } = element;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new TypeError(`found principals of kind ${other}, which this evaluator does not know`);
  const services = list(Service);
  const noService = services.find((name) => !/^[\w.-]+\.amazonaws\.com$/.test(name));
  if (noService !== undefined) throw new TypeError(`found service ${noService}, expected name.amazonaws.com`);
  const names = list(AWS);
  const accounts: string[] = [];
  const arns: string[] = [];
  for (const name of names) {
    if (name === "*") continue;
    // A session is named by what aws:PrincipalArn does not tell; a part of a name can't be a wildcard.
    const [, account, resource] = IDENTITY.exec(name) ?? (/^\d{12}$/.test(name) ? [name, name, "root"] : []);
    if (account === undefined)
      throw new TypeError(`found principal ${name}, expected *, an account, or the ARN of a role, user or root`);
    if (resource === "root") accounts.push(account);
    else arns.push(name);
  }
  return { everybody: names.includes("*"), services, accounts, arns };
}
