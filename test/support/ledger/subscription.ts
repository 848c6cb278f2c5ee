// Runs and event batches of a subscription and of the tenant whose people it needs, and what its chain says of a vault.
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import type { RunOptions } from "../../../observation/run.ts";
import type { ObservedScope } from "../../../observation/comparing/write-segment.ts";
import { observeEvent } from "./change-batch.ts";
import { REGION } from "./cloud.ts";
import { readSegments } from "./read-segments.ts";
import { TemporaryLedger, type ObservedRun } from "./temporary-ledger.ts";
import { OWNERS, SUBSCRIPTION, TENANT, TwoProviders } from "./two-providers.ts";

export const BOTH = [SUBSCRIPTION, TENANT].map((scope) => ({ scope, regions: [REGION] }));

export class Subscription {
  readonly home: TemporaryLedger;
  readonly cloud: TwoProviders;
  #runs = 0;

  private constructor(home: TemporaryLedger) {
    this.home = home;
    this.cloud = new TwoProviders(home.clock.text);
  }

  /** A ledger, and clouds with a vault that one of two people owns; nothing was read yet. */
  static async create(): Promise<Subscription> {
    const made = new Subscription(await TemporaryLedger.create());
    made.cloud.user("one");
    made.cloud.user("two");
    made.cloud.vault("vault", "one");
    return made;
  }

  /** The next run, ten minutes after the one before. */
  async run(members: Partial<RunOptions> = {}): Promise<ObservedRun> {
    this.home.clock.advance(600);
    this.#runs += 1;
    const options = { reader: this.cloud, run: `run-${this.#runs}`, checks: OWNERS, scopes: BOTH, ...members };
    return this.home.run(options);
  }

  /** A batch of one event, a minute later. */
  batch(scope: string, key: string, unit: string): Promise<ObservedScope | null> {
    return observeEvent(this.home, { scope, reader: this.cloud, checks: OWNERS }, { key, unit });
  }

  /** Bodies of one type in the subscription's newest segment. */
  records(type: string): ChainRecord["body"][] {
    const newest = readSegments(this.home, SUBSCRIPTION).at(-1)?.records ?? [];
    return newest.filter((each) => each.type === type).map(({ body }) => body);
  }

  copies(isRestated = false): ChainRecord["body"][] {
    return this.records("context").filter(({ restated }) => restated === isRestated);
  }
}

type Observed = Pick<ObservedRun, "observed">;
const ofSubscription = ({ observed }: Observed): ObservedScope | undefined =>
  observed.find(({ scope }) => scope === SUBSCRIPTION);

/** What counts of the vault, with its cause. */
export function said(result: Observed): string {
  const state = ofSubscription(result)?.state;
  const entry = state?.entries.get("vault");
  const finding = entry?.findings[0];
  if (state === undefined || entry === undefined || finding === undefined) return "nothing";
  const { outcome, problem } = state.effective(entry, finding);
  return problem === null ? outcome : `${outcome}: ${problem.code}`;
}

/** Transitions and departures, in order. */
export const told = (result: Observed): string[] =>
  (ofSubscription(result)?.changes ?? []).map((change) =>
    change.is === "finding" ? `${change.key} ${change.finding.transition}` : `${change.key} ${change.reason}`,
  );
