// Runs `tidemark collect`: makes one run, from a directory of exports or of AWS as it is now, appended and sealed.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import type { RunResult } from "../../observation/run.ts";
import { isTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { EXIT, UsageError } from "../exit.ts";
import { collectFrom, collectLive } from "../collecting/collect.ts";
import { livePlace } from "../collecting/live-place.ts";
import { isIncomplete } from "../collecting/unread-parts.ts";
import { DEFAULT_LEDGER, homeOf, openHome } from "../places/home.ts";
import { toTheMillisecond } from "../times/instant.ts";
import { loadConfig } from "../places/load-config.ts";
import type { Output } from "../output.ts";
import { overviewAfter, printRun, runAsJson, runLine } from "../pages/print-run.ts";

export const summary =
  "collect [--from DIR] [--slot TIME] [--fail-on drift|fail]  observe the clouds or exports, and seal the run";

export const options = {
  from: { type: "string" },
  ledger: { type: "string", default: DEFAULT_LEDGER },
  config: { type: "string" },
  slot: { type: "string" },
  "fail-on": { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const slot = values.slot === undefined ? null : toTheMillisecond(values.slot);
  if (slot !== null && !isTimestamp(slot))
    throw new UsageError(`--slot: found ${values.slot}, expected an instant such as 2026-09-01T06:00:00.000Z`);
  const failOn = values["fail-on"];
  if (failOn !== undefined && failOn !== "drift" && failOn !== "fail")
    throw new UsageError(`--fail-on: found ${failOn}, expected drift or fail`);
  const { config } = await loadConfig(values.config, out);
  const home = await openHome(homeOf(values.ledger), config);
  if (isExample(home.ledger.genesis)) out.line(EXAMPLE_NOTICE);
  const { from } = values;
  const { result, notes } =
    from === undefined
      ? await collectLive({ home, config, slot })
      : { result: await collectFrom({ home, config, directory: from, slot }), notes: [] };
  out.line(runLine(result, from ?? livePlace(config)));
  for (const note of notes) out.line(note);
  out.line();
  const overview = await overviewAfter(home.ledger);
  await printRun(out, home, result, overview);
  out.result(await runAsJson(home, result, overview));
  return exitOf(result, failOn);
}

/** 2 where a scope or a source was not read; failing checks alone are 0 unless asked for. */
function exitOf(result: RunResult, failOn?: "drift" | "fail"): number {
  if (isIncomplete(result)) return EXIT.incomplete;
  const drifted = result.observed.some(({ changes }) =>
    changes.some((change) => change.is === "finding" && change.finding.transition === "drift"),
  );
  const failing = result.observed.some(({ counts }) => counts.fail > 0);
  return (failOn === "drift" && drifted) || (failOn === "fail" && failing) ? EXIT.found : EXIT.done;
}
