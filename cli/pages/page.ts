// Writes the lines of a page on how things stand: controls, what changed, what is not observed and why.
import { becauseOfTime } from "../../audit/by-time.ts";
import type { Overview } from "../../audit/standing/overview.ts";
import type { Since } from "../../audit/standing/since.ts";
import type { ControlStanding } from "../../audit/standing/control-standing.ts";
import { severityOf, type Result } from "../../audit/standing/result.ts";
import type { Cause } from "../../audit/standing/unobserved.ts";
import { checks as allChecks } from "../../checks/index.ts";
import { SEVERITIES, type Severity } from "../../checks/check.ts";
import type { ScopeResult } from "../../observation/run.ts";
import { table } from "../output.ts";
import { printable } from "../printable.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import { plural } from "../../audit/plural.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";

/** Makes one line for each control: how the control stands, and on what that rests. */
export function controlLines({ controls }: Pick<Overview, "controls">): string[] {
  return table(controls.map((each) => [each.stands, each.control.id, each.control.statement, basisOf(each)]));
}

function basisOf({
  counts,
  byProvider,
  stated,
  correcting,
  waived,
  unread,
  stale,
  notPlanned,
  notAsked,
  outside,
}: ControlStanding): string {
  const { pass, fail, indeterminate } = counts;
  return [
    byProvider === 0 ? `${pass} pass` : `${pass} pass (${byProvider} by the provider)`,
    ...(fail > 0 ? [`${fail} fail`] : []),
    ...(waived.length > 0 ? [`(${waived.length} waived)`] : []),
    ...(correcting.length > 0 ? [`(${correcting.length} within the time to correct)`] : []),
    ...(stated > 0 ? [`${stated} not applicable by the company's statement`] : []),
    ...(indeterminate > 0 ? [`${indeterminate} not observed`] : []),
    ...(unread.length > 0 ? [`${plural(unread.length, "unit")} unread`] : []),
    ...(stale.length > 0 ? [`data of ${plural(stale.length, "unit")} too old`] : []),
    ...(notPlanned.regions > 0 ? [`${notPlanned.regions} of ${plural(notPlanned.of, "region")} not read`] : []),
    ...(notPlanned.scopes.length > 0 ? [`${plural(notPlanned.scopes.length, "scope")} not enrolled`] : []),
    ...(notPlanned.regionsOf.length > 0
      ? [`regions of ${plural(notPlanned.regionsOf.length, "scope")} not listed`]
      : []),
    ...(notPlanned.scopesOf.length > 0 ? [`scopes of ${notPlanned.scopesOf.join(", ")} not listed`] : []),
    ...(notAsked.length > 0 ? [`${notAsked.join(", ")} disabled`] : []),
    ...(outside > 0 ? [`${outside} outside the boundary`] : []),
  ].join("  ");
}

/** Makes one line for each cause: the results that the cause affects, and how to fix it. Most results first. */
export function causeLines(causes: readonly Cause[]): string[] {
  return table(
    causes.map(({ problem, scopes, results, remedy }) => [
      results === 0 ? "unknown" : String(results),
      `${problem.code}: ${problem.detail}`,
      scopes.length > 2 ? `${scopes.length} scopes` : scopes.join(", "),
      remedy,
    ]),
  );
}

const ORDER = ["drift", "appeared", "recovered", "rejudged", "departed"];

/** Lines for the changes that a run found. Results seen for the first time (the baseline) are only counted. */
export async function changeLines(observed: readonly ScopeResult[], names: Names): Promise<string[]> {
  const rows: string[][] = [];
  let [results, failing] = [0, 0];
  for (const { scope, changes, baseline } of observed) {
    results += baseline.results;
    failing += baseline.failing;
    for (const change of changes) {
      if (change.is === "departure") {
        rows.push(["departed", "", await nameOf(names, change.key), scope, change.reason]);
        continue;
      }
      const { finding, byTime, key, since } = change;
      // A resource that appears and passes is no news.
      if (finding.transition !== "appeared" || finding.outcome === "fail") {
        const name = change.name ?? (await nameOf(names, key));
        rows.push([
          finding.transition as string,
          finding.check,
          name,
          scope,
          `${becauseOfTime(finding.because, { byTime, outcome: finding.outcome })} (since ${since})`,
        ]);
      }
    }
  }
  rows.sort((a, b) => ORDER.indexOf(a[0] as string) - ORDER.indexOf(b[0] as string));
  const first =
    results === 0 ? [] : [`${results} results are the baseline (observed for the first time). ${failing} of them fail`];
  return [...table(rows), ...first];
}

export function severityIn({ policy }: Overview, id: string): Severity {
  const own = allChecks.find((check) => check.id === id)?.severity ?? "medium";
  return severityOf(id, policy, own);
}

/** Lines for the failures, worst first: the resource, since when it fails, its owner, and the waiver that covers it. */
export async function failureLines(overview: Overview, failures: readonly Result[], names: Names): Promise<string[]> {
  const named = await peopleNamed(
    names,
    failures.map(({ owner }) => owner),
  );
  const rows: (readonly [Severity, string, ...string[]])[] = [];
  for (const result of failures) {
    const { entry, scope, finding, owner, waiver, place } = result;
    const since = overview.since.get(result) as Since;
    rows.push([
      severityIn(overview, finding.check),
      finding.check,
      entry.name ?? (await nameOf(names, entry.key)),
      scope,
      `${finding.because} (${since.atLeast ? "at least since" : "since"} ${since.from}, recorded ${since.recorded}${ofSeries(since)})`,
      [
        printable(named(owner) ?? ""),
        place === "production" ? "" : place,
        waiver === null ? "" : `waived by ${waiver.terms.id} until ${waiver.end}${isWidened(since, waiver.recorded)}`,
      ]
        .filter((part) => part !== "")
        .join("; "),
    ]);
  }
  const rank = (severity: Severity): number => -SEVERITIES.indexOf(severity);
  rows.sort((a, b) => rank(a[0]) - rank(b[0]) || (a.join(" ") < b.join(" ") ? -1 : 1));
  return table(rows);
}

const ofSeries = ({ from, limitFrom }: Since): string =>
  limitFrom === from ? "" : `; a limit counts from ${limitFrom}, since it replaced a resource that failed`;

// The person who accepted the risk did not see this resource: it began to fail after the waiver was recorded.
const isWidened = ({ recorded }: Since, waiver: string): string =>
  recorded > waiver ? " (the failure began after the waiver was recorded)" : "";

export function scopeLines({ scopes }: Pick<Overview, "scopes">): string[] {
  return table(
    scopes.map(({ scope, name, population, units }) => [
      name === null ? scope : `${scope} (${printable(name)})`,
      population,
      "resources",
      units.complete,
      "units complete",
      units.incomplete,
      "not",
    ]),
  );
}

/** Lines for the scopes and regions that nobody looks into, on purpose: where, why, and who approved that. */
export async function leftOutLines({ leftOut }: Pick<Overview, "leftOut">, names: Names): Promise<string[]> {
  const named = await peopleNamed(
    names,
    leftOut.map(({ approver }) => approver),
  );
  return table(
    leftOut.map(({ scope, region, reason, approver }) => [
      scope,
      region ?? "the whole scope",
      printable(reason),
      `approved by ${printable(named(approver))}`,
    ]),
  );
}

export const LEFT_OUT = "Left out on purpose (where, why, who approved it)";
