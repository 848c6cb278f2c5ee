// Finds which resources came and went, and the record that says so.
import type { DepartureReason } from "../../evidence-schema/record/record.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { Citation } from "../reading/citation.ts";
import type { ReadSegment } from "../reading/read-span.ts";

export type Appeared = {
  readonly entry: Entry;
  /** Its unit had never been read completely before: it may have been there for long. */
  readonly isBaseline: boolean;
  readonly said: Citation;
};
export type Left = { readonly entry: Entry; readonly reason: DepartureReason; readonly said: Citation };

/** Follows one scope's segments in order; what copies say of another scope's resources is left out. */
export class Presence {
  // Both are changed by follow() alone: the resources that are there, and the units that were ever read completely.
  readonly #there = new Map<string, Entry>();
  readonly #read = new Set<string>();

  /** The resources that appeared and departed in a segment. Both lists hold a resource that another incarnation replaced. */
  follow(segment: ReadSegment): { readonly appeared: readonly Appeared[]; readonly departed: readonly Left[] } {
    const { key: object, time, opened, records } = segment;
    const appeared: Appeared[] = [];
    const departed: Left[] = [];
    for (const unit of opened.units ?? []) if (unit.ever) this.#read.add(unit.unit);
    for (const { statement, line } of records) {
      const { type, body } = statement;
      const record = `${object}:${line}`;
      if (type === "departure") {
        const entry = this.#there.get(body.key);
        if (entry?.incarnation !== body.incarnation) continue;
        this.#there.delete(body.key);
        const dataTime = segment.state.coverage.row(entry.unit)?.dataTime ?? null;
        departed.push({ entry, reason: body.reason, said: { record, time, dataTime } });
      }
      if (type === "observation") {
        const entry = segment.state.entries.get(body.key);
        if (entry === undefined) continue;
        const isNew = this.#there.get(body.key)?.incarnation !== body.incarnation && !body.restated;
        this.#there.set(body.key, entry);
        if (!isNew) continue;
        const said = { record, time, dataTime: body.dataTime };
        appeared.push({ entry, isBaseline: !this.#read.has(body.unit), said });
      }
    }
    for (const { statement } of records)
      if (statement.type === "coverage")
        for (const { unit, complete } of statement.body.units) if (complete) this.#read.add(unit);
    return { appeared, departed };
  }
}
