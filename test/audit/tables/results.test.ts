// Checks that the tables answer about random windows what the records answer: on ledgers of random histories.
import { expect, test } from "vitest";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { openTables } from "../../../audit/tables/database.ts";
import { resultsIn } from "../../../audit/tables/results/results-in.ts";
import type { PeriodAnswer } from "../../../audit/timeline/period-answer.ts";
import { resultsOver } from "../../../audit/timeline/results-over.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { memoryStore } from "../../support/memory-store.ts";
import { historyOf } from "../../support/model/history.ts";
import { runs } from "../../support/scale.ts";

const HISTORIES = runs(200);

const seen = { windows: 0, results: 0, diff: 0, began: 0, rows: 0 };
const kinds = new Map<string, number>();

/** The records from the beginning of each chain on, cut to the window. */
async function fromRecords(ledger: Ledger, from: string, to: string): Promise<PeriodAnswer[]> {
  const log = await SealedLog.open(ledger.store);
  const answers = await resultsOver(
    { store: ledger.store, ledger: ledger.id, log },
    { from: null, includes: (t) => t < to },
  );
  return answers.map(({ scope, results, stale, appeared, departed, times, population, counted, unsealed }) => ({
    scope,
    results: results.flatMap(({ check, entry, intervals }) => {
      const { key, unit, region, name, labels } = entry;
      const inside = intervals
        .filter((each) => each.to === null || each.to > from)
        .map(({ byTime: _, ...each }) => each);
      return inside.length === 0 ? [] : [{ check, entry: { key, unit, region, name, labels }, intervals: inside }];
    }),
    stale,
    appeared: appeared.filter(({ said }) => said.time >= from).map((each) => ({ ...each, entry: brief(each.entry) })),
    departed: departed.filter(({ said }) => said.time >= from).map((each) => ({ ...each, entry: brief(each.entry) })),
    times: times.slice(
      Math.max(
        0,
        times.findLastIndex((time) => time < from),
      ),
    ),
    population,
    counted,
    unsealed,
  }));
}

const brief = ({ key, unit, region, name, labels }: PeriodAnswer["appeared"][number]["entry"]) => ({
  key,
  unit,
  region,
  name,
  labels,
});

test(`${HISTORIES} random histories`, async () => {
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const { objects } = (await historyOf(seed)).end;
    const ledger = await Ledger.open(memoryStore(objects));
    const { rows, basis } = await openTables({ ledger, path: null });
    if (basis === null) continue;
    const newest = await (await SealedLog.open(ledger.store)).newest();
    if (newest === null) continue;
    const times = rows
      .all(`select time from segment union select time from seal order by time`)
      .map(({ time }) => String(time));
    const instants = [
      "1990-01-01T00:00:00.000Z",
      ...times,
      ...times.map((t) => new Date(Date.parse(t) + 1).toISOString()),
      "2090-01-01T00:00:00.000Z",
    ].sort();
    for (let i = 0; i < 12; i += 1) {
      const [a, b] = [(i * 7919 + seed) % instants.length, (i * 104729 + seed * 3) % instants.length];
      const [from, to] = [instants[Math.min(a, b)] as string, instants[Math.max(a, b)] as string];
      if (from === to) continue;
      seen.windows += 1;
      const expected = await fromRecords(ledger, from, to);
      const found = await resultsIn(
        { rows, seal: newest, store: ledger.store },
        { from, to, scopes: null, checks: null },
      );
      for (const [s, each] of expected.entries()) {
        const f = found[s] as PeriodAnswer;
        for (const m of ["times", "population", "counted", "unsealed", "appeared", "departed"] as const)
          if (JSON.stringify(f[m]) !== JSON.stringify(each[m])) {
            bump(m, [seed, from, to, each.scope, f[m], each[m]]);
          }
        const plainly = (r: PeriodAnswer["results"]) => JSON.stringify(r.map(({ check, entry }) => [check, entry]));
        if (plainly(f.results) !== plainly(each.results))
          bump("entries", [seed, from, to, f.results.length, each.results.length]);
        for (const [r, res] of each.results.entries()) {
          seen.results += 1;
          const fr = f.results[r];
          if (fr === undefined || fr.intervals.length !== res.intervals.length) {
            bump("intervals", [seed, from, to, res, fr]);
            continue;
          }
          for (const [k, iv] of res.intervals.entries()) {
            seen.rows += 1;
            const fi = fr.intervals[k] as typeof iv;
            for (const m of Object.keys(iv) as (keyof typeof iv)[])
              if (JSON.stringify(fi[m]) !== JSON.stringify(iv[m]))
                bump(`interval ${m}`, [seed, from, to, res.check, res.entry.key, iv, fi]);
          }
        }
      }
    }
  }
  console.log(seen, kinds);
  expect(1).toBe(1);
}, 500_000);
const shown = new Map<string, number>();
function bump(kind: string, what: unknown): void {
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const n = shown.get(kind) ?? 0;
  shown.set(kind, n + 1);
  if (n < 2) console.log(kind, JSON.stringify(what).slice(0, 1800));
}
