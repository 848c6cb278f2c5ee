// Writes the page on how things stand as JSON: the same that the text says, with every record named.
import type { Overview } from "../../audit/standing/overview.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { failuresOf } from "./failures.ts";
import { endingSoon } from "../../audit/standing/in-force/ending-acceptances.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import type { Names } from "../../audit/resource-name.ts";

/** `v` rises when a member changes its meaning. */
export async function overviewAsJson(overview: Overview, names: Names): Promise<Json> {
  const { newest, aged, example, scopes, controls, causes, leftOut, people } = overview;
  const named = await peopleNamed(names, [
    ...controls.map(({ control }) => control.owner),
    ...leftOut.map(({ approver }) => approver),
  ]);
  const failures = await failuresOf(overview, names);
  return {
    v: 1,
    example,
    sealed: newest.seal.time,
    size: newest.index + 1,
    aged,
    controls: controls.map(
      ({
        control,
        stands,
        counts: tally,
        byProvider,
        stated,
        deviating,
        correcting,
        waived,
        unread,
        stale,
        notPlanned,
        notAsked,
        outside,
      }) => ({
        id: control.id,
        statement: control.statement,
        criteria: control.criteria,
        owner: named(control.owner),
        stands,
        ...tally,
        byProvider,
        stated,
        deviating: deviating.length,
        correcting: correcting.length,
        waived: waived.length,
        unread: [...unread],
        stale: [...stale],
        notPlanned: {
          regions: notPlanned.regions,
          of: notPlanned.of,
          scopes: [...notPlanned.scopes],
          regionsOf: [...notPlanned.regionsOf],
          scopesOf: [...notPlanned.scopesOf],
        },
        notAsked: [...notAsked],
        outside,
      }),
    ),
    people: people === null ? null : { ...people, notRead: [...people.notRead] },
    acceptancesEndingSoon: endingSoon(overview.policy.waivers, aged).map(({ terms, end, record }) => ({
      id: terms.id,
      until: end,
      risk: terms.risk,
      ticket: terms.ticket,
      record,
    })),
    failures: failures.map((each) => ({ ...each, controls: [...each.controls], criteria: [...each.criteria] })),
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
