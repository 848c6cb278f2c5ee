// Asks the records what the tables are asked: chains are read from their beginning and the answer is cut to the window, or as they are read for it.
import { SealedLog } from "../../../../audit/reading/sealed-log.ts";
import type { Described, Named, PeriodAnswer, ToldInterval } from "../../../../audit/timeline/period-answer.ts";
import { resultsOver, type ScopeAnswer } from "../../../../audit/timeline/results-over.ts";
import type { Interval } from "../../../../audit/timeline/timeline.ts";
import type { Ledger } from "../../../../ledger/read/ledger.ts";

export type Window = { readonly from: string; readonly to: string };

/** From the beginning of each chain on, so that the begin of each interval is known. */
export async function toldByRecords(ledger: Ledger, { from, to }: Window): Promise<PeriodAnswer[]> {
  const answers = await read(ledger, { from: null, to });
  return answers.map((answer) => ({
    ...answer,
    results: answer.results.flatMap((result) => {
      const intervals = insideOf(result.intervals, from);
      return intervals.length === 0 ? [] : [{ ...result, intervals }];
    }),
    appeared: answer.appeared.filter(({ said }) => said.time >= from),
    departed: answer.departed.filter(({ said }) => said.time >= from),
    times: answer.times.slice(
      Math.max(
        0,
        answer.times.findLastIndex((time) => time < from),
      ),
    ),
  }));
}

/** From the latest full segment before the window on. */
export const readForWindow = (ledger: Ledger, window: Window): Promise<PeriodAnswer[]> => read(ledger, window);

async function read(
  { store, id }: Ledger,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<PeriodAnswer[]> {
  const evidence = { store, ledger: id, log: await SealedLog.open(store) };
  return (await resultsOver(evidence, { from, includes: (time) => time < to })).map(told);
}

function told({ head: _head, state: _state, ...answer }: ScopeAnswer): PeriodAnswer {
  return {
    ...answer,
    results: answer.results.map(({ check, entry, intervals }) => ({
      check,
      entry: described(entry),
      intervals: intervals.map(plain),
    })),
    appeared: answer.appeared.map((each) => ({ ...each, entry: named(each.entry) })),
    departed: answer.departed.map((each) => ({ ...each, entry: named(each.entry) })),
  };
}

export const insideOf = (intervals: readonly ToldInterval[], from: string): ToldInterval[] =>
  intervals.filter(({ to }) => to === null || to > from);

export const plain = ({
  byTime: _byTime,
  ...interval
}: Interval | (ToldInterval & { byTime?: boolean })): ToldInterval => interval;

const named = ({ key, unit, name }: Named): Named => ({ key, unit, name });

export const described = ({ key, unit, region, name, labels }: Described): Described => ({
  key,
  unit,
  region,
  name,
  labels,
});
