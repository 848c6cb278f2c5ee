// Makes the intervals of the results of a scope in a window, of the runs of readings that the tables keep.
import type { DepartureReason, Outcome, Problem, Transition } from "../../../evidence-schema/record/record.ts";
import type { TimeOf } from "../../period/bracket.ts";
import type { Citation } from "../../reading/citation.ts";
import type { End } from "../../timeline/timeline.ts";
import type { ToldInterval, ToldResult } from "../../timeline/period-answer.ts";
import type { Row, Rows } from "../rows.ts";
import type { Descriptions } from "./descriptions.ts";
import type { Segments, Window } from "./segments.ts";

const COLUMNS = `key, check_id, n, incarnation, answer, because, problem, detail, reason, opened_gen, opened_seq, from_time, to_time,
  record, data_time, transition, since_n, began, began_is`;
/** The result of a check that is withdrawn stays, and says so. */
const WITHDRAWN = `answer = 'not-asked' and problem is not null`;
const INSIDE = `from result where scope = :scope and from_time < :to and (to_time is null or to_time > :from)`;
const RUNS = `select ${COLUMNS} ${INSIDE} and (:checks is null or check_id in (select value from json_each(:checks)))
  and (:outcomes is null or (key, check_id) in
    (select key, check_id ${INSIDE} and iif(${WITHDRAWN}, 'indeterminate', answer) in (select value from json_each(:outcomes))))
  order by key, check_id, n`;
const RUN = `select ${COLUMNS} from result where scope = :scope and key = :key and check_id = :check_id and n = :n`;

export type AskedItems = {
  readonly window: Window;
  /** Null: all. An item that had one of the outcomes in the window is given as a whole. */
  readonly checks: ReadonlySet<string> | null;
  readonly outcomes: ReadonlySet<Outcome> | null;
  readonly segments: Segments;
  readonly described: Descriptions;
};

/** In order of keys and checks. */
export function itemsIn(rows: Rows, scope: string, asked: AskedItems): ToldResult[] {
  const [checks, outcomes] = [listOf(asked.checks), listOf(asked.outcomes)];
  const results: ToldResult[] = [];
  let item: Row[] = [];
  const take = (): void => {
    const intervals = intervalsOf(rows, scope, item, asked);
    const [first, last] = [item[0], intervals.at(-1)];
    if (first === undefined || last === undefined) return;
    const entry = asked.described.before(String(first["key"]), last.incarnation, last.end === null ? null : last.to);
    results.push({ check: String(first["check_id"]), entry, intervals });
  };
  for (const row of rows.all(RUNS, { scope, ...asked.window, checks, outcomes })) {
    if (item[0]?.["key"] !== row["key"] || item[0]?.["check_id"] !== row["check_id"]) {
      take();
      item = [];
    }
    item.push(row);
  }
  take();
  // SQLite sorts by bytes, and keys of records by UTF-16.
  return results.sort((a, b) => compare(a.entry.key, b.entry.key) || compare(a.check, b.check));
}

const listOf = (values: ReadonlySet<string> | null): string | null =>
  values === null ? null : JSON.stringify([...values]);

/** `runs`: those of one item in the window. The first may go on with what one before the window says. */
function intervalsOf(
  rows: Rows,
  scope: string,
  runs: readonly Row[],
  { window, segments }: AskedItems,
): ToldInterval[] {
  const intervals: ToldInterval[] = [];
  for (const [at, run] of runs.entries()) {
    if (isEnd(run)) continue;
    const until = run["to_time"] as string | null;
    const to = until === null || until >= window.to ? null : until;
    const next = to === null ? undefined : runs[at + 1];
    const end = next === undefined || !isEnd(next) ? null : endBy(next, segments);
    const { key, check_id, n, since_n } = run as { readonly [column: string]: string | number };
    const last = intervals.at(-1);
    if (n !== since_n && last !== undefined) intervals[intervals.length - 1] = { ...last, to, end };
    else {
      const opening = n === since_n ? run : rows.get(RUN, { scope, key, check_id, n: since_n } as Row);
      intervals.push({ ...openedBy(opening as Row, segments), to, end });
    }
  }
  return intervals;
}

const isWithdrawn = ({ answer, problem }: Row): boolean => answer === "not-asked" && problem !== null;
const isEnd = (row: Row): boolean => row["answer"] === "absent" || (row["answer"] === "not-asked" && !isWithdrawn(row));

const endBy = (row: Row, segments: Segments): End => ({
  why: row["answer"] === "absent" ? (row["reason"] as DepartureReason) : "not-asked",
  said: citation(row, segments),
});

const citation = (row: Row, segments: Segments): Citation => ({
  record: String(row["record"]),
  time: segments.timeOf(String(row["record"])),
  dataTime: row["data_time"] as string | null,
});

function openedBy(row: Row, segments: Segments): Omit<ToldInterval, "to" | "end"> {
  const [gen, seq] = [row["opened_gen"], row["opened_seq"]];
  const { problem, detail, began, transition } = row;
  return {
    incarnation: String(row["incarnation"]),
    from: String(row["from_time"]),
    outcome: isWithdrawn(row) ? "indeterminate" : (row["answer"] as Outcome),
    because: String(row["because"]),
    problem: problem === null ? null : ({ code: problem, detail } as Problem),
    transition: transition as Transition | null,
    said: citation(row, segments),
    began: began === null ? null : { at: String(began), is: row["began_is"] as TimeOf },
    held: gen === null || seq === null ? null : { gen: Number(gen), seq: Number(seq) },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
