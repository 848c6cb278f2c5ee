// Runs `tidemark start`: makes a ledger if there is none, a run, and the proof, of the clouds as they are now or of exports.
// Without a config and exports it shows a quarter of the example company.
import { openToRead } from "../places/open-store.ts";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { collectFrom, collectLive } from "../collecting/collect.ts";
import { livePlace } from "../collecting/live-place.ts";
import { continuedLine, continuesOf, continuesOptions } from "../operator/continues.ts";
import { DEMO_LEDGER, showDemo } from "../demo/demo.ts";
import { isReadLive } from "../../config/live-clouds.ts";
import { EXIT, UsageError } from "../exit.ts";
import { DEFAULT_LEDGER, homeOf, openHome } from "../places/home.ts";
import { isIncomplete } from "../collecting/unread-parts.ts";
import { loadConfig } from "../places/load-config.ts";
import { makeHome } from "../places/make-home.ts";
import type { Output } from "../output.ts";
import { printProof } from "../verify/print-report.ts";
import { overviewAfter, printRun, runLine } from "../pages/print-run.ts";
import type { RunResult } from "../../observation/run.ts";
import { verifyDirectory } from "../verify/verify-directory.ts";

export const summary =
  "start                                                      create a ledger if none exists, observe, verify";

export const options = {
  ledger: { type: "string" },
  from: { type: "string", multiple: true },
  config: { type: "string" },
  ...continuesOptions,
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const told: string[] = [];
  const { config, isExample: isExampleConfig } = await loadConfig(values.config, {
    line: (text) => void told.push(text ?? ""),
  });
  const isLive = values.from === undefined;
  if (isLive && isExampleConfig) {
    if (values.continues === undefined) return showDemo(homeOf(values.ledger ?? DEMO_LEDGER), out);
    throw new UsageError(
      "start: --continues is given without a config and without exports. Add --config or --from DIR",
    );
  }
  for (const line of told) out.line(line);
  if (isLive && !config.scopes.some(({ scope }) => isReadLive(config, scope)))
    throw new UsageError(
      "start: your config lists no scope that can be read live. Add an AWS account to scopes, or azure with the tenant and its subscriptions, or gcp and its projects, or add --from DIR with your exports (tidemark export-commands prints the commands that make them)",
    );
  const { ledger: place = DEFAULT_LEDGER, from = [] } = values;
  const home = homeOf(place);
  const continues = await continuesOf(values, config);
  if (await makeHome(home, config, { now: Date.now(), continues, isSized: values["continues-size"] !== undefined })) {
    out.line(
      `Created the ledger ${place}, its signing key beside it, and the trust file ${relative(process.cwd(), home.trust)}`,
    );
    if (continues !== null) out.line(continuedLine(continues, { earlier: values.continues, place }));
  }
  // On a ledger that has them all, only the last exports are observed again: nothing new must come of it.
  const { ledger } = await openHome(home, config);
  if (isExample(ledger.genesis)) out.line(EXAMPLE_NOTICE);
  const isUnsealed = (await ledger.newestSeal()) === null;
  let incomplete = false;
  let last: RunResult | null = null;
  if (isLive) {
    const { result, notes } = await collectLive({ home: await openHome(home, config), config, slot: null });
    out.line(runLine(result, livePlace(config)));
    for (const note of notes) out.line(note);
    incomplete = isIncomplete(result);
    last = result;
  }
  for (const directory of isUnsealed ? from : from.slice(-1)) {
    last = await collectFrom({ home: await openHome(home, config), config, directory, slot: null });
    out.line(runLine(last, directory));
    incomplete ||= isIncomplete(last);
  }
  out.line();
  // A single page is printed: how things stand after the last run.
  if (last !== null) {
    const opened = await openHome(home, config);
    await printRun(out, opened, last, await overviewAfter(opened.ledger));
  }
  const verified = await verifyDirectory({ ledger: place }, { open: openToRead });
  await printProof(out, verified, place);
  const { exit } = verified.report;
  // The example leaves a listing out, to show what that looks like.
  return exit === 0 && incomplete && !isExampleConfig ? EXIT.incomplete : exit;
}
