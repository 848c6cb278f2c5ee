// Numbers that look random and follow from a seed: the same seed gives the same ledger on every machine.

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
    // Neighbouring seeds begin alike.
    for (let i = 0; i < 4; i += 1) this.#next();
  }

  /** An integer from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor((this.#next() / 2 ** 32) * below);
  }

  /** True in `part` of all cases, 0 to 1. */
  chance(part: number): boolean {
    return this.#next() / 2 ** 32 < part;
  }

  /** One of `items`, of which there is one or more. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** One of `items`, each as often as its weight says; items of weight 0 never. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
    let at = this.below(items.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, item] of items) {
      if (at < weight) return item;
      at -= weight;
    }
    throw new Error("found no item with a weight above 0, expected one");
  }

  /** The seed of another sequence, which does not change when more is drawn from this one. */
  fork(name: number): Random {
    return new Random(Math.imul(this.#state ^ (name + 1), 0x9e3779b1));
  }

  /** xorshift over a counter (splitmix32). */
  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
}
