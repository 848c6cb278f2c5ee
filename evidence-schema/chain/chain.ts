// Reads a scope's chain segment by segment: links, order and state (FORMAT.md section 5). Pure: bytes come inflated.
import { checkAct } from "../record/check-act.ts";
import { sha256Hex, ZERO_DIGEST } from "../bytes/digest.ts";
import { Envelope } from "../record/envelope.ts";
import { ACTS_SCOPE } from "../keys/object-key.ts";
import type { ChainRecord, Counts, Coverage, Restart, RunOpened } from "../record/record.ts";
import { readLine, textOf } from "../record/record-line.ts";
import type { Reading } from "./reading.ts";
import type { RestatedTexts } from "../state/restatements.ts";
import { SegmentLines } from "./segment-lines.ts";
import { unknownMembers } from "../record/known-members.ts";
import { SegmentFold, type SegmentSummary } from "../state/segment-fold.ts";
import { State } from "../state/state.ts";
import type { Documents } from "./segment-place.ts";
import { require, show, Violation } from "../violation.ts";

/** Where a chain stands: its last line. `seq` -1 and 64 zeros before the first. */
export type Head = {
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly time: string | null;
};

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
  readonly unknown: readonly { readonly what: string; readonly seq: number }[];
};

export class Chain {
  readonly scope: string;
  readonly #ledger: string;
  #head: Head;
  #tests: string | null = null;
  #proven: boolean;
  #full: { gen: number; seq: number } | null = null;
  readonly #runs = new Set<string>();
  readonly #texts: RestatedTexts = new WeakMap();
  state = new State();

  /** A chain from its beginning, or from a head that a signed seal vouches for (state is then proven from the next full segment). */
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
   * Reads the segment whose key names `gen` and `firstSeq`. Throws Violation with its line at the first rule that is
   * broken; the chain must then not be read on.
   */
  read(
    gen: number,
    firstSeq: number,
    inflated: Buffer,
    { listener, isAsListed = false, documents = null }: Reading = {},
  ): SegmentRead {
    const before = this.#head;
    const restarting = gen > before.gen && firstSeq === 0;
    require(gen === before.gen || restarting, "C7", () => `gen ${before.gen}, or a restart at seq 0`, () =>
      `gen ${gen}, seq ${firstSeq}`);
    let prev = restarting ? ZERO_DIGEST : before.head;
    let seq = restarting ? -1 : before.seq;
    require(firstSeq === seq + 1, "C4", () => `a segment that begins at seq ${seq + 1}`, () => `seq ${firstSeq}`);
    let fold = null as SegmentFold | null;
    const unknown: { what: string; seq: number }[] = [];
    const opening = prev;
    let envelope: Envelope | null = null;
    let lines: SegmentLines | null = null;
    try {
      lines = new SegmentLines(inflated);
      for (let bytes = lines.next(); bytes !== null; bytes = lines.next()) {
        seq += 1;
        const restated = isAsListed ? (fold?.restatementsToCome() ?? 0) : 0;
        const passed = restated === 0 ? null : lines.passRestatements(restated, seq);
        if (passed !== null) {
          fold?.passRestatements();
          seq += restated - 1;
          prev = sha256Hex(passed);
          continue;
        }
        const text = textOf(bytes);
        const body = envelope?.bodyOf(text, seq, prev) ?? null;
        if (body === null || fold?.acceptText(body) !== true) {
          const record: ChainRecord = (body === null ? null : envelope?.record(body, seq, prev)) ?? readLine(text);
          this.#checkLinks(record, gen, seq, prev);
          if (envelope === null && this.scope !== ACTS_SCOPE) fold = this.#fold(record, documents);
          envelope ??= this.#begin(record);
          const { run, time } = envelope.segment;
          require(record.run === run && record.time === time, "C6", () => show({ run, time }), () =>
            show({ run: record.run, time: record.time }));
          if (fold === null) checkAct(record, { restarting, first: lines.line === 1 });
          else fold.accept(record.type, record.body, seq);
          for (const member of unknownMembers(record))
            if (unknown.length < MAX_UNKNOWN) unknown.push({ what: `member ${member} of ${record.type}`, seq });
          if (restarting && lines.line === 1) this.#checkRestart(record.body as { readonly restarts?: Restart });
          listener?.(record, lines.line);
        }
        prev = sha256Hex(bytes);
      }
      const summary = fold?.summary() ?? null;
      const { run, time } = (envelope as Envelope).segment;
      this.#advance({ gen, seq, head: prev, time }, firstSeq, run, summary);
      return {
        gen,
        first: firstSeq,
        last: seq,
        before: opening,
        after: prev,
        // For those who compare it: of a large segment it costs as much as all the rest.
        get content() {
          return sha256Hex(inflated);
        },
        run,
        time,
        records: lines.line,
        root: summary?.closed.root ?? null,
        counts: summary?.closed.counts ?? null,
        opened: summary?.opened ?? null,
        coverage: summary?.coverage ?? [],
        proven: this.#proven,
        unknown: [
          ...(summary?.unknown ?? []).map(({ type, seq: at }) => ({ what: `record type ${type}`, seq: at })),
          ...unknown,
        ],
      };
    } catch (error) {
      if (error instanceof Violation) error.line ??= lines?.line ?? 0;
      throw error;
    }
  }

  #fold({ gen, run, time }: ChainRecord, documents: Documents | null): SegmentFold {
    const place = {
      gen,
      first: this.isFirst(gen),
      testsBefore: this.#tests,
      scope: this.scope,
      run,
      time,
      proven: this.#proven,
      documents,
    };
    return new SegmentFold(this.state, place, this.#texts);
  }

  #advance(head: Head, first: number, run: string, summary: SegmentSummary | null): void {
    this.#head = head;
    this.#runs.add(run);
    if (summary === null) return;
    this.#proven = summary.proven;
    this.#tests = summary.opened.documents.tests;
    if (summary.extent === "full") this.#full = { gen: head.gen, seq: first };
  }

  #checkLinks(record: ChainRecord, gen: number, seq: number, prev: string): void {
    require(record.ledger === this.#ledger, "C2", this.#ledger, () => show(record.ledger));
    require(record.scope === this.scope && record.gen === gen, "C3", () => show({ scope: this.scope, gen }), () =>
      show({ scope: record.scope, gen: record.gen }));
    require(record.seq === seq, "C4", () => `seq ${seq}`, () => `seq ${record.seq}`);
    require(record.prev === prev, "C5", prev, () => record.prev);
  }

  // All lines of a segment have the run and time of its first.
  #begin({ gen, run, time }: ChainRecord): Envelope {
    const before = this.#head.time;
    require(before === null || time >= before, "C6", () => `a time not before ${before}`, () => time);
    require(!this.#runs.has(run), "C8", "a run that is new to this scope", () => show(run));
    return new Envelope({ ledger: this.#ledger, scope: this.scope, gen, run, time });
  }

  #checkRestart({ restarts }: { readonly restarts?: Restart }): void {
    const { gen, seq, head } = this.#head;
    const found = { gen: restarts?.gen, seq: restarts?.seq, head: restarts?.head };
    require(found.gen === gen && found.seq === seq && found.head === head, "C7", () => show({ gen, seq, head }), () =>
      show(found));
  }
}

/** Unknown members that are named of one segment; more are not. */
const MAX_UNKNOWN = 20;
