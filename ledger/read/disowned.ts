// Finds objects that sealed acts disown: beside the evidence, known, and no continuation of anything (FORMAT.md 3, A2).

/** An object that an act names, with the digest of its bytes. */
export type DisownedObject = { readonly key: string; readonly object: string; readonly reason: string };

export class Disowned {
  readonly #objects = new Map<string, DisownedObject[]>();

  constructor(objects: readonly DisownedObject[] = []) {
    for (const each of objects) this.#objects.set(each.key, [...(this.#objects.get(each.key) ?? []), each]);
  }

  /** Whether an act names this key, whatever the bytes are. */
  has(key: string): boolean {
    return this.#objects.has(key);
  }

  /** Whether an act names the object of this key with these bytes. */
  holds(key: string, digest: string): boolean {
    return this.reasonOf(key, digest) !== null;
  }

  reasonOf(key: string, digest: string): string | null {
    return this.#objects.get(key)?.find(({ object }) => object === digest)?.reason ?? null;
  }

  get keys(): Iterable<string> {
    return this.#objects.keys();
  }
}

/** Nothing was disowned. */
export const NONE_DISOWNED = new Disowned();
