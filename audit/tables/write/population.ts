// Writes the population of a scope: which resources came and went, and how their labels, types and regions changed.
import type { Entry } from "../../../evidence-schema/state/entry.ts";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import type { ReadSegment } from "../../reading/read-span.ts";
import { Presence } from "../../timeline/presence.ts";
import type { Rows } from "../rows.ts";

const LABELS = `select labels, type, region from label where scope = :scope and key = :key and incarnation = :incarnation and to_time is null`;
const END_LABELS = `update label set to_time = :at where scope = :scope and key = :key and to_time is null`;
const DEPART = `update resource set departed = :at, why = :why, departed_record = :record
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
      this.#rows.run(DEPART, { scope, key, incarnation, at, why: reason, record: said.record });
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
        departed_record: null,
      });
    for (const { statement } of segment.records) {
      if (statement.type !== "observation" || statement.body.restated) continue;
      const entry = segment.state.entries.get(statement.body.key);
      if (entry !== undefined) this.#label(entry, at);
    }
  }

  #label({ key, incarnation, unit, region, labels }: Entry, at: string): void {
    const scope = this.#scope;
    const now = { type: splitUnit(unit).type, region, labels: JSON.stringify(labels) };
    const before = this.#rows.get(LABELS, { scope, key, incarnation });
    const isSame = before?.["labels"] === now.labels && before["type"] === now.type && before["region"] === region;
    if (isSame) return;
    if (before !== undefined) this.#rows.run(END_LABELS, { scope, key, at });
    this.#rows.insert("label", { scope, key, incarnation, from_time: at, to_time: null, ...now });
  }
}
