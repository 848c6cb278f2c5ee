// Defines the one error of reading a ledger: which rule of FORMAT.md is broken, and what was expected and found.

import type { Rule } from "./rules.ts";

/** A rule of FORMAT.md is broken. The message is lower case and holds no bytes of the evidence beyond short excerpts. */
export class Violation extends Error {
  override readonly name = "Violation";
  readonly rule: Rule;
  readonly expected: string;
  readonly found: string;
  /** 1-based line of the object, once the caller knows it. */
  line: number | null = null;

  constructor(rule: Rule, expected: string, found: string) {
    super(`rule ${rule}: expected ${expected}, found ${found}`);
    this.rule = rule;
    this.expected = expected;
    this.found = found;
  }
}

/** Throws the violation of `rule` unless `holds`. A text that is costly to make is given as a function: most of the time all holds. */
export function require(
  holds: boolean,
  rule: Rule,
  expected: string | (() => string),
  found: () => string,
): asserts holds {
  if (!holds) throw new Violation(rule, typeof expected === "string" ? expected : expected(), found());
}

/** A short, bounded excerpt of a value for a message. */
export function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
