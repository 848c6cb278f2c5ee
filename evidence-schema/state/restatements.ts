// Writes the text of the restatement that a full segment must have next: a line with just this text need not be parsed.
// Most lines of a long chain are restatements, and most of them have the same text as in the full segment before.
import { canonicalize, type Json } from "../bytes/canonical.ts";
import { heldOf } from "./held.ts";
import type { Finding } from "../record/record.ts";
import { PlainObservation } from "../plain/plain-observation.ts";
import { leafFinding, type Entry } from "./entry.ts";
import { observationOf, RESTATED } from "./record-bodies.ts";

/** Texts of restatements by entry. The state puts a new object for an entry that changes: an old object is unchanged. */
export type RestatedTexts = WeakMap<Entry, string>;

/** The restatements of one full segment, in order of keys. */
export class Restatements {
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #texts: RestatedTexts;
  readonly #keys: readonly string[];
  /** The place of the next key: moved on by pass() alone. */
  #at = 0;

  /** `entries`: the state, which restatements do not change. */
  constructor(entries: ReadonlyMap<string, Entry>, texts: RestatedTexts) {
    this.#entries = entries;
    this.#texts = texts;
    this.#keys = [...entries.keys()].sort();
  }

  /** The key of the next entry, if `text` is the body that restates it and nothing else; null says nothing. */
  isNext(text: string): string | null {
    const key = this.#keys[this.#at];
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (entry === undefined || entry.from !== null) return null;
    const expected = this.#texts.get(entry) ?? restatementText(entry);
    if (text !== expected) return null;
    this.#texts.set(entry, expected);
    return entry.key;
  }

  /** The key was restated. */
  pass(key: string): void {
    for (let next = this.#keys[this.#at]; next !== undefined && next <= key; next = this.#keys[this.#at]) this.#at += 1;
  }
}

// Members that the format does not name are left out: a line that has any is another one, and is looked at as a whole.
const restatementText = (entry: Entry): string =>
  entry instanceof PlainObservation
    ? entry.restatement()
    : canonicalize(observationOf(entry, entry.findings.map(restated), RESTATED) as unknown as Json);

function restated(finding: Finding): Finding {
  const { basis, because, check, facts, lanes, outcome, problem, relied, version } = leafFinding(finding);
  return {
    basis,
    because,
    check,
    facts,
    held: heldOf(finding),
    lanes,
    outcome,
    problem,
    relied,
    transition: null,
    version,
  } as unknown as Finding;
}
