// The shape of policies, and what we refuse to judge: a member, element or operator that is not known here throws a TypeError.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import { checkOperator } from "./operators.ts";

type OneOrMore<T> = T | readonly T[];

/** Condition operator to condition key to values. CDK writes numbers and booleans too; they count as their text. */
export type Condition = {
  readonly [operator: string]: { readonly [key: string]: OneOrMore<string | number | boolean> };
};

/** Of a resource's policy: everybody, or names by kind (`AWS`, `Service`). */
export type PrincipalElement = "*" | { readonly [kind: string]: OneOrMore<string> };

export type Statement = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: Condition;
};

export type Policy = { readonly Version?: string; readonly Statement: OneOrMore<Statement> };

/** Where a policy hangs: on a user or role, or on a resource (bucket, key, topic, function, a role's trust). */
export type Place = "identity" | "resource";

const MEMBERS: readonly string[] = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] satisfies readonly (keyof Statement)[];

export const list = <T>(value: OneOrMore<T>): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/**
 * The statements of a policy, each of which we can judge.
 * @throws TypeError that names the statement and what is not known of it
 */
export function statementsOf(policy: Policy, place: Place): readonly Statement[] {
  const { Version } = policy;
  if (Version !== undefined && Version !== "2012-10-17" && Version !== "2008-10-17")
    throw new TypeError(`found Version ${Version}, expected 2012-10-17 or 2008-10-17`);
  const statements = list(policy.Statement);
  if (checked[place].has(policy)) return statements;
  for (const statement of statements) check(statement, place);
  checked[place].add(policy);
  return statements;
}

/** Policies that were looked at already. */
const checked = { identity: new WeakSet<Policy>(), resource: new WeakSet<Policy>() };

/** Policy variables are literal text before version 2012-10-17, and without a version. */
export const hasVariables = ({ Version }: Policy): boolean => Version === "2012-10-17";

function check(statement: Statement, place: Place): void {
  const refuse = (found: string): never => {
    throw new TypeError(`statement ${statement.Sid ?? JSON.stringify(statement)}: found ${found}`);
  };
  for (const member of Object.keys(statement)) {
    if (!MEMBERS.includes(member)) refuse(`member ${member}, which this evaluator does not know`);
  }
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") refuse(`Effect ${String(Effect)}, expected Allow or Deny`);
  const count = (...elements: unknown[]): number => elements.filter((each) => each !== undefined).length;
  if (count(Action, NotAction) !== 1) refuse("not one of Action and NotAction, expected one");
  const resources = count(Resource, NotResource);
  // A resource's policy may leave it out, as trust policies do: it speaks of the resource that it hangs on.
  if (resources > 1 || (place === "identity" && resources === 0))
    refuse("not one of Resource and NotResource, expected one");
  const principals = count(Principal, NotPrincipal);
  if (place === "identity" && principals > 0) refuse("a principal in an identity policy, expected none");
  if (place === "resource" && principals !== 1) refuse("not one of Principal and NotPrincipal, expected one");
  // "Using it with "Effect":"Allow" is not supported": reference_policies_elements_notprincipal.html
  if (Effect === "Allow" && NotPrincipal !== undefined) refuse("NotPrincipal beside Allow, expected Deny");
  for (const [operator, keys] of Object.entries(Condition ?? {})) {
    checkOperator(operator);
    for (const [key, values] of Object.entries(keys)) {
      if (list(values).length === 0) refuse(`no value for ${key} in ${operator}, expected one or more`);
    }
  }
}
