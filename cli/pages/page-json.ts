// Writes the page on how things stand as JSON: the same that the text says, with every record named.
import type { Overview, Since } from "../../audit/standing/overview.ts";
import { isInBoundary, type Result } from "../../audit/standing/result.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { severityIn } from "./page.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import type { Names } from "../../audit/resource-name.ts";

/** `v` rises when a member changes its meaning. */
export async function overviewAsJson(overview: Overview, names: Names): Promise<Json> {
  const { newest, example, scopes, controls, causes, results, leftOut } = overview;
  const named = await peopleNamed(names, [
    ...controls.map(({ control }) => control.owner),
    ...results.map(({ owner }) => owner),
    ...leftOut.map(({ approver }) => approver),
  ]);
  const failures: Json[] = [];
  for (const result of results)
    if (result.outcome === "fail") failures.push(await failureAsJson(overview, result, named(result.owner), names));
  return {
    v: 1,
    example,
    sealed: newest.seal.time,
    size: newest.index + 1,
    controls: controls.map(
      ({ control, stands, counts: tally, deviating, correcting, waived, unread, notPlanned, notAsked, outside }) => ({
        id: control.id,
        statement: control.statement,
        criteria: control.criteria,
        owner: named(control.owner),
        stands,
        ...tally,
        deviating: deviating.length,
        correcting: correcting.length,
        waived: waived.length,
        unread: [...unread],
        notPlanned: { regions: notPlanned.regions, of: notPlanned.of, scopes: [...notPlanned.scopes] },
        notAsked: [...notAsked],
        outside,
      }),
    ),
    failures,
    unobserved: causes.map(({ problem, scopes: of, units, results: hidden, remedy }) => ({
      ...problem,
      scopes: [...of],
      units: [...units],
      results: hidden,
      remedy,
    })),
    scopes: scopes.map((scope) => ({ ...scope })),
    leftOut: leftOut.map((each) => ({ ...each, approver: named(each.approver) })),
  };
}

async function failureAsJson(overview: Overview, result: Result, owner: string | null, names: Names): Promise<Json> {
  const { scope, entry, finding, place, waiver } = result;
  const { from: since, atLeast, recorded, record } = overview.since.get(result) as Since;
  return {
    check: finding.check,
    resource: entry.key,
    name: entry.name ?? (await names.nameOf(entry.key)),
    scope,
    because: finding.because,
    facts: finding.facts,
    severity: severityIn(overview, finding.check),
    place,
    counts: isInBoundary(result),
    owner,
    since,
    atLeast,
    recorded,
    record,
    waiver: waiver === null ? null : { id: waiver.terms.id, until: waiver.end, record: waiver.record },
  };
}
