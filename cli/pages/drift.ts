// Lists the results that drifted, appeared failing or recovered since an instant.
// The records themselves say the transitions.
import { becauseOfTime } from "../../audit/by-time.ts";
import type { ScopeAnswer } from "../../audit/timeline/results-over.ts";
import type { Interval } from "../../audit/timeline/timeline.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import { table } from "../output.ts";
import { printable } from "../printable.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";

export type Drift = {
  readonly scope: string;
  readonly check: string;
  readonly entry: Entry;
  readonly interval: Interval;
};

/** In order of time. A first sight is baseline and no drift; a resource that appears and passes is no news. */
export function driftsIn(answers: readonly ScopeAnswer[], since: string): Drift[] {
  const isNews = ({ from, transition, outcome }: Interval): boolean =>
    from !== null &&
    from >= since &&
    (transition === "drift" || transition === "recovered" || (transition === "appeared" && outcome === "fail"));
  return answers
    .flatMap(({ scope, results }) =>
      results.flatMap(({ check, entry, intervals }) =>
        intervals.filter(isNews).map((interval) => ({ scope, check, entry, interval })),
      ),
    )
    .sort((a, b) => ((a.interval.from as string) < (b.interval.from as string) ? -1 : 1));
}

export async function driftLines(drifts: readonly Drift[], names: Names): Promise<string[]> {
  const rows: string[][] = [];
  for (const { scope, check, entry, interval } of drifts) {
    const { transition, said } = interval;
    const name = printable(entry.name ?? (await nameOf(names, entry.key)));
    rows.push([
      transition as string,
      check,
      name,
      scope,
      `${becauseOfTime(interval.because, interval)} (since ${said.dataTime ?? said.time}, recorded ${said.time})`,
    ]);
  }
  return table(rows);
}

export async function driftsAsJson(drifts: readonly Drift[], names: Names): Promise<Json[]> {
  const said: Json[] = [];
  for (const { scope, check, entry, interval } of drifts) {
    const { transition, outcome, because, byTime, said: where } = interval;
    const name = entry.name ?? (await names.nameOf(entry.key));
    said.push({ is: transition, scope, check, resource: entry.key, name, outcome, because, byTime, ...where });
  }
  return said;
}
