// Whether a statement's conditions hold: operators and keys all, values any (negated operators: none).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
import { resolve, valuesOf, type Keys } from "./keys.ts";
import { withWildcards } from "./match.ts";
import { operatorOf } from "./operators.ts";
import { list, type Condition } from "./statement.ts";

/** `variables`: whether the policy's version knows policy variables. */
export function holds(condition: Condition, keys: Keys, { variables }: { readonly variables: boolean }): boolean {
  // All of them are asked, also after one that does not hold: what we can't judge throws wherever it stands.
  return Object.entries(condition)
    .flatMap(([name, block]) =>
      Object.entries(block).map(([key, values]) => isTrue(name, key, list(values).map(String), keys, variables)),
    )
    .every(Boolean);
}

function isTrue(name: string, key: string, policy: readonly string[], keys: Keys, variables: boolean): boolean {
  const { set, ifExists, operator } = operatorOf(name);
  const request = valuesOf(keys, key);
  if (operator === "Null") return isNull(key, policy, request);
  const { matches, negated, wildcards } = operator;
  const patterns = policy.map((value) => patternOf(value, keys, operator.variables && variables, wildcards));
  const one = (value: string): boolean =>
    negated !== patterns.some((pattern) => pattern !== null && matches(pattern, value));
  if (request === null) return ifExists || set === "ForAllValues" || (set === null && negated);
  // An empty text is an empty set: reference_policies_condition-single-vs-multi-valued-context-keys.html
  if (set !== null) {
    const values = request.filter((value) => value !== "");
    return set === "ForAllValues" ? values.every(one) : values.some(one);
  }
  const [value = "", ...more] = request;
  if (more.length > 0)
    throw new TypeError(`found several values of ${key} in ${name}: such keys want ForAllValues or ForAnyValue`);
  return one(value);
}

function patternOf(value: string, keys: Keys, variables: boolean, wildcards: boolean): string | null {
  if (variables) return resolve(value, keys, { wildcards });
  return wildcards ? withWildcards(value) : value;
}

function isNull(key: string, policy: readonly string[], request: readonly string[] | null): boolean {
  if (request?.includes("") === true)
    throw new TypeError(`found an empty value of ${key}: whether it is null is unknown`);
  return policy.some((value) => {
    if (value !== "true" && value !== "false")
      throw new TypeError(`found Null ${key} ${value}, expected true or false`);
    return value === String(request === null);
  });
}
