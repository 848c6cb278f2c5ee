// Follows one scope's segments and tells where the readings of an item begin to say something else.
import { parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Finding, Transition } from "../../../evidence-schema/record/record.ts";
import type { ApplicableCoverage } from "../../../evidence-schema/state/applicable-coverage.ts";
import type { Entry } from "../../../evidence-schema/state/entry.ts";
import type { State } from "../../../evidence-schema/state/state.ts";
import type { ReadingRun } from "../../period/reading.ts";
import type { Citation } from "../../reading/citation.ts";
import type { ReadSegment } from "../../reading/read-span.ts";
import { completeOf, firstReading, unitsOf } from "../../timeline/first-reading.ts";
import { Timeline, type Change, type Interval } from "../../timeline/timeline.ts";

/** The last reading of a run of readings, once another follows. */
export type LastReading = ReadingRun["last"];

/** A run of readings as it is when it begins. */
export type OpenRun = Omit<ReadingRun, "last"> & {
  readonly because: string;
  /** Whether the cloud leaves a choice (FORMAT.md R5); null where the resource is absent. */
  readonly basis: string | null;
  /** As of when its first reading is complete. */
  readonly complete: number;
  /** The units that its answer rests on, its own first. */
  readonly units: readonly string[];
  /** As its record says. */
  readonly transition: Transition | null;
  /** Another resource stood under the key until then. */
  readonly hasReplaced: boolean;
  /** It tells how it was before the item appeared: of an item that is known from before, that is known too. */
  readonly isBefore: boolean;
};

/** An item reads otherwise from a segment on. `ended`: the last reading of the run before, null where none is open. */
export type RunChange = {
  readonly key: string;
  readonly check: string;
  readonly ended: LastReading | null;
  readonly opened: OpenRun;
};

/** The last time that a unit was read whole. */
export type WholeReading = { readonly time: number; readonly complete: number };

/** Whether the tests of a digest ask a check of what lies in a unit. */
export type IsAsked = (tests: string | null, check: string, unit: string) => boolean;

type Open = Pick<OpenRun, "answer" | "judged" | "units">;

/** Version and lanes of a finding in one text. */
export const judgedBy = ({ version, lanes }: Pick<Finding, "version" | "lanes">): string => `${version} ${lanes}`;

/** Follows one scope's segments in order. */
export class ItemRuns {
  readonly #timeline = new Timeline();
  /** By key and check, the run that is open: #opened() and #ended() change it. */
  readonly #open = new Map<string, Map<string, Open>>();
  /** By key, the unit in which it lies: #noteUnits() changes it. */
  readonly #units = new Map<string, string>();
  /** By unit; follow() notes each at its end. */
  readonly #whole = new Map<string, WholeReading>();
  /** The coverage and the time of the last run: set by follow() at its end. */
  #coverage: ApplicableCoverage | null = null;
  #read = 0;

  readonly #isAsked: IsAsked;

  /** `whole`: what is known of units from before the first segment. */
  constructor(isAsked: IsAsked, whole: ReadonlyMap<string, WholeReading> = new Map()) {
    this.#isAsked = isAsked;
    for (const [unit, reading] of whole) this.#whole.set(unit, reading);
  }

  /** In order of keys and checks. An item that appears after its unit was read whole has a run before, in which it is absent. */
  follow(segment: ReadSegment): RunChange[] {
    const changes = this.#timeline.follow(segment).flatMap((change) => this.#changesOf(change, segment));
    const seen = new Set(changes.map(({ key, check }) => `${key} ${check}`));
    for (const change of this.#judgedAgain(segment))
      if (!seen.has(`${change.key} ${change.check}`)) changes.push(change);
    this.#coverage = segment.state.coverage;
    if (segment.opened.trigger !== "event") this.#read = parseTimestamp(segment.time);
    this.#noteWhole(segment);
    // The sort is stable: of one item, what ended comes before what begins.
    return changes.sort((a, b) => (a.key === b.key ? compare(a.check, b.check) : compare(a.key, b.key)));
  }

  #changesOf({ key, check, before, after, ended, opened }: Change, segment: ReadSegment): RunChange[] {
    const changes: RunChange[] = [];
    const push = (run: OpenRun): void => {
      changes.push({ key, check, ended: this.#last(key, check, run.units[0]), opened: run });
      this.#begin(key, check, run);
    };
    if (ended?.end !== null && ended?.end !== undefined && before !== null)
      push(this.#afterEnd(before, ended.end, segment));
    if (opened !== null && after !== null) {
      const isNew = ended === null && this.#open.get(key)?.has(check) !== true;
      const finding = findingOf(after, check);
      const whole = this.#whole.get(after.unit);
      if (isNew && finding.held.as === "appeared" && whole !== undefined) push(absentBefore(after, whole, opened.said));
      push(this.#runOf(after, finding, opened, segment));
    }
    return changes;
  }

  /** Other tests said the same, or it rests on other units now: a run of its own, which the next verdict is compared with. */
  *#judgedAgain(segment: ReadSegment): Generator<RunChange> {
    const { statements } = this.#timeline;
    const touched = [...statements.touched()];
    const hasMoved = this.#noteUnits(touched, segment.state);
    for (const key of hasMoved ? this.#open.keys() : touched) {
      const entry = segment.state.entries.get(key);
      if (entry === undefined || entry.from !== null) continue;
      for (const finding of entry.findings) {
        const open = this.#open.get(key)?.get(finding.check);
        if (open === undefined) continue;
        const isSame = open.judged === judgedBy(finding) && isOf(open.units, unitsOf(entry, finding, segment.state));
        if (isSame) continue;
        const { outcome, problem } = segment.state.effective(entry, finding);
        if (outcome === "indeterminate") continue;
        const said = statements.fresh(key, finding.check)?.said ?? statements.readingOf(entry);
        const run = this.#runOf(
          entry,
          finding,
          { incarnation: entry.incarnation, outcome, problem, because: finding.because, said, transition: null },
          segment,
        );
        yield { key, check: finding.check, ended: this.#last(key, finding.check), opened: run };
        this.#begin(key, finding.check, run);
      }
    }
  }

  /** Whether a resource lies in another unit now: whatever relies on it rests on that unit. */
  #noteUnits(touched: readonly string[], { entries }: State): boolean {
    let hasMoved = false;
    for (const key of touched) {
      const unit = entries.get(key)?.unit;
      const before = this.#units.get(key);
      if (unit !== undefined) this.#units.set(key, unit);
      if (unit !== undefined && before !== undefined && before !== unit) hasMoved = true;
    }
    return hasMoved;
  }

  #runOf(
    entry: Entry,
    finding: Finding,
    {
      outcome,
      problem,
      because,
      said,
      incarnation,
      transition,
    }: Pick<Interval, "incarnation" | "outcome" | "problem" | "because" | "said" | "transition">,
    { state, time, opened }: ReadSegment,
  ): OpenRun {
    const units = unitsOf(entry, finding, state);
    const first = firstReading(entry, finding, said, { state, time });
    // The finding stays in the state when its check is withdrawn, and nobody asks it any more.
    const isAsked = outcome !== "indeterminate" || this.#isAsked(opened.documents.tests, finding.check, entry.unit);
    return {
      answer: isAsked ? outcome : "not-asked",
      problem,
      because,
      basis: finding.basis,
      incarnation,
      judged: judgedBy(finding),
      reason: null,
      created: createdAt(entry),
      opened: finding.held.opened,
      first: {
        time: parseTimestamp(time),
        ...first,
        ...(this.#isSameRead(entry.key, finding) ? { changed: parseTimestamp(entry.since) } : {}),
        said,
      },
      // A batch of events lists no unit: its answers count as of the listing before, which claims less than was read. Where there was
      // none, they count as of the reading, less the lag of the sources.
      complete: completeOf(units, state.coverage) || first.asOf - lagOf(units, state.coverage),
      units,
      transition,
      hasReplaced: this.#timeline.statements.hasReplaced(entry),
      isBefore: false,
    };
  }

  /** Whether other tests judged what had been read before: nothing that the verdict rests on was read anew. */
  #isSameRead(key: string, { check, relied }: Finding): boolean {
    const { statements } = this.#timeline;
    const fresh = statements.fresh(key, check);
    const isJudgedAgain = fresh?.alone === true && fresh.transition === "rejudged";
    return isJudgedAgain && relied.units.length === 0 && !relied.keys.some((each) => statements.isTouched(each));
  }

  #afterEnd({ unit }: Entry, { why, said }: NonNullable<Interval["end"]>, { time }: ReadSegment): OpenRun {
    const at = parseTimestamp(time);
    const isAsked = why !== "not-asked";
    return {
      answer: isAsked ? "absent" : "not-asked",
      problem: null,
      because: "",
      basis: null,
      incarnation: null,
      judged: "",
      reason: isAsked ? why : null,
      created: null,
      opened: null,
      first: { time: at, asOf: said.dataTime === null ? at : parseTimestamp(said.dataTime), changed: null, said },
      complete: 0,
      units: [unit],
      transition: null,
      hasReplaced: false,
      isBefore: false,
    };
  }

  #begin(key: string, check: string, { answer, judged, units }: OpenRun): void {
    let of = this.#open.get(key);
    if (of === undefined) this.#open.set(key, (of = new Map()));
    of.set(check, { answer, judged, units });
  }

  /** `appearsIn`: the unit in which an item that was absent appears. */
  #last(key: string, check: string, appearsIn?: string): LastReading | null {
    const open = this.#open.get(key)?.get(check);
    if (open === undefined) return null;
    if (open.answer === "not-asked") return { time: this.#read, complete: this.#read };
    // Nobody saw that it was absent while its unit could not be read.
    if (open.answer === "absent") return this.#whole.get(appearsIn ?? (open.units[0] as string)) ?? null;
    return { time: this.#read, complete: completeOf(open.units, this.#coverage) };
  }

  #noteWhole({ records, opened, state, time }: ReadSegment): void {
    if (opened.trigger === "event") return;
    for (const { statement } of records) {
      if (statement.type !== "coverage") continue;
      for (const { unit, complete } of statement.body.units)
        if (complete)
          this.#whole.set(unit, { time: parseTimestamp(time), complete: completeOf([unit], state.coverage) });
    }
  }
}

const isOf = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((unit, at) => unit === b[at]);

const lagOf = (units: readonly string[], coverage: ApplicableCoverage): number =>
  Math.max(0, ...units.map((unit) => coverage.row(unit)?.lagSeconds ?? 0)) * 1000;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Null where its cloud does not say, or says it in another form: without a zone it would depend on this machine's. */
function createdAt({ createdAt: text }: Entry): number | null {
  const at = text !== null && INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

function absentBefore({ unit }: Entry, { time, complete }: WholeReading, said: Citation): OpenRun {
  return {
    answer: "absent",
    problem: null,
    because: "",
    basis: null,
    incarnation: null,
    judged: "",
    reason: null,
    created: null,
    opened: null,
    first: { time, asOf: complete, changed: null, said },
    complete,
    units: [unit],
    transition: null,
    hasReplaced: false,
    isBefore: true,
  };
}

const findingOf = ({ findings }: Entry, check: string): Finding =>
  findings.find((each) => each.check === check) as Finding;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
