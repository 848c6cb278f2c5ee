// Keeps which record last said what: of each finding, of each unit and of each key that was asked by name.
import { knownSince } from "../../evidence-schema/record/known-since.ts";
import type { Departure, Finding, Problem } from "../../evidence-schema/record/record.ts";
import { dataTimesIn, readingTime } from "../../evidence-schema/state/data-times.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { Citation } from "./citation.ts";
import type { ReadSegment } from "./read-span.ts";

/** A new finding of the last segment, or with `restated` what reading began with. */
export type Fresh = { readonly finding: Finding; readonly said: Citation; readonly restated: boolean };

export type Departed = { readonly departure: Departure; readonly said: Citation };

type Answered = { readonly unit: string; readonly problem: Problem | null; readonly said: Citation };

/** Follows one scope's segments in order. */
export class Statements {
  // All are changed by take() alone. #rows and #asked hold until the next run, the others until the next segment.
  #fresh = new Map<string, Map<string, Fresh>>();
  readonly #departed: Departed[] = [];
  #opening: Citation | null = null;
  readonly #rows = new Map<string, Answered>();
  readonly #asked = new Map<string, Answered>();

  /** Takes in a segment. Records that were fresh or departed before are so no longer. */
  take(segment: ReadSegment): void {
    const { opened, records, time, isFirst, key: object, state } = segment;
    const times = dataTimesIn(state);
    this.#fresh = new Map();
    this.#departed.length = 0;
    if (opened.trigger !== "event") {
      this.#rows.clear();
      this.#asked.clear();
    }
    const cite = (line: number, dataTime: string | null): Citation => ({ record: `${object}:${line}`, time, dataTime });
    for (const { statement, line } of records) {
      const { type, body } = statement;
      if (type === "run-opened") this.#opening = cite(line, body.began);
      if (type === "departure") this.#departed.push({ departure: body, said: cite(line, null) });
      if (type === "finding") {
        const own = readingTime(state.entries.get(body.key), times);
        this.#find(body.key, body.finding, cite(line, knownSince(body.finding, own, times)), false);
      }
      if (type === "context") this.#fresh.set(body.key, new Map());
      if (type === "observation" && (isFirst || !body.restated)) {
        this.#fresh.set(body.key, new Map());
        for (const finding of body.findings) {
          const said = cite(line, knownSince(finding, body.dataTime ?? body.since, times));
          this.#find(body.key, finding, said, body.restated);
        }
      }
      if (type === "coverage") {
        for (const { unit, problem, dataTime } of body.units)
          this.#rows.set(unit, { unit, problem, said: cite(line, dataTime) });
        const { seen, failed } = body.asked;
        for (const { key, unit, dataTime } of seen)
          this.#asked.set(key, { unit, problem: null, said: cite(line, dataTime) });
        for (const { key, unit, dataTime, problem } of failed)
          this.#asked.set(key, { unit, problem, said: cite(line, dataTime) });
      }
    }
  }

  #find(key: string, finding: Finding, said: Citation, restated: boolean): void {
    let of = this.#fresh.get(key);
    if (of === undefined) this.#fresh.set(key, (of = new Map()));
    of.set(finding.check, { finding, said, restated });
  }

  /** Keys that the last segment said something new of, or departed. */
  touched(): Iterable<string> {
    return new Set([...this.#fresh.keys(), ...this.#departed.map(({ departure }) => departure.key)]);
  }

  fresh(key: string, check: string): Fresh | undefined {
    return this.#fresh.get(key)?.get(check);
  }

  /** The departure of an incarnation in the last segment, as of the listing of its unit that lacks it. */
  departed({ key, unit }: Pick<Entry, "key" | "unit">, incarnation: string): Departed | undefined {
    const found = this.#departed.find(
      ({ departure }) => departure.key === key && departure.incarnation === incarnation,
    );
    const dataTime = this.#rows.get(unit)?.said.dataTime ?? null;
    return found && { ...found, said: { ...found.said, dataTime } };
  }

  /** The first line of the last segment: by whom and under which documents it was made. */
  opening(): Citation {
    return this.#opening as Citation;
  }

  /** The record for which a finding counts as not observed, though it says something else. */
  causeOf({ key, unit }: Entry, { relied }: Finding, problem: Problem, { entries }: State): Citation {
    const units = [unit, ...relied.keys.flatMap((each) => entries.get(each)?.unit ?? []), ...relied.units];
    const answered = [
      ...[key, ...relied.keys].flatMap((each) => this.#asked.get(each) ?? []),
      ...units.flatMap((each) => this.#rows.get(each) ?? []),
      ...[...this.#asked.values()].filter((each) => relied.units.includes(each.unit)),
    ];
    const isIt = (found: Problem | null): boolean => found?.code === problem.code && found.detail === problem.detail;
    const gone = this.#departed.find(({ departure }) => relied.keys.includes(departure.key));
    return answered.find((each) => isIt(each.problem))?.said ?? gone?.said ?? this.opening();
  }

  /** The record for which a key is not current. */
  unreadOf({ key, unit }: Pick<Entry, "key" | "unit">): Citation {
    const asked = this.#asked.get(key);
    return (asked?.problem ? asked : this.#rows.get(unit))?.said ?? this.opening();
  }

  /** The record by which what a finding said before counts again. */
  readingOf({ key, unit }: Pick<Entry, "key" | "unit">): Citation {
    return (this.#asked.get(key) ?? this.#rows.get(unit))?.said ?? this.opening();
  }
}
