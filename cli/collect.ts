// `tidemark collect`: one run from a directory of exports, appended and sealed.
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { openExports } from "../collectors/exports/reader.ts";
import { configuredChecks } from "../config/configured-checks.ts";
import { policyOf } from "../config/policy.ts";
import type { Config } from "../config/define-config.ts";
import { isTimestamp } from "../evidence-schema/timestamp.ts";
import { observe, type RunResult } from "../observation/run.ts";
import type { RunContext } from "../observation/observe-scope.ts";
import code from "../observation/code.json" with { type: "json" };
import { realClock } from "./clock.ts";
import { EXIT, UsageError } from "./exit.ts";
import { DEFAULT_LEDGER, homeOf, openHome, type OpenHome } from "./home.ts";
import { loadConfig } from "./load-config.ts";
import type { Output } from "./output.ts";
import { withProgress } from "./progress.ts";
import { printRun, runAsJson, runLine } from "./print-run.ts";

export const summary = "collect --from DIR [--slot TIME] [--fail-on drift|fail]   observe exports and seal the run";

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
  if (values.from === undefined) throw new UsageError("collect: expected --from DIR, a directory of exports");
  if (values.slot !== undefined && !isTimestamp(values.slot))
    throw new UsageError(`--slot: found ${values.slot}, expected an instant such as 2026-09-01T06:00:00.000Z`);
  const failOn = values["fail-on"];
  if (failOn !== undefined && failOn !== "drift" && failOn !== "fail")
    throw new UsageError(`--fail-on: found ${failOn}, expected drift or fail`);
  const { config, notice } = await loadConfig(values.config);
  if (notice !== null) out.line(notice);
  const home = await openHome(homeOf(values.ledger), config);
  const result = await collectFrom({ home, config, directory: values.from, slot: values.slot ?? null });
  out.line(runLine(result, values.from));
  out.line();
  await printRun(out, home, result);
  out.result(await runAsJson(home, result));
  return exitOf(result, failOn);
}

export type Collecting = {
  readonly home: OpenHome;
  readonly config: Config;
  readonly directory: string;
  readonly slot: string | null;
  readonly restarts?: RunContext["restarts"];
  readonly only?: ReadonlySet<string>;
};

/** One run over the exports in a directory. Names of people are written only once the run is sealed. */
export async function collectFrom({ home, config, directory, slot, restarts, only }: Collecting): Promise<RunResult> {
  const { ledger, signer, names } = home;
  const { schedule } = config;
  const reader = await openExports(directory);
  const result = await withProgress((show) => {
    show(`observing ${directory}`);
    return observe({
      ledger,
      signer,
      clock: realClock,
      reader,
      checks: configuredChecks(config),
      labels: config.labels,
      scopes: config.scopes,
      excluded: config.excluded,
      schedule: schedule === null ? null : { v: 1, kind: "schedule", ...schedule },
      policy: { ...policyOf(config, names.person), principal: names.person("local", userInfo().username) },
      code,
      run: slot === null ? manualRun() : `slot-${slot}`,
      slot,
      person: names.person,
      remember: names.remember,
      ...(restarts === undefined ? {} : { restarts }),
      ...(only === undefined ? {} : { only }),
    });
  });
  await names.flush();
  return result;
}

// A run by hand has no slot to be named by: time and randomness make it its own.
const manualRun = (): string =>
  `manual-${new Date().toISOString()}-${Math.random().toString(16).slice(2, 10).padEnd(8, "0")}`;

/** 2 where a scope could not be observed; failing checks alone are 0 unless asked for. */
export function exitOf(result: RunResult, failOn?: "drift" | "fail"): number {
  // By hand or by schedule: a scope that was to be observed and was not is told by the exit code too.
  if (result.failed.size > 0) return EXIT.incomplete;
  const drifted = result.observed.some(({ changes }) =>
    changes.some((change) => change.is === "finding" && change.finding.transition === "drift"),
  );
  const failing = result.observed.some(({ state }) => state.counts().fail > 0);
  return (failOn === "drift" && drifted) || (failOn === "fail" && failing) ? EXIT.found : EXIT.done;
}
