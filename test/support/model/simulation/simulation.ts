// Simulated time: whoever waits is woken in order of time, and nobody else moves meanwhile. There is no other clock.

type Waiting = { readonly at: number; readonly wake: () => void };

export class Simulation {
  now: number;
  readonly #waiting: Waiting[] = [];
  #isOver = false;

  constructor(start: number) {
    this.now = start;
  }

  /** Calls `wake` at an instant; of several at one instant, the one that asked first. */
  at(instant: number, wake: () => void): void {
    let place = this.#waiting.length;
    while (place > 0 && (this.#waiting[place - 1] as Waiting).at > instant) place -= 1;
    this.#waiting.splice(place, 0, { at: instant, wake });
  }

  /** Lets so much time pass. Where nobody else is woken before, time simply goes on: that saves most of the waiting. */
  pass(ms: number): Promise<void> | null {
    const until = this.now + ms;
    const next = this.#waiting[0];
    if (next === undefined || next.at > until) {
      this.now = until;
      return null;
    }
    return new Promise((resolve) => this.at(until, resolve));
  }

  /** Runs until nobody waits any more, or `stop` was called. */
  async run(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined && !this.#isOver; next = this.#waiting.shift()) {
      this.now = Math.max(this.now, next.at);
      next.wake();
      // Whoever was woken goes on until it waits again.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Ends it: whoever is in the middle of something stays there for ever. */
  stop(): void {
    this.#isOver = true;
  }
}
