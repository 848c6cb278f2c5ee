// Runs the check on owners over the sample tenant and its production subscription: a real ledger, and the real reader.
import { ownerAccountsHaveMfaAndNoKeys } from "../../../checks/identity/owner-accounts-have-mfa-and-no-keys/index.ts";
import type { ChainRecord, Finding } from "../../../evidence-schema/record/record.ts";
import { readSegments } from "../ledger/read-segments.ts";
import { BY, TemporaryLedger, TestClock, type ObservedRun } from "../ledger/temporary-ledger.ts";
import { GROUP, PRODUCTION, SHARED, TENANT } from "./estate/sample/names.ts";
import { readerOf } from "./reading.ts";

export const SUBSCRIPTION = `azure/${PRODUCTION}`;
export const OTHER_SUBSCRIPTION = `azure/${SHARED}`;
/** The management group of both subscriptions, and the tenant's root group above it. */
export const MANAGEMENT_GROUP = `azure/managementGroups/${GROUP}`;
export const ROOT_GROUP = `azure/managementGroups/${TENANT}`;
export const DIRECTORY = `entra/${TENANT}`;

const CHECK = { check: ownerAccountsHaveMfaAndNoKeys, parameters: {} };

export class Owners {
  readonly home: TemporaryLedger;
  #runs = 0;

  private constructor(home: TemporaryLedger) {
    this.home = home;
  }

  /** By the time that it is: the reader goes by it too. */
  static async create(): Promise<Owners> {
    return new Owners(await TemporaryLedger.create(new TestClock(Date.now())));
  }

  /** The next run. Without the tenant among `scopes` it is not enrolled. `excluded`: scopes that were enrolled before. */
  run(scopes: readonly string[] = [SUBSCRIPTION, DIRECTORY], excluded: readonly string[] = []): Promise<ObservedRun> {
    this.home.clock.ms = Math.max(this.home.clock.ms + 1, Date.now());
    this.#runs += 1;
    return this.home.run({
      reader: readerOf(scopes),
      run: `run-${this.#runs}`,
      checks: [CHECK],
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

export type Said = Pick<Finding, "outcome" | "because" | "facts" | "problem">;

/** What counts of the assignment whose key ends so, in the scope's state. */
export function saidOf({ observed }: ObservedRun, scope: string, end: string): Said | undefined {
  const state = observed.find((each) => each.scope === scope)?.state;
  const entry = [...(state?.entries.values() ?? [])].find(({ key }) => key.endsWith(end));
  const finding = entry?.findings[0];
  if (state === undefined || entry === undefined || finding === undefined) return undefined;
  const { outcome, problem } = state.effective(entry, finding);
  return { outcome, because: finding.because, facts: finding.facts, problem };
}
