// Keeps which record last said what: of each finding, of each unit and of each key that was asked by name.
import { knownSince } from "../../evidence-schema/record/known-since.ts";
import type {
  Coverage,
  Departure,
  Finding,
  Position,
  Problem,
  Transition,
} from "../../evidence-schema/record/record.ts";
import { dataTimesIn, readingTime } from "../../evidence-schema/state/data-times.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Citation } from "./citation.ts";
import type { ReadSegment } from "./read-span.ts";

/** A new finding of the last segment, or with `restated` what reading began with. `alone`: without an observation. */
export type Fresh = {
  readonly finding: Finding;
  /** The transition of the finding, or of one before it in the segment by which the same outcome is held. */
  readonly transition: Transition | null;
  readonly said: Citation;
  readonly restated: boolean;
  readonly alone: boolean;
};

export type Departed = { readonly departure: Departure; readonly said: Citation };

type Answered = { readonly unit: string; readonly problem: Problem | null; readonly said: Citation };
type Cite = (dataTime: string | null) => Citation;

/** By unit, and by key that was asked by name. */
type Answers = { readonly rows: ReadonlyMap<string, Answered>; readonly asked: ReadonlyMap<string, Answered> };

const isSame = (a: Position | null, b: Position | null): boolean =>
  a !== null && b !== null && a.gen === b.gen && a.seq === b.seq;

/** Follows one scope's segments in order. */
export class Statements {
  // All but #covered are changed by take() alone: #coverage holds until the next run, the others until the next segment.
  #fresh = new Map<string, Map<string, Fresh>>();
  readonly #departed: Departed[] = [];
  #opening: Citation | null = null;
  #coverage: { readonly body: Coverage; readonly cite: Cite }[] = [];
  /** Made of #coverage by #answered() when it is first asked for, dropped by take(). */
  #covered: Answers | null = null;

  /** Takes in a segment. Records that were fresh or departed before are so no longer. */
  take(segment: ReadSegment): void {
    const { opened, records, time, isFirst, key: object, state } = segment;
    const times = dataTimesIn(state);
    this.#fresh = new Map();
    this.#departed.length = 0;
    this.#covered = null;
    if (opened.trigger !== "event") this.#coverage = [];
    const cite = (line: number, dataTime: string | null): Citation => ({ record: `${object}:${line}`, time, dataTime });
    for (const { statement, line } of records) {
      const { type, body } = statement;
      if (type === "run-opened") this.#opening = cite(line, body.began);
      if (type === "departure") this.#departed.push({ departure: body, said: cite(line, null) });
      if (type === "finding") {
        const own = readingTime(state.entries.get(body.key), times);
        const said = cite(line, knownSince(body.finding, own, times));
        const { transition } = body.finding;
        this.#find(body.key, { finding: body.finding, transition, said, restated: false, alone: true });
      }
      if (type === "context") this.#fresh.set(body.key, new Map());
      if (type === "observation" && (isFirst || !body.restated)) {
        const before = this.#fresh.get(body.key);
        this.#fresh.set(body.key, new Map());
        for (const finding of body.findings) {
          const said = cite(line, knownSince(finding, body.dataTime ?? body.since, times));
          // Other tests judge what is stored, and then the resource is read again: the outcome is that of the first finding.
          const judged = before?.get(finding.check);
          const isHeld = judged !== undefined && isSame(judged.finding.held.opened, finding.held.opened);
          const transition = finding.transition ?? (isHeld ? judged.transition : null);
          this.#find(body.key, { finding, transition, said, restated: body.restated, alone: false });
        }
      }
      if (type === "coverage") this.#coverage.push({ body, cite: (dataTime) => cite(line, dataTime) });
    }
  }

  /** Most segments are never asked for what their coverage says of a unit. */
  #answered(): Answers {
    if (this.#covered !== null) return this.#covered;
    const [rows, asked] = [new Map<string, Answered>(), new Map<string, Answered>()];
    for (const { body, cite } of this.#coverage) {
      for (const { unit, problem, dataTime } of body.units) rows.set(unit, { unit, problem, said: cite(dataTime) });
      const { seen, failed } = body.asked;
      for (const { key, unit, dataTime } of seen) asked.set(key, { unit, problem: null, said: cite(dataTime) });
      for (const { key, unit, dataTime, problem } of failed) asked.set(key, { unit, problem, said: cite(dataTime) });
    }
    return (this.#covered = { rows, asked });
  }

  #find(key: string, fresh: Fresh): void {
    let of = this.#fresh.get(key);
    if (of === undefined) this.#fresh.set(key, (of = new Map()));
    of.set(fresh.finding.check, fresh);
  }

  /** Keys that the last segment said something new of, or departed. */
  touched(): Iterable<string> {
    return new Set([...this.#fresh.keys(), ...this.#departed.map(({ departure }) => departure.key)]);
  }

  isTouched(key: string): boolean {
    return this.#fresh.has(key) || this.#departed.some(({ departure }) => departure.key === key);
  }

  fresh(key: string, check: string): Fresh | undefined {
    return this.#fresh.get(key)?.get(check);
  }

  /** The departure of an incarnation in the last segment, as of the listing of its unit that lacks it. */
  departed({ key, unit }: Pick<Entry, "key" | "unit">, incarnation: string): Departed | undefined {
    const found = this.#departed.find(
      ({ departure }) => departure.key === key && departure.incarnation === incarnation,
    );
    if (found === undefined) return undefined;
    const dataTime = this.#answered().rows.get(unit)?.said.dataTime ?? null;
    return { ...found, said: { ...found.said, dataTime } };
  }

  /** Whether the last segment says that this incarnation stands where another one was. */
  hasReplaced({ key, incarnation }: Pick<Entry, "key" | "incarnation">): boolean {
    return this.#departed.some(
      ({ departure }) =>
        departure.key === key && departure.reason === "replaced" && departure.incarnation !== incarnation,
    );
  }

  /** The first line of the last segment: by whom and under which documents it was made. */
  opening(): Citation {
    return this.#opening as Citation;
  }

  /** The record for which a finding counts as not observed, though it says something else. */
  causeOf({ key, unit }: Entry, { relied }: Finding, problem: Problem, { entries }: State): Citation {
    const units = [unit, ...relied.keys.flatMap((each) => entries.get(each)?.unit ?? []), ...relied.units];
    const { rows, asked } = this.#answered();
    const answered = [
      ...[key, ...relied.keys].flatMap((each) => asked.get(each) ?? []),
      ...units.flatMap((each) => rows.get(each) ?? []),
      ...[...asked.values()].filter((each) => relied.units.includes(each.unit)),
    ];
    const isIt = (found: Problem | null): boolean => found?.code === problem.code && found.detail === problem.detail;
    const gone = this.#departed.find(({ departure }) => relied.keys.includes(departure.key));
    return answered.find((each) => isIt(each.problem))?.said ?? gone?.said ?? this.opening();
  }

  /** The record for which a key is not current. */
  unreadOf({ key, unit }: Pick<Entry, "key" | "unit">): Citation {
    const { rows, asked } = this.#answered();
    const answer = asked.get(key);
    return (answer?.problem ? answer : rows.get(unit))?.said ?? this.opening();
  }

  /** The record by which what a finding said before counts again. */
  readingOf({ key, unit }: Pick<Entry, "key" | "unit">): Citation {
    const { rows, asked } = this.#answered();
    return (asked.get(key) ?? rows.get(unit))?.said ?? this.opening();
  }
}
