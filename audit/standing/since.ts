// Finds since when failing results fail, by the records that opened them: the same begins as those of the failures of a period.
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { knownSince } from "../../evidence-schema/record/known-since.ts";
import type { Finding, Position } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { ReadStore } from "../../ledger/store.ts";
import { edgeIn } from "../period/bracket.ts";
import { RecordReader, type Located } from "../reading/record-at.ts";
import { unitsOf } from "../timeline/first-reading.ts";
import type { Result } from "./result.ts";
import { findingIn, isFirstReading, Series, type Replacement } from "../reading/series.ts";

/** Since when a failing result is known to fail, and the record that says so. */
export type Since = {
  readonly from: string;
  /** The limit counts from then: earlier than `from` where the resource replaced another that failed. */
  readonly limitFrom: string;
  /** It failed already when it was first read: so it has for longer than anybody looked. */
  readonly atLeast: boolean;
  readonly recorded: string;
  readonly record: string;
};

/** By the states of the scopes as they are now. Only of results that fail. */
export async function sinceOf(
  store: ReadStore,
  results: readonly Result[],
  states: ReadonlyMap<string, State>,
): Promise<Map<Result, Since>> {
  const begins = new Begins(store);
  const since = new Map<Result, Since>();
  for (const result of results)
    if (result.outcome === "fail") since.set(result, await begins.of(result, states.get(result.scope) as State));
  return since;
}

/** A result that fails, as a state has it. */
export type Failing = Pick<Result, "scope" | "entry" | "finding">;

/** The record that opened a failure of what stands or stood under a key, and what that record says. */
type Opening = {
  readonly opened: Position;
  readonly finding: Finding;
  readonly located: Located;
  readonly replacement: Replacement | null;
};

/** Reads the begins of failures; records that were read stay in memory while it does. */
export class Begins {
  readonly #records: RecordReader;
  readonly #series: Series;

  constructor(store: ReadStore) {
    this.#records = new RecordReader(store);
    this.#series = new Series(this.#records);
  }

  /** By the state of its scope as it is now. Rejects with StoreError where a record is missing. */
  async of(failing: Failing, state: State): Promise<Since> {
    const opening = await this.#opening(failing, failing.finding.held.opened as Position);
    const { record, key, line } = opening.located;
    const from = await this.#beganAt(failing, opening, state);
    return {
      from,
      limitFrom: (await this.#seriesFrom(failing, opening, state)) ?? from,
      atLeast: opening.finding.transition === "baseline",
      recorded: record.time,
      record: `${key}:${line}`,
    };
  }

  /** When the series began that the failure goes on with; null where the failure begins its own. */
  async seriesFrom(failing: Failing, state: State): Promise<string | null> {
    return this.#seriesFrom(failing, await this.#opening(failing, failing.finding.held.opened as Position), state);
  }

  async #seriesFrom(failing: Failing, { replacement }: Opening, state: State): Promise<string | null> {
    const first = replacement?.first ?? null;
    return first === null ? null : this.#beganAt(failing, await this.#opening(failing, first), state);
  }

  async #opening({ scope, entry: { key }, finding: now }: Failing, opened: Position): Promise<Opening> {
    const located = await this.#records.at(scope, opened);
    const finding = findingIn(located.record.body, now.check) ?? now;
    const item = { scope, key, check: now.check };
    const replacement = isFirstReading(finding) ? await this.#series.replacement(item, opened) : null;
    return { opened, finding, located, replacement };
  }

  async #beganAt({ scope, entry }: Failing, opening: Opening, state: State): Promise<string> {
    const { finding, located } = opening;
    const { record, dataTime, times } = located;
    // Other tests judged it otherwise: that began with their record, and nothing was changed.
    if (finding.transition === "rejudged") return record.time;
    const opened = times(state);
    // By what the failure rested on when it began: it may rest on something else by now.
    const told = knownSince(finding, dataTime ?? opened.ofUnit(entry.unit), opened);
    if (told === null) return record.time;
    const units = unitsOf(entry, finding, state);
    const listed = units.flatMap((unit) => opened.ofUnit(unit) ?? []);
    const asOf = [...listed, told].sort().at(-1) as string;
    const before = await this.#lastOtherwise(scope, opening, units, state);
    const { at } = edgeIn(before ?? -Infinity, { asOf: parseTimestamp(asOf), changed: parseTimestamp(told) });
    return formatTimestamp(at);
  }

  /** As of when the last reading that says otherwise is complete; null where nothing is known from before. */
  async #lastOtherwise(
    scope: string,
    { opened, finding, located, replacement }: Opening,
    units: readonly string[],
    state: State,
  ): Promise<number | null> {
    if (!isFirstReading(finding)) return this.#records.completeBefore(scope, opened, units);
    if (replacement === null) return null;
    // Another resource stood there until the reading that showed this one.
    const shown = await this.#records.at(scope, replacement.shown);
    if (shown.key === located.key) return Infinity;
    return parseTimestamp(shown.times(state).ofUnit(units[0] as string) ?? shown.record.time);
  }
}
