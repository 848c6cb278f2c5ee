// Says what a run found: coverage, results, what changed and since when, what was not observed, the checkpoint.
import { checks as allChecks } from "../checks/index.ts";
import { standingOf } from "../audit/standing.ts";
import type { Json } from "../evidence-schema/canonical.ts";
import type { Change, ObservedScope } from "../observation/observe-scope.ts";
import type { RunResult } from "../observation/run.ts";
import type { OpenHome } from "./home.ts";
import { table, type Output } from "./output.ts";
import { nameOf, type Names } from "./resource-name.ts";

const titleOf = (id: string): string => allChecks.find((check) => check.id === id)?.title ?? id;

export async function printRun(out: Output, { names }: OpenHome, result: RunResult, directory: string): Promise<void> {
  const { observed, sealed, failed, found } = result;
  out.line(`Observed ${directory} (run ${sealed.seal.run})`);
  out.line();
  out.section("Coverage", coverageLines(observed));
  out.section("Results", resultLines(observed));
  out.section("Changed", await changeLines(observed, names));
  out.section("Not observed", unobservedLines(observed));
  out.section(
    "Not appended",
    [...failed].map(([scope, why]) => `${scope}: ${why}`),
  );
  out.section(
    "Found but not enrolled",
    found.map((scope) => `${scope}: add { scope: "${scope}" } to scopes, or to excluded with a reason`),
  );
  out.line(`Checkpoint  size ${sealed.index + 1}, root ${sealed.root}`);
  out.line();
}

export function coverageLines(observed: readonly Pick<ObservedScope, "scope" | "state" | "coverage">[]): string[] {
  const rows = observed.map(({ scope, state, coverage }) => {
    const { units, population } = standingOf(state, coverage);
    return [scope, population, "resources", units.complete, "units complete", units.incomplete, "not"];
  });
  return table(rows);
}

export function resultLines(observed: readonly Pick<ObservedScope, "state" | "coverage">[]): string[] {
  const totals = new Map<string, [number, number, number, number]>();
  for (const { state, coverage } of observed) {
    for (const { check, counts } of standingOf(state, coverage).checks) {
      const [pass, fail, open, none] = totals.get(check) ?? [0, 0, 0, 0];
      totals.set(check, [
        pass + counts.pass,
        fail + counts.fail,
        open + counts.indeterminate,
        none + counts["not-applicable"],
      ]);
    }
  }
  if (totals.size === 0) return [];
  const rows = [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([check, [pass, fail, open, none]]) => [
      titleOf(check),
      pass,
      "pass",
      fail,
      "fail",
      open,
      "not observed",
      none,
      "not applicable",
    ]);
  return table(rows);
}

/** One line a cause, over all scopes: what hides how many results. Most first. */
export function unobservedLines(observed: readonly Pick<ObservedScope, "scope" | "state" | "coverage">[]): string[] {
  const causes = new Map<string, { readonly scopes: string[]; results: number }>();
  for (const { scope, state, coverage } of observed) {
    for (const { problem, results } of standingOf(state, coverage).unobserved) {
      const name = `${problem.code}: ${problem.detail}`;
      const cause = causes.get(name) ?? { scopes: [], results: 0 };
      cause.scopes.push(scope);
      cause.results += results;
      causes.set(name, cause);
    }
  }
  const rows = [...causes].sort(([, a], [, b]) => b.results - a.results);
  return table(
    rows.map(([cause, { scopes, results }]) => [
      results === 0 ? "?" : String(results),
      results === 1 ? "result" : results === 0 ? "results (never read: nobody knows how many)" : "results",
      cause,
      scopes.join(", "),
    ]),
  );
}

const ORDER = ["drift", "appeared", "recovered", "rejudged", "departed"];

async function changeLines(observed: readonly ObservedScope[], names: Names): Promise<string[]> {
  const rows: string[][] = [];
  let [baseline, failing] = [0, 0];
  for (const { scope, state, changes, sealedTime } of withTime(observed)) {
    for (const change of changes) {
      if (change.is === "departure") {
        rows.push(["departed", "", await nameOf(names, change.key), scope, change.reason]);
        continue;
      }
      const { finding, key, since } = change;
      if (finding.transition === "baseline") {
        baseline += 1;
        if (finding.outcome === "fail") failing += 1;
      }
      // A resource that appears and passes is no news.
      else if (finding.transition !== "appeared" || finding.outcome === "fail") {
        const entry = state.entries.get(key);
        rows.push([
          finding.transition as string,
          finding.check,
          entry?.name ?? (await nameOf(names, key)),
          scope,
          `${finding.because} (since ${since}${sealedTime})`,
        ]);
      }
    }
  }
  rows.sort((a, b) => ORDER.indexOf(a[0] as string) - ORDER.indexOf(b[0] as string));
  const first =
    baseline === 0
      ? []
      : [
          `${baseline} results were seen for the first time and are the baseline; ${failing} of them fail (tidemark status lists them)`,
        ];
  return [...table(rows), ...first];
}

const withTime = (observed: readonly ObservedScope[]): (ObservedScope & { readonly sealedTime: string })[] =>
  observed.map((each) => ({ ...each, sealedTime: `, recorded ${each.time}` }));

/** The same as JSON. */
export async function runAsJson({ names }: OpenHome, { observed, sealed, failed, found }: RunResult): Promise<Json> {
  const scopes: Json[] = [];
  for (const each of observed) {
    const { checks, units, unobserved, population } = standingOf(each.state, each.coverage);
    scopes.push({
      scope: each.scope,
      segment: each.key,
      root: each.root,
      population,
      units,
      checks: checks.map(({ check, counts }) => ({ check, ...counts })),
      changes: await changesAsJson(each.changes, names),
      unobserved: unobserved.map(({ problem, units: of, results }) => ({ ...problem, units: [...of], results })),
    });
  }
  return {
    run: sealed.seal.run,
    checkpoint: { size: sealed.index + 1, root: sealed.root },
    scopes,
    failed: Object.fromEntries(failed),
    found: [...found],
  };
}

async function changesAsJson(changes: readonly Change[], names: Names): Promise<Json[]> {
  const said: Json[] = [];
  for (const change of changes) {
    const { key } = change;
    const resource = { key, name: await names.nameOf(key) };
    if (change.is === "departure") said.push({ is: "departure", ...resource, reason: change.reason });
    else if (change.finding.transition !== "baseline") {
      const { check, outcome, because, transition } = change.finding;
      said.push({ is: transition, ...resource, check, outcome, because, since: change.since });
    }
  }
  return said;
}
