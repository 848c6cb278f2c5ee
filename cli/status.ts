// `tidemark status`: how every scope stands now: coverage, results, what fails and since when, what was not observed.
import { parseArgs } from "node:util";
import { RecordReader } from "../audit/record-at.ts";
import { standingOf } from "../audit/standing.ts";
import { checks as allChecks } from "../checks/index.ts";
import type { Json } from "../evidence-schema/canonical.ts";
import { ACTS_SCOPE } from "../evidence-schema/chain.ts";
import { knownSince } from "../evidence-schema/known-since.ts";
import type { ChainRecord, Coverage, Finding, Position } from "../evidence-schema/record.ts";
import type { State } from "../evidence-schema/state.ts";
import { Ledger } from "../ledger/ledger.ts";
import { NamesStore } from "../ledger/names.ts";
import { openDirectory } from "../ledger/stores/directory.ts";
import { EXIT } from "./exit.ts";
import { DEFAULT_LEDGER, homeOf } from "./home.ts";
import { table, type Output } from "./output.ts";
import { coverageLines, resultLines, unobservedLines } from "./print-run.ts";
import { nameOf } from "./resource-name.ts";

export const summary = "status                                                     how every scope stands now";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  json: { type: "boolean", default: false },
} as const;

type Failure = {
  readonly check: string;
  readonly resource: string;
  readonly name: string;
  readonly scope: string;
  readonly because: string;
  readonly since: string;
  readonly recorded: string;
  readonly record: string;
};
type Stands = { readonly scope: string; readonly state: State; readonly coverage: readonly Coverage[] };

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(openDirectory(home.ledger, home.work));
  const names = await NamesStore.open(home.names, ledger.genesis.salt);
  const newest = await ledger.newestSeal();
  const records = new RecordReader(ledger.store);
  const standing: Stands[] = [];
  const failures: Failure[] = [];
  for (const { scope } of newest?.seal.scopes ?? []) {
    if (scope === ACTS_SCOPE) continue;
    const { chain, coverage } = await ledger.loadChain(scope, newest);
    if (chain.head.seq === -1) continue;
    standing.push({ scope, state: chain.state, coverage });
    for (const { entry, finding } of standingOf(chain.state, coverage).failing) {
      const { record, key, line, dataTime, asOf } = await records.at(scope, finding.held.opened as Position);
      failures.push({
        check: finding.check,
        resource: entry.key,
        name: entry.name ?? (await nameOf(names, entry.key)),
        scope,
        because: finding.because,
        since: `${isFirstSight(record, finding.check) ? "at least since" : "since"} ${knownSince(finding, dataTime, asOf)}`,
        recorded: record.time,
        record: `${key}:${line}`,
      });
    }
  }
  print(out, newest?.seal.time ?? null, standing, failures);
  out.result({ sealed: newest?.seal.time ?? null, failures, scopes: standing.map(asJson) });
  return EXIT.done;
}

// What already failed when it was first read has been so for longer than anybody looked.
function isFirstSight({ body }: ChainRecord, check: string): boolean {
  const findings = (body["finding"] === undefined ? body["findings"] : [body["finding"]]) as readonly Finding[];
  return findings.find((finding) => finding.check === check)?.transition === "baseline";
}

function print(out: Output, sealed: string | null, standing: readonly Stands[], failures: readonly Failure[]): void {
  out.line(sealed === null ? "Nothing is sealed yet." : `As of the seal of ${sealed}`);
  out.line();
  out.section("Coverage", coverageLines(standing));
  out.section("Results", resultLines(standing));
  for (const check of allChecks) {
    const rows = failures.filter((failure) => failure.check === check.id);
    out.section(
      `Failing: ${check.title}`,
      table(
        rows.map(({ name, scope, because, since, recorded }) => [
          name,
          scope,
          `${because} (${since}, recorded ${recorded})`,
        ]),
      ),
    );
  }
  out.section("Not observed", unobservedLines(standing));
}

function asJson({ scope, state, coverage }: Stands): Json {
  const { checks, units, unobserved, population } = standingOf(state, coverage);
  return {
    scope,
    population,
    units,
    checks: checks.map(({ check, counts }) => ({ check, ...counts })),
    unobserved: unobserved.map(({ problem, units: of, results }) => ({ ...problem, units: [...of], results })),
  };
}
