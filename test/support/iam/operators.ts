// Condition operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { BlockList, isIP } from "node:net";
import { matchesArn, matchesText } from "./match.ts";

type Operator = {
  /** Whether a value of the policy matches the request's. */
  readonly matches: (policy: string, request: string) => boolean;
  /** True where no value of the policy matches, and where the key is absent. */
  readonly negated: boolean;
  readonly wildcards: boolean;
  readonly variables: boolean;
};

type Name = {
  readonly set: "ForAllValues" | "ForAnyValue" | null;
  readonly ifExists: boolean;
  readonly operator: Operator | "Null";
};

const same = (a: string, b: string): boolean => a === b;
const sameButCase = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function number(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`found ${text}, expected a number`);
  return Number(text);
}

// ISO 8601 as W3C profiles it, or seconds since 1970. A year alone would be both.
function instant(text: string): number {
  if (/^\d{5,}$/.test(text)) return Number(text) * 1000;
  const [date] = /^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/.exec(text) ?? [];
  const milliseconds = Date.parse(date ?? "");
  if (Number.isNaN(milliseconds))
    throw new TypeError(`found ${text}, expected a date of ISO 8601 or seconds of Unix time`);
  return milliseconds;
}

function boolean(text: string): string {
  if (text !== "true" && text !== "false") throw new TypeError(`found ${text}, expected true or false`);
  return text;
}

function isWithin(range: string, address: string): boolean {
  const [network = "", prefix] = range.split("/");
  const [version, asked] = [isIP(network), isIP(address)];
  // The page gives addresses without a prefix 32 bits, which says nothing useful about IPv6.
  if (version === 0 || asked === 0 || (version === 6 && prefix === undefined))
    throw new TypeError(`found ${asked === 0 ? address : range}, expected an IP address, or a range of CIDR`);
  if (version !== asked) return false;
  const family = version === 6 ? "ipv6" : "ipv4";
  const ranges = new BlockList();
  ranges.addSubnet(network, number(prefix ?? "32"), family);
  return ranges.check(address, family);
}

const both = (name: string, not: string, of: Omit<Operator, "negated">): [string, Operator][] => [
  [name, { ...of, negated: false }],
  [not, { ...of, negated: true }],
];

const text = { wildcards: false, variables: true };
const like = { wildcards: true, variables: true };
const fixed = { wildcards: false, variables: false };

const ordered = (name: string, value: (text: string) => number): [string, Operator][] => [
  ...both(`${name}Equals`, `${name}NotEquals`, {
    ...fixed,
    matches: (policy, request) => value(policy) === value(request),
  }),
  [`${name}LessThan`, { ...fixed, negated: false, matches: (policy, request) => value(request) < value(policy) }],
  [
    `${name}LessThanEquals`,
    { ...fixed, negated: false, matches: (policy, request) => value(request) <= value(policy) },
  ],
  [`${name}GreaterThan`, { ...fixed, negated: false, matches: (policy, request) => value(request) > value(policy) }],
  [
    `${name}GreaterThanEquals`,
    { ...fixed, negated: false, matches: (policy, request) => value(request) >= value(policy) },
  ],
];

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...both("StringEquals", "StringNotEquals", { ...text, matches: same }),
  ...both("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", { ...text, matches: sameButCase }),
  ...both("StringLike", "StringNotLike", { ...like, matches: matchesText }),
  ...both("ArnEquals", "ArnNotEquals", { ...like, matches: matchesArn }),
  ...both("ArnLike", "ArnNotLike", { ...like, matches: matchesArn }),
  ...both("IpAddress", "NotIpAddress", { ...fixed, matches: isWithin }),
  ...ordered("Numeric", number),
  ...ordered("Date", instant),
  ["Bool", { ...fixed, negated: false, matches: (policy, request) => boolean(policy) === boolean(request) }],
]);

/**
 * An operator's name taken apart: `ForAllValues:StringLikeIfExists`.
 * @throws TypeError for an operator that is not known here, BinaryEquals among them
 */
export function operatorOf(name: string): Name {
  if (name === "Null") return { set: null, ifExists: false, operator: "Null" };
  const [, set = null, base = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const operator = OPERATORS.get(base);
  if (operator === undefined)
    throw new TypeError(`found condition operator ${name}, which this evaluator does not know`);
  return { set: set as Name["set"], ifExists: ifExists !== undefined, operator };
}

/** @throws TypeError for an operator that is not known here */
export const checkOperator = (name: string): void => void operatorOf(name);
