// `tidemark status`: how things stand at the newest seal: controls, what fails and since when, what is not observed.
import { parseArgs } from "node:util";
import { overviewOf, type Overview } from "../audit/overview.ts";
import type { Result } from "../audit/result.ts";
import { counts } from "../audit/result.ts";
import { Ledger } from "../ledger/ledger.ts";
import { NamesStore } from "../ledger/names.ts";
import { openDirectory } from "../ledger/stores/directory.ts";
import { EXIT } from "./exit.ts";
import { DEFAULT_LEDGER, homeOf } from "./home.ts";
import type { Output } from "./output.ts";
import { overviewAsJson } from "./page-json.ts";
import { causeLines, controlLines, failureLines, scopeLines } from "./page.ts";
import type { Names } from "./resource-name.ts";

export const summary =
  "status                                                     how every control and scope stands now";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(openDirectory(home.ledger, home.work));
  const names = await NamesStore.open(home.names, ledger.genesis.salt);
  const overview = await overviewOf(ledger);
  if (overview === null) {
    out.line("Nothing is sealed yet: tidemark collect makes the first run.");
    out.result({ v: 1, sealed: null });
    return EXIT.done;
  }
  await print(out, overview, names);
  out.result(await overviewAsJson(overview, names));
  return EXIT.done;
}

async function print(out: Output, overview: Overview, names: Names): Promise<void> {
  const { seal, results, causes, policy } = overview;
  out.line(`As of the seal of ${seal.seal.time} (entry ${seal.index} of the log)`);
  out.line();
  if (policy.controls === null) out.line("No controls are recorded: the last run was made without any.\n");
  out.section("Controls", controlLines(overview));
  const failing = results.filter(({ outcome }) => outcome === "fail");
  const section = async (heading: string, which: (result: Result) => boolean): Promise<void> =>
    out.section(heading, await failureLines(overview, failing.filter(which), names));
  await section("Failing", (each) => counts(each) && each.waiver === null);
  await section("Failing, waived", (each) => counts(each) && each.waiver !== null);
  await section("Failing, outside the boundary", (each) => !counts(each));
  out.section("Not observed (results hidden, cause, where, what would heal it)", causeLines(causes));
  out.section("Coverage", scopeLines(overview));
}
