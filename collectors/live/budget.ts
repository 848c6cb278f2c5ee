// Keeps the budget of one scope: how fast its services may be called, and how often they were.
import PQueue from "p-queue";

/** Calls a second (less than one of them too), and calls under way at once, of one limit in one region. */
export type Rate = {
  readonly perSecond: number;
  readonly concurrent: number;
  /** Seconds over which a service counts, where that is not one: `perSecond` is then an average, and all of it may come at once. */
  readonly over?: number;
};

/** A limit of a service that calls count against: calls of one name wait in one queue. */
export type Limit = { readonly name: string; readonly rate: Rate };

/** Calls of one scope: those that wait for their turn, and the count of those that were made. */
export class Budget {
  readonly #limitOf: (client: string, command: string) => Limit;
  /** By limit and region: made by spend() with the first call. */
  readonly #queues: Map<string, PQueue>;
  /** By action: changed by count() alone. */
  readonly #calls = new Map<string, number>();

  /** `limitOf`: the limit that a call counts against, by the names of its client and of its command. `queues`: of another budget. */
  constructor(limitOf: (client: string, command: string) => Limit, queues: Map<string, PQueue> = new Map()) {
    this.#limitOf = limitOf;
    this.#queues = queues;
  }

  /** A budget whose calls wait in the queues of this one, and are counted apart: for scopes that share a limit. */
  apart(): Budget {
    return new Budget(this.#limitOf, this.#queues);
  }

  /**
   * Runs `call` when the limit of `command` in `region` has room for it. Rejects as `call` does, and with the reason of
   * `signal` as soon as that ends it, whether the call is under way or waits for its turn.
   */
  spend<T>(
    client: string,
    command: string,
    region: string,
    call: () => Promise<T>,
    signal: AbortSignal | null = null,
  ): Promise<T> {
    const { name, rate } = this.#limitOf(client, command);
    const place = `${name} ${region}`;
    let queue = this.#queues.get(place);
    if (queue === undefined) {
      const { perSecond, concurrent, over = perSecond < 1 ? 1 / perSecond : 1 } = rate;
      const intervalCap = Math.max(1, Math.floor(perSecond * over));
      queue = new PQueue({ concurrency: concurrent, interval: over * 1000, intervalCap });
      this.#queues.set(place, queue);
    }
    return queue.add(call, signal === null ? {} : { signal });
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
