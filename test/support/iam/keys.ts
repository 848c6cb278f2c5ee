// The condition keys of a request, and the variables of policies that stand for them.
import { withWildcards } from "./match.ts";
import type { Principal } from "./principal.ts";

/** Condition key, lower-cased, to its values, of which there is one at least. A key that is not here is absent. */
export type Keys = ReadonlyMap<string, readonly string[]>;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
const FILLED_IN = ["aws:principalarn", "aws:principalaccount", "aws:principalisawsservice", "aws:principalservicename"];

// AWS knows these of each principal, or of each of a kind. We don't, and to us absent would be wrong.
const NOT_FILLED_IN = ["aws:principalservicenameslist", "aws:principaltype", "aws:userid", "aws:username"];

/**
 * The keys of a request: those of its context, and what is known of the principal. A key without values is absent. A service
 * has no ARN and no account: the page lists both keys for roles, users and the root user only.
 * @throws TypeError where the context says a key twice, or one that is filled in here
 */
export function keysOf(by: Principal, context: { readonly [key: string]: string | readonly string[] }): Keys {
  const keys = new Map<string, readonly string[]>();
  for (const [name, values] of Object.entries(context)) {
    const key = name.toLowerCase();
    if (FILLED_IN.includes(key)) throw new TypeError(`found ${name} in the context: it follows from who asks`);
    if (keys.has(key)) throw new TypeError(`found ${name} twice in the context: case does not tell keys apart`);
    const all = typeof values === "string" ? [values] : values;
    if (all.length > 0) keys.set(key, all);
  }
  keys.set("aws:principalisawsservice", [String(by.kind === "service")]);
  if (by.kind === "service") return keys.set("aws:principalservicename", [by.service]);
  return keys.set("aws:principalarn", [by.arn]).set("aws:principalaccount", [by.account]);
}

/** The values of a key; null: it is absent. */
export function valuesOf(keys: Keys, name: string): readonly string[] | null {
  const key = name.toLowerCase();
  const values = keys.get(key) ?? null;
  if (values === null && NOT_FILLED_IN.includes(key))
    throw new TypeError(`found ${name} in a policy: this evaluator does not know it, say it in the context`);
  return values;
}

/**
 * A policy's text with its variables replaced, `*` and `?` of the text itself turned into wildcards if wanted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @returns null where a variable has no value: such a text matches nothing
 */
export function resolve(text: string, keys: Keys, { wildcards }: { readonly wildcards: boolean }): string | null {
  const own = (part: string): string => (wildcards ? withWildcards(part) : part);
  let resolved = "";
  let end = 0;
  for (const { 0: whole, 1: inside = "", index } of text.matchAll(/\$\{([^}]*)\}/g)) {
    const value = valueOf(inside, keys);
    if (value === null) return null;
    resolved += own(text.slice(end, index)) + value;
    end = index + whole.length;
  }
  return resolved + own(text.slice(end));
}

function valueOf(inside: string, keys: Keys): string | null {
  if (inside === "*" || inside === "?" || inside === "$") return inside;
  const [, key, byDefault = null] = /^([\w:/.@-]+)(?:, '([^']*)')?$/.exec(inside) ?? [];
  if (key === undefined) throw new TypeError(`found variable \${${inside}}, expected \${key} or \${key, 'default'}`);
  const values = valuesOf(keys, key);
  if (values === null) return byDefault;
  const [value = "", ...more] = values;
  if (more.length > 0) throw new TypeError(`found variable \${${key}} of several values, expected one`);
  // Whether IAM takes them as wildcards is not documented.
  if (/[*?]/.test(value)) throw new TypeError(`found ${value} for variable \${${key}}, expected neither * nor ?`);
  return value;
}
