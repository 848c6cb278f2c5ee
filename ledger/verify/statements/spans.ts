// Counts over which seals something holds: the first and the last that have it, and how many.

export type Span = { readonly first: string; readonly last: string; readonly seals: number };

/** Spans by name, in the order in which names first come. */
export class Spans {
  readonly #spans = new Map<string, Span>();

  note(name: string, time: string): void {
    const before = this.#spans.get(name);
    this.#spans.set(name, { first: before?.first ?? time, last: time, seals: (before?.seals ?? 0) + 1 });
  }

  get all(): Iterable<readonly [string, Span]> {
    return this.#spans;
  }

  of(name: string): Span | undefined {
    return this.#spans.get(name);
  }
}

/** When it was so, in words: `at 09:05`, or `from 09:05 to 13:05 (5 seals)`. */
export const when = ({ first, last, seals }: Span): string =>
  seals === 1 ? `in the seal of ${first}` : `in ${seals} seals, from ${first} to ${last}`;
