// Checks that the tables answer about random windows what the records answer, on ledgers of random histories and on the example's.
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTables } from "../../../../audit/tables/database.ts";
import { resultsIn } from "../../../../audit/tables/results/results-in.ts";
import type { PeriodAnswer } from "../../../../audit/timeline/period-answer.ts";
import { Ledger } from "../../../../ledger/read/ledger.ts";
import { openDirectory } from "../../../../ledger/stores/directory.ts";
import { exampleHome } from "../../../support/ledger/example-home.ts";
import { lateCorrections } from "../../../support/ledger/late-corrections.ts";
import { memoryStore } from "../../../support/memory-store.ts";
import { historyOf } from "../../../support/model/history.ts";
import { isWhole, runs } from "../../../support/scale.ts";
import { readForWindow, toldByRecords, type Window } from "./told-by-records.ts";

const HISTORIES = isWhole ? runs(200) : runs(120, 12);
const WINDOWS = 12;

const seen = {
  results: 0,
  ended: 0,
  appeared: 0,
  departed: 0,
  unsealed: 0,
  indeterminate: 0,
  empty: 0,
  "begun before what is read": 0,
  "begun by the source's time": 0,
};

/** An answer without what a full segment does not tell: since when something is so that was so already. */
const fromWhatIsRead = (answers: readonly PeriodAnswer[], read: readonly PeriodAnswer[]): unknown =>
  answers.map((answer, scope) => ({
    ...answer,
    results: answer.results.map((result, at) => ({
      ...result,
      intervals: result.intervals.map((interval, n) => {
        const there = read[scope]?.results[at]?.intervals[n]?.from ?? null;
        // An indeterminate result has no transition. It may have begun before the first segment that is read.
        const isOlder = interval.outcome === "indeterminate" && n === 0;
        if (there !== null && !isOlder) return interval;
        seen["begun before what is read"] += 1;
        const { from: _from, said: _said, began: _began, transition: _transition, ...rest } = interval;
        return rest;
      }),
    })),
  }));

function note({ results, appeared, departed, unsealed }: PeriodAnswer): void {
  const intervals = results.flatMap((each) => each.intervals);
  seen.results += results.length;
  seen.ended += intervals.filter(({ end }) => end !== null).length;
  seen.indeterminate += intervals.filter(({ outcome }) => outcome === "indeterminate").length;
  seen["begun by the source's time"] += intervals.filter(({ began }) => began?.is === "source").length;
  seen.appeared += appeared.length;
  seen.departed += departed.length;
  seen.unsealed += unsealed;
  if (results.length === 0) seen.empty += 1;
}

/** Windows that begin and end before, at, after and between the times of segments and seals. */
function windowsOf(times: readonly string[], seed: number): Window[] {
  const after = times.map((time) => new Date(Date.parse(time) + 1).toISOString());
  const instants = [...new Set(["1990-01-01T00:00:00.000Z", ...times, ...after, "2090-01-01T00:00:00.000Z"])].sort();
  const at = (n: number): string => instants[n % instants.length] as string;
  return Array.from({ length: WINDOWS }, (_, i) => [at(i * 7919 + seed), at(i * 104_729 + seed * 3)].sort())
    .map(([from, to]) => ({ from: from as string, to: to as string }))
    .filter(({ from, to }) => from < to);
}

async function compared(ledger: Ledger, seed: number): Promise<void> {
  const { rows, basis } = await openTables({ ledger, path: null });
  const seal = (await ledger.newestSeal())?.seal;
  if (basis === null || seal === undefined) throw new Error(`seed ${seed}: nothing is sealed`);
  const times = rows.all(`select time from segment union select time from seal order by time`);
  const windows = windowsOf(
    times.map(({ time }) => String(time)),
    seed,
  );
  for (const window of windows) {
    const where = `seed ${seed}, from ${window.from} to ${window.to}`;
    const found = await resultsIn(
      { rows, seal, store: ledger.store },
      { ...window, scopes: null, checks: null, outcomes: null },
    );
    expect(found, where).toEqual(await toldByRecords(ledger, window));
    const read = await readForWindow(ledger, window);
    expect(fromWhatIsRead(found, read), where).toEqual(fromWhatIsRead(read, read));
    for (const answer of found) note(answer);
  }
  rows.database.close();
}

test(`${HISTORIES} random histories: the same results, citations, moves and counts`, async () => {
  for (let seed = 1; seed <= HISTORIES; seed += 1)
    await compared(await Ledger.open(memoryStore((await historyOf(seed)).end.objects)), seed);
  for (const [what, count] of Object.entries(seen))
    if (what !== "begun by the source's time") expect([what, count > 0]).toEqual([what, true]);
});

test("a ledger whose source tells when what it read was changed: the same", async () => {
  const before = seen["begun by the source's time"];
  await compared(await (await lateCorrections()).open(), 7);
  expect(seen["begun by the source's time"]).toBeGreaterThan(before);
});

test("the example's ledger: the same", async () => {
  await compared(await Ledger.open(openDirectory(join(await exampleHome(), "ledger"))), 0);
});

test("only scopes, checks and outcomes that are asked for", async () => {
  const ledger = await Ledger.open(openDirectory(join(await exampleHome(), "ledger")));
  const { rows } = await openTables({ ledger, path: null });
  const seal = (await ledger.newestSeal())?.seal as NonNullable<Awaited<ReturnType<Ledger["newestSeal"]>>>["seal"];
  const asked = {
    from: "1990-01-01T00:00:00.000Z",
    to: "2090-01-01T00:00:00.000Z",
    scopes: null,
    checks: null,
    outcomes: null,
  };
  const all = await resultsIn({ rows, seal, store: ledger.store }, asked);
  const [one] = all.filter(({ results }) => results.length > 0);
  const check = one?.results[0]?.check as string;
  const some = await resultsIn(
    { rows, seal, store: ledger.store },
    { ...asked, scopes: new Set([one?.scope as string]), checks: new Set([check]) },
  );
  expect(some).toEqual([{ ...one, results: one?.results.filter((each) => each.check === check) }]);
  expect(some[0]?.results.length).toBeLessThan(one?.results.length as number);
  const failing = await resultsIn({ rows, seal, store: ledger.store }, { ...asked, outcomes: new Set(["fail"]) });
  const failed = all.map(({ results, ...answer }) => ({
    ...answer,
    results: results.filter(({ intervals }) => intervals.some(({ outcome }) => outcome === "fail")),
  }));
  expect(failing).toEqual(failed);
  expect(failed.some(({ results }) => results.length > 0)).toBe(true);
  rows.database.close();
});
