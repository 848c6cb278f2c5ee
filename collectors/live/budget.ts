// Keeps the budget of one scope: how fast its services may be called, and how often they were.
import PQueue from "p-queue";

/** Calls a second, and calls under way at once, of one service in one region. */
export type Rate = { readonly perSecond: number; readonly concurrent: number };

/** Calls of one scope: those that wait for their turn, and the count of those that were made. */
export class Budget {
  readonly #rateOf: (client: string) => Rate;
  /** By client and region: made by spend() with the first call. */
  readonly #queues = new Map<string, PQueue>();
  /** By action: changed by count() alone. */
  readonly #calls = new Map<string, number>();

  /** `rateOf`: the rate of a service, by the name of its client. */
  constructor(rateOf: (client: string) => Rate) {
    this.#rateOf = rateOf;
  }

  /** Runs `call` when the service of `client` in `region` has room for it. Rejects as `call` does. */
  spend<T>(client: string, region: string, call: () => Promise<T>): Promise<T> {
    const place = `${client} ${region}`;
    let queue = this.#queues.get(place);
    if (queue === undefined) {
      const { perSecond, concurrent } = this.#rateOf(client);
      queue = new PQueue({ concurrency: concurrent, interval: 1000, intervalCap: perSecond });
      this.#queues.set(place, queue);
    }
    return queue.add(call);
  }

  /** A request was sent for `action`; repeated ones count each. */
  count(action: string): void {
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
  }

  /** Requests sent so far, by action. */
  byAction(): { readonly [action: string]: number } {
    return Object.fromEntries([...this.#calls].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Requests sent so far, by what the actions of a service begin with. */
  byService(): { readonly [service: string]: number } {
    const totals: { [service: string]: number } = {};
    for (const [action, count] of Object.entries(this.byAction())) {
      const service = action.slice(0, action.indexOf(":"));
      totals[service] = (totals[service] ?? 0) + count;
    }
    return totals;
  }
}
