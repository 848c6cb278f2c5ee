// What IAM answers to one request, by the definition of each element: slow, and nothing in common with the code under test.
import type { Condition, PolicyDocument, Statement } from "../../../../checks/engines/policy/policy-document.ts";

export type IamRequest = {
  /** Null without credentials. */
  readonly account: string | null;
  readonly action: string;
  readonly resource: string;
  /** Values of the keys that the request has, by name in lower case. */
  readonly keys: { readonly [key: string]: readonly string[] };
};

/** One character at a time; `p` and `w` are where the rest of each begins. */
export function matches(pattern: string, word: string, p = 0, w = 0): boolean {
  const first = pattern[p];
  const isAtEnd = w === word.length;
  if (first === undefined) return isAtEnd;
  if (first === "*") return matches(pattern, word, p + 1, w) || (!isAtEnd && matches(pattern, word, p, w + 1));
  return !isAtEnd && (first === "?" || first === word[w]) && matches(pattern, word, p + 1, w + 1);
}

/** Only blocks whose length is a multiple of eight, and addresses of IPv4. */
const isInBlock = (address: string, block: string): boolean => {
  const [network = "", length = "32"] = block.split("/");
  const octets = Number(length) / 8;
  return address.split(".").slice(0, octets).join() === network.split(".").slice(0, octets).join();
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const comparisons: { readonly [operator: string]: (value: string, wanted: string) => boolean } = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: (value, wanted) => matches(wanted, value),
  IpAddress: isInBlock,
  Bool: (value, wanted) => value === wanted,
};

export function holds({ Operator, Key, Values }: Condition, request: IamRequest): boolean {
  const present = request.keys[Key.toLowerCase()] ?? [];
  if (Operator === "Null") return Values.includes(String(present.length === 0));
  if (Operator.endsWith("IfExists")) {
    return present.length === 0 || holds({ Operator: Operator.slice(0, -"IfExists".length), Key, Values }, request);
  }
  const [name = "", set] = Operator.split(":").toReversed();
  const compare = comparisons[name.replace("Not", "")];
  if (compare === undefined) throw new Error(`no comparison ${name}`);
  const test = (value: string): boolean => Values.some((wanted) => compare(value, wanted)) !== name.includes("Not");
  if (set === "ForAllValues") return present.every(test);
  if (set === "ForAnyValue") return present.some(test);
  return present.length === 0 ? name.includes("Not") : present.every(test);
}

const names = (principals: Statement["Principals"], { account }: IamRequest): boolean =>
  (principals ?? []).some(({ Values }) => Values.includes("*") || (account !== null && Values.includes(account)));

function applies(statement: Statement, request: IamRequest): boolean {
  const { Principals, NotPrincipals, Actions, NotActions, Resources, NotResources, Conditions = [] } = statement;
  const has = (patterns: readonly string[] | undefined, word: string): boolean =>
    (patterns ?? []).some((pattern) => matches(pattern, word));
  // Actions are the same in any case.
  const hasAction = (patterns: readonly string[] | undefined): boolean =>
    has(
      patterns?.map((pattern) => pattern.toLowerCase()),
      request.action.toLowerCase(),
    );
  return (
    (NotPrincipals === undefined ? names(Principals, request) : !names(NotPrincipals, request)) &&
    (NotActions === undefined ? hasAction(Actions) : !hasAction(NotActions)) &&
    (NotResources === undefined ? has(Resources, request.resource) : !has(NotResources, request.resource)) &&
    Conditions.every((condition) => holds(condition, request))
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export const isAllowed = ({ Statements }: PolicyDocument, request: IamRequest): boolean =>
  Statements.some((one) => one.Effect === "Allow" && applies(one, request)) &&
  !Statements.some((one) => one.Effect === "Deny" && applies(one, request));
