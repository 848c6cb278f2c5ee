// Collects what the segments of a chain say of how they were read: gaps, runs that read nothing, answers that are old
// (FORMAT.md W9, section 10).
import type { Documents } from "../../../evidence-schema/chain/segment-place.ts";
import type { SegmentRead } from "../../../evidence-schema/chain/chain.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { OldUnit } from "./chain-task.ts";
import { violationOf, type ReportedViolation, type Gap } from "../report.ts";

export class Readings {
  readonly #scope: string;
  readonly #documents: Documents;
  // All are changed by note() alone, once a segment.
  readonly #gaps = new Map<string, Gap>();
  readonly #old = new Map<string, OldUnit>();
  readonly breaches: ReportedViolation[] = [];
  readonly runs = { all: 0, readNothing: 0 };
  readonly expected = { rows: 0, differ: 0 };

  constructor(scope: string, documents: Documents) {
    this.#scope = scope;
    this.#documents = documents;
  }

  get gaps(): Gap[] {
    return [...this.#gaps.values()];
  }

  get old(): OldUnit[] {
    return [...this.#old.values()];
  }

  note(key: string, { opened, coverage }: SegmentRead): void {
    if (opened === null) return;
    const rows = coverage.flatMap(({ units }) => units);
    for (const { unit, problem, expected, listed } of rows) {
      if (problem !== null) this.#gap(unit, problem.code);
      if (expected === undefined) continue;
      this.expected.rows += 1;
      if (expected !== listed) this.expected.differ += 1;
    }
    if (opened.trigger === "event") return;
    this.runs.all += 1;
    if (!rows.some(({ complete }) => complete)) this.runs.readNothing += 1;
    const { slot, documents } = opened;
    const schedule = documents.schedule == null ? null : this.#documents.schedule(documents.schedule);
    if (slot === null || schedule?.everySeconds == null) return;
    const earliest = formatTimestamp(Math.max(0, parseTimestamp(slot) - schedule.everySeconds * 1000));
    const times = rows.flatMap(({ dataTime }) => (dataTime === null ? [] : [dataTime])).sort();
    const latest = times.at(-1);
    if (latest !== undefined && latest < earliest)
      this.breaches.push(
        violationOf(
          "W9",
          key,
          `an answer of ${earliest} or later in the run of slot ${slot}`,
          `the latest is of ${latest}`,
        ),
      );
    for (const { unit, complete, dataTime } of rows)
      if (complete && dataTime !== null && dataTime < earliest) this.#isOld(unit, slot, dataTime);
  }

  #gap(unit: string, code: string): void {
    const name = `${unit} ${code}`;
    const before = this.#gaps.get(name);
    this.#gaps.set(name, { scope: this.#scope, unit, code, segments: (before?.segments ?? 0) + 1 });
  }

  #isOld(unit: string, slot: string, dataTime: string): void {
    const before = this.#old.get(unit);
    const age = (parseTimestamp(slot) - parseTimestamp(dataTime)) / 1000;
    this.#old.set(unit, {
      unit,
      slots: (before?.slots ?? 0) + 1,
      oldestSeconds: Math.max(before?.oldestSeconds ?? 0, Math.round(age)),
    });
  }
}
