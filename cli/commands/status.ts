// Runs `tidemark status`: prints how controls stand at the newest seal, what fails since when, and what is not observed.
import { parseArgs } from "node:util";
import { overviewOf, type Overview } from "../../audit/standing/overview.ts";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { ENDING_SOON, endingLines, endingSoon } from "../../audit/standing/in-force/ending-acceptances.ts";
import { peopleLine } from "../../audit/standing/people-with-mfa.ts";
import { isInBoundary, type Result } from "../../audit/standing/result.ts";
import { resultsOver, type ScopeAnswer } from "../../audit/timeline/results-over.ts";
import { statesAt } from "../../audit/timeline/states-at.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { Ledger, type NewestSeal } from "../../ledger/read/ledger.ts";
import { openToRead } from "../places/open-store.ts";
import { answering, NOTHING_SEALED } from "../query/answering.ts";
import { driftLines, driftsAsJson, driftsIn } from "../pages/drift.ts";
import { formatOf } from "../answer-format.ts";
import { EXIT } from "../exit.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { namesBeside } from "../places/names-beside.ts";
import type { Output } from "../output.ts";
import { printable } from "../printable.ts";
import { failuresAsCsv } from "../pages/failures-csv.ts";
import { failuresOf } from "../pages/failures.ts";
import { overviewAsJson } from "../pages/page-json.ts";
import { causeLines, controlLines, failureLines, LEFT_OUT, leftOutLines, scopeLines } from "../pages/page.ts";
import { instant } from "../times/instant.ts";
import { withProgress } from "../progress.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Names } from "../../audit/resource-name.ts";

export const summary =
  "status [--since TIME] [--format csv]                       how every control stands now, and recent drift";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  since: { type: "string" },
  format: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

const WEEK_MS = 7 * 86_400_000;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => status(args, out));

async function status(args: readonly string[], given: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const format = formatOf(values);
  const out = format === "json" ? given.asJson() : given;
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  const names = await namesBeside(home, ledger.genesis.salt);
  const newest = await ledger.newestSeal();
  const since = newest === null || format === "csv" ? "" : sinceOf(values.since, newest);
  const now = formatTimestamp(Date.now());
  const { overview, changes } = await withProgress(async (show) => {
    show("reading every scope as of the newest seal");
    // Rows have no drift: of each chain only the end is read for them.
    const read = newest === null || format === "csv" ? [] : await changesSince(ledger, since, newest.seal.time);
    return { overview: await overviewOf(ledger, { newest, known: statesAt(newest, read), now }), changes: read };
  });
  if (format === "csv") {
    const failures = overview === null ? [] : await failuresOf(overview, names);
    const example = isExample(ledger.genesis);
    out.line(failuresAsCsv(failures, example));
    if (example) process.stderr.write(`${EXAMPLE_NOTICE}\n`);
    if (overview === null) process.stderr.write(`${NOTHING_SEALED}\n`);
    return EXIT.done;
  }
  if (overview === null) {
    const example = isExample(ledger.genesis);
    if (example) out.line(EXAMPLE_NOTICE);
    out.line(NOTHING_SEALED);
    out.result({ v: 1, example, sealed: null });
    return EXIT.done;
  }
  const drifts = driftsIn(changes, since);
  await printPage(out, overview, names, { heading: `Drift since ${since}`, lines: await driftLines(drifts, names) });
  const page = (await overviewAsJson(overview, names)) as { readonly [member: string]: Json };
  out.result({ ...page, since, drift: await driftsAsJson(drifts, names) });
  return EXIT.done;
}

/** The instant asked for, or a week before the newest seal. Throws UsageError on what is no instant. */
const sinceOf = (asked: string | undefined, { seal }: NewestSeal): string =>
  asked === undefined
    ? formatTimestamp(Math.max(0, parseTimestamp(seal.time) - WEEK_MS))
    : instant("since", asked, "first");

async function changesSince(ledger: Ledger, since: string, to: string): Promise<readonly ScopeAnswer[]> {
  const { store, id, documents } = ledger;
  const evidence = { store, ledger: id, log: await SealedLog.open(store), documents };
  return resultsOver(evidence, { from: since, includes: (time) => time <= to });
}

async function printPage(
  out: Output,
  overview: Overview,
  names: Names,
  drift: { readonly heading: string; readonly lines: readonly string[] },
): Promise<void> {
  const { newest, aged, results, causes, policy } = overview;
  if (overview.example) out.line(EXAMPLE_NOTICE);
  out.line(
    `As of the seal of ${newest.seal.time} (entry ${newest.index} of the log). The age of data is that at ${aged}.`,
  );
  out.line();
  if (policy.controls === null) out.line("No controls are recorded, because the config of the last run had none.\n");
  out.section("Controls", controlLines(overview));
  if (overview.people !== null) out.line(`${peopleLine(overview.people)}\n`);
  const failing = results.filter(({ outcome }) => outcome === "fail");
  const section = async (heading: string, which: (result: Result) => boolean): Promise<void> =>
    out.section(heading, await failureLines(overview, failing.filter(which), names));
  await section("Failing", (each) => isInBoundary(each) && each.waiver === null);
  await section("Failing, waived", (each) => isInBoundary(each) && each.waiver !== null);
  await section("Failing, outside the boundary", (each) => !isInBoundary(each));
  out.section(ENDING_SOON, endingLines(endingSoon(policy.waivers, aged)).map(printable));
  out.section(drift.heading, drift.lines);
  out.section("Not observed (results affected, cause, scope, how to fix)", causeLines(causes));
  out.section("Coverage", scopeLines(overview));
  out.section(LEFT_OUT, await leftOutLines(overview, names));
}
