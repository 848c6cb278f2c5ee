// Folds one segment into a scope's state, checking every rule that a chain alone decides (FORMAT.md 5.1, 6).
import type {
  Context,
  Coverage,
  Departure,
  Extent,
  Finding,
  FindingRecord,
  Observation,
  Position,
  RunClosed,
  RunOpened,
  Statement,
  Trigger,
} from "./record.ts";
import { ACTS, RUN_RECORDS } from "./record-schema.ts";
import {
  checkContextShape,
  checkCoverageShape,
  checkFindingShape,
  checkObservationShape,
  checkOpenedShape,
} from "./record-shape.ts";
import type { BodyText } from "./envelope.ts";
import { checkCoverageTimes, checkNotLater } from "./data-times.ts";
import { checkCovered, checkDepartures, type Departed } from "./check-covered.ts";
import { compareWithHeld, heldOf } from "./held.ts";
import { entryOfContext, entryOfObservation, isRestated, type Entry, type State } from "./state.ts";
import { splitUnit } from "./record.ts";
import { jsonEqual as same } from "./equal.ts";
import { parseBody } from "./parse-body.ts";
import { Restatements, type RestatedTexts } from "./restatements.ts";
import { require, show } from "./violation.ts";

/** Where a segment stands in its chain. */
export type SegmentPlace = {
  readonly gen: number;
  /** First segment of its gen. */
  readonly first: boolean;
  /** `tests` digest of the segment before, null where there is none. */
  readonly testsBefore: string | null;
  /** The chain's own scope. */
  readonly scope: string;
  /** Time of the segment's records. */
  readonly time: string;
  /** False while the state before is not known (a window that has not reached a full segment). */
  readonly proven: boolean;
};

/** What a segment of a run came to. */
export type SegmentSummary = {
  readonly trigger: Trigger;
  readonly extent: Extent;
  readonly opened: RunOpened;
  readonly closed: RunClosed;
  readonly coverage: readonly Coverage[];
  readonly proven: boolean;
  readonly unknown: readonly { readonly type: string; readonly seq: number }[];
};

type Phase = "opening" | "departures" | "restating" | "answers" | "coverage" | "closed";
const ORDER: readonly Phase[] = ["opening", "departures", "restating", "answers", "coverage", "closed"];
const isAfter = (phase: Phase, other: Phase): boolean => ORDER.indexOf(phase) > ORDER.indexOf(other);

/** Accepts the records of one run or event batch in order; throws Violation at the first that breaks a rule. */
export class SegmentFold {
  readonly #state: State;
  readonly #place: SegmentPlace;
  readonly #texts: RestatedTexts;
  #phase: Phase = "opening";
  #proven: boolean;
  #adopting = false;
  #opened: RunOpened | null = null;
  #closed: RunClosed | null = null;
  readonly #departed: Departed[] = [];
  readonly #observed = new Map<string, string>();
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
      isAfter(this.#phase, "restating") ||
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
    const isDue = this.#opened?.extent === "full" && !this.#adopting && isAfter("restating", this.#phase);
    return isDue ? this.#state.entries.size : 0;
  }

  /** Takes them as read, all of them. */
  passRestatements(): void {
    this.#enter("restating", "restatement");
    this.#restated = this.#state.entries.size;
  }

  /** One record's type and body, at its seq. The body is untrusted; it is kept, not copied. */
  accept(type: string, body: unknown, seq: number): void {
    require(this.#phase !== "closed", "R1", "nothing after run-closed", () => type);
    if (type in ACTS) require(false, "R1", "records of a run", () => `${type}, an act`);
    if (!(type in RUN_RECORDS)) {
      require(this.#phase !== "opening", "R1", "run-opened first", () => type);
      this.#unknown.push({ type, seq });
      return;
    }
    const statement = parseBody(type as Statement["type"], body);
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

  /** What the segment came to; throws if it ends without run-closed. */
  summary(): SegmentSummary {
    require(this.#closed !== null && this.#opened !== null, "R1", "run-closed last", () =>
      `a segment that ends in its ${this.#phase}`);
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
    require(this.#opened !== null, "R1", "run-opened first", () => type);
    require(phase === this.#phase || isAfter(phase, this.#phase), "R1", () =>
      `no ${type} after the ${this.#phase} began`, () => type);
    if (isAfter(phase, "restating") && !isAfter(this.#phase, "restating")) this.#restatedAll();
    this.#phase = phase;
  }

  #open(body: RunOpened): void {
    require(this.#opened === null, "R1", "one run-opened, first", () => "a second run-opened");
    checkOpenedShape(body, this.#place);
    checkNotLater("asOf", body.asOf, this.#place.time);
    this.#opened = body;
    this.#phase = "departures";
    if (body.extent === "delta") return;
    const units = body.units ?? [];
    if (this.#proven) {
      const expected = this.#state.unitStates();
      require(same(units, expected), "S4", () => show(expected), () => show(units));
    } else {
      this.#adopting = true;
      this.#proven = true;
      this.#state.adoptUnits(units);
    }
  }

  #depart(body: Departure): void {
    this.#enter("departures", "departure");
    require(this.#phase === "departures", "R1", "departures first", () => "a departure");
    const entry = this.#state.entries.get(body.key);
    if (entry === undefined || entry.incarnation !== body.incarnation) return;
    this.#departed.push({ body, unit: entry.unit });
    this.#state.remove(body.key);
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
    require(this.#opened?.extent === "full", "R1", "restatements in full segments only", () =>
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
    this.#enter("answers", "observation");
    checkNotLater("dataTime", body.dataTime, this.#place.time);
    const before = this.#before(body.key, body.incarnation);
    this.#checkReplaced(body.key, before);
    this.#checkSince(body, before);
    this.#checkNothingLeftOut(body, before);
    const position: Position = { gen: this.#place.gen, seq };
    for (const finding of body.findings) {
      this.#checkHeld(body.unit, before, finding, position);
      this.#checkJudged(body.unit, finding, true);
    }
    this.#observed.set(body.key, body.incarnation);
    if (this.#proven) this.#state.put(entryOfObservation(body));
  }

  #contextual(body: Context): void {
    checkContextShape(body, this.#opened, this.#place.scope);
    if (body.restated) return this.#restatement(body.key, entryOfContext(body));
    this.#enter("answers", "context");
    checkNotLater("dataTime", body.dataTime, this.#place.time);
    const before = this.#before(body.key, body.incarnation);
    this.#checkReplaced(body.key, before);
    this.#checkSince(body, before);
    this.#observed.set(body.key, body.incarnation);
    if (this.#proven) this.#state.put(entryOfContext(body));
  }

  #find(body: FindingRecord, seq: number): void {
    this.#enter("answers", "finding");
    checkFindingShape(body.finding);
    if (!this.#proven) return;
    const entry = this.#before(body.key, body.incarnation);
    require(entry !== undefined, "R5", "a finding on an entry in state", () => `${body.key} (${body.incarnation})`);
    this.#checkHeld(entry.unit, entry, body.finding, { gen: this.#place.gen, seq });
    this.#checkJudged(entry.unit, body.finding, false);
    const findings = [...entry.findings.filter(({ check }) => check !== body.finding.check), body.finding];
    findings.sort((a, b) => (a.check < b.check ? -1 : 1));
    this.#state.put({ ...entry, findings });
  }

  #checkReplaced(key: string, before: Entry | undefined): void {
    const there = before === undefined ? this.#state.entries.get(key) : undefined;
    require(there === undefined, "R3", () =>
      `a departure of ${key} (${there?.incarnation}) before another incarnation`, () => "none");
  }

  // A check that is left out would close its failure without a word.
  #checkNothingLeftOut(body: Observation, before: Entry | undefined): void {
    for (const { check } of before?.findings ?? []) {
      require(body.findings.some((finding) => finding.check === check), "S5", () =>
        `a finding of ${check}, which the entry has`, () => "none");
    }
  }

  #checkJudged(unit: string, finding: Finding, observed: boolean): void {
    if (!this.#proven || finding.outcome === "indeterminate") return;
    const tests = (this.#opened as RunOpened).documents.tests as string;
    const otherwise = this.#state.judgedOtherwise(tests, splitUnit(unit).type, finding, observed);
    require(otherwise === null, "S7", () => `${finding.check} with ${otherwise}`, () =>
      show({ version: finding.version, lanes: finding.lanes }));
  }

  #before(key: string, incarnation: string): Entry | undefined {
    const entry = this.#state.entries.get(key);
    return entry?.incarnation === incarnation ? entry : undefined;
  }

  #checkSince(body: Observation | Context, before: Entry | undefined): void {
    if (!this.#proven) return;
    const stays = before !== undefined && before.unit === body.unit && same(before.projection, body.projection);
    const since = stays ? before.since : body.dataTime;
    require(body.since === since, "S2", () => show(since), () => body.since);
  }

  #checkHeld(unit: string, before: Entry | undefined, finding: FindingRecord["finding"], position: Position): void {
    if (!this.#proven) return;
    const expected = compareWithHeld(
      {
        held: before?.findings.find(({ check }) => check === finding.check)?.held,
        known: before !== undefined,
        ever: this.#state.unit(unit).ever,
      },
      finding,
      position,
    );
    const found = { held: heldOf(finding), transition: finding.transition };
    require(same(found, expected), "S5", () => show(expected), () => show(found));
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
    const { counts, population, root } = this.outcome();
    checkDepartures(this.#departed, this.#observed, this.#coverage);
    if (this.#proven) checkCovered(this.#state, this.#observed.keys(), opened.trigger !== "event");
    if (this.#proven) {
      const { pass, fail, indeterminate, "not-applicable": notApplicable } = body.counts;
      const found = {
        counts: { pass, fail, indeterminate, "not-applicable": notApplicable },
        population: body.population,
      };
      require(same(found, { counts, population }), "S6", () => show({ counts, population }), () => show(found));
      require(body.root === root, "S1", root, () => body.root);
    }
    this.#closed = body;
    this.#phase = "closed";
  }

  /** What run-closed must say, once all coverage was accepted: from here on the segment's coverage applies. */
  outcome(): Pick<RunClosed, "counts" | "population" | "root"> {
    if (!this.#covered)
      this.#state.cover(this.#coverage, (this.#opened as RunOpened).sources, this.#opened?.trigger !== "event");
    this.#covered = true;
    return { counts: this.#state.counts(), population: this.#state.population, root: this.#state.root() };
  }
}
