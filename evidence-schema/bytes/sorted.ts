// Checks lists that are sorted: one order, by UTF-16 code units, and nothing twice (FORMAT.md section 1).
import type { Rule } from "../rules.ts";
import { require, show } from "../violation.ts";

/** Throws Violation of `rule` unless `items` are strictly ascending. */
export function requireSorted(rule: Rule, what: string, items: readonly string[]): void {
  for (let i = 1; i < items.length; i += 1) {
    const [before, item] = [items[i - 1] as string, items[i] as string];
    require(before < item, rule, () => `${what} sorted and without repetition`, () =>
      `${show(item)} after ${show(before)}`);
  }
}
