// Says what a run found: how controls stand, what changed and since when, what was not observed, the checkpoint.
import { isExample } from "../../audit/example-data.ts";
import { overviewOf, type Overview } from "../../audit/standing/overview.ts";
import { becauseOf } from "../../evidence-schema/record/because.ts";
import { unreadParts, type UnreadPart } from "../collecting/unread-parts.ts";
import { secondCounts } from "../../audit/second-counts.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Change } from "../../observation/observe-scope.ts";
import type { RunResult } from "../../observation/run.ts";
import { StoreError } from "../../ledger/store.ts";
import { regionLines } from "./found-regions.ts";
import type { OpenHome } from "../places/home.ts";
import type { Output } from "../output.ts";
import { overviewAsJson } from "./page-json.ts";
import { secondCountLines } from "./second-counts.ts";
import { causeLines, changeLines, controlLines, LEFT_OUT, leftOutLines } from "./page.ts";
import type { Names } from "../../audit/resource-name.ts";

/** The line that says what was observed, and where it is sealed. */
export function runLine({ observed, sealed }: RunResult, directory: string): string {
  const population = observed.reduce((sum, each) => sum + each.population, 0);
  return `Observed ${directory}: ${observed.length} scopes, ${population} resources; sealed as entry ${sealed.index} (run ${sealed.seal.run})`;
}

export async function printRun(out: Output, { names }: OpenHome, result: RunResult, overview: Overview): Promise<void> {
  const { observed, sealed, failed, silent, found } = result;
  out.section("Controls", controlLines(overview));
  out.section("Changed", await changeLines(observed, names));
  out.section("Not observed (results affected, cause, scope, how to fix)", causeLines(overview.causes));
  out.section(
    "Counted differently by a second source",
    observed.flatMap(({ scope, coverage }) => secondCountLines(scope, secondCounts(coverage))),
  );
  out.section("Not read at all", [
    ...[...silent].map(
      ([scope, why]) =>
        `${scope}: ${why}. Export the scope, or add the scope to excluded with a reason and an approver`,
    ),
    ...unreadParts(result).map((part) => `${partLabel(part)}: ${part.problems.map(becauseOf).join("; ")}`),
  ]);
  out.section(
    "Not appended",
    [...failed].map(([scope, why]) => `${scope}: ${why}`),
  );
  out.section(LEFT_OUT, await leftOutLines(overview, names));
  out.section("Found but not enrolled", [
    ...found.map(
      (scope) => `${scope}: add the scope to scopes of the config, or to excluded with a reason and an approver`,
    ),
    ...regionLines(observed),
  ]);
  out.line(`Checkpoint  size ${sealed.index + 1}, root ${sealed.root}`);
  out.line();
}

const partLabel = ({ scope, source, types }: UnreadPart): string =>
  [scope, ...(source === null ? [] : [`source ${source}`]), ...types].join(", ");

/** How everything stands after a run: read from the ledger, since a run holds the state of no scope to its end. */
export async function overviewAfter(ledger: OpenHome["ledger"]): Promise<Overview> {
  const overview = await overviewOf(ledger);
  if (overview === null)
    throw new StoreError(`${ledger.store.place} shows no seal after a seal was written. Run tidemark verify`);
  return overview;
}

/** The result of a run as JSON. */
export async function runAsJson({ ledger, names }: OpenHome, result: RunResult, overview: Overview): Promise<Json> {
  const { observed, sealed, failed, found } = result;
  const scopes: Json[] = [];
  for (const { scope, key, root, changes, coverage } of observed) {
    const counted = secondCounts(coverage).map((count) => ({ ...count }));
    scopes.push({ scope, segment: key, root, counted, changes: await changesAsJson(changes, names) });
  }
  return {
    v: 1,
    example: isExample(ledger.genesis),
    run: sealed.seal.run,
    checkpoint: { size: sealed.index + 1, root: sealed.root },
    scopes,
    failed: Object.fromEntries(failed),
    silent: Object.fromEntries(result.silent),
    unread: unreadParts(result).map(({ scope, source, types, problems }) => ({
      scope,
      source,
      types: [...types],
      problems: problems.map(({ code, detail }) => ({ code, detail })),
    })),
    found: [...found],
    regions: regionLines(observed),
    stands: await overviewAsJson(overview, names),
  };
}

async function changesAsJson(changes: readonly Change[], names: Names): Promise<Json[]> {
  const said: Json[] = [];
  for (const change of changes) {
    const { key } = change;
    const resource = { key, name: await names.nameOf(key) };
    if (change.is === "departure") said.push({ is: "departure", ...resource, reason: change.reason });
    else {
      const { check, outcome, because, transition } = change.finding;
      said.push({ is: transition, ...resource, check, outcome, because, since: change.since });
    }
  }
  return said;
}
