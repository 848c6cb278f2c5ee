// Reads a scope's chain segment by segment: links, order and state (FORMAT.md section 5). Pure: bytes come inflated.
import { decodeLine, parseCanonicalLine, type Json } from "./canonical.ts";
import { sha256Hex, ZERO_DIGEST } from "./digest.ts";
import { Envelope } from "./envelope.ts";
import type { ChainRecord, Counts, Coverage, RunOpened } from "./record.ts";
import { ACTS } from "./record-schema.ts";
import { checkShape } from "./parse-body.ts";
import type { Reading } from "./reading.ts";
import type { RestatedTexts } from "./restatements.ts";
import { SegmentLines } from "./segment-lines.ts";
import { unknownMembers } from "./known-members.ts";
import { SegmentFold, type SegmentSummary } from "./segment-fold.ts";
import { State } from "./state.ts";
import { isTimestamp } from "./timestamp.ts";
import { require, show, Violation } from "./violation.ts";

export const ACTS_SCOPE = "tidemark/ledger";

/** Where a chain stands: its last line. `seq` -1 and 64 zeros before the first. */
export type Head = {
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly time: string | null;
};

/** What one segment came to. Digests are of the inflated bytes and of the lines before and at its end. */
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
  read(gen: number, firstSeq: number, inflated: Buffer, { listener, isAsListed = false }: Reading = {}): SegmentRead {
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
          if (envelope === null && this.scope !== ACTS_SCOPE) fold = this.#fold(gen, record.time);
          envelope ??= this.#begin(record);
          const { run, time } = envelope.segment;
          require(record.run === run && record.time === time, "C6", () => show({ run, time }), () =>
            show({ run: record.run, time: record.time }));
          if (fold === null) checkAct(record);
          else fold.accept(record.type, record.body, seq);
          for (const member of unknownMembers(record))
            if (unknown.length < MAX_UNKNOWN) unknown.push({ what: `member ${member} of ${record.type}`, seq });
          if (restarting && lines.line === 1) this.#checkRestart(record.body as unknown as RunOpened);
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

  #fold(gen: number, time: string): SegmentFold {
    const place = {
      gen,
      first: this.isFirst(gen),
      testsBefore: this.#tests,
      scope: this.scope,
      time,
      proven: this.#proven,
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
    require(!this.#runs.has(run), "C8", "a run that this scope has not seen", () => show(run));
    return new Envelope({ ledger: this.#ledger, scope: this.scope, gen, run, time });
  }

  #checkRestart({ restarts }: RunOpened): void {
    const { gen, seq, head } = this.#head;
    const found = { gen: restarts?.gen, seq: restarts?.seq, head: restarts?.head };
    require(found.gen === gen && found.seq === seq && found.head === head, "C7", () => show({ gen, seq, head }), () =>
      show(found));
  }
}

/** Unknown members that are named of one segment; more are not. */
const MAX_UNKNOWN = 20;

/** The value of a canonical line; throws Violation of B1. */
export const readCanonical = (line: Buffer | string): Json => asB1(() => parseCanonicalLine(line));

const textOf = (line: Buffer): string => asB1(() => decodeLine(line));

function asB1<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Violation("B1", "one line of RFC 8785 JSON and LF", (error as Error).message);
  }
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isName = (value: unknown): boolean => typeof value === "string" && value !== "";
const DIGEST = /^[0-9a-f]{64}$/;

function readLine(line: string): ChainRecord {
  const value = readCanonical(line);
  require(typeof value === "object" && value !== null && !Array.isArray(value), "C1", "a record", () => show(value));
  const { v, ledger, scope, gen, seq, prev, run, time, type, body } = value as Record<string, unknown>;
  const well =
    v === 1 &&
    isName(ledger) &&
    isName(scope) &&
    isCount(gen) &&
    isCount(seq) &&
    typeof prev === "string" &&
    DIGEST.test(prev) &&
    isName(run) &&
    isName(type) &&
    typeof time === "string" &&
    typeof body === "object" &&
    body !== null &&
    !Array.isArray(body);
  require(well, "C1", "v 1 and ledger, scope, gen, seq, prev, run, time, type, body of their types", () =>
    show({ v, ledger, scope, gen, seq, prev, run, time, type }));
  require(isTimestamp(time), "B2", "an instant as time", () => show(time));
  return value as unknown as ChainRecord;
}

/** Throws Violation of A1 unless the record is an act (or of a type that is not known). */
export function checkAct({ type, body }: { readonly type: string; readonly body: unknown }): void {
  const known = Object.hasOwn(ACTS, type) ? ACTS[type as keyof typeof ACTS] : null;
  require(known !== null || !RUN_TYPES.has(type), "A1", () => `records of types ${Object.keys(ACTS).join(", ")}`, () =>
    type);
  const { principal } = body as { readonly principal?: unknown };
  require(isName(principal), "A1", "a principal", () => show(principal));
  if (known !== null) checkShape("A1", known, body);
}

const RUN_TYPES: ReadonlySet<string> = new Set([
  "run-opened",
  "departure",
  "observation",
  "context",
  "finding",
  "coverage",
  "run-closed",
]);
