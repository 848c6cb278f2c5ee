// The page on how things stand, as JSON: the same that the text says, with every record named.
import type { Overview, Since } from "../audit/overview.ts";
import { counts, type Result } from "../audit/result.ts";
import type { Json } from "../evidence-schema/canonical.ts";
import { severityIn } from "./page.ts";
import type { Names } from "../audit/resource-name.ts";

/** `v` rises when a member changes its meaning. */
export async function overviewAsJson(overview: Overview, names: Names): Promise<Json> {
  const { seal, scopes, controls, causes, results } = overview;
  const failures: Json[] = [];
  for (const result of results)
    if (result.outcome === "fail") failures.push(await failureAsJson(overview, result, names));
  return {
    v: 1,
    sealed: seal.seal.time,
    size: seal.index + 1,
    controls: controls.map(
      ({ control, stands, counts: tally, deviating, correcting, waived, unread, notAsked, outside }) => ({
        id: control.id,
        statement: control.statement,
        criteria: control.criteria,
        owner: control.owner,
        stands,
        ...tally,
        deviating: deviating.length,
        correcting: correcting.length,
        waived: waived.length,
        unread: [...unread],
        notAsked: [...notAsked],
        outside,
      }),
    ),
    failures,
    unobserved: causes.map(({ problem, scopes: of, units, results: hidden, heal }) => ({
      ...problem,
      scopes: [...of],
      units: [...units],
      results: hidden,
      heal,
    })),
    scopes: scopes.map((scope) => ({ ...scope })),
  };
}

async function failureAsJson(overview: Overview, result: Result, names: Names): Promise<Json> {
  const { scope, entry, finding, place, owner, waiver } = result;
  const { since, atLeast, recorded, record } = overview.since.get(result) as Since;
  return {
    check: finding.check,
    resource: entry.key,
    name: entry.name ?? (await names.nameOf(entry.key)),
    scope,
    because: finding.because,
    facts: finding.facts,
    severity: severityIn(overview, finding.check),
    place,
    counts: counts(result),
    owner,
    since,
    atLeast,
    recorded,
    record,
    waiver: waiver === null ? null : { id: waiver.waiver.id, until: waiver.end, record: waiver.record },
  };
}
