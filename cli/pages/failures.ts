// Makes rows of the results that fail at the newest seal: one for each, the same in JSON and CSV.
import type { Overview } from "../../audit/standing/overview.ts";
import type { Since } from "../../audit/standing/since.ts";
import { controlsOfCheck } from "../../audit/standing/controls-of-check.ts";
import { isInBoundary, type Result } from "../../audit/standing/result.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import { severityIn } from "./page.ts";

export type Failure = Awaited<ReturnType<typeof failureOf>>;

/** In the order of the overview's results. */
export async function failuresOf(overview: Overview, names: Names): Promise<Failure[]> {
  const failing = overview.results.filter(({ outcome }) => outcome === "fail");
  const named = await peopleNamed(
    names,
    failing.map(({ owner }) => owner),
  );
  const failures: Failure[] = [];
  for (const result of failing) failures.push(await failureOf(overview, result, named(result.owner), names));
  return failures;
}

async function failureOf(overview: Overview, result: Result, owner: string | null, names: Names) {
  const { scope, entry, finding, place, waiver, lastRead } = result;
  const { from: since, limitFrom, atLeast, recorded, record } = overview.since.get(result) as Since;
  const { controls, criteria } = controlsOfCheck(finding.check, overview.policy);
  return {
    check: finding.check,
    resource: entry.key,
    name: entry.name ?? (await nameOf(names, entry.key)),
    type: splitUnit(entry.unit).type,
    region: entry.region,
    scope,
    account: overview.scopes.find((each) => each.scope === scope)?.name ?? null,
    controls,
    criteria,
    because: finding.because,
    facts: finding.facts,
    severity: severityIn(overview, finding.check),
    place,
    /** The resource lies within the boundary, so that the failure counts for its controls. */
    counts: isInBoundary(result),
    owner,
    since,
    /** Earlier than `since` where the resource replaced another that failed. */
    limitFrom,
    /** The failure may have begun before `since`. */
    atLeast,
    recorded,
    record,
    /** The earliest data time of what the result rests on, as of when all of it was read last. */
    lastRead,
    waiver: waiver === null ? null : { id: waiver.terms.id, until: waiver.end, record: waiver.record },
  };
}
