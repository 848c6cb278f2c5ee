// Follows a scope's chain segment by segment: where it stands, and the state that it has come to (FORMAT.md section 5).
// Pure: bytes come inflated.
import { sha256Hex, ZERO_DIGEST } from "../bytes/digest.ts";
import type { Counts, Coverage, RunOpened } from "../record/record.ts";
import { ObservationReader } from "../plain/observation-reader.ts";
import type { RestatedTexts } from "../state/restatements.ts";
import type { SegmentSummary } from "../state/segment-fold.ts";
import { State } from "../state/state.ts";
import type { Reading } from "./reading.ts";
import type { Head } from "./segment-place.ts";
import { SegmentReader, type ChainBefore, type UnknownNames } from "./segment-reader.ts";

/** The result of reading a segment. Digests are of the inflated bytes and of the lines before and at its end. */
export type SegmentRead = {
  readonly gen: number;
  readonly first: number;
  readonly last: number;
  readonly before: string;
  readonly after: string;
  readonly content: string;
  readonly run: string;
  readonly time: string;
  readonly records: number;
  /** Null for acts. */
  readonly root: string | null;
  readonly counts: Counts | null;
  readonly opened: RunOpened | null;
  readonly coverage: readonly Coverage[];
  readonly proven: boolean;
  /** Record types and members that version 1 does not name. */
  readonly unknown: UnknownNames;
};

export class Chain {
  readonly scope: string;
  readonly #ledger: string;
  // From here to #runs: changed by #advance() alone, once a segment was read whole. fork() fills the fields of a copy.
  #head: Head;
  #tests: string | null = null;
  #proven: boolean;
  #full: { gen: number; seq: number } | null = null;
  readonly #runs = new Set<string>();
  readonly #texts: RestatedTexts = new WeakMap();
  readonly #plain = new ObservationReader();
  /** Changed record by record while a segment is read or written; where that throws, the chain is spoiled. */
  state = new State();

  /** A chain from its beginning, or from a head that a signed seal vouches for: the next full segment then proves state. */
  constructor(ledger: string, scope: string, from?: Head) {
    this.#ledger = ledger;
    this.scope = scope;
    this.#head = from ?? { gen: 0, seq: -1, head: ZERO_DIGEST, time: null };
    this.#proven = from === undefined || (from.gen === 0 && from.seq === -1);
  }

  get head(): Head {
    return this.#head;
  }

  /** Whether the state is known: not before the first full segment of a window. */
  get proven(): boolean {
    return this.#proven;
  }

  /** Digest of the tests of the last segment, null if none was read. */
  get tests(): string | null {
    return this.#tests;
  }

  /** First line of the latest full segment. */
  get full(): { readonly gen: number; readonly seq: number } | null {
    return this.#full;
  }

  hasRun(run: string): boolean {
    return this.#runs.has(run);
  }

  /** Whether the next segment would be the first of its gen. */
  isFirst(gen: number): boolean {
    return gen !== this.#head.gen || this.#head.seq === -1;
  }

  /** A copy that can read on without changing this one: to ask whether bytes would be a valid continuation. */
  fork(): Chain {
    const copy = new Chain(this.#ledger, this.scope, this.#head);
    copy.#tests = this.#tests;
    copy.#proven = this.#proven;
    copy.#full = this.#full;
    for (const run of this.#runs) copy.#runs.add(run);
    copy.state = this.state.clone();
    return copy;
  }

  /**
   * Reads the segment whose key names `gen` and `first`. Throws Violation with its line at the first rule that is
   * broken; the chain must then not be read on.
   */
  read(gen: number, first: number, inflated: Buffer, reading: Reading = {}): SegmentRead {
    const segment = new SegmentReader(this.#before(), gen, first, reading);
    const summary = segment.read(inflated);
    const { head, run } = segment;
    this.#advance(head, first, run, summary);
    return {
      gen,
      first,
      last: head.seq,
      before: segment.opening,
      after: head.head,
      // For those who compare it: of a large segment it costs as much as all the rest.
      get content() {
        return sha256Hex(inflated);
      },
      run,
      time: head.time,
      records: segment.records,
      root: summary?.closed.root ?? null,
      counts: summary?.closed.counts ?? null,
      opened: summary?.opened ?? null,
      coverage: summary?.coverage ?? [],
      proven: this.#proven,
      unknown: [
        ...(summary?.unknown ?? []).map(({ type, seq }) => ({ what: `record type ${type}`, seq })),
        ...segment.unknown,
      ],
    };
  }

  #before(): ChainBefore {
    return {
      ledger: this.#ledger,
      scope: this.scope,
      head: this.#head,
      testsBefore: this.#tests,
      proven: this.#proven,
      hasRun: (run) => this.#runs.has(run),
      state: this.state,
      texts: this.#texts,
      plain: this.#plain,
    };
  }

  #advance(head: Head, first: number, run: string, summary: SegmentSummary | null): void {
    this.#head = head;
    this.#runs.add(run);
    if (summary === null) return;
    this.#proven = summary.proven;
    this.#tests = summary.opened.documents.tests;
    if (summary.extent === "full") this.#full = { gen: head.gen, seq: first };
  }
}
