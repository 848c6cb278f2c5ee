// Follows the effective outcome of every finding over time, as intervals: questions about any period are asked of these.
import { becauseOf } from "../../evidence-schema/record/because.ts";
import type {
  DepartureReason,
  Finding,
  Outcome,
  Position,
  Problem,
  Transition,
} from "../../evidence-schema/record/record.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { ApplicableCoverage } from "../../evidence-schema/state/applicable-coverage.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import { turnedByTime } from "../../evidence-schema/state/turned-by-time.ts";
import { edgeIn, type TimeOf } from "../period/bracket.ts";
import type { Citation } from "../reading/citation.ts";
import type { ReadSegment } from "../reading/read-span.ts";
import { Statements, type Fresh } from "../reading/statements.ts";
import { completeOf, firstReading, unitsOf } from "./first-reading.ts";

/** Why an interval ended where none of the same result follows: the resource departed, or the check is no longer asked. */
export type End = { readonly why: DepartureReason | "not-asked"; readonly said: Citation };

/** An effective outcome, for one cause, of one check on one incarnation of a resource. */
export type Interval = {
  readonly incarnation: string;
  /** The time from which the record that opened it counts; null: it was so before the first record that was read. */
  readonly from: string | null;
  /** The time from which the record that ended it counts; null: it is so after the last. */
  readonly to: string | null;
  readonly outcome: Outcome;
  readonly because: string;
  readonly problem: Problem | null;
  /** As the record that opened it says. */
  readonly transition: Transition | null;
  /** Time alone turned the result (evidence-schema/state/turned-by-time.ts). */
  readonly byTime: boolean;
  readonly said: Citation;
  /**
   * When it began at the latest, between the reading before and the first that says so (audit/period/bracket.ts). Null for what was not
   * observed, and where it was so before the first record that was read.
   */
  readonly began: Began | null;
  /** The record that opened the outcome that is held (FORMAT.md 6.3), null before there was one. */
  readonly held: Position | null;
  readonly end: End | null;
};

/** `is`: whose time that is. */
export type Began = { readonly at: string; readonly is: TimeOf };

export type Result = {
  readonly check: string;
  /** As the last record says. */
  readonly entry: Entry;
  readonly intervals: readonly Interval[];
};

/** A finding, with the entry before it and the outcome that counted until now; undefined where there is none. */
type Judged = {
  readonly entry: Entry;
  readonly finding: Finding;
  readonly before: Entry | undefined;
  readonly counted: Outcome | undefined;
  /** As of when its last determinate reading is complete; null before there was one. */
  readonly complete: number | null;
};

/** An interval that a segment opened, ended, or both. */
export type Change = {
  readonly key: string;
  readonly check: string;
  /** As the last record before said, and as the segment says; null where there is none. */
  readonly before: Entry | null;
  readonly after: Entry | null;
  readonly ended: Interval | null;
  readonly opened: Interval | null;
};

type Track = {
  readonly check: string;
  entry: Entry;
  readonly past: Interval[];
  open: Interval | null;
  /** The units that its finding rests on, and as of when its last determinate reading that ended is complete. */
  units: readonly string[];
  complete: number | null;
};

/**
 * Follows one scope's segments in order. Evaluated again is what a segment says something of, what rests on that, and what
 * its coverage says something else of than the one before: nothing else can count as something else.
 */
export class Timeline {
  readonly statements = new Statements();
  readonly #since: string | null;
  /** By key and check: changed by #evaluate(), which calls #close(); read by results() after the last segment. */
  readonly #tracks = new Map<string, Map<string, Track>>();
  // Both are changed by #note() and only grow: a key that no longer relies is evaluated in vain, and none is missed.
  readonly #reliedOn = new Map<string, Set<string>>();
  readonly #relying = new Set<string>();
  /** The coverage of the segment before: set by follow(), after #affected() has compared it with the new one. */
  #coverage: ApplicableCoverage | null = null;
  /** The coverage of the segment before the one that follow() is at. */
  #before: ApplicableCoverage | null = null;

  /** Intervals that ended at `since` or before are forgotten. */
  constructor(since: string | null = null) {
    this.#since = since;
  }

  /** `only`: the key of the one resource that the caller asks about. */
  follow(segment: ReadSegment, only?: string): Change[] {
    const { state } = segment;
    this.statements.take(segment);
    const keys = only === undefined ? this.#affected(segment) : [only];
    this.#before = this.#coverage;
    this.#coverage = state.coverage;
    const changes: Change[] = [];
    for (const key of keys) this.#evaluate(key, segment, changes);
    return changes;
  }

  /** Everything that has an interval, in order of keys and checks. */
  results(): Result[] {
    const keys = [...this.#tracks.keys()].sort();
    return keys.flatMap((key) => {
      const tracks = [...(this.#tracks.get(key) as Map<string, Track>).values()];
      return tracks
        .map(({ check, entry, past, open }) => ({ check, entry, intervals: open === null ? past : [...past, open] }))
        .filter(({ intervals }) => intervals.length > 0)
        .sort((a, b) => (a.check < b.check ? -1 : 1));
    });
  }

  #affected({ isFirst, state }: ReadSegment): Iterable<string> {
    if (isFirst || this.#coverage === null) return [...state.entries.keys()];
    const affected = new Set<string>(this.statements.touched());
    for (const key of this.statements.touched())
      for (const subject of this.#reliedOn.get(key) ?? []) affected.add(subject);
    const { units, keys } = state.coverage.differences(this.#coverage);
    for (const key of keys) affected.add(key);
    if (units.size > 0) for (const { key, unit } of state.entries.values()) if (units.has(unit)) affected.add(key);
    if (units.size > 0 || keys.size > 0) for (const key of this.#relying) affected.add(key);
    return affected;
  }

  #evaluate(key: string, segment: ReadSegment, changes: Change[]): void {
    const entry = segment.state.entries.get(key);
    const findings = entry === undefined || entry.from !== null ? [] : entry.findings;
    const tracks = this.#tracks.get(key) ?? new Map<string, Track>();
    if (entry !== undefined && findings.length > 0) {
      this.#tracks.set(key, tracks);
      for (const finding of findings) this.#note(entry, finding.relied);
    }
    for (const finding of findings) {
      const known = tracks.get(finding.check);
      const now = this.#interval(
        {
          entry: entry as Entry,
          finding,
          before: known?.entry,
          counted: known?.open?.outcome,
          complete: known === undefined ? null : this.#completeOf(known),
        },
        segment,
      );
      const track: Track = known ?? {
        check: finding.check,
        entry: entry as Entry,
        past: [],
        open: null,
        units: [],
        complete: null,
      };
      const before = known?.entry ?? null;
      tracks.set(finding.check, track);
      track.entry = entry as Entry;
      const units = unitsOf(entry as Entry, finding, segment.state);
      if (track.open !== null && goesOn(track.open, now)) {
        track.units = units;
        continue;
      }
      const ended = this.#close(track, segment, entry);
      changes.push({ key, check: finding.check, before, after: entry as Entry, ended, opened: now });
      track.open = now;
      track.units = units;
    }
    for (const track of tracks.values()) {
      if (track.open === null || findings.some(({ check }) => check === track.check)) continue;
      const ended = this.#close(track, segment, entry);
      changes.push({ key, check: track.check, before: track.entry, after: entry ?? null, ended, opened: null });
    }
  }

  #note(
    { key }: Entry,
    { keys, units }: { readonly keys: readonly string[]; readonly units: readonly string[] },
  ): void {
    if (keys.length + units.length > 0) this.#relying.add(key);
    for (const each of keys) {
      const subjects = this.#reliedOn.get(each);
      if (subjects === undefined) this.#reliedOn.set(each, new Set([key]));
      else subjects.add(key);
    }
  }

  /** As of when the last determinate reading of a result is complete, by the segment before. */
  #completeOf({ open, units, complete }: Track): number | null {
    return open === null || open.outcome === "indeterminate" ? complete : completeOf(units, this.#before);
  }

  #began({ entry, finding, complete }: Judged, said: Citation, segment: ReadSegment): Began {
    const transition = this.statements.fresh(entry.key, finding.check)?.transition ?? null;
    if (transition === "rejudged") return { at: segment.time, is: "record" };
    const first = firstReading(entry, finding, said, segment);
    const created = entry.createdAt === null ? Number.NaN : Date.parse(entry.createdAt);
    const after = complete ?? (created <= first.asOf ? created : -Infinity);
    // Another resource stood under the key until the reading that showed this one.
    const isReplaced = this.statements.hasReplaced(entry);
    const { at, is } = edgeIn(after, isReplaced ? { ...first, changed: null } : first);
    return { at: formatTimestamp(Math.max(0, at)), is };
  }

  #interval(judged: Judged, segment: ReadSegment): Interval {
    const { entry, finding, before, counted } = judged;
    const { counts: now, isFirst, state } = segment;
    const { outcome, problem } = state.effective(entry, finding);
    const fresh = this.statements.fresh(entry.key, finding.check);
    const stands = outcome === finding.outcome && problem === finding.problem;
    const said =
      stands || problem === null
        ? (fresh?.said ?? this.statements.readingOf(entry))
        : this.statements.causeOf(entry, finding, problem, state);
    // A determinate finding without a transition is held since before, though the first segment read it anew.
    const isHeld = fresh?.transition === null && outcome !== "indeterminate";
    const isKnown = isFirst && (fresh?.restated !== false || isHeld);
    return {
      incarnation: entry.incarnation,
      from: isKnown ? null : now,
      to: null,
      outcome,
      because: stands ? finding.because : problem === null ? finding.because : becauseOf(problem),
      problem,
      transition: fresh?.transition ?? null,
      byTime: fresh !== undefined && this.#isByTime(fresh, before, counted),
      said,
      began: isKnown || outcome === "indeterminate" ? null : this.#began(judged, said, segment),
      held: finding.held.opened,
      end: null,
    };
  }

  #isByTime({ finding, alone }: Fresh, before: Entry | undefined, counted: Outcome | undefined): boolean {
    const stood = before?.findings.find(({ check, outcome }) => check === finding.check && outcome === counted);
    return turnedByTime(stood, finding, { alone, isTouched: (key) => this.statements.isTouched(key) });
  }

  #close(track: Track, { counts: now }: ReadSegment, entry: Entry | undefined): Interval | null {
    const { open } = track;
    if (open === null) return null;
    track.complete = this.#completeOf(track);
    track.open = null;
    const closed: Interval = { ...open, to: now, end: this.#end(track, open, entry) };
    if (this.#since === null || now > this.#since) track.past.push(closed);
    return closed;
  }

  #end({ check, entry: last }: Track, { incarnation }: Interval, entry: Entry | undefined): End | null {
    const departed = entry?.incarnation === incarnation ? undefined : this.statements.departed(last, incarnation);
    if (departed !== undefined) return { why: departed.departure.reason, said: departed.said };
    const isAsked = entry?.findings.some((finding) => finding.check === check) === true;
    return isAsked ? null : { why: "not-asked", said: this.statements.opening() };
  }
}

const goesOn = (open: Interval, now: Interval): boolean =>
  now.transition === null &&
  open.incarnation === now.incarnation &&
  open.outcome === now.outcome &&
  open.problem?.code === now.problem?.code &&
  open.problem?.detail === now.problem?.detail;
