// Puts down the facts of the example company's quarter as lines: its failures, the days of its controls, what was not read.
import { join } from "node:path";
import { QUARTER } from "../../../examples/quarter/make-quarter.ts";
import { failuresAsked, type FailureRow } from "./asked-failures.ts";
import { runCommand } from "./run-command.ts";

type Days = { readonly control: string; readonly statuses: readonly Day[] };
type Day = { readonly from: string; readonly status: string; readonly marks: readonly string[] };

export type QuarterFacts = {
  /** A line a failure and control: in order of the beginnings. */
  readonly failures: readonly string[];
  /** By control, the days of each status: a day alone, or the first and the last of a row of days. */
  readonly days: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly runs: { readonly due: number; readonly made: number };
  readonly settled: boolean;
  /** A line a unit that was not read whole, without those of a scope of which nothing was read. */
  readonly unread: readonly string[];
  readonly roster: readonly string[];
  readonly acceptances: readonly string[];
  /** Of the newest seal: when it was made, and why. */
  readonly newest: string;
};

/** `home`: the folder of the quarter. */
export async function quarterFacts(home: string): Promise<QuarterFacts> {
  const root = join(home, "ledger");
  const asked = await failuresAsked(root, "--period", QUARTER);
  const { controls } = asked as unknown as { readonly controls: readonly Days[] };
  const rows = (sql: string): Promise<readonly (readonly string[])[]> => rowsOf(root, sql);
  return {
    failures: asked.failures.map(lineOf).sort(),
    days: Object.fromEntries(controls.map(({ control, statuses }) => [control, stretches(statuses)])),
    runs: asked.runs,
    settled: asked.settled,
    unread: (
      await rows(
        "select problem, scope, count(*), from_time, to_time from unit where problem is not null group by 1, 2, 4, 5 order by 4, 2",
      )
    ).map((row) => row.join(" ")),
    roster: (await rows("select name, is_kind from roster order by 2, 1")).map((row) => row.join(" ")),
    acceptances: asked.failures
      .flatMap(({ acceptances }) => acceptances as readonly Record<string, string>[])
      .map(({ id, from, to }) => `${id} ${from} ${to}`),
    newest: (
      await rows(
        "select time, trigger_kind, iif(schedule is null, 'no run is due', 'runs are due') from seal order by leaf desc limit 1",
      )
    ).join(),
  };
}

async function rowsOf(root: string, sql: string): Promise<readonly (readonly string[])[]> {
  const { stdout } = await runCommand(["query", "--ledger", root, "--sql", sql, "--json"]);
  return (JSON.parse(stdout) as { readonly rows: readonly (readonly string[])[] }).rows;
}

const lineOf = (row: FailureRow): string => {
  const { from, to, failure, control, name, resource, status, began, ended, lastBad } = row as Readonly<
    Record<string, string | null>
  >;
  return `${from ?? ""} to ${to ?? "open"}: ${control} ${name ?? resource}: ${status}; ${began}, ${ended}; seen last ${lastBad}; ${failure}`;
};

/** Rows of days by status, as `07-01 to 07-11`. */
function stretches(days: readonly Day[]): Record<string, string> {
  const found = new Map<string, { first: string; last: string; at: number }[]>();
  for (const [at, { from, status }] of days.entries()) {
    const day = from.slice(5, 10);
    const all = found.get(status) ?? [];
    found.set(status, all);
    const open = all.at(-1);
    if (open?.at === at - 1) Object.assign(open, { last: day, at });
    else all.push({ first: day, last: day, at });
  }
  found.delete("met");
  return Object.fromEntries(
    [...found].map(([status, all]) => [
      status,
      all.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(", "),
    ]),
  );
}
