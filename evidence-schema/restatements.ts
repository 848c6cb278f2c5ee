// What full segments restated, in their own words: where the next one says the same of an entry that did not change
// since, there is nothing left to look at. Most lines of a long chain are such.
import type { Entry } from "./state.ts";

type Restated = { readonly key: string; readonly entry: Entry; readonly text: string };

export class Restatements {
  #before: readonly Restated[] = [];
  #now: Restated[] = [];
  #at = 0;

  /** A full segment begins. */
  begin(): void {
    this.#before = this.#now;
    this.#now = [];
    this.#at = 0;
  }

  /** The key that `text` restates in the words of the full segment before, or null. `entries`: the state, as it is now. */
  again(text: string, entries: ReadonlyMap<string, Entry>): string | null {
    let restated = this.#before[this.#at];
    // The state puts a new entry for whatever changes, so that the same one is an unchanged one.
    while (restated !== undefined && entries.get(restated.key) !== restated.entry) restated = this.#before[++this.#at];
    if (restated?.text !== text) return null;
    this.#at += 1;
    this.#now.push(restated);
    return restated.key;
  }

  /** A restatement of the entry in state, by `text`, was checked. In order of keys. */
  checked(restated: Restated): void {
    this.#now.push(restated);
    for (
      let next = this.#before[this.#at];
      next !== undefined && next.key <= restated.key;
      next = this.#before[this.#at]
    )
      this.#at += 1;
  }
}
