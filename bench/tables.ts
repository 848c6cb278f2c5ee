// Measures the derived tables on the frozen year and its first quarter: made from nothing, extended by a seal, asked.
import { join } from "node:path";
import { runChild, type Measured } from "./child.ts";
import { inTemporary } from "./home.ts";
import { median, print, ROUNDS } from "./table.ts";
import type { TablesRequest, TablesRun } from "./tables-run.ts";

/** Hourly runs of 92 days, and of the year. */
const SPANS = [
  ["a quarter", 92 * 24],
  ["a year", 8760],
] as const;

/** Prints the rows of both spans. */
export async function measureTables(): Promise<void> {
  await inTemporary(async (directory) => {
    const { answer: ledger } = await runChild<string>("build-year.ts", { directory });
    for (const [span, seals] of SPANS) await measureSpan(ledger, directory, span, seals);
  });
}

async function measureSpan(ledger: string, directory: string, span: string, seals: number): Promise<void> {
  const path = join(directory, `${seals}.db`);
  const run = (of: number): Promise<Measured<TablesRun>> =>
    runChild<TablesRun>("tables-run.ts", { ledger, path, seals: of } satisfies TablesRequest);
  const isQuarter = span === SPANS[0][0];
  const cold = await run(seals - ROUNDS);
  print({
    what: `tables of ${span} of hourly runs, 10,000 resources, made from nothing`,
    figure: `${cold.answer.seconds.toFixed(1)} s`,
    ...(isQuarter ? { target: "<= 30 s", isMet: cold.answer.seconds <= 30 } : {}),
  });
  print({
    what: "memory of that",
    figure: `${cold.maxRssMiB.toFixed(0)} MiB`,
    target: "<= 1,024 MiB",
    isMet: cold.maxRssMiB <= 1024,
  });
  const extended: TablesRun[] = [];
  for (let later = ROUNDS - 1; later >= 0; later -= 1) extended.push((await run(seals - later)).answer);
  const seconds = median(extended.map((each) => each.seconds));
  print({ what: "extended by one seal", figure: `${seconds.toFixed(2)} s`, target: "<= 1 s", isMet: seconds <= 1 });
  const asked: TablesRun[] = [];
  for (let round = 0; round < ROUNDS; round += 1) asked.push((await run(seals)).answer);
  const [askMs, daysMs] = [median(asked.map((each) => each.askMs)), median(asked.map((each) => each.daysMs))];
  print({
    what: `its ${asked[0]?.failures ?? 0} failures, by the default controls`,
    figure: `${askMs.toFixed(0)} ms`,
    target: "<= 100 ms",
    isMet: askMs <= 100,
  });
  print({
    what: "the results of all of it that failed at any time",
    figure: `${median(asked.map((each) => each.failedMs)).toFixed(0)} ms`,
    target: "<= 100 ms",
    isMet: median(asked.map((each) => each.failedMs)) <= 100,
  });
  print({
    what: "all of its 20,000 results",
    figure: `${median(asked.map((each) => each.resultsMs)).toFixed(0)} ms`,
  });
  print({
    what: "how each of those controls stood on each of 92 days",
    figure: `${daysMs.toFixed(0)} ms`,
    target: "<= 100 ms",
    isMet: daysMs <= 100,
  });
}
