// What became of all ledgers: how many of each verdict, and which rule was named first how often.
import type { Rule } from "../../../evidence-schema/rules.ts";
import type { Exit } from "../ledger-vectors/vector.ts";
import type { Said } from "../ledgers-on-disk.ts";

/** Rules that refuse a ledger before anything of what it says is asked. */
const SHALLOW: ReadonlySet<Rule> = new Set(["B1", "L3", "N3"]);

export class Tally {
  readonly exits = new Map<Exit, number>();
  /** By the rule that is named first. */
  readonly first = new Map<Rule, number>();
  /** By every rule that is named. */
  readonly rules = new Map<Rule, number>();
  all = 0;

  add({ exit, violations }: Said): void {
    this.all += 1;
    count(this.exits, exit);
    const rules = new Set(violations.map(({ rule }) => rule));
    for (const rule of rules) count(this.rules, rule);
    const [first] = rules;
    if (first !== undefined) count(this.first, first);
  }

  /** The part of all ledgers with that verdict. */
  share(exit: Exit): number {
    return (this.exits.get(exit) ?? 0) / this.all;
  }

  /** The part of the refused ledgers that are refused for what they say. */
  get deep(): number {
    const refused = [...this.first].reduce((sum, [, times]) => sum + times, 0);
    const shallow = [...SHALLOW].reduce((sum, rule) => sum + (this.first.get(rule) ?? 0), 0);
    return 1 - shallow / refused;
  }

  toString(): string {
    const exits = [...this.exits].sort(([a], [b]) => a - b).map(([exit, times]) => `exit ${exit}: ${times}`);
    const rules = [...this.rules].sort(([, a], [, b]) => b - a);
    return [
      `${this.all} ledgers, ${exits.join(", ")}`,
      `named first: ${rules.map(([rule]) => `${rule} ${this.first.get(rule) ?? 0}`).join(", ")}`,
      `named at all: ${rules.map(([rule, times]) => `${rule} ${times}`).join(", ")}`,
    ].join("\n");
  }
}

function count<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
