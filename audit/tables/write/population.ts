// Writes the population of a scope: which resources came and went, and how their labels changed.
import { jsonEqual } from "../../../evidence-schema/bytes/equal.ts";
import type { Entry } from "../../../evidence-schema/state/entry.ts";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import type { ReadSegment } from "../../reading/read-span.ts";
import { Presence } from "../../timeline/presence.ts";
import type { Rows } from "../rows.ts";

const LABELS = `select labels, unit, region, name from label where scope = :scope and key = :key and incarnation = :incarnation and to_time is null`;
const END_LABELS = `update label set to_time = :at where scope = :scope and key = :key and to_time is null`;
const DEPART = `update resource set departed = :at, why = :why, departed_record = :record, departed_data_time = :data_time
  where scope = :scope and key = :key and incarnation = :incarnation and departed is null`;

/** Follows one scope's segments in order. `write` is false for segments that the tables have already. */
export class Population {
  readonly #presence = new Presence();
  readonly #rows: Rows;
  readonly #scope: string;

  constructor(rows: Rows, scope: string) {
    this.#rows = rows;
    this.#scope = scope;
  }

  follow(segment: ReadSegment, write: boolean): void {
    const { appeared, departed } = this.#presence.follow(segment);
    if (!write) return;
    const [scope, at] = [this.#scope, segment.time];
    for (const { entry, reason, said } of departed) {
      const { key, incarnation } = entry;
      const { record, dataTime } = said;
      this.#rows.run(DEPART, { scope, key, incarnation, at, why: reason, record, data_time: dataTime });
      this.#rows.run(END_LABELS, { scope, key, at });
    }
    for (const { entry, isBaseline, said } of appeared)
      this.#rows.insert("resource", {
        scope,
        key: entry.key,
        incarnation: entry.incarnation,
        type: splitUnit(entry.unit).type,
        unit: entry.unit,
        region: entry.region,
        name: entry.name,
        created: entry.createdAt,
        first_seen: at,
        baseline: isBaseline ? 1 : 0,
        departed: null,
        why: null,
        record: said.record,
        data_time: said.dataTime,
        departed_record: null,
        departed_data_time: null,
      });
    for (const { statement } of segment.records) {
      if (statement.type !== "observation" || statement.body.restated) continue;
      const entry = segment.state.entries.get(statement.body.key);
      if (entry !== undefined) this.#label(entry, at);
    }
  }

  #label({ key, incarnation, labels, unit, region, name }: Entry, at: string): void {
    const scope = this.#scope;
    const now = { labels: JSON.stringify(labels), unit, region, name };
    const before = this.#rows.get(LABELS, { scope, key, incarnation });
    if (before !== undefined && jsonEqual(before, now)) return;
    if (before !== undefined) this.#rows.run(END_LABELS, { scope, key, at });
    this.#rows.insert("label", { scope, key, incarnation, from_time: at, to_time: null, ...now });
  }
}
