// Writes how each unit of a scope was read: whole or not and why, as of when, and from when on its data was too old.
import { parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { NOT_PLANNED } from "../../../evidence-schema/state/applicable-coverage.ts";
import { holdGaps, staleGaps, type Due } from "../../period/holds.ts";
import type { ReadSegment } from "../../reading/read-span.ts";
import { countsForMs } from "../../standing/stale-units.ts";
import { completeOf } from "../../timeline/first-reading.ts";
import type { WholeReading } from "../follow/item-runs.ts";
import { ageAt } from "../policy/policy-times.ts";
import { instant, ms, type Row, type Rows } from "../rows.ts";
import type { Listed } from "./items.ts";

const OPEN_UNITS = `select unit, problem, detail from unit where scope = :scope and to_time is null`;
const END_UNIT = `update unit set to_time = :at where scope = :scope and unit = :unit and to_time is null`;
const LISTINGS = `select * from listing where scope = :scope`;
const FORGET = `delete from listing where scope = :scope`;

type Listing = {
  readonly time: number;
  readonly asOf: number | null;
  readonly complete: number;
  readonly countsFor: number | null;
  readonly whole: WholeReading | null;
};

type Standing = { readonly problem: string | null; readonly detail: string | null };

/** Follows the units of one scope from where the tables have them. */
export class Units {
  readonly #rows: Rows;
  readonly #scope: string;
  readonly #dues: readonly Due[];
  // Both are read by the constructor and changed by follow(); keep() writes the listings.
  readonly #standing = new Map<string, Standing>();
  readonly #listings = new Map<string, Listing>();
  /** The last run of the scope. */
  #run: { readonly time: number; readonly slot: number | null } | null;

  constructor(rows: Rows, scope: string, dues: readonly Due[]) {
    this.#rows = rows;
    this.#scope = scope;
    this.#dues = dues;
    for (const { unit, problem, detail } of rows.all(OPEN_UNITS, { scope }))
      this.#standing.set(String(unit), { problem: problem as string | null, detail: detail as string | null });
    for (const row of rows.all(LISTINGS, { scope })) this.#listings.set(String(row["unit"]), listingOf(row));
    const last = rows.get(
      `select time, slot from segment where scope = :scope and trigger_kind in ('slot', 'manual') order by gen desc, first desc limit 1`,
      { scope },
    );
    this.#run = last === undefined ? null : { time: ms(last["time"]) as number, slot: ms(last["slot"]) };
  }

  /** The last time that each unit was read whole, as far as it was followed. */
  whole(): Map<string, WholeReading> {
    return new Map(
      [...this.#listings].flatMap(([unit, { whole }]) => (whole === null ? [] : [[unit, whole] as const])),
    );
  }

  listed(): Listed {
    return this.#listings;
  }

  /** `sealed`: when the segment was sealed. */
  follow(segment: ReadSegment, sealed: number): void {
    const { opened, time, records, state } = segment;
    const at = parseTimestamp(time);
    if (opened.trigger !== "event") this.#noteRun({ time: at, slot: ms(opened.slot) });
    const seen = new Set<string>();
    for (const { statement, line } of records) {
      if (statement.type !== "coverage") continue;
      for (const { unit } of statement.body.units) {
        seen.add(unit);
        const problem = state.coverage.reading(unit);
        this.#stand(unit, problem, startOf(problem, at, sealed), `${segment.key}:${line}`);
        this.#list(unit, segment, at, sealed);
      }
    }
    if (opened.trigger === "event") return;
    for (const unit of this.#standing.keys())
      if (!seen.has(unit)) this.#stand(unit, NOT_PLANNED, startOf(NOT_PLANNED, at, sealed), `${segment.key}:1`);
  }

  #noteRun(run: { readonly time: number; readonly slot: number | null }): void {
    const gap =
      this.#run === null ? undefined : holdGaps(this.#dues, [this.#run, run]).find(({ to }) => to === run.time);
    this.#run = run;
    if (gap !== undefined) this.#gap("", gap.from, gap.to, gap.cause);
  }

  #gap(unit: string, from: number, to: number, cause: string): void {
    this.#rows.insert("gap", { scope: this.#scope, unit, from_time: instant(from), to_time: instant(to), cause });
  }

  #stand(unit: string, problem: Problem | null, at: number, record: string): void {
    const now: Standing = { problem: problem?.code ?? null, detail: problem?.detail ?? null };
    const before = this.#standing.get(unit);
    if (before !== undefined && before.problem === now.problem && before.detail === now.detail) return;
    if (before !== undefined) this.#rows.run(END_UNIT, { scope: this.#scope, unit, at: instant(at) });
    this.#standing.set(unit, now);
    this.#rows.insert("unit", { scope: this.#scope, unit, from_time: instant(at), to_time: null, ...now, record });
  }

  #list(unit: string, { state, opened }: ReadSegment, at: number, sealed: number): void {
    const row = state.coverage.row(unit);
    const before = this.#listings.get(unit);
    const { dataTime = null, source = null } = row ?? {};
    const countsFor = source === null ? null : countsForMs(source, unit, ageAt(this.#dues, sealed));
    if (before?.asOf != null && before.countsFor !== null) {
      const listing = { time: before.time, asOf: before.asOf, countsFor: before.countsFor };
      const gap = staleGaps([listing, { ...listing, time: at }]).find(({ to }) => to === at);
      if (gap !== undefined) this.#gap(unit, gap.from, gap.to, "stale");
    }
    const complete = completeOf([unit], state.coverage);
    const isWhole = row?.complete === true && opened.trigger !== "event";
    this.#listings.set(unit, {
      time: at,
      asOf: dataTime === null ? null : parseTimestamp(dataTime),
      complete,
      countsFor: dataTime === null ? null : countsFor,
      whole: isWhole ? { time: at, complete } : (before?.whole ?? null),
    });
  }

  /** Writes the listings as they are after the last segment. */
  keep(): void {
    this.#rows.run(FORGET, { scope: this.#scope });
    for (const [unit, { time, asOf, complete, countsFor, whole }] of this.#listings)
      this.#rows.insert("listing", {
        scope: this.#scope,
        unit,
        time: instant(time),
        as_of: instant(asOf),
        complete_ms: complete,
        counts_for_ms: countsFor,
        whole_time: instant(whole?.time ?? null),
        whole_complete_ms: whole?.complete ?? null,
      });
  }
}

function listingOf(row: Row): Listing {
  const whole = ms(row["whole_time"]);
  return {
    time: ms(row["time"]) as number,
    asOf: ms(row["as_of"]),
    complete: Number(row["complete_ms"]),
    countsFor: row["counts_for_ms"] as number | null,
    whole: whole === null ? null : { time: whole, complete: Number(row["whole_complete_ms"]) },
  };
}

/** Tests and roster are in force from the seal that names them: what they plan no more counts until then as it was read last. */
const startOf = (problem: Problem | null, at: number, sealed: number): number =>
  problem?.code === NOT_PLANNED.code ? Math.max(at, sealed) : at;
