// Writes what became of the items of a scope: each run of readings, and the failures that follow from them.
import type { DepartureReason, Position, Problem } from "../../../evidence-schema/record/record.ts";
import { failureId } from "../../period/failure-id.ts";
import { failuresOf, lasted } from "../../period/failures.ts";
import { edgeIn, type Edge } from "../../period/bracket.ts";
import { isDeterminate, type Answer, type ReadingRun } from "../../period/reading.ts";
import type { OpenRun, RunChange } from "../follow/item-runs.ts";
import { instant, ms, type Row, type Rows } from "../rows.ts";

const LAST = `select n, answer, complete_ms, incarnation, problem, detail, since_n from result where scope = :scope and key = :key and check_id = :check_id order by n desc limit 1`;
const END = `update result set to_time = :to_time, last_time = :last_time, last_complete_ms = :last_complete_ms
  where scope = :scope and key = :key and check_id = :check_id and n = :n`;

const SAYS_WHEN: ReadonlySet<string> = new Set(["pass", "fail", "not-applicable", "absent", "not-asked"]);

/** Writes one change of an item of a scope. */
export function writeRun(rows: Rows, scope: string, { key, check, ended, opened }: RunChange): void {
  const item = { scope, key, check_id: check };
  const last = rows.get(LAST, item);
  if (opened.isBefore && last !== undefined) return;
  if (last !== undefined) {
    const isKnown = ended !== null && SAYS_WHEN.has(String(last["answer"]));
    const told = Math.max(Number(last["complete_ms"]), ended?.complete ?? 0);
    rows.run(END, {
      ...item,
      n: Number(last["n"]),
      to_time: instant(opened.first.time),
      last_time: isKnown ? instant(ended.time) : null,
      last_complete_ms: isKnown ? told : null,
    });
  }
  const { first, problem } = opened;
  const n = last === undefined ? 0 : Number(last["n"]) + 1;
  const began = beganOf(opened, rows.get(TOLD, item));
  rows.insert("result", {
    ...item,
    n,
    incarnation: opened.incarnation,
    answer: opened.answer,
    because: opened.because,
    problem: problem?.code ?? null,
    detail: problem?.detail ?? null,
    judged: opened.judged,
    basis: opened.basis,
    reason: opened.reason,
    created: instant(opened.created),
    opened_gen: opened.opened?.gen ?? null,
    opened_seq: opened.opened?.seq ?? null,
    from_time: instant(first.time),
    as_of: instant(first.asOf),
    changed: instant(first.changed),
    listed: first.listed === first.asOf ? null : instant(first.listed ?? null),
    complete_ms: opened.complete,
    to_time: null,
    last_time: null,
    last_complete_ms: null,
    units: JSON.stringify(opened.units),
    record: first.said.record,
    data_time: first.said.dataTime,
    transition: opened.transition,
    since_n: last !== undefined && saysTheSame(last, opened) ? Number(last["since_n"]) : n,
    began: instant(began?.at ?? null),
    began_is: began?.is ?? null,
  });
}

/** Whether a run goes on with what the one before says: by other tests, or resting on other units. */
const saysTheSame = (before: Row, { answer, incarnation, problem, transition }: OpenRun): boolean =>
  transition === null &&
  before["answer"] === answer &&
  before["incarnation"] === incarnation &&
  before["problem"] === (problem?.code ?? null) &&
  before["detail"] === (problem?.detail ?? null);

const TOLD = `select last_complete_ms from result where scope = :scope and key = :key and check_id = :check_id
  and answer in ('pass', 'fail', 'not-applicable') order by n desc limit 1`;

/** Since when at the latest it is so, after `told`, the last determinate run before. Null for what was not observed. */
function beganOf({ answer, first, created, transition, hasReplaced }: OpenRun, told: Row | undefined): Edge | null {
  if (!isDeterminate({ answer })) return null;
  if (transition === "rejudged") return { at: first.time, is: "record" };
  const isNew = created !== null && created <= first.asOf;
  const after = told === undefined ? (isNew ? created : -Infinity) : Number(told["last_complete_ms"] ?? 0);
  const { at, is } = edgeIn(after, hasReplaced ? { ...first, changed: null } : first);
  return { at: Math.max(0, at), is };
}

/** As of when the last listing of each unit of a scope is complete, in milliseconds since 1970, and its record's time. */
export type Listed = ReadonlyMap<string, { readonly time: number; readonly complete: number }>;

/** The runs of readings of an item, from its rows in order. An open one is read until its units were listed last. */
export function runsOf(results: readonly Row[], listed: Listed): ReadingRun[] {
  return results.map((row) => {
    const first = ms(row["from_time"]) as number;
    return {
      answer: row["answer"] as Answer,
      problem:
        row["problem"] === null
          ? null
          : ({ code: String(row["problem"]), detail: String(row["detail"]) } as unknown as Problem),
      incarnation: row["incarnation"] as string | null,
      judged: String(row["judged"]),
      reason: row["reason"] as DepartureReason | null,
      created: ms(row["created"]),
      opened: positionOf(row),
      first: {
        time: first,
        asOf: ms(row["as_of"]) as number,
        changed: ms(row["changed"]),
        ...(row["listed"] === null ? {} : { listed: ms(row["listed"]) as number }),
        said: {
          record: String(row["record"]),
          time: String(row["from_time"]),
          dataTime: row["data_time"] as string | null,
        },
      },
      last: row["to_time"] === null ? lastListed(row, listed) : lastKept(row, first),
    };
  });
}

function positionOf(row: Row): Position | null {
  const [gen, seq] = [row["opened_gen"], row["opened_seq"]];
  return gen === null || seq === null ? null : { gen: Number(gen), seq: Number(seq) };
}

const lastKept = (row: Row, first: number): ReadingRun["last"] => ({
  time: ms(row["last_time"]) ?? first,
  complete: Number(row["last_complete_ms"] ?? row["complete_ms"]),
});

function lastListed(row: Row, listed: Listed): ReadingRun["last"] {
  const units = JSON.parse(String(row["units"])) as readonly string[];
  const all = units.map((unit) => listed.get(unit) ?? { time: 0, complete: 0 });
  return {
    time: Math.max(ms(row["from_time"]) as number, Math.min(...all.map(({ time }) => time))),
    complete: Math.max(Number(row["complete_ms"]), Math.min(...all.map(({ complete }) => complete))),
  };
}

const RESULTS = `select * from result where scope = :scope and key = :key and check_id = :check_id order by n`;
const FORGET = `delete from failure where scope = :scope and key = :key and check_id = :check_id`;

/** Finds the failures of an item again, and writes them. Ids come from what opened each, so they stay. */
export function writeFailures(rows: Rows, item: Row, listed: Listed): void {
  const results = rows.all(RESULTS, item);
  rows.run(FORGET, item);
  const because = new Map(results.map((row) => [String(row["record"]), String(row["because"])]));
  for (const [n, failure] of failuresOf(runsOf(results, listed)).entries()) {
    const { shortest, longest } = lasted(failure);
    rows.insert("failure", {
      id: failureId(
        { scope: String(item["scope"]), key: String(item["key"]), check: String(item["check_id"]) },
        failure.opened ?? failure.opening.record,
      ),
      scope: item["scope"] as string,
      key: item["key"] as string,
      check_id: item["check_id"] as string,
      n,
      incarnation: failure.incarnation,
      from_time: instant(failure.from),
      from_is: failure.fromIs,
      to_time: instant(failure.to),
      to_is: failure.toIs,
      last_good: instant(failure.lastGood),
      first_bad: instant(failure.firstBad),
      last_bad: instant(failure.lastBad),
      first_good: instant(failure.firstGood),
      began: failure.began,
      ended: failure.ended,
      judged: JSON.stringify(failure.judged),
      known_at: instant(failure.knownAt),
      end_known_at: instant(failure.endKnownAt),
      series: failure.series,
      shortest_ms: shortest,
      longest_ms: longest,
      because: because.get(failure.opening.record) ?? "",
      record: failure.opening.record,
      end_record: failure.closing?.record ?? null,
    });
  }
}
