// Reads one segment of a chain line by line: its links, the run that all of its lines share, and what its records say
// (FORMAT.md section 5). Most lines of a large segment say what is known already, so passing over them saves most time.
import { sha256Hex, ZERO_DIGEST } from "../bytes/digest.ts";
import { ACTS_SCOPE } from "../keys/object-key.ts";
import { checkAct } from "../record/check-act.ts";
import { Envelope, type BodyText } from "../record/envelope.ts";
import { unknownMembers } from "../record/known-members.ts";
import type { ChainRecord, Restart } from "../record/record.ts";
import { readLine, textOf } from "../record/record-line.ts";
import type { ObservationReader } from "../plain/observation-reader.ts";
import type { RestatedTexts } from "../state/restatements.ts";
import { SegmentFold, type SegmentSummary } from "../state/segment-fold.ts";
import type { State } from "../state/state.ts";
import { require, show, Violation } from "../violation.ts";
import type { Reading } from "./reading.ts";
import { SegmentLines } from "./segment-lines.ts";
import type { Head, SegmentPlace } from "./segment-place.ts";

/** The chain that a segment continues, as it stands before the segment. */
export type ChainBefore = Pick<SegmentPlace, "testsBefore" | "scope" | "proven"> & {
  readonly ledger: string;
  readonly head: Head;
  readonly hasRun: (run: string) => boolean;
  /** Changed as the records of the segment come. */
  readonly state: State;
  readonly texts: RestatedTexts;
  readonly plain: ObservationReader;
};

/** Record types or members that version 1 does not name, each with the line's seq. */
export type UnknownNames = readonly { readonly what: string; readonly seq: number }[];

/** Unknown members that are named of one segment; more are not. */
const MAX_UNKNOWN = 20;

/** Reads a segment once. The instance and the state belong to that reading: where it throws, neither can be used further. */
export class SegmentReader {
  readonly #before: ChainBefore;
  readonly #reading: Reading;
  readonly #gen: number;
  readonly #restarting: boolean;
  /** Null where records are told to a listener, or entries must be plain objects. */
  readonly #plain: ObservationReader | null;
  readonly #unknown: { what: string; seq: number }[] = [];
  /** The digest of the line before the segment's first. */
  readonly opening: string;
  // Moved on by read(), and by #passRestatements() past several lines: the seq of the line, the digest of the one before.
  #seq: number;
  #prev: string;
  #lines: SegmentLines | null = null;
  // Both are set by #begin() with the first record. Acts have no fold.
  #envelope: Envelope | null = null;
  #fold: SegmentFold | null = null;

  /** `gen` and `first`: what the segment's key names. Throws Violation of C7 or C4 where the chain does not go on there. */
  constructor(before: ChainBefore, gen: number, first: number, reading: Reading) {
    const { head } = before;
    this.#restarting = gen > head.gen && first === 0;
    require(gen === head.gen || this.#restarting, "C7", () => `gen ${head.gen}, or a restart at seq 0`, () =>
      `gen ${gen}, seq ${first}`);
    this.opening = this.#restarting ? ZERO_DIGEST : head.head;
    this.#prev = this.opening;
    this.#seq = this.#restarting ? -1 : head.seq;
    require(first === this.#seq + 1, "C4", () => `a segment that begins at seq ${this.#seq + 1}`, () => `seq ${first}`);
    this.#before = before;
    this.#gen = gen;
    this.#reading = reading;
    this.#plain = reading.keepsText === true && reading.listener === undefined ? before.plain : null;
  }

  /** Reads all lines; the result of acts is null. Throws Violation, with its line, at the first rule that is broken. */
  read(inflated: Buffer): SegmentSummary | null {
    try {
      const lines = (this.#lines = new SegmentLines(inflated));
      for (let line = lines.next(); line !== null; line = lines.next()) {
        this.#seq += 1;
        line = this.#passRestatements(lines) ?? this.#readLine(line, lines.line);
        this.#prev = sha256Hex(line);
      }
      return this.#fold?.summary() ?? null;
    } catch (error) {
      if (error instanceof Violation) error.line ??= this.records;
      throw error;
    }
  }

  /** The head of the chain after the segment. */
  get head(): Head & { readonly time: string } {
    return { gen: this.#gen, seq: this.#seq, head: this.#prev, time: this.#segment.time };
  }

  get run(): string {
    return this.#segment.run;
  }

  /** Lines that were read. */
  get records(): number {
    return this.#lines?.line ?? 0;
  }

  get unknown(): UnknownNames {
    return this.#unknown;
  }

  get #segment(): Envelope["segment"] {
    return (this.#envelope as Envelope).segment;
  }

  /** Passes over the restatements of a segment that a seal lists as it is; the last of them, or null where none was passed. */
  #passRestatements(lines: SegmentLines): Buffer | null {
    const count = this.#reading.isAsListed === true ? (this.#fold?.restatementsToCome() ?? 0) : 0;
    const passed = count === 0 ? null : lines.passRestatements(count, this.#seq);
    if (passed === null) return null;
    this.#fold?.passRestatements();
    this.#seq += count - 1;
    return passed;
  }

  /** Reads a line: by its bytes or by the text of its body where that is enough, else as a record. Gives the line. */
  #readLine(line: Buffer, number: number): Buffer {
    if (this.#acceptsBytes(line)) return line;
    const text = textOf(line);
    const body = this.#envelope?.bodyOf(text, this.#seq, this.#prev) ?? null;
    if (body === null || this.#fold?.acceptText(body) !== true) this.#accept(this.#recordOf(text, body), number);
    return line;
  }

  /** Accepts a new observation by its bytes, where it is plain and nobody listens. Changes nothing where it gives false. */
  #acceptsBytes(line: Buffer): boolean {
    if (this.#plain === null || this.#fold === null) return false;
    const place = this.#envelope?.placeOfBody(line, "observation", this.#seq, this.#prev) ?? null;
    if (place === null) return false;
    // A line holds all lines of its segment, so that it is copied unless most of them stay in state.
    const lasting = this.#fold.isWhollyNew ? line : Buffer.from(line);
    const observation = this.#plain.read(lasting, place.from, place.to);
    if (observation === null) return false;
    this.#fold.acceptObservation(observation, this.#seq);
    return true;
  }

  #recordOf(text: string, body: BodyText | null): ChainRecord {
    return (body === null ? null : this.#envelope?.record(body, this.#seq, this.#prev)) ?? readLine(text);
  }

  #accept(record: ChainRecord, number: number): void {
    const { type, body } = record;
    this.#checkLinks(record);
    if (this.#envelope === null) this.#begin(record);
    const { run, time } = this.#segment;
    require(record.run === run && record.time === time, "C6", () => show({ run, time }), () =>
      show({ run: record.run, time: record.time }));
    if (this.#fold === null) checkAct(record, { restarting: this.#restarting, first: number === 1 });
    else this.#fold.accept(type, body, this.#seq);
    for (const member of unknownMembers(record))
      if (this.#unknown.length < MAX_UNKNOWN)
        this.#unknown.push({ what: `member ${member} of ${type}`, seq: this.#seq });
    if (this.#restarting && number === 1) this.#checkRestart(body as { readonly restarts?: Restart });
    this.#reading.listener?.(record, number);
  }

  #checkLinks(record: ChainRecord): void {
    const { ledger, scope } = this.#before;
    const gen = this.#gen;
    require(record.ledger === ledger, "C2", ledger, () => show(record.ledger));
    require(record.scope === scope && record.gen === gen, "C3", () => show({ scope, gen }), () =>
      show({ scope: record.scope, gen: record.gen }));
    require(record.seq === this.#seq, "C4", () => `seq ${this.#seq}`, () => `seq ${record.seq}`);
    require(record.prev === this.#prev, "C5", this.#prev, () => record.prev);
  }

  // All lines of a segment have the run and time of its first.
  #begin({ gen, run, time }: ChainRecord): void {
    const { ledger, scope, head, hasRun, state, texts, testsBefore, proven } = this.#before;
    const documents = this.#reading.documents ?? null;
    const first = gen !== head.gen || head.seq === -1;
    if (scope !== ACTS_SCOPE)
      this.#fold = new SegmentFold(state, { gen, first, testsBefore, scope, run, time, proven, documents }, texts);
    require(head.time === null || time >= head.time, "C6", () => `a time not before ${head.time}`, () => time);
    require(!hasRun(run), "C8", "a run that is new to this scope", () => show(run));
    this.#envelope = new Envelope({ ledger, scope, gen, run, time });
  }

  #checkRestart({ restarts }: { readonly restarts?: Restart }): void {
    const { gen, seq, head } = this.#before.head;
    const found = { gen: restarts?.gen, seq: restarts?.seq, head: restarts?.head };
    require(found.gen === gen && found.seq === seq && found.head === head, "C7", () => show({ gen, seq, head }), () =>
      show(found));
  }
}
