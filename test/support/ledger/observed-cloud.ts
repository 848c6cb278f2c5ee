// Observes a cloud into a ledger: runs, event batches, and what happens while a scope is read.
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { ChangeEvent } from "../../../observation/events/observe-events.ts";
import type { ObservedScope } from "../../../observation/comparing/write-segment.ts";
import type { RunOptions } from "../../../observation/run.ts";
import { observeBatch } from "./change-batch.ts";
import { CHECKS } from "./checks.ts";
import { Cloud, REGION } from "./cloud.ts";
import { TemporaryLedger, type ObservedRun, type TestClock } from "./temporary-ledger.ts";

export const A = "aws/111111111111";
export const B = "aws/222222222222";
/** The unit of both accounts' buckets. */
export const BUCKETS = unitOf("AWS::S3::Bucket", REGION);

export class ObservedCloud<Of extends Cloud = Cloud> {
  readonly home: TemporaryLedger;
  readonly cloud: Of;

  private constructor(home: TemporaryLedger, cloud: Of) {
    this.home = home;
    this.cloud = cloud;
  }

  /** A new ledger without a run, and the cloud that `make` makes by the ledger's clock. */
  static async of<Of extends Cloud>(make: (clock: TestClock) => Of): Promise<ObservedCloud<Of>> {
    const home = await TemporaryLedger.create();
    return new ObservedCloud(home, make(home.clock));
  }

  /** Accounts A and B with a bucket each, `one` and `two`, both encrypted with a key of the customer's. */
  static async ofTwoAccounts(): Promise<ObservedCloud> {
    const made = await ObservedCloud.of((clock) => new Cloud(clock.text));
    made.cloud.bucket(A, "one", "own key");
    made.cloud.bucket(B, "two", "own key");
    return made;
  }

  /** A run, so many seconds after what came before. */
  runAfter(seconds: number, run: string, members: Partial<RunOptions> = {}): Promise<ObservedRun> {
    this.home.clock.advance(seconds);
    return this.home.run({ reader: this.cloud, run, ...members });
  }

  /** An event of now. */
  event(id: string, key: string, unit = BUCKETS): ChangeEvent {
    return { id, key, unit, time: this.home.clock.text() };
  }

  batch(events: readonly ChangeEvent[], scope = A): Promise<ObservedScope | null> {
    return observeBatch(this.home, { scope, reader: this.cloud, checks: CHECKS }, events);
  }

  /** Acts once, between the next reading of A and what follows the reading: a second passes before and after. */
  meanwhile(act: () => Promise<unknown>): void {
    this.cloud.afterRead = async (scope) => {
      if (scope !== A) return;
      this.cloud.afterRead = () => Promise.resolve();
      this.home.clock.advance(1);
      await act();
      this.home.clock.advance(1);
    };
  }
}

/** The keys of what is known of a scope after a run. */
export const keysOf = ({ observed }: ObservedRun, scope = A): string[] =>
  [...(observed.find((each) => each.scope === scope)?.state.entries.keys() ?? [])].sort();
