// Folds one segment into a scope's state, checking every rule that a chain and its documents decide (FORMAT.md 5.1, 6).
import type {
  Context,
  Coverage,
  Departure,
  Extent,
  FindingRecord,
  Observation,
  RunClosed,
  RunOpened,
  Trigger,
} from "../record/record.ts";
import { actOf, isRunType } from "../record/record-schema.ts";
import {
  checkContextShape,
  checkCoverageShape,
  checkFindingShape,
  checkObservationShape,
  checkOpenedShape,
} from "../record/record-shape.ts";
import type { BodyText } from "../record/envelope.ts";
import { checkCoverageTimes, checkNotLater } from "../record/data-times.ts";
import { checkClosed, type Closing } from "./check-closed.ts";
import { checkCovered, checkDepartures, checkObserved, type Departed } from "./check-covered.ts";
import { entryOfContext, entryOfObservation, entryWithFindings, isRestated, type Entry } from "./entry.ts";
import { checkUnits } from "./check-units.ts";
import { checkHeld, checkNothingLeftOut, checkReplaced, checkSince, entryBefore } from "./new-answer.ts";
import type { PlainObservation } from "../plain/plain-observation.ts";
import { parseBody } from "../record/parse-body.ts";
import { Restatements, type RestatedTexts } from "./restatements.ts";
import { RunDocuments } from "../documents/run-documents.ts";
import { SegmentOrder, type Phase } from "../chain/segment-order.ts";
import type { SegmentPlace } from "../chain/segment-place.ts";
import type { State } from "./state.ts";
import { require, show } from "../violation.ts";

/** The result of a segment of a run. */
export type SegmentSummary = {
  readonly trigger: Trigger;
  readonly extent: Extent;
  readonly opened: RunOpened;
  readonly closed: RunClosed;
  readonly coverage: readonly Coverage[];
  readonly proven: boolean;
  readonly unknown: readonly { readonly type: string; readonly seq: number }[];
};

/** Accepts the records of one run or event batch in order; throws Violation at the first that breaks a rule. */
export class SegmentFold {
  /** Changed by each record that is accepted, and by outcome(), from which on the segment's coverage applies. */
  readonly #state: State;
  readonly #place: SegmentPlace;
  readonly #texts: RestatedTexts;
  readonly #order = new SegmentOrder();
  // #open() sets both where the state is not known and begins with this segment; #restatedAll() ends the adopting.
  #proven: boolean;
  #adopting = false;
  #opened: RunOpened | null = null;
  #documents: RunDocuments | null = null;
  #closed: RunClosed | null = null;
  readonly #departed: Departed[] = [];
  /** Incarnations of what is new in the segment, by key. */
  readonly #observed = new Map<string, string[]>();
  readonly #coverage: Coverage[] = [];
  readonly #unknown: { type: string; seq: number }[] = [];
  #restatements: Restatements | null = null;
  #restated = 0;
  #covered = false;
  #restatedKey: string | null = null;

  /** `texts`: of the full segments before, where a chain is read as a whole. */
  constructor(state: State, place: SegmentPlace, texts: RestatedTexts = new WeakMap()) {
    this.#state = state;
    this.#place = place;
    this.#texts = texts;
    this.#proven = place.proven;
  }

  /** Accepts a record by the text of its body, where that is exactly the restatement that must come next; else does nothing. */
  acceptText({ type, text }: BodyText): boolean {
    if (
      type !== "observation" ||
      this.#opened?.extent !== "full" ||
      this.#adopting ||
      this.#order.isAfter("restating") ||
      this.#restated === this.#state.entries.size
    )
      return false;
    this.#restatements ??= new Restatements(this.#state.entries, this.#texts);
    const key = this.#restatements.isNext(text);
    if (key !== null) this.#restates(key);
    return key !== null;
  }

  /** How many restatements of what is in state must come next; 0 where they have begun, or state begins with them. */
  restatementsToCome(): number {
    const isDue = this.#opened?.extent === "full" && !this.#adopting && this.#order.isBefore("restating");
    return isDue ? this.#state.entries.size : 0;
  }

  /** Takes them as read, all of them. */
  passRestatements(): void {
    this.#enter("restating", "restatement");
    this.#restated = this.#state.entries.size;
  }

  /** Whether the segment is full and restates nothing, as the first of a chain. */
  get isWhollyNew(): boolean {
    return this.#opened?.extent === "full" && this.#restated === 0;
  }

  /** Accepts a new observation whose shape was checked as its bytes were read. The fold keeps it. */
  acceptObservation(observation: PlainObservation, seq: number): void {
    require(this.#order.phase !== "closed", "R1", "nothing after run-closed", () => "observation");
    this.#observe(observation, seq);
  }

  /** Accepts the type and body of a record at its seq. The body is untrusted. The fold keeps the body and does not copy it. */
  accept(type: string, body: unknown, seq: number): void {
    require(this.#order.phase !== "closed", "R1", "nothing after run-closed", () => type);
    require(actOf(type) === undefined, "R1", "records of a run", () => `${type}, an act`);
    if (!isRunType(type)) {
      require(this.#opened !== null, "R1", "run-opened as the first record", () => type);
      this.#unknown.push({ type, seq });
      return;
    }
    const statement = parseBody(type, body);
    switch (statement.type) {
      case "run-opened":
        return this.#open(statement.body);
      case "departure":
        return this.#depart(statement.body);
      case "observation":
        return this.#observe(statement.body, seq);
      case "context":
        return this.#contextual(statement.body);
      case "finding":
        return this.#find(statement.body, seq);
      case "coverage":
        return this.#cover(statement.body);
      case "run-closed":
        return this.#close(statement.body);
    }
  }

  /** The result of the segment. Throws if the segment ends without run-closed. */
  summary(): SegmentSummary {
    require(this.#closed !== null && this.#opened !== null, "R1", "run-closed as the last record", () =>
      `a segment that ends in its ${this.#order.phase}`);
    const { trigger, extent } = this.#opened;
    return {
      trigger,
      extent,
      opened: this.#opened,
      closed: this.#closed,
      coverage: this.#coverage,
      proven: this.#proven,
      unknown: this.#unknown,
    };
  }

  #enter(phase: Phase, type: string): void {
    if (this.#order.enter(phase, type)) this.#restatedAll();
  }

  #open(body: RunOpened): void {
    require(this.#opened === null, "R1", "exactly one run-opened, as the first record", () => "a second run-opened");
    checkOpenedShape(body, this.#place);
    checkNotLater("asOf", body.asOf, this.#place.time);
    this.#documents = new RunDocuments(body, this.#place);
    this.#opened = body;
    this.#order.phase = "departures";
    if (body.extent === "delta") return;
    const units = body.units ?? [];
    checkUnits(units, this.#proven ? this.#state : null);
    if (!this.#proven) {
      this.#adopting = true;
      this.#proven = true;
      this.#state.adoptUnits(units);
    }
  }

  #depart(body: Departure): void {
    this.#enter("departures", "departure");
    const entry = entryBefore(this.#state, body);
    this.#departed.push({ body, unit: entry?.unit ?? null });
    if (entry !== undefined) this.#state.remove(body.key);
  }

  #restatement(key: string, entry: Entry): void {
    this.#restates(key);
    if (this.#adopting) return this.#state.put(entry);
    const held = this.#state.entries.get(key);
    require(held !== undefined, "S3", "a restatement of an entry in state", () => key);
    require(isRestated(entry, held), "S3", () => show(held), () => show(entry));
  }

  #restates(key: string): void {
    this.#enter("restating", "restatement");
    require(this.#opened?.extent === "full", "R1", "restatements only in full segments", () =>
      `a restatement of ${key}`);
    require(this.#restatedKey === null || this.#restatedKey < key, "R1", () =>
      `restatements sorted by key, after ${this.#restatedKey}`, () => key);
    this.#restatedKey = key;
    this.#restated += 1;
    this.#restatements?.pass(key);
  }

  // Runs once, when the first record after the restatements comes.
  #restatedAll(): void {
    if (this.#opened?.extent !== "full" || !this.#proven) return;
    const missing = this.#state.entries.size - this.#restated;
    require(missing === 0, "R1", () => `${this.#state.entries.size} restatements`, () => `${this.#restated}`);
    this.#adopting = false;
  }

  #observe(body: Observation, seq: number): void {
    checkObservationShape(body, this.#opened);
    if (body.restated) return this.#restatement(body.key, entryOfObservation(body));
    const before = this.#answer(body, "observation");
    for (const finding of body.findings) this.#documents?.checkJudged(body.unit, finding, null);
    if (!this.#proven) return;
    checkNothingLeftOut(body, before);
    for (const finding of body.findings)
      checkHeld(this.#state, body.unit, before, finding, { gen: this.#place.gen, seq });
    this.#state.put(entryOfObservation(body));
  }

  #contextual(body: Context): void {
    checkContextShape(body, this.#opened, this.#place.scope);
    if (body.restated) return this.#restatement(body.key, entryOfContext(body));
    this.#answer(body, "context");
    if (this.#proven) this.#state.put(entryOfContext(body));
  }

  /** The entry before a new observation or context. */
  #answer(body: Observation | Context, type: string): Entry | undefined {
    this.#enter("answers", type);
    checkNotLater("dataTime", body.dataTime, this.#place.time);
    const { key, incarnation } = body;
    const others = this.#observed.get(key);
    if (others === undefined) this.#observed.set(key, [incarnation]);
    else others.push(incarnation);
    const before = entryBefore(this.#state, body);
    checkReplaced(this.#state, key, before);
    if (this.#proven) checkSince(body, before);
    return before;
  }

  #find(body: FindingRecord, seq: number): void {
    this.#enter("answers", "finding");
    checkFindingShape(body.finding);
    if (!this.#proven) return;
    const { finding } = body;
    const entry = entryBefore(this.#state, body);
    require(entry !== undefined && entry.from === null, "R5", "a finding on an entry in state", () =>
      `${body.key} (${body.incarnation})`);
    checkHeld(this.#state, entry.unit, entry, finding, { gen: this.#place.gen, seq });
    const others = entry.findings.filter(({ check }) => check !== finding.check);
    const replaced = entry.findings.find(({ check }) => check === finding.check) ?? null;
    this.#documents?.checkJudged(entry.unit, finding, replaced);
    const findings = [...others, finding].sort((a, b) => (a.check < b.check ? -1 : 1));
    this.#state.put(entryWithFindings(entry, findings));
  }

  #cover(body: Coverage): void {
    this.#enter("coverage", "coverage");
    checkCoverageShape(body, this.#opened as RunOpened, this.#coverage);
    checkCoverageTimes(body, this.#place.time);
    this.#coverage.push(body);
  }

  #close(body: RunClosed): void {
    this.#enter("coverage", "run-closed");
    const opened = this.#opened as RunOpened;
    const covered = this.#coverage.filter(({ source }) => source !== "none").length;
    require(covered === opened.sources.length, "R1", () =>
      `${opened.sources.length} coverage records, one per source`, () => `${covered}`);
    const outcome = this.outcome();
    this.#documents?.checkRows(this.#coverage);
    checkDepartures(this.#departed, this.#observed, this.#coverage);
    if (this.#proven) {
      checkCovered(this.#state, this.#observed.keys(), opened.trigger !== "event");
      checkObserved(this.#state, this.#coverage);
      checkClosed(body, outcome);
    }
    this.#closed = body;
    this.#order.phase = "closed";
  }

  /** The members that run-closed must have, once all coverage was accepted. From here on the segment's coverage applies. */
  outcome(): Closing {
    if (!this.#covered)
      this.#state.cover(this.#coverage, (this.#opened as RunOpened).sources, this.#opened?.trigger !== "event");
    this.#covered = true;
    return { counts: this.#state.counts(), population: this.#state.population, root: this.#state.root() };
  }
}
