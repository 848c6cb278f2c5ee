// Makes ledgers from seeds, asks both verifiers about each, and finds the fewest changes about which they disagree.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { onDisk, type LedgerOnDisk } from "../ledgers-on-disk.ts";
import { type Both, difference } from "./compare.ts";
import { type Case, caseOf } from "./one-case.ts";
import { Tally } from "./tally.ts";
import { here, python } from "./verifier.ts";

/** Ledgers that lie on the disk at once. */
const BATCH = 25;

/** Disagreements that are shrunk and told; there may be thousands of one kind. */
const TOLD = 10;

export class Session {
  readonly #here = here();
  readonly #python = python();
  readonly #keep: string | undefined;
  readonly tally = new Tally();
  /** Disagreements, each in a few lines. */
  readonly found: string[] = [];

  /** `keep`: a directory that gets the ledgers about which the verifiers disagree. */
  constructor(keep: string | undefined) {
    this.#keep = keep;
  }

  end(): void {
    this.#here.end();
    this.#python.end();
  }

  /** The ledgers of so many seeds from `first` on. */
  async run(first: number, count: number): Promise<void> {
    // While one batch is verified the next is made.
    let before: Promise<void> = Promise.resolve();
    for (let at = 0; at < count; at += BATCH) {
      const cases = Array.from({ length: Math.min(BATCH, count - at) }, (_, i) => caseOf(first + at + i));
      const own = this.#batch(cases);
      await before;
      before = own;
    }
    await before;
  }

  async #batch(cases: readonly Case[]): Promise<void> {
    const different: Case[] = [];
    await onDisk(cases, async (ledgers) => {
      const said = await Promise.all(ledgers.map((ledger) => this.#ask(ledger)));
      for (const [i, both] of said.entries()) {
        if ("exit" in both.here) this.tally.add(both.here);
        if (!cases[i]?.isFree && difference(both) !== null) different.push(cases[i] as Case);
      }
    });
    for (const each of different)
      this.found.push(this.found.length < TOLD ? await this.#shrunk(each) : `seed ${each.seed}`);
  }

  async #ask(ledger: LedgerOnDisk): Promise<Both> {
    const [left, right] = await Promise.all([this.#here.ask(ledger), this.#python.ask(ledger)]);
    return { here: left, python: right };
  }

  /** The case without the changes that the disagreement does not need. */
  async #shrunk({ seed, changes }: Case): Promise<string> {
    const left = new Set<number>();
    for (const change of [-2, -1, ...Array.from({ length: changes }, (_, i) => i)]) {
      const fewer = new Set([...left, change]);
      if ((await this.#differs(caseOf(seed, fewer))) !== null) left.add(change);
    }
    const shrunk = caseOf(seed, left);
    const { what, from, to, now, kept } = shrunk;
    const differs = await this.#differs(shrunk, this.#keep);
    const asked = JSON.stringify({ from, to, now, kept });
    const replay = `TIDEMARK_FUZZ_SEED=${seed} TIDEMARK_FUZZ=1 npx vitest run --project tools test/tools/fuzz.test.ts`;
    return [`seed ${seed}: ${differs}`, ...what, `asked ${asked}`, replay].join("\n  ");
  }

  /** Both verdicts where they differ. */
  async #differs(one: Case, keep?: string): Promise<string | null> {
    return onDisk([one], async ([ledger]) => {
      const both = await this.#ask(ledger as LedgerOnDisk);
      if (keep !== undefined)
        await cp(join((ledger as LedgerOnDisk).ledger, ".."), join(keep, String(one.seed)), { recursive: true });
      const differs = difference(both);
      return differs === null
        ? null
        : `${differs}\n  TypeScript: ${shown(both.here)}\n  verify.py: ${shown(both.python)}`;
    });
  }
}

function shown(answer: Both["here"]): string {
  if ("failed" in answer) return answer.failed;
  const problems = answer.violations.map(
    ({ rule, object, line, expected, found }) =>
      `${rule} ${object}${line === null ? "" : ` line ${line}`}: expected ${expected}, found ${found}`,
  );
  return [`exit ${answer.exit}`, ...problems.slice(0, 5), ...(answer.exit === 3 ? answer.statements : [])]
    .join("; ")
    .slice(0, 1500);
}
