// Runs a check on who holds what, by default that on owners, over scopes of a cloud: a real ledger, and the cloud's real reader.
import type { Check } from "../../../checks/check.ts";
import { ownerAccountsHaveMfaAndNoKeys } from "../../../checks/identity/owner-accounts-have-mfa-and-no-keys/index.ts";
import type { RereadingReader } from "../../../collectors/port.ts";
import type { ChainRecord, Finding, JsonObject } from "../../../evidence-schema/record/record.ts";
import { readSegments } from "./read-segments.ts";
import { BY, TemporaryLedger, TestClock, type ObservedRun } from "./temporary-ledger.ts";

type ReaderOf = (scopes: readonly string[]) => RereadingReader;

export class OwnerRuns {
  readonly home: TemporaryLedger;
  readonly #readerOf: ReaderOf;
  readonly #usual: readonly string[];
  readonly #check: Check;
  #runs = 0;

  private constructor(home: TemporaryLedger, readerOf: ReaderOf, usual: readonly string[], check: Check) {
    this.home = home;
    this.#check = check;
    this.#readerOf = readerOf;
    this.#usual = usual;
  }

  /** By the time that it is: the reader goes by it too. `usual`: the scopes of a run that names none. */
  static async create(
    readerOf: ReaderOf,
    usual: readonly string[],
    check: Check = ownerAccountsHaveMfaAndNoKeys,
  ): Promise<OwnerRuns> {
    return new OwnerRuns(await TemporaryLedger.create(new TestClock(Date.now())), readerOf, usual, check);
  }

  /** The next run. A scope that is not among `scopes` is not enrolled. `excluded`: scopes that were enrolled before. */
  run(scopes: readonly string[] = this.#usual, excluded: readonly string[] = []): Promise<ObservedRun> {
    this.home.clock.ms = Math.max(this.home.clock.ms + 1, Date.now());
    this.#runs += 1;
    return this.home.run({
      reader: this.#readerOf(scopes),
      run: `run-${this.#runs}`,
      checks: [{ check: this.#check, parameters: this.#check.parameters.parse({}) as JsonObject }],
      scopes: scopes.map((scope) => ({ scope, regions: ["global"] })),
      excluded: excluded.map((scope) => ({ scope, reason: "sold", approver: "CISO" })),
      by: BY,
    });
  }

  /** Bodies of one type in a scope's newest segment. */
  records(scope: string, type: string): ChainRecord["body"][] {
    const newest = readSegments(this.home, scope).at(-1)?.records ?? [];
    return newest.filter((each) => each.type === type).map(({ body }) => body);
  }
}

type Said = Pick<Finding, "outcome" | "because" | "facts" | "problem">;

/** What counts of the resource whose key ends so, in the scope's state. */
export function saidOf({ observed }: ObservedRun, scope: string, end: string): Said | undefined {
  const state = observed.find((each) => each.scope === scope)?.state;
  const entry = [...(state?.entries.values() ?? [])].find(({ key, from }) => from === null && key.endsWith(end));
  const finding = entry?.findings[0];
  if (state === undefined || entry === undefined || finding === undefined) return undefined;
  const { outcome, problem } = state.effective(entry, finding);
  return { outcome, because: finding.because, facts: finding.facts, problem };
}

/** How findings of a run changed, in order. */
export const transitionsOf = ({ observed }: ObservedRun): string[] =>
  observed
    .flatMap(({ changes }) =>
      changes.flatMap((change) => (change.is === "finding" ? [`${change.finding.transition}`] : [])),
    )
    .toSorted();
