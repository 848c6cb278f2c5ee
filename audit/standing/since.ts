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

/** Since when a failing result is known to fail, and the record that says so. */
export type Since = {
  readonly from: string;
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
  const records = new RecordReader(store);
  const since = new Map<Result, Since>();
  for (const result of results) {
    if (result.outcome !== "fail") continue;
    const { scope, finding } = result;
    const located = await records.at(scope, finding.held.opened as Position);
    const { record, key, line } = located;
    const opening = findingIn(record.body, finding.check) ?? finding;
    since.set(result, {
      from: await beganAt(records, result, opening, { located, state: states.get(scope) as State }),
      atLeast: opening.transition === "baseline",
      recorded: record.time,
      record: `${key}:${line}`,
    });
  }
  return since;
}

type Opening = { readonly located: Located; readonly state: State };

async function beganAt(
  records: RecordReader,
  { scope, entry, finding }: Result,
  opening: Finding,
  { located: { record, dataTime, times }, state }: Opening,
): Promise<string> {
  // Other tests judged it otherwise: that began with their record, and nothing was changed.
  if (opening.transition === "rejudged") return record.time;
  const opened = times(state);
  // By what the failure rested on when it began: it may rest on something else by now.
  const told = knownSince(opening, dataTime ?? opened.ofUnit(entry.unit), opened);
  if (told === null) return record.time;
  const units = unitsOf(entry, opening, state);
  const listed = units.flatMap((unit) => opened.ofUnit(unit) ?? []);
  const asOf = [...listed, told].sort().at(-1) as string;
  const isNew = opening.transition === "baseline" || opening.transition === "appeared";
  const before = isNew ? null : await records.completeBefore(scope, finding.held.opened as Position, units);
  const { at } = edgeIn(before ?? -Infinity, { asOf: parseTimestamp(asOf), changed: parseTimestamp(told) });
  return formatTimestamp(at);
}

function findingIn(body: { readonly [member: string]: unknown }, check: string): Finding | undefined {
  const findings = (body["finding"] === undefined ? body["findings"] : [body["finding"]]) as readonly Finding[];
  return findings.find((finding) => finding.check === check);
}
