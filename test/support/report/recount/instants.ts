// Lists every instant at which anything that a page says may change, and remembers what was found at each.
import type { Acceptance } from "./terms.ts";
import type { Failure } from "./failures.ts";
import { freshUntil, holdEnd, type Slot } from "./freshness.ts";
import type { RawLedger } from "./raw-ledger.ts";
import type { Item } from "./readings.ts";

export type Known = {
  readonly ledger: RawLedger;
  readonly slots: readonly Slot[];
  readonly items: readonly Item[];
  readonly failures: readonly Failure[];
  readonly acceptances: readonly Acceptance[];
};

/** Milliseconds since 1970, in order, each once. */
export function instantsOf({ ledger, slots, items, failures, acceptances }: Known): number[] {
  const all = new Set<number>();
  // Data ages by the terms of the time: by each of them, the instant at which it is too old.
  const terms = [
    ...new Map(
      ledger.seals.map((each) => [JSON.stringify([each.schedule, each.controls?.staleAfter]), each.time] as const),
    ).values(),
  ];
  for (const { seals } of [ledger])
    for (const { time, controls } of seals) {
      all.add(time);
      for (const { from, until } of controls?.controls ?? [])
        for (const at of [from, until]) if (at !== null) all.add(Date.parse(at));
    }
  const readings = new Map(items.flatMap((item) => item.readings.map((each) => [`${each.time} ${each.slot}`, each])));
  for (const reading of readings.values()) all.add(reading.time).add(holdEnd(ledger, slots, reading));
  const data = new Map(
    items.flatMap((item) =>
      item.readings.flatMap((reading) => reading.data.map((each) => [JSON.stringify(each), each] as const)),
    ),
  );
  for (const each of data.values()) for (const at of terms) all.add(freshUntil(ledger, each, at));
  for (const { from, to } of acceptances) all.add(from).add(to);
  for (const { from, to, lastGood, lastBad } of failures)
    for (const at of [from, to, lastGood, lastBad]) if (at !== null) all.add(at);
  return [...all].filter((at) => Number.isFinite(at)).sort((a, b) => a - b);
}

/** The same answers, found once for each instant. */
export function remembered<T>(of: (at: number) => T): (at: number) => T {
  const found = new Map<number, T>();
  return (at) => {
    let answer = found.get(at);
    if (answer === undefined) found.set(at, (answer = of(at)));
    return answer;
  };
}
